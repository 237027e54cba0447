// Pictures of figures: a curve of moments, a radar, a map. Each is SVG that follows the store; what it shows stands
// beside it in words too. Where somebody may change a score or a place, its point can be pulled, and moved by arrows.

import { may } from "./allowed.js";
import { curve } from "./curve.js";
import { map } from "./map.js";
import { radar } from "./radar.js";

const FIGURES = { curve, radar, map };

/** What draws a section's figure: {draw()}; null for a section that has none. */
export function figureFor(board, box, section) {
  const place = box.querySelector("[data-figure]");
  const make = section && FIGURES[section.draw];
  if (!make || !place) return null;
  let shown = null;
  return {
    draw() {
      // One that somebody is pulling is left alone until they let go: then it is drawn as the store has it.
      if (place.querySelector(".pulled")) return;
      const handle = place.contains(document.activeElement) ? document.activeElement.dataset.handle : null;
      const known = board.room.store.section(board.sheet, section.id) ?? section;
      const key = keyOf(board, known);
      if (key === shown) return;
      shown = key;
      place.replaceChildren(...make(board, known).filter(Boolean));
      if (handle) [...place.querySelectorAll("[data-handle]")].find((one) => one.dataset.handle === handle)?.focus();
    },
  };
}

/** All that a figure shows, as one word: while that is the same nothing is drawn anew. */
function keyOf(board, section) {
  const { room, sheet } = board;
  const cards = room.store.in(sheet, section.id);
  return JSON.stringify([section, board.live, room.outlook?.tasks?.map(({ step }) => step),
    cards.map((card) => [card.id, card.part, card.text, card.fields, may(room.outlook, "edit", card)])]);
}
