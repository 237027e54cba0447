// A board: a fragment of the server's that is taken over and kept alive. What stands on it comes from the store, what
// may be done with it from the outlook; the boxes, their titles and their questions stay as the server wrote them.

import { allowedAt, may } from "./allowed.js";
import { answeredAt, askedOf } from "./answering.js";
import { nameCluster } from "./asking.js";
import { h } from "./dom.js";
import { Behind } from "./behind.js";
import { drags } from "./dragging.js";
import { figureFor } from "./figures.js";
import { keys } from "./keyboard.js";
import { Lists } from "./lists.js";
import { updateTools } from "./tools.js";
import { writeNew, writeOne } from "./writing.js";

export class Board {
  held = null;
  looks = 0;
  slots = new Map();
  asked = new Map();
  answered = new Set();
  #figures = new Map();
  #listeners = [];

  constructor(element, room, mode) {
    this.root = element.matches(".board") ? element : element.querySelector(".board");
    this.frame = element;
    this.room = room;
    this.mode = mode;
    this.sheet = this.root.dataset.sheet;
    this.tones = Number(this.root.dataset.tones) || 4;
    this.lists = new Lists(this);
    this.behind = new Behind(this);
    const { store, t, config } = room;
    this.view = {
      t, store, locale: config.locale, get people() { return store.people; },
      picture: (key) => `${config.prefix}/api/r/${config.room}/pictures/${key}?face=${config.face}`,
    };
  }

  /** Whether somebody may do something on it. */
  get live() {
    return this.mode !== "screen" && Boolean(this.room.outlook?.person);
  }

  start() {
    const known = this.room.store.sheets.has(this.sheet);
    if (this.root.dataset.what !== "sheet" || !known) {
      this.#listen(this.room, "change", () => this.behind.all());
      return this;
    }
    for (const element of this.root.querySelectorAll("[data-slot]")) this.#take(element);
    for (const box of this.root.querySelectorAll("[data-section]")) {
      const figure = figureFor(this, box, this.room.store.section(this.sheet, box.dataset.section));
      if (figure) this.#figures.set(box.dataset.section, figure);
    }
    this.root.classList.add("alive");
    this.#ask();
    this.lists.draw(this.slots.values(), { glide: false });
    this.drawFigures();
    this.#offer();
    this.#listen(this.room, "change", ({ detail }) => this.#changed(detail));
    this.#listen(this.room, "outlook", () => this.#offer());
    if (this.live) this.#listeners.push(drags(this), keys(this));
    return this;
  }

  /** Let go of it: nothing that happens touches it any more. */
  stop() {
    for (const stop of this.#listeners) stop();
    this.behind.stop();
  }

  slotOf(card) {
    return this.slots.get(`${card.section}/${card.part ?? ""}`) ?? null;
  }

  /** Show an entry where it is held, or everything as it is. */
  hold(held) {
    const before = this.held;
    this.held = held;
    const places = [before, held].filter(Boolean);
    const card = this.room.store.entries.get((held ?? before)?.id);
    if (card) places.push(card);
    for (const item of this.root.querySelectorAll(".held")) item.classList.remove("held");
    this.lists.draw(new Set(places.map((one) => this.slotOf(one)).filter(Boolean)));
    if (held) this.lists.items.get(held.id)?.classList.add("held");
  }

  /** Whether another sheet should answer an entry, and nothing there does. */
  isLonely(card) {
    return this.asked.has(card.section) && !this.answered.has(card.id);
  }

  #ask() {
    this.asked = askedOf(this.room.store, this.sheet);
    this.answered = answeredAt(this.room.store, this.asked);
  }

  retool(item, card, section) {
    if (this.live) updateTools(this, item, card, section);
  }

  rename(cluster) {
    nameCluster(this.room, cluster);
  }

  #take(element) {
    const box = element.closest("[data-section]");
    const section = this.room.store.section(this.sheet, box.dataset.section);
    if (!section) return;
    const part = element.dataset.part || null;
    const lists = element.querySelector("[data-lists]");
    lists.replaceChildren();
    this.slots.set(`${section.id}/${part ?? ""}`, { element, lists, section, part, made: new Map() });
  }

  #listen(target, type, listener) {
    target.addEventListener(type, listener);
    this.#listeners.push(() => target.removeEventListener(type, listener));
  }

  #changed(change) {
    const slots = new Set();
    const sections = new Set();
    const touch = (section) => {
      for (const slot of this.slots.values()) if (slot.section.id === section) slots.add(slot);
      sections.add(section);
    };
    if (change.whole || change.people || change.clusters.size) {
      if (change.people) this.looks += 1;
      for (const slot of this.slots.values()) touch(slot.section.id);
    }
    if (change.whole) this.#facts();
    if (this.asked.size || change.whole) this.#answers(change, touch);
    for (const key of change.boxes) {
      const [sheet, section] = split(key);
      if (sheet === this.sheet) touch(section);
    }
    const entries = this.room.store.entries;
    for (const id of [...change.entries, ...change.mine]) {
      const card = entries.get(id);
      if (card?.sheet === this.sheet && !sections.has(card.section)) {
        const slot = this.slotOf(card);
        if (slot) slots.add(slot);
        sections.add(card.section);
      }
    }
    if (!slots.size) return;
    this.behind.changed(sections);
    this.lists.draw(slots);
    if (this.live) for (const slot of slots) if (!slot.section.many) this.#writing(slot);
    this.drawFigures(sections);
    this.frame.dispatchEvent(new CustomEvent("drawn", { bubbles: true }));
  }

  /** What is answered now: a link on another sheet changes what stands here. */
  #answers(change, touch) {
    const before = this.answered;
    this.#ask();
    const differs = before.size !== this.answered.size || [...before].some((id) => !this.answered.has(id));
    if (differs) for (const section of this.asked.keys()) touch(section);
  }

  /** The sections as a new model has them. */
  #facts() {
    for (const slot of this.slots.values()) slot.section = this.room.store.section(this.sheet, slot.section.id) ?? slot.section;
  }

  drawFigures(sections = null) {
    for (const [id, figure] of this.#figures) if (!sections || sections.has(id)) figure.draw();
  }

  /** Buttons as the outlook allows them. */
  #offer() {
    if (!this.live) return;
    for (const slot of this.slots.values()) {
      this.#writing(slot);
      for (const card of this.room.store.in(this.sheet, slot.section.id, slot.part)) {
        const item = this.lists.items.get(card.id);
        if (item) updateTools(this, item, card, slot.section);
      }
    }
    this.drawFigures();
  }

  #writing({ element, section, part }) {
    const place = { sheet: this.sheet, section: section.id, part };
    const names = allowedAt(this.room.outlook, place);
    const [card] = section.many ? [] : this.room.store.in(this.sheet, section.id, part);
    const open = section.many ? names.has("add") : card ? may(this.room.outlook, "edit", card) : names.has("set") || names.has("add");
    let button = element.querySelector(":scope > .write");
    if (!button) {
      const make = section.many ? writeNew : writeOne;
      button = h("button", { type: "button", class: "write", onclick: () => make(this, place, element) },
        h("span", { "aria-hidden": "true", class: "plus" }, section.many ? "+" : "✎"), h("span", { class: "write-label" }));
      element.append(button);
    }
    const label = this.room.t(section.many ? "board.add" : card ? "board.do-edit" : "board.write");
    const title = element.querySelector(".part-title")?.textContent ?? section.title;
    button.lastElementChild.textContent = label;
    button.setAttribute("aria-label", `${label}: ${title.trim()}`);
    button.hidden = !open || element.querySelector(":scope > .fields-form") !== null;
  }

  counted(slot, count) {
    const { hidden } = this.room.store;
    const key = `${this.sheet}/${slot.section.id}/${slot.part ?? ""}`;
    const unseen = hidden.get(key) ?? (slot.part ? 0 : hidden.get(key.slice(0, -1))) ?? 0;
    const note = slot.element.querySelector("[data-hint]");
    if (note) {
      const said = unseen ? this.room.t(unseen === 1 ? "board.hidden-one" : "board.hidden", { count: unseen }) : "";
      if (note.textContent !== said) note.textContent = said;
      if (note.hidden === Boolean(said)) note.hidden = !said;
    }
    const full = slot.section.limit && slot.section.many && count >= slot.section.limit;
    slot.element.classList.toggle("is-full", Boolean(full));
  }
}

const split = (key) => {
  const at = key.lastIndexOf("/");
  return [key.slice(0, at), key.slice(at + 1)];
};

/** Take a board's fragment over and keep it alive. `mode`: phone, lead, or screen, where nobody touches it. */
export function mount(element, room, { mode = "phone" } = {}) {
  return new Board(element, room, mode).start();
}
