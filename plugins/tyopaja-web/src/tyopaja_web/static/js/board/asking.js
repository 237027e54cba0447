// Questions that a command needs an answer to: where to, which cluster, what it answers, why, how it stands now.

import { announce } from "../announce.js";
import { freshId } from "../room.js";
import { nameOf } from "./cards.js";
import { done, question } from "./dialog.js";
import { h, uid } from "./dom.js";
import { commandsFor, destinations, placeOf } from "./places.js";
import { read } from "./values.js";

const facts = (room) => ({ t: room.t, locale: room.config.locale, people: room.store.people, store: room.store });
const named = (room, card) => nameOf(card, room.store.section(card.sheet, card.section), facts(room));
const short = (text) => (text.length > 70 ? `${text.slice(0, 69)}…` : text);

function select(label, options, chosen) {
  const id = uid("ask");
  const element = h("select", { id }, options.map(([value, text]) =>
    h("option", { value, selected: value === chosen }, short(text))));
  return { element, row: h("div", { class: "row" }, h("label", { for: id }, label), element) };
}

function input(label, value = "", attributes = {}) {
  const id = uid("ask");
  const element = h(attributes.rows ? "textarea" : "input", { id, value: attributes.rows ? null : value, ...attributes });
  if (attributes.rows) element.value = value;
  return { element, row: h("div", { class: "row" }, h("label", { for: id }, label), element) };
}

/** Where an entry goes: a place, and before which of those that stand there. */
export function askMove(room, card) {
  const { t } = room;
  const places = destinations(room, card);
  const key = ({ section, part }) => `${section}/${part ?? ""}`;
  const now = placeOf(room.store, card);
  const where = select(t("board.where"), places.map((one) => [key(one), one.title]), key(now));
  const order = select(t("board.before"), [], null);
  const chosen = () => places.find((one) => key(one) === where.element.value) ?? now;
  const listed = () => {
    const { section, part } = chosen();
    const there = room.store.in(card.sheet, section, part).filter(({ id }) => id !== card.id);
    const first = there.map((one) => [one.id, t("board.before-this", { text: short(named(room, one)) })]);
    order.element.replaceChildren(...[...first, ["", t("board.last")]].map(([value, text]) => h("option", { value }, text)));
    order.element.value = key(chosen()) === key(now) ? now.before ?? "" : "";
  };
  where.element.addEventListener("change", listed);
  listed();
  question(room, t("board.move-title", { text: short(named(room, card)) }), [where.row, order.row], t("board.move"), () => {
    const { section, part, title } = chosen();
    const cluster = section === card.section ? card.cluster : null;
    const held = { id: card.id, section, part, before: order.element.value || null, cluster };
    carry(room, card, held, title);
  });
}

/** Give the commands that a move needs, and say where it went. */
export function carry(room, card, held, title = "") {
  const commands = commandsFor(room, card, held);
  for (const command of commands) room.do(command);
  if (commands.length) announce(title ? room.t("board.moved-to", { place: title }) : room.t("board.moved"));
  return commands.length;
}

/** Which cluster an entry goes to, or with which other entry it begins one. */
export function askCluster(room, card) {
  const { t, store } = room;
  const here = store.in(card.sheet, card.section).filter(({ id }) => id !== card.id);
  const clusters = [...new Set(here.map(({ cluster }) => cluster).filter((id) => id && store.clusters.has(id)))]
    .filter((id) => id !== card.cluster);
  const called = (id, place) => store.clusters.get(id)?.text || t("board.cluster", { number: place + 1 });
  const options = [
    ...clusters.map((id, place) => [`cluster ${id}`, t("board.into", { text: called(id, place) })]),
    ...here.filter(({ cluster }) => !cluster || !store.clusters.has(cluster))
      .map((one) => [`entry ${one.id}`, t("board.with", { text: named(room, one) })]),
  ];
  const other = select(t("board.together"), options, null);
  question(room, t("board.group-title", { text: short(named(room, card)) }), other.row, t("board.do-group-now"), () => {
    const [kind, id] = other.element.value.split(" ");
    if (kind === "cluster") room.do({ command: "group", entry: card.id, cluster: id });
    else if (id) together(room, card.id, id);
  });
}

/** Put an entry to another: into its cluster, or a new one of the two, which may be named at once. */
export function together(room, entry, other) {
  const cluster = room.store.entries.get(other)?.cluster;
  if (cluster && room.store.clusters.has(cluster)) {
    announce(room.t("board.grouped"));
    return room.do({ command: "group", entry, cluster });
  }
  const id = freshId();
  room.do({ command: "group", id, entry: other });
  room.do({ command: "group", entry, cluster: id });
  announce(room.t("board.grouped"));
  return nameCluster(room, id);
}

export function nameCluster(room, cluster) {
  const known = room.store.clusters.get(cluster);
  const name = input(room.t("board.cluster-name"), known?.text ?? "", { maxlength: "80", autocomplete: "off" });
  question(room, room.t("board.cluster-title"), name.row, room.t("board.save"), () => {
    const text = name.element.value.trim();
    if (text && text !== known?.text) room.do({ command: "group", cluster, text });
  });
}

/** Which of the partner sheet's entries this one answers. */
export async function askLink(room, card, section) {
  const { t } = room;
  const { sheet, section: asked } = section.answers;
  const there = await asking(room, sheet, asked);
  const boxes = there.map((one) => {
    const id = uid("link");
    const box = h("input", { type: "checkbox", id, value: one.id, checked: card.links.includes(one.id) });
    return { box, row: h("li", {}, box, h("label", { for: id, dir: "auto" }, one.text || t("board.entry"))) };
  });
  const body = boxes.length ? h("ul", { class: "options", role: "list" }, boxes.map(({ row }) => row))
    : h("p", {}, t("board.nothing-asked"));
  question(room, t("board.link-title", { text: short(named(room, card)) }), body, t("board.save"), () => {
    for (const { box } of boxes) {
      const was = card.links.includes(box.value);
      if (box.checked !== was) room.do({ command: was ? "unlink" : "link", entry: card.id, to: box.value });
    }
  });
}

/** The entries of a section that this page may not follow: the store's, else the server's. */
async function asking(room, sheet, section) {
  const known = room.store.in(sheet, section);
  if (known.length) return known;
  const response = await room.api(`model?sheets=${encodeURIComponent(sheet)}`).catch(() => null);
  if (!response?.ok) return [];
  const model = await response.json();
  return (model.boxes[`${sheet}/${section}`] ?? []).map((id) => model.entries[id]).filter(Boolean);
}

export function askReason(room, card) {
  const why = input(room.t("board.reason"), "", { rows: "3", maxlength: "1000" });
  question(room, room.t("board.pick-title", { text: short(named(room, card)) }), why.row, room.t("board.do-pick"), () => {
    const reason = why.element.value.trim();
    room.do({ command: "pick", entry: card.id, ...(reason ? { reason } : {}) });
  });
}

/** Where a key result stands today. */
export function askCheck(room, card) {
  const { t } = room;
  const unit = card.fields.unit ? ` (${card.fields.unit})` : "";
  const now = input(`${t("board.check-now")}${unit}`, "", { inputmode: "decimal", autocomplete: "off" });
  const text = input(t("board.check-text"), "", { rows: "3", maxlength: "1000" });
  question(room, t("board.check-title", { text: short(named(room, card)) }), [now.row, text.row], t("board.save"), () => {
    const [said, words] = [now.element.value.trim(), text.element.value.trim()];
    const value = said ? read(said) : null;
    if (said && value === null) return t("board.not-a-number");
    if (value === null && !words) return t("board.check-empty");
    room.do({ command: "check-in", entry: card.id, ...(value === null ? {} : { now: value }), ...(words ? { text: words } : {}) });
    return "";
  });
}

/** Take an entry away, with a way back. */
export function removeEntry(room, card) {
  const id = freshId();
  room.do({ command: "remove", id, entry: card.id });
  done(room, room.t("board.removed", { text: short(named(room, card)) }), () => room.do({ command: "undo", of: id }));
}
