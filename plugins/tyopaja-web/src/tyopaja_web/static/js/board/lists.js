// The lists of a board, kept as they should be: only what is different is touched, and what has moved glides there.

import { may } from "./allowed.js";
import { bodyOf, classOf, standsAlone } from "./cards.js";
import { arrange, h, reduced } from "./dom.js";
import { groupsOf } from "./places.js";

const GLIDE = { duration: 220, easing: "cubic-bezier(.2, .7, .3, 1)" };
const MANY = 60;
const LISTS = { cards: "cards", curve: "moments", map: "points", chain: "chain", results: "results", checks: "checks" };

/** All lists of one board. `tools(card)` gives the buttons of an entry, made once and brought up to date by `retool`. */
export class Lists {
  items = new Map();
  #board;
  #shown = new Map();

  constructor(board) {
    this.#board = board;
  }

  /** Draw some places anew. `glide`: whether what has moved may be seen moving. */
  draw(slots, { glide = true } = {}) {
    const before = glide && !reduced() && !document.hidden ? this.#rects(slots) : null;
    const focused = document.activeElement;
    const home = focused?.closest?.("[data-entry]");
    for (const slot of slots) this.#slot(slot);
    this.#forget();
    if (home && document.activeElement !== focused && focused.isConnected) focused.focus({ preventScroll: true });
    if (before) this.#glide(before);
  }

  /** Make what an entry shows anew, if it is different. */
  fill(card) {
    const { store } = this.#board.room;
    const slot = this.#board.slotOf(card);
    if (!slot) return null;
    const mine = store.mine.get(card.id) ?? 0;
    const item = this.items.get(card.id) ?? this.#item(card);
    const known = this.#shown.get(card.id);
    const lonely = this.#board.isLonely(card);
    const seen = [card, mine, lonely, slot.section, this.#board.looks];
    if (known?.every((one, place) => one === seen[place])) return item;
    this.#shown.set(card.id, seen);
    item.className = classOf(card, slot.section, this.#board.tones, { votes: mine, lonely });
    item.firstElementChild.replaceChildren(...bodyOf(card, slot.section, this.#board.view, lonely));
    this.#board.retool?.(item, card, slot.section);
    return item;
  }

  #item(card) {
    const item = h("li", { "data-entry": card.id, tabindex: this.#board.live ? "-1" : null }, h("div", { class: "content" }));
    this.items.set(card.id, item);
    return item;
  }

  #slot(slot) {
    const { board: { room, sheet, held } } = { board: this.#board };
    const groups = groupsOf(room.store, sheet, { section: slot.section.id, part: slot.part }, held);
    const clustered = groups.length > 1;
    const wanted = [];
    for (const { cluster, cards } of groups) {
      const list = this.#list(slot, cluster);
      list.classList.toggle("many", cards.length > MANY);
      arrange(list, cards.map((card) => this.fill(card)).filter(Boolean));
      if (!clustered) wanted.push(list);
      else if (cards.length || !cluster) wanted.push(this.#frame(slot, cluster, list, wanted.length + 1, cards.length));
    }
    arrange(slot.lists, wanted);
    for (const key of slot.made.keys()) if (!groups.some(({ cluster }) => (cluster ?? "") === key)) slot.made.delete(key);
    const count = groups.reduce((sum, { cards }) => sum + cards.length, 0);
    slot.element.classList.toggle("has-none", count === 0);
    this.#board.counted?.(slot, count);
  }

  #list(slot, cluster) {
    const known = slot.made.get(cluster ?? "");
    if (known) return known.list;
    const { draw, ordered } = slot.section;
    const kind = standsAlone(slot.section) ? "said" : LISTS[draw] ?? "notes";
    const label = slot.part ? slot.section.parts.find(({ id }) => id === slot.part)?.title : slot.section.title;
    const list = h(ordered ? "ol" : "ul", { class: `entries ${kind}`, role: "list", "aria-label": label });
    slot.made.set(cluster ?? "", { list });
    return list;
  }

  /** The frame of a cluster with its name, or of those that are in none beside others. */
  #frame(slot, cluster, list, place, count) {
    const { room, live } = this.#board;
    const made = slot.made.get(cluster ?? "");
    made.title ??= h("h5", { class: "cluster-title", dir: "auto" });
    made.frame ??= h("div", { class: cluster ? "cluster" : "cluster rest", "data-cluster": cluster ?? null }, made.title);
    const name = cluster ? room.store.clusters.get(cluster)?.text : room.t("board.rest");
    const said = name || room.t("board.cluster", { number: place });
    made.name ??= h("span", {});
    if (!made.name.isConnected) made.title.append(made.name);
    if (made.name.textContent !== said) made.name.textContent = said;
    const bare = !cluster && count === 0;
    if (made.title.hidden !== bare) made.title.hidden = bare;
    const first = cluster && list.firstElementChild && room.store.entries.get(list.firstElementChild.dataset.entry);
    const open = Boolean(live && first && may(room.outlook, "group", first));
    if (open && !made.rename) {
      made.rename = h("button", { type: "button", class: "rename", onclick: () => this.#board.rename(cluster) }, room.t("board.rename"));
      made.title.append(made.rename);
    }
    if (made.rename && made.rename.hidden === open) made.rename.hidden = !open;
    if (list.parentElement !== made.frame) made.frame.append(list);
    return made.frame;
  }

  /** Elements of entries that are on no place of this board any more. */
  #forget() {
    for (const [id, item] of this.items) {
      if (item.isConnected) continue;
      this.items.delete(id);
      this.#shown.delete(id);
    }
  }

  #rects(slots) {
    const found = new Map();
    for (const slot of slots) {
      for (const item of slot.lists.querySelectorAll("[data-entry]")) found.set(item, item.getBoundingClientRect());
    }
    return found;
  }

  #glide(before) {
    const moves = [];
    for (const [item, was] of before) {
      if (!item.isConnected) continue;
      const now = item.getBoundingClientRect();
      const [x, y] = [was.left - now.left, was.top - now.top];
      const seen = now.bottom > 0 && now.top < innerHeight;
      if (seen && (Math.abs(x) > 1 || Math.abs(y) > 1)) moves.push([item, x, y]);
    }
    for (const [item, x, y] of moves) item.animate([{ transform: `translate(${x}px, ${y}px)` }, { transform: "none" }], GLIDE);
  }
}
