// A path of moments with a curve of how each of them feels. A moment's point is pulled up and down.

import { may } from "./allowed.js";
import { nameOf } from "./cards.js";
import { h, s } from "./dom.js";
import { onScale, pulled, scoreSteps } from "./pulling.js";
import { marks, number, share } from "./values.js";

const [STEP, HEIGHT, TOP, BOTTOM] = [44, 190, 34, 152];
const LONG = 9;

export function curve(board, section) {
  const { room, sheet } = board;
  const score = section.fields.find(({ type }) => type === "scale");
  const places = section.parts.length ? section.parts : [{ id: null, title: "" }];
  const parts = places.map((part) => ({ part, cards: room.store.in(sheet, section.id, part.id) }));
  const cards = parts.flatMap((one) => one.cards);
  if (!score || !cards.length) return [];
  const scale = score.scale ?? [1, 5];
  const width = Math.max(360, STEP * cards.length + 16);
  const first = (width - STEP * cards.length) / 2 + STEP / 2;
  const y = (value) => BOTTOM - (BOTTOM - TOP) * share(score, value);
  const values = cards.map((card) => card.fields[score.id] ?? null);
  const said = (value) => (value === null ? room.t("board.no-score") : `${number(value, board.view.locale)} / ${scale[1]}`);
  const named = (card) => nameOf(card, section, board.view);
  const told = cards.map((card, place) => `${place + 1}. ${named(card)}: ${said(values[place])}`).join("; ");
  const open = cards.map((card) => board.live && may(room.outlook, "edit", card));
  const svg = s("svg", { viewBox: `0 0 ${width} ${HEIGHT}`, class: cards.length > LONG ? "curve long" : "curve",
    role: open.some(Boolean) ? "group" : "img", "aria-label": `${section.title}. ${told}` });
  const levels = Math.max(marks(score).length - 1, 1);
  for (let level = 0; level <= levels; level += 1) {
    const at = (TOP + ((BOTTOM - TOP) * level) / levels).toFixed(1);
    svg.append(s("line", { x1: 0, x2: width, y1: at, y2: at, class: "level" }));
  }
  svg.append(...borders(parts, first - STEP / 2));
  const line = s("path", { class: "way" });
  svg.append(line);
  const draw = () => {
    const spots = values.map((value, place) => [first + STEP * place, value]).filter(([, value]) => value !== null);
    line.setAttribute("d", spots.length > 1 ? smooth(spots.map(([x, value]) => [x, y(value)])) : "");
  };
  cards.forEach((card, place) => {
    const x = first + STEP * place;
    svg.append(s("text", { x: x.toFixed(1), y: 180, "text-anchor": "middle", class: "number" }, String(place + 1)));
    if (values[place] === null && !open[place]) return;
    const group = s("g", { "data-handle": card.id, class: values[place] === null ? "unset" : null }, s("circle", { r: 7, class: "spot" }));
    const show = (value) => {
      values[place] = value;
      group.classList.toggle("unset", value === null);
      group.setAttribute("transform", `translate(${x.toFixed(1)} ${(value === null ? (TOP + BOTTOM) / 2 : y(value)).toFixed(1)})`);
      draw();
    };
    show(values[place]);
    svg.append(group);
    if (open[place]) {
      pulled(svg, {
        group, label: named(card), value: values[place], show, said, steps: scoreSteps(scale), slider: { least: scale[0], most: scale[1] },
        from: (_, at) => onScale(scale, (BOTTOM - at) / (BOTTOM - TOP)),
        commit: (value) => room.do({ command: "edit", entry: card.id, fields: { [score.id]: value } }),
      });
    }
  });
  draw();
  const ends = [[score.low, scale[0]], [score.high, scale[1]]].map(([name, end]) => (name ? `${name} (${end})` : String(end)));
  return [h("figure", { class: "figure-of" }, svg, h("figcaption", { dir: "auto" }, `${score.title}: ${ends.join(" – ")}`))];
}

function borders(parts, first) {
  const made = [];
  let at = first;
  parts.forEach(({ part, cards }, place) => {
    const wide = STEP * cards.length;
    if (place && cards.length) made.push(s("line", { x1: at, x2: at, y1: 6, y2: 186, class: "border" }));
    if (cards.length && part.title) {
      const room = Math.max(Math.floor(wide / 9), 1);
      const name = part.title.length <= room ? part.title : `${part.title.slice(0, room - 1)}…`;
      made.push(s("text", { x: at + 6, y: 20, class: "name" }, name));
    }
    at += wide;
  });
  return made;
}

/** A way through all spots that never leaves the levels of the two it runs between. */
function smooth([[x0, y0], ...rest]) {
  let [x, y] = [x0, y0];
  const way = [`M${x.toFixed(1)} ${y.toFixed(1)}`];
  for (const [toX, toY] of rest) {
    const middle = ((x + toX) / 2).toFixed(1);
    way.push(`C${middle} ${y.toFixed(1)} ${middle} ${toY.toFixed(1)} ${toX.toFixed(1)} ${toY.toFixed(1)}`);
    [x, y] = [toX, toY];
  }
  return way.join(" ");
}
