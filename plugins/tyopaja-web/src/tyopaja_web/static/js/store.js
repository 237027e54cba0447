// What this page knows of the room: what the server said, and laid over it what was asked here and is not answered yet.
// It knows no network, no clock and no page, so its laws can be tried by themselves.
//
// The server's word is kept as it came, key by key with the position at which it was said: a frame that comes late,
// twice or out of order changes nothing that a later one has said. What is asked here is never written into that: the
// commands on their way are laid over it anew whenever either changes, so the server's order wins by construction.

import { EFFECTS } from "./effects.js";

const same = (one, other) => one === other || JSON.stringify(one) === JSON.stringify(other);

/** A map whose values bear the position at which they were said; what is gone keeps its position. */
class Said {
  constructor() {
    this.floor = -1;
    this.gap = false; // whether something that went before was never heard
    this.values = new Map();
    this.at = new Map();
  }

  /** Take everything as it was at a position. */
  replace(table, seq) {
    this.floor = seq;
    this.gap = false;
    this.values = new Map(Object.entries(table ?? {}));
    this.at = new Map();
  }

  /** Take one value of a position; null is gone. Whether it was news. */
  put(key, given, seq) {
    if (seq < (this.at.get(key) ?? this.floor)) return false;
    const value = this.#whole(key, given);
    this.at.set(key, seq);
    if (value === null) return this.values.delete(key);
    if (same(this.values.get(key), value)) return false;
    this.values.set(key, value);
    return true;
  }

  /** A long list may come as what is new of it from a place on: {from, ids}. */
  #whole(key, given) {
    if (given === null || !Array.isArray(given.ids)) return given;
    const known = this.values.get(key) ?? [];
    this.gap ||= known.length < given.from;
    return [...known.slice(0, given.from), ...given.ids];
  }
}

const TABLES = ["entries", "boxes", "clusters", "people", "mine", "hidden"];

export class Store {
  constructor() {
    this.seq = -1;
    this.you = null;
    this.sheets = new Map();
    this.here = new Set();
    this.said = Object.fromEntries(TABLES.map((name) => [name, new Said()]));
    this.pending = new Map();
    for (const name of TABLES) this[name] = new Map();
  }

  /**
   * Take a whole model, and the frames that came while it was on its way. One that is older than what is known, without
   * those, changes nothing. Gives what is different now, as every method that changes something does.
   */
  replace(model, later = []) {
    if (model.seq < this.seq && !later.length) return this.#nothing();
    this.seq = model.seq;
    this.you = model.you ?? this.you;
    this.sheets = new Map(Object.entries(model.sheets ?? {}));
    this.here = new Set(model.here ?? []);
    for (const name of TABLES) this.said[name].replace(model[name], model.seq);
    for (const frame of later) if (frame.seq >= model.seq) this.#hear(frame);
    this.#forget();
    return { ...this.#lay(), here: true, people: true, whole: true };
  }

  /** Take a frame of the live stream: each key in it says what is so now. */
  apply(frame) {
    const change = this.#nothing();
    if (frame.here) {
      this.here = new Set(frame.here);
      change.here = true;
    }
    if (frame.seq === undefined) return change;
    const people = this.#hear(frame);
    this.#forget();
    return { ...this.#lay(), here: change.here, people };
  }

  /** Take in what a frame says; whether something about people was news. */
  #hear(frame) {
    let people = false;
    for (const name of TABLES) {
      for (const [key, value] of Object.entries(frame[name] ?? {})) {
        if (this.said[name].put(key, value, frame.seq) && name === "people") people = true;
      }
    }
    this.seq = Math.max(this.seq, frame.seq);
    return people;
  }

  /** Show a command as done while nobody has answered it. Its id names it, and an entry that it makes. */
  optimistic(command) {
    if (this.pending.has(command.id)) return this.#nothing();
    const waiting = { command, until: null, want: null };
    if (command.command === "vote" || command.command === "unvote") {
      // What it comes to is settled now: the server's own count may hold the vote already when it is laid over that.
      const mine = this.mine.get(command.entry) ?? 0;
      waiting.want = command.command === "vote" ? mine + (command.times ?? 1) : Math.max(0, mine - 1);
    }
    this.pending.set(command.id, waiting);
    return this.#lay();
  }

  /** Take the answer to a command. What is done stays laid over until the server's own word of it has come. */
  settle(id, answer) {
    const waiting = this.pending.get(id);
    if (!waiting || answer.status === "again") return this.#nothing();
    if (answer.status === "done") waiting.until = answer.seq ?? this.seq;
    else this.pending.delete(id);
    this.#forget();
    return this.#lay();
  }

  /** Whether a frame built on one that never came: only a whole model mends that. */
  get gap() {
    return this.said.boxes.gap;
  }

  /** Whether an answered command waits for the server's word of it. */
  get behind() {
    return [...this.pending.values()].some((one) => one.until !== null);
  }

  /** The cards of a section in their order; with `part`, of that part alone. */
  in(sheet, section, part) {
    const ids = this.boxes.get(`${sheet}/${section}`) ?? [];
    const cards = ids.map((id) => this.entries.get(id)).filter(Boolean);
    return part === undefined ? cards : cards.filter((card) => (card.part ?? null) === part);
  }

  /** What a section asks and allows; undefined where there is none. */
  section(sheet, section) {
    return this.sheets.get(sheet)?.sections.find((one) => one.id === section);
  }

  #forget() {
    for (const [id, { until }] of this.pending) if (until !== null && until <= this.seq) this.pending.delete(id);
  }

  #nothing() {
    return { entries: new Set(), boxes: new Set(), clusters: new Set(), mine: new Set(), people: false, here: false };
  }

  #lay() {
    const laid = Object.fromEntries(TABLES.map((name) => [name, new Map(this.said[name].values)]));
    for (const one of this.pending.values()) EFFECTS[one.command.command]?.(laid, one, this);
    const change = this.#nothing();
    const unseen = new Set();
    for (const name of TABLES) this[name] = this.#news(name, laid[name], name === "hidden" ? unseen : change[name]);
    // How many notes of others wait to be shown is told where they will stand.
    for (const key of unseen) change.boxes.add(key.split("/", 2).join("/"));
    return change;
  }

  /** The new map, in which whatever is as before is the very object of before; the keys of what differs are noted. */
  #news(name, laid, changed) {
    const before = this[name];
    for (const [key, value] of laid) {
      const old = before.get(key);
      if (old === value) continue;
      if (old !== undefined && same(old, value)) laid.set(key, old);
      else if (changed instanceof Set) changed.add(key);
    }
    if (changed instanceof Set) for (const key of before.keys()) if (!laid.has(key)) changed.add(key);
    return laid;
  }
}
