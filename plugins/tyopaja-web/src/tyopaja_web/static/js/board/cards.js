// An entry as an element, by how its section is drawn. The element of an entry stays the same for as long as the board
// lives; what is in it is made anew when the entry changes, and its buttons are kept, so that focus stays where it was.

import { bdi, h } from "./dom.js";
import { resultBody } from "./results.js";
import { marks, shown } from "./values.js";

const KINDS = { cards: "card", curve: "card moment", map: "card point", chain: "card link", results: "card result",
  checks: "check", text: "statement-of", scale: "statement-of", radar: "statement-of", picture: "statement-of",
  blanks: "statement-of form-of" };
const ALONE = new Set(["text", "scale", "radar", "picture", "blanks"]);

/** Whether entries of a section stand as sentences and not as notes. */
export const standsAlone = (section) => ALONE.has(section.draw) || (section.draw === "notes" && section.look === "statement");

/** Which of some tones an entry has: its own, else one by its id, so that it never changes when others come. */
export function toneOf(card, tones) {
  if (Number.isInteger(card.fields?.colour)) return card.fields.colour - 1;
  let sum = 0;
  for (const letter of card.id) sum = (sum + letter.codePointAt(0)) % 9973;
  return sum % tones;
}

/** The class of an entry's element. */
export function classOf(card, section, tones, { votes = 0, lonely = false } = {}) {
  const kind = KINDS[section.draw] ?? (section.look === "statement" ? "statement-of" : "note");
  const list = [kind, kind === "note" ? `tone-${toneOf(card, tones)}` : ""];
  const marked = { "is-chosen": card.picked, "is-lonely": lonely, "is-private": card.private, "is-pending": card.pending,
    "is-mine": votes > 0 };
  return [...list, ...Object.keys(marked).filter((one) => marked[one])].filter(Boolean).join(" ");
}

/** What an entry shows. `view`: {t, locale, people, store, picture(key) → address}; `lonely` says that nothing answers
 *  it yet. */
export function bodyOf(card, section, view, lonely = false) {
  const make = BODIES[section.draw] ?? noteBody;
  return [...make(card, section, view), ...told(card, view, lonely)].filter(Boolean);
}

const firstOf = (section, type) => section.fields.find((one) => one.type === type);

const words = (card) => (card.text ? h("p", { class: "words", dir: "auto" }, card.text) : null);

function picture(card, section, view) {
  const known = firstOf(section, "picture");
  const key = known ? card.fields[known.id] : null;
  if (!key) return null;
  const alt = card.text || view.t("board.picture");
  return h("p", { class: "shown" }, h("img", { src: view.picture(key), alt, loading: "lazy", decoding: "async" }));
}

function fields(card, section, view, without = []) {
  const rows = section.fields
    .filter(({ id, type }) => id !== "text" && type !== "colour" && type !== "picture" && !without.includes(id))
    .filter(({ id }) => card.fields[id] !== undefined && card.fields[id] !== null && card.fields[id] !== "")
    .map((one) => h("div", {}, h("dt", {}, bdi(one.title)),
      h("dd", { class: `of-${one.type}`, dir: "auto" }, shown(one, card.fields[one.id], view))));
  const known = new Set(section.fields.map(({ id }) => id));
  const rest = Object.entries(card.fields).filter(([id, value]) => !known.has(id) && id !== "colour" && value !== "");
  rows.push(...rest.map(([id, value]) => h("div", {}, h("dt", {}, bdi(id)), h("dd", { dir: "auto" }, String(value)))));
  return rows.length ? h("dl", { class: "fields" }, rows) : null;
}

const noteBody = (card, section, view) => [picture(card, section, view), words(card), fields(card, section, view)];

function checkBody(card, section, view) {
  const done = firstOf(section, "yes-no");
  const yes = done ? card.fields[done.id] === true : false;
  return [
    h("span", { class: yes ? "done" : "open" },
      h("span", { class: "tick", "aria-hidden": "true" }, yes ? "☑" : "☐"),
      h("span", { class: "heard" }, `${view.t(yes ? "board.done" : "board.not-done")}: `)),
    h("div", {}, picture(card, section, view), words(card) ?? h("p", { class: "words" }, "–"),
      fields(card, section, view, done ? [done.id] : [])),
  ];
}

function pointBody(card, section, view) {
  const [place, ours] = [firstOf(section, "place"), firstOf(section, "yes-no")];
  const us = ours && card.fields[ours.id] === true;
  return [words(card), us ? h("p", { class: "ours" }, ours.title) : null,
    fields(card, section, view, [place?.id, ours?.id].filter(Boolean))];
}

function scoreBody(card, section, view) {
  const score = firstOf(section, "scale");
  const value = score ? card.fields[score.id] : undefined;
  const rings = score && value !== undefined ? rung(score, value, view) : null;
  return [rings, picture(card, section, view), words(card), fields(card, section, view, score ? [score.id] : [])];
}

/** A scale with a ring for each of its numbers, the one that was given filled. */
export function rung(score, value, view) {
  const numbers = marks(score);
  if (!numbers.length) return h("p", { class: "exact" }, shown(score, value, view));
  const rings = numbers.map((one) => h("span", { class: one === Math.round(value) ? "on" : null }, String(one)));
  const label = `${score.title}: ${value} / ${numbers.at(-1)}`;
  return h("div", { class: "scale" }, h("div", { class: `marks of-${numbers.length}`, role: "img", "aria-label": label },
    rings), score.low || score.high ? h("p", { class: "ends" }, h("span", {}, score.low), h("span", {}, score.high)) : null);
}

/** A form with every blank, filled or not. */
function formBody(card, section, view) {
  const rows = section.fields.filter(({ type }) => type !== "colour").map((one) => {
    const value = one.id === "text" ? card.text : card.fields[one.id];
    const empty = value === undefined || value === null || value === "";
    const seen = empty ? "–" : one.type === "picture"
      ? h("img", { src: view.picture(value), alt: one.title, loading: "lazy" }) : shown(one, value, view);
    return h("div", {}, h("dt", {}, one.title), h("dd", { class: empty ? "none" : null, dir: "auto" }, seen));
  });
  return [h("dl", { class: "blanks" }, rows)];
}

const BODIES = {
  cards: (card, section, view) => [picture(card, section, view), words(card), fields(card, section, view)],
  checks: checkBody, map: pointBody, scale: scoreBody, radar: scoreBody, blanks: formBody,
  results: (card, section, view) => [words(card), ...resultBody(card, section, view)],
};

/** What there is to say of an entry beside its words. */
function told(card, view, lonely) {
  const { t, store, people } = view;
  const said = card.links.map((id) => store.entries.get(id)?.text).filter(Boolean);
  const author = card.by ? people.get(card.by)?.name ?? "" : "";
  const signed = [...new Set([author, ownerOf(card, store)])].filter(Boolean).join(" · ");
  const votes = card.votes ? t(card.votes === 1 ? "board.vote-count" : "board.votes-count", { count: card.votes }) : "";
  const foot = signed || votes || card.pending;
  return [
    ...said.map((text) => h("p", { class: "answer" }, `${t("board.answers")}: `, h("q", {}, bdi(text)))),
    lonely ? h("p", { class: "unanswered" }, t("board.unanswered")) : null,
    card.picked ? h("p", { class: "choice" }, h("strong", {}, t("board.picked")),
      card.reason ? [`, ${t("board.because")}: `, bdi(card.reason)] : null) : null,
    card.private ? h("p", { class: "unseen-by" }, t("board.private")) : null,
    foot ? h("p", { class: "foot" },
      h("span", { class: "author" }, bdi(signed)),
      card.pending ? h("span", { class: "waiting" }, t("board.waiting")) : null,
      votes ? h("span", { class: "votes" }, votes) : null) : null,
  ];
}

/** Whose sheet an entry was gathered from, by name; "" for one that was written where it stands. */
function ownerOf(card, store) {
  const first = card.origin ? store.entries.get(card.origin) : null;
  return (first && first.sheet !== card.sheet && store.sheets.get(first.sheet)?.owner) || "";
}

/** What an entry is called where it is spoken of: its words, else the first of its fields that says something. */
export function nameOf(card, section, view) {
  if (card.text) return card.text;
  const known = (section?.fields ?? []).find(({ id, type }) => type === "text" && card.fields[id]);
  return known ? String(card.fields[known.id]) : view.t("board.entry");
}
