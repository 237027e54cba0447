// The lists of notes: kept as the store has them, card by card, by cloning the markup that the server made for a blank
// one. A form that somebody is using is left alone.

import { fill, pictureOf, shownValues, toneOf } from "./values.js";

const LEADS = new Set(["facilitator"]);

const show = (element, shown) => {
  if (element) element.hidden = !shown;
};
const say = (element, text) => {
  if (element && element.textContent !== text) element.textContent = text;
};

export class Cards {
  #room;
  #drafts;

  constructor(room, drafts) {
    this.#room = room;
    this.#drafts = drafts;
  }

  /** Bring the lists that a change touches up to date; all of them without one. */
  refresh(change) {
    for (const slot of document.querySelectorAll("[data-slot]")) {
      const { sheet, section } = slot.dataset;
      const ids = this.#room.store.boxes.get(`${sheet}/${section}`) ?? [];
      const touched = !change || change.whole || change.people || change.boxes.has(`${sheet}/${section}`) ||
        ids.some((id) => change.entries.has(id) || change.mine.has(id));
      if (touched) this.#slot(slot);
    }
  }

  #slot(slot) {
    const { sheet, section, part } = slot.dataset;
    const cards = this.#room.store.in(sheet, section, part);
    const list = slot.querySelector("[data-notes]");
    if (!list) return this.#only(slot, cards[0]);
    const blank = slot.querySelector("template[data-card]");
    const there = new Map([...list.children].map((item) => [item.dataset.entry, item]));
    cards.forEach((card, place) => {
      const item = there.get(card.id) ?? this.#made(blank, card);
      there.delete(card.id);
      if (list.children[place] !== item) list.insertBefore(item, list.children[place] ?? null);
      this.#card(item, card);
    });
    for (const item of there.values()) this.#gone(item);
    say(slot.querySelector("[data-count]"), cards.length ? String(cards.length) : "");
    show(slot.querySelector("[data-empty]"), !cards.length);
    const hidden = this.#hidden(sheet, section, part);
    const words = slot.querySelector("[data-hidden]");
    show(words, hidden > 0);
    say(words, hidden ? this.#room.t("phone.hidden", { count: hidden }) : "");
  }

  #hidden(sheet, section, part) {
    const begin = `${sheet}/${section}/`;
    let sum = 0;
    for (const [key, count] of this.#room.store.hidden) {
      if (part ? key === begin + part : key.startsWith(begin) || `${key}/` === begin) sum += count;
    }
    return sum;
  }

  /** The one entry of a section that holds one stands in the form itself, unless somebody is writing there. */
  #only(slot, card) {
    const form = slot.querySelector("[data-write]");
    if (!form || !card || form.contains(document.activeElement) || this.#drafts.read(form.dataset.draft)) return;
    fill(form, card);
  }

  #made(blank, card) {
    const item = blank.content.firstElementChild.cloneNode(true);
    item.dataset.entry = card.id;
    for (const element of item.querySelectorAll("[id], [for], [aria-describedby]")) {
      for (const name of ["id", "for", "aria-describedby"]) {
        if (element.hasAttribute(name)) element.setAttribute(name, `${element.getAttribute(name)}-${card.id}`);
      }
    }
    for (const input of item.querySelectorAll("input[name='entry']")) input.value = card.id;
    const edit = item.querySelector("[data-edit] form");
    if (edit) edit.dataset.draft = `edit/${card.id}`;
    return item;
  }

  #gone(item) {
    const focused = item.contains(document.activeElement);
    const next = item.nextElementSibling ?? item.previousElementSibling ?? item.closest(".written");
    item.remove();
    if (!focused) return;
    const target = next?.querySelector("button:not([hidden])") ?? next;
    if (target && !target.matches("button")) target.tabIndex = -1;
    target?.focus();
  }

  #card(item, card) {
    const room = this.#room;
    const section = room.store.section(card.sheet, card.section);
    const mine = card.by === room.config.you;
    const own = room.store.mine.get(card.id) ?? 0;
    item.className = `slip ${toneOf(section, card)}${mine ? " mine" : ""}`;
    const text = item.querySelector("[data-text]");
    say(text, card.text ?? "");
    show(text, card.text);
    this.#picture(item.querySelector("[data-picture]"), pictureOf(section, card));
    this.#fields(item.querySelector("[data-fields]"), shownValues(section, card, room));
    const name = room.store.people.get(card.by)?.name;
    say(item.querySelector("[data-by]"), mine ? room.t("phone.mine") : name ? room.t("phone.by", { name }) : "");
    show(item.querySelector("[data-picked]"), card.picked);
    show(item.querySelector("[data-pending]"), card.pending && room.config.you);
    const votes = item.querySelector("[data-votes]");
    show(votes, card.votes);
    say(votes, card.votes ? room.t("phone.votes-all", { count: card.votes }) : "");
    say(item.querySelector("[data-own-votes]"), own ? room.t("phone.votes-own", { count: own }) : "");
    for (const of of item.querySelectorAll("[data-of]")) say(of, card.text ? ` ${card.text.slice(0, 60)}` : "");
    const when = { unvote: own > 0, pick: !card.picked, unpick: card.picked };
    for (const form of item.querySelectorAll("[data-when]")) {
      if (form.dataset.when in when) show(form, when[form.dataset.when]);
    }
    show(item.querySelector("[data-own]"), mine || LEADS.has(room.outlook?.person?.role));
    const edit = item.querySelector("[data-edit]");
    if (edit && !edit.open) fill(edit.querySelector("form"), card);
  }

  #fields(list, shown) {
    if (!list) return;
    const now = JSON.stringify(shown);
    if (list.dataset.now === now) return;
    list.dataset.now = now;
    list.hidden = !shown.length;
    list.replaceChildren(
      ...shown.map(([title, words]) => {
        const row = document.createElement("div");
        const term = row.appendChild(document.createElement("dt"));
        const value = row.appendChild(document.createElement("dd"));
        [term.textContent, value.textContent] = [title, words];
        return row;
      }),
    );
  }

  #picture(image, key) {
    if (!image) return;
    show(image, key);
    // One that is still on its way has an address of its own on this device.
    const source = !key ? "" : key.startsWith("blob:") ? key : this.#room.url(`pictures/${encodeURIComponent(key)}`);
    if (key && image.getAttribute("src") !== source) image.src = source;
  }
}
