// Carrying an entry by mouse, pen or finger. A mouse takes it up by moving, a finger by staying on it for a moment, so
// that a page is scrolled as ever. Where it would land is shown by the entry itself; what follows the pointer is its
// likeness.

import { may } from "./allowed.js";
import { announce } from "../announce.js";
import { carry, together } from "./asking.js";
import { placeOf, takes } from "./places.js";

const FAR = 6;
const LONG = 320;
const EDGE = 56;
const MIDDLE = 0.24;

/** Let entries of a board be carried; gives a function that ends it. */
export function drags(board) {
  const { root, room } = board;
  let drag = null;

  const down = (event) => {
    const item = event.target.closest("[data-entry]");
    if (drag || event.button || !item || event.target.closest("button, a, input, textarea, select, form, label, svg")) return;
    const card = room.store.entries.get(item.dataset.entry);
    const section = card && room.store.section(card.sheet, card.section);
    if (!section) return;
    const moves = section.many && may(room.outlook, "move", card, section);
    const groups = may(room.outlook, "group", card);
    if (!moves && !groups) return;
    drag = { item, card, section, moves, groups, own: may(room.outlook, "move", card), pointer: event.pointerId,
      touch: event.pointerType === "touch", from: [event.clientX, event.clientY], at: [event.clientX, event.clientY] };
    if (drag.touch) drag.timer = setTimeout(take, LONG);
    addEventListener("pointermove", move);
    addEventListener("pointerup", up);
    addEventListener("pointercancel", cancel);
    addEventListener("keydown", escape, true);
  };

  const take = () => {
    const { item, from, touch } = drag;
    const box = item.getBoundingClientRect();
    const ghost = item.cloneNode(true);
    ghost.removeAttribute("data-entry");
    ghost.classList.add("ghost-of", "board-ghost");
    ghost.setAttribute("aria-hidden", "true");
    ghost.inert = true;
    const size = { "inline-size": `${box.width}px`, "block-size": `${box.height}px`, left: `${box.left}px`, top: `${box.top}px` };
    for (const [key, value] of Object.entries(size)) ghost.style.setProperty(key, value);
    root.append(ghost);
    Object.assign(drag, { taken: true, ghost, home: placeOf(room.store, drag.card), offset: from });
    document.documentElement.classList.add("carrying");
    getSelection()?.removeAllRanges();
    if (touch) navigator.vibrate?.(15);
    board.hold({ ...drag.home });
    scroll();
    follow();
  };

  const move = (event) => {
    if (!drag || event.pointerId !== drag.pointer) return;
    drag.at = [event.clientX, event.clientY];
    const far = Math.hypot(drag.at[0] - drag.from[0], drag.at[1] - drag.from[1]) > FAR;
    if (!drag.taken && far) {
      if (drag.touch) return end();
      take();
    }
    if (drag?.taken) {
      event.preventDefault();
      follow();
      aim();
    }
  };

  const follow = () => {
    const [x, y] = [drag.at[0] - drag.offset[0], drag.at[1] - drag.offset[1]];
    drag.ghost.style.setProperty("transform", `translate(${x}px, ${y}px) rotate(1.2deg)`);
  };

  /** What is under the pointer: another entry to go before, behind or together with, or a place. */
  const aim = () => {
    const under = document.elementFromPoint(...drag.at);
    const item = under?.closest("[data-entry]");
    if (item === drag.item) return;
    const slot = [...board.slots.values()].find(({ element }) => under && element.contains(under));
    join(null);
    if (!slot || !welcome(slot)) return;
    const target = item && board.lists.items.get(item.dataset.entry) === item ? item : null;
    const same = slot.section.id === drag.card.section;
    if (target && drag.groups && same && (!drag.moves || centred(target))) return join(target);
    if (drag.moves) place(slot, target, under);
  };

  const welcome = ({ section }) =>
    section.id === drag.card.section || (drag.moves && drag.own && takes(section, drag.card, drag.section));

  const centred = (target) => {
    const box = target.getBoundingClientRect();
    const across = (drag.at[0] - box.left) / box.width;
    const down = (drag.at[1] - box.top) / box.height;
    const middle = (part) => part > MIDDLE && part < 1 - MIDDLE;
    return middle(across) && middle(down);
  };

  const join = (target) => {
    if (drag.join === target) return;
    drag.join?.classList.remove("joining");
    target?.classList.add("joining");
    drag.join = target;
  };

  const place = (slot, target, under) => {
    const cluster = under.closest("[data-cluster]")?.dataset.cluster ?? null;
    const held = { id: drag.card.id, section: slot.section.id, part: slot.part, before: null,
      cluster: slot.section.id === drag.card.section ? cluster : null };
    if (target) held.before = after(target) ? next(target) : target.dataset.entry;
    if (JSON.stringify(held) !== JSON.stringify(board.held)) board.hold(held);
  };

  /** Whether the pointer is in the later half of an entry, in the direction in which its list runs. */
  const after = (target) => {
    const box = target.getBoundingClientRect();
    const list = target.parentElement.getBoundingClientRect();
    const rows = box.width > list.width * 0.7;
    return rows ? drag.at[1] > box.top + box.height / 2 : drag.at[0] > box.left + box.width / 2;
  };

  const next = (target) => {
    let other = target.nextElementSibling;
    if (other === drag.item) other = other.nextElementSibling;
    return other?.dataset.entry ?? null;
  };

  /** Scroll on while the pointer is at an edge of the window. */
  const scroll = () => {
    if (!drag?.taken) return;
    const [, y] = drag.at;
    const speed = y < EDGE ? y - EDGE : y > innerHeight - EDGE ? y - innerHeight + EDGE : 0;
    if (speed) {
      scrollBy(0, speed / 4);
      aim();
    }
    requestAnimationFrame(scroll);
  };

  const up = (event) => {
    if (!drag || event.pointerId !== drag.pointer) return;
    const { taken, card, join: other } = drag;
    const { held } = board;
    end();
    if (!taken) return;
    if (other) return void together(room, card.id, other.dataset.entry);
    const now = room.store.entries.get(card.id);
    if (now && held) carry(room, now, held);
  };

  const cancel = (event) => {
    if (drag && event.pointerId === drag.pointer) end();
  };

  const escape = (event) => {
    if (event.key !== "Escape" || !drag?.taken) return;
    event.stopPropagation();
    end();
    announce(room.t("board.put-back"));
  };

  const still = (event) => {
    if (drag?.taken) event.preventDefault();
  };

  const end = () => {
    if (!drag) return;
    clearTimeout(drag.timer);
    join(null);
    drag.ghost?.remove();
    const { taken } = drag;
    drag = null;
    document.documentElement.classList.remove("carrying");
    for (const [type, listener] of [["pointermove", move], ["pointerup", up], ["pointercancel", cancel]]) removeEventListener(type, listener);
    removeEventListener("keydown", escape, true);
    if (taken) board.hold(null);
  };

  const quiet = (event) => drag?.touch && event.preventDefault();
  root.addEventListener("pointerdown", down);
  root.addEventListener("contextmenu", quiet);
  // It has to be there before a finger comes down: else the browser has decided by then that the page is scrolled.
  root.addEventListener("touchmove", still, { passive: false });
  return () => {
    end();
    root.removeEventListener("pointerdown", down);
    root.removeEventListener("contextmenu", quiet);
    root.removeEventListener("touchmove", still);
  };
}
