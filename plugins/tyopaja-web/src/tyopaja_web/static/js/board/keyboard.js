// A board by keyboard. Its entries are one stop of the Tab key: arrows go from one to the next. Space takes an entry up;
// then arrows up and down order it, left and right carry it from place to place, Space or Enter puts it down and Escape
// puts it back. F2 changes it, Delete takes it away, V votes, and Enter opens the menu, where all of this stands too.

import { announce } from "../announce.js";
import { actionsFor } from "./actions.js";
import { may } from "./allowed.js";
import { carry } from "./asking.js";
import { nameOf } from "./cards.js";
import { destinations, groupsOf, placeOf } from "./places.js";
import { cast, openMenu } from "./tools.js";

const STEPS = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };
const WITHIN = { ArrowDown: 1, ArrowUp: -1 };
const ACROSS = { ArrowRight: 1, ArrowLeft: -1 };
const ACTIONS = { F2: "edit", Delete: "remove" };

/** Let a board be used by keyboard; gives a function that ends it. */
export function keys(board) {
  const { root, room } = board;
  let current = null;

  const items = () => [...root.querySelectorAll("[data-entry]")];
  const cardOf = (item) => room.store.entries.get(item.dataset.entry);
  const section = (card) => room.store.section(card.sheet, card.section);

  /** Make an entry the one that Tab comes to. */
  const stop = (item) => {
    if (item === current) return;
    for (const [one, index] of [[current, -1], [item, 0]]) {
      if (!one) continue;
      one.tabIndex = index;
      for (const button of one.querySelectorAll(".tools > button")) button.tabIndex = index;
    }
    current = item;
  };

  const first = () => {
    if (!current?.isConnected) {
      current = null;
      const [item] = items();
      if (item) stop(item);
    }
  };

  const go = (item) => {
    if (!item) return;
    stop(item);
    item.focus();
    item.scrollIntoView({ block: "nearest" });
  };

  const walk = (item, key) => {
    const all = items();
    const at = all.indexOf(item);
    const to = key === "Home" ? 0 : key === "End" ? all.length - 1 : at + STEPS[key];
    go(all[Math.min(all.length - 1, Math.max(0, to))]);
  };

  const take = (item) => {
    const card = cardOf(item);
    if (!card || !section(card).many || !may(room.outlook, "move", card, section(card))) return false;
    board.hold(placeOf(room.store, card));
    announce(room.t("board.taken", { text: nameOf(card, section(card), board.view) }), { assertive: true });
    return true;
  };

  const put = (item, kept) => {
    const { held } = board;
    const card = cardOf(item);
    board.hold(null);
    if (card && kept) {
      const commands = carry(room, card, held, title(held));
      if (!commands) announce(room.t("board.put-back"));
    } else announce(room.t("board.put-back"), { assertive: true });
    item.focus();
  };

  const title = ({ section: id, part }) => {
    const known = room.store.section(board.sheet, id);
    const inner = known?.parts.find((one) => one.id === part);
    return inner ? `${known.title}: ${inner.title}` : known?.title ?? "";
  };

  /** The entries of the place where one is held, as they stand there with it. */
  const around = (held) => groupsOf(room.store, board.sheet, held, held).flatMap(({ cards }) => cards).map(({ id }) => id);

  const order = (by) => {
    const { held } = board;
    const group = groupsOf(room.store, board.sheet, held, held).map(({ cards }) => cards.map(({ id }) => id))
      .find((ids) => ids.includes(held.id)) ?? [];
    const at = group.indexOf(held.id);
    const to = at + by;
    if (to < 0 || to >= group.length) return;
    const rest = group.filter((id) => id !== held.id);
    show({ ...held, before: rest[to] ?? null });
  };

  const across = (by) => {
    const { held } = board;
    const card = room.store.entries.get(held.id);
    const places = destinations(room, card);
    const at = places.findIndex(({ section: id, part }) => id === held.section && part === held.part);
    const next = places[at + by];
    if (!next) return;
    show({ ...held, section: next.section, part: next.part, before: null, cluster: next.section === card.section ? card.cluster : null });
  };

  const show = (held) => {
    board.hold(held);
    const ids = around(held);
    const item = board.lists.items.get(held.id);
    item?.focus({ preventScroll: true });
    item?.scrollIntoView({ block: "nearest" });
    const facts = { place: title(held), at: ids.indexOf(held.id) + 1, of: ids.length };
    announce(room.t("board.at", facts), { assertive: true });
  };

  const carrying = (event, item) => {
    const { key } = event;
    if (key === "Escape") put(item, false);
    else if (key === " " || key === "Enter") put(item, true);
    else if (key in WITHIN) order(WITHIN[key]);
    else if (key in ACROSS) across(ACROSS[key]);
    else if (key !== "Tab") return;
    event.preventDefault();
    event.stopPropagation();
  };

  const down = (event) => {
    const item = event.target.closest("[data-entry]");
    if (!item || event.target !== item || event.ctrlKey || event.metaKey || event.altKey) return;
    if (board.held) return carrying(event, item);
    const { key } = event;
    const card = cardOf(item);
    if (!card) return;
    if (key in STEPS || key === "Home" || key === "End") walk(item, key);
    else if (key === " " && take(item)) void 0;
    else if (key === "Enter" || key === " ") openMenu(board, card.id, item);
    else if (key === "v" || key === "V") cast(board, card.id);
    else if (key in ACTIONS) actionsFor(room, card.id, board).find(({ name }) => name === ACTIONS[key])?.run();
    else return;
    event.preventDefault();
  };

  const into = (event) => {
    const item = event.target.closest("[data-entry]");
    if (item) stop(item);
  };

  /** What is being carried is put back when the page is left by keyboard or pointer. */
  const out = (event) => {
    if (board.held && !root.contains(event.relatedTarget) && event.relatedTarget) put(board.lists.items.get(board.held.id) ?? root, false);
  };

  root.addEventListener("keydown", down);
  root.addEventListener("focusin", into);
  root.addEventListener("focusout", out);
  board.frame.addEventListener("drawn", first);
  first();
  return () => {
    root.removeEventListener("keydown", down);
    root.removeEventListener("focusin", into);
    root.removeEventListener("focusout", out);
    board.frame.removeEventListener("drawn", first);
  };
}
