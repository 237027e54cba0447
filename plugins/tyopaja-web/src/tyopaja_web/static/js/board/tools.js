// The buttons of an entry: the vote while there is voting, and the menu with all that may be done with it.

import { actionsFor } from "./actions.js";
import { ballotAt, may } from "./allowed.js";
import { nameOf } from "./cards.js";
import { menu } from "./dialog.js";
import { h } from "./dom.js";

/** Bring an entry's buttons up to what may be done now. */
export function updateTools(board, item, card, section) {
  const { room } = board;
  const name = nameOf(card, section, board.view);
  let tools = item.querySelector(":scope > .tools");
  const votes = ballotAt(room.outlook, card);
  const voting = votes && may(room.outlook, "vote", card);
  const some = actionsFor(room, card.id, board).length > 0;
  if (!voting && !some) return void tools?.remove();
  if (!tools) {
    tools = h("div", { class: "tools" });
    item.append(tools);
  }
  vote(board, tools, card, name, voting ? votes : null);
  more(board, tools, card, name, some);
  const current = item.tabIndex === 0;
  for (const button of tools.children) button.tabIndex = current ? 0 : -1;
}

function vote(board, tools, card, name, votes) {
  const { room } = board;
  let button = tools.querySelector(".vote");
  if (!votes) return void button?.remove();
  if (!button) {
    button = h("button", { type: "button", class: "vote", onclick: () => cast(board, card.id) });
    tools.prepend(button);
  }
  const mine = room.store.mine.get(card.id) ?? 0;
  button.setAttribute("aria-pressed", String(mine > 0));
  const left = votes.several ? "board.vote-more" : "board.vote-on";
  button.setAttribute("aria-label", `${room.t(mine && !votes.several ? "board.vote-off" : left)}: ${name}`);
  const said = mine ? room.t(mine === 1 ? "board.my-vote" : "board.my-votes", { count: mine }) : room.t("board.vote");
  if (button.textContent !== said) button.textContent = said;
}

/** A vote given, or taken back where there is one and more are not allowed. */
export function cast(board, id) {
  const { room } = board;
  const card = room.store.entries.get(id);
  const votes = card && ballotAt(room.outlook, card);
  if (!votes) return null;
  const mine = room.store.mine.get(id) ?? 0;
  return room.do({ command: mine && !votes.several ? "unvote" : "vote", entry: id });
}

function more(board, tools, card, name, some) {
  let button = tools.querySelector(".more");
  if (!some) return void button?.remove();
  if (!button) {
    button = h("button", { type: "button", class: "more", "aria-haspopup": "dialog" },
      h("span", { "aria-hidden": "true" }, "⋯"));
    button.addEventListener("click", () => openMenu(board, card.id, button));
    tools.append(button);
  }
  button.setAttribute("aria-label", `${board.room.t("board.more")}: ${name}`);
}

/** The menu of an entry. */
export function openMenu(board, id, from) {
  const { room } = board;
  const card = room.store.entries.get(id);
  if (!card) return;
  const name = nameOf(card, room.store.section(card.sheet, card.section), board.view);
  menu(room, name, actionsFor(room, id, board), from);
}
