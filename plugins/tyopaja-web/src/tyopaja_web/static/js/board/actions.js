// What may be done with an entry, as a table: each with its words, and whether it is open now.

import { ballotAt, may } from "./allowed.js";
import { askCheck, askCluster, askLink, askMove, askReason, removeEntry } from "./asking.js";
import { destinations } from "./places.js";
import { edit } from "./writing.js";

const others = (room, card) => room.store.in(card.sheet, card.section).filter(({ id }) => id !== card.id);

/** Name → {open(room, card, section), run(room, card, section, board)}. The words are `board.do-NAME`. */
const ACTIONS = {
  edit: { open: (room, card, section) => section.many && may(room.outlook, "edit", card), run: edit },
  move: {
    open: (room, card, section) =>
      section.many && may(room.outlook, "move", card, section) &&
      (destinations(room, card).length > 1 || others(room, card).length > 0),
    run: askMove,
  },
  group: {
    open: (room, card) => may(room.outlook, "group", card) && others(room, card).length > 0,
    run: askCluster,
  },
  ungroup: {
    open: (room, card) => Boolean(card.cluster) && may(room.outlook, "ungroup", card),
    run: (room, card) => room.do({ command: "ungroup", entry: card.id }),
  },
  link: { open: (room, card, section) => Boolean(section.answers) && may(room.outlook, "link", card), run: askLink },
  unvote: {
    open: (room, card) => (room.store.mine.get(card.id) ?? 0) > 0 && Boolean(ballotAt(room.outlook, card)?.several) &&
      may(room.outlook, "unvote", card),
    run: (room, card) => room.do({ command: "unvote", entry: card.id }),
  },
  pick: { open: (room, card) => !card.picked && may(room.outlook, "pick", card), run: askReason },
  unpick: {
    open: (room, card) => card.picked && may(room.outlook, "unpick", card),
    run: (room, card) => room.do({ command: "unpick", entry: card.id }),
  },
  "check-in": {
    open: (room, card, section) => section.draw === "results" && may(room.outlook, "check-in", card),
    run: askCheck,
  },
  reveal: {
    open: (room, card) => card.private && may(room.outlook, "reveal", card),
    run: (room, card) => room.do({ command: "reveal", entry: card.id }),
  },
  remove: { open: (room, card) => may(room.outlook, "remove", card), run: removeEntry },
};

/** All that may be done with an entry now: [{name, label, run()}]. */
export function actionsFor(room, id, board = null) {
  const card = room.store.entries.get(id);
  const section = card && room.store.section(card.sheet, card.section);
  if (!section || !room.outlook?.person) return [];
  return Object.entries(ACTIONS)
    .filter(([, one]) => one.open(room, card, section))
    .map(([name, { run }]) => ({
      name,
      label: room.t(`board.do-${name}`),
      run: () => run(room, room.store.entries.get(id) ?? card, section, board),
    }));
}
