// Points between two axes, each moved by pointer, finger and arrow keys.

import { may } from "./allowed.js";
import { nameOf } from "./cards.js";
import { h, s } from "./dom.js";
import { pulled } from "./pulling.js";

const [WIDTH, HEIGHT, EDGE] = [400, 290, 14];
const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
const [LINE, LETTER] = [13, 5.6];

const toX = (x) => EDGE + ((WIDTH - 2 * EDGE) * x) / 100;
const toY = (y) => HEIGHT - EDGE - ((HEIGHT - 2 * EDGE) * y) / 100;
const bounded = (one) => Math.min(100, Math.max(0, Math.round(one * 10) / 10));

export function map(board, section) {
  const { room, sheet } = board;
  const place = section.fields.find(({ type }) => type === "place");
  const ours = section.fields.find(({ type }) => type === "yes-no");
  if (!place) return [];
  const parts = section.parts.length ? section.parts.map(({ id }) => id) : [null];
  const cards = parts.flatMap((part) => room.store.in(sheet, section.id, part)).filter((card) => Array.isArray(card.fields[place.id]));
  const axes = section.axes ?? {};
  const said = ([x, y]) => words(room, axes, x, y);
  const named = (card) => nameOf(card, section, board.view);
  const told = cards.map((card) => `${named(card)} (${card.fields[place.id].join(", ")})`).join("; ");
  const open = cards.map((card) => board.live && may(room.outlook, "edit", card));
  const svg = s("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "map", role: open.some(Boolean) ? "group" : "img",
    "aria-label": told ? `${section.title}. ${told}` : section.title },
  s("rect", { x: 1, y: 1, width: WIDTH - 2, height: HEIGHT - 2, rx: 3, class: "frame" }),
  s("line", { x1: WIDTH / 2, x2: WIDTH / 2, y1: 1, y2: HEIGHT - 1, class: "axis" }),
  s("line", { x1: 1, x2: WIDTH - 1, y1: HEIGHT / 2, y2: HEIGHT / 2, class: "axis" }));
  const spots = cards.map((card) => card.fields[place.id]);
  const sides = labelled(cards.map((card, at) => ({ at: spots[at], text: named(card) })));
  cards.forEach((card, at) => {
    const us = ours && card.fields[ours.id] === true;
    const label = s("text", { class: "name", ...sides[at] }, named(card));
    const group = s("g", { "data-handle": card.id }, s("circle", { r: us ? 9 : 6, class: us ? "spot ours" : "spot" }), label);
    const show = ([x, y]) => group.setAttribute("transform", `translate(${toX(x).toFixed(1)} ${toY(y).toFixed(1)})`);
    show(spots[at]);
    svg.append(group);
    if (!open[at]) return;
    pulled(svg, {
      group, label: us ? `${named(card)}, ${ours.title}` : named(card), value: spots[at], show, said, slider: null, reach: 16,
      steps: (key, [x, y], shift) => {
        const step = STEPS[key];
        const far = shift ? 10 : 2;
        return step ? [bounded(x + step[0] * far), bounded(y + step[1] * far)] : null;
      },
      from: (x, y) => [bounded(((x - EDGE) / (WIDTH - 2 * EDGE)) * 100), bounded(((HEIGHT - EDGE - y) / (HEIGHT - 2 * EDGE)) * 100)],
      commit: (value) => room.do({ command: "edit", entry: card.id, fields: { [place.id]: value } }),
    });
  });
  const end = (text, arrow) => (text ? h("p", { class: "end" }, h("span", { "aria-hidden": "true" }, `${arrow} `), h("span", { dir: "auto" }, text)) : null);
  const wide = axes.left || axes.right ? h("p", { class: "sides" },
    h("span", {}, h("span", { "aria-hidden": "true" }, "← "), h("span", { dir: "auto" }, axes.left)),
    h("span", {}, h("span", { dir: "auto" }, axes.right), h("span", { "aria-hidden": "true" }, " →"))) : null;
  return [h("div", { class: "figure-of map-of" }, end(axes.top, "↑"), svg, end(axes.bottom, "↓"), wide)];
}

/** Where a point stands, in the words of the axes. */
function words(room, axes, x, y) {
  const across = `${axes.left || "0"} – ${axes.right || "100"}: ${x}`;
  const up = `${axes.bottom || "0"} – ${axes.top || "100"}: ${y}`;
  return `${across}; ${up}`;
}

/** On which side of its point each label stands, so that as few as may be lie on each other or beyond the frame. */
function labelled(points) {
  const taken = points.map(({ at: [x, y] }) => [toX(x) - 8, toY(y) - 8, toX(x) + 8, toY(y) + 8]);
  return points.map(({ at: [x, y], text }) => {
    const [cx, cy, wide] = [toX(x), toY(y), text.length * LETTER];
    const sides = [
      [{ x: 12, y: 4, "text-anchor": "start" }, [cx + 12, cy - 7, cx + 12 + wide, cy + 6]],
      [{ x: -12, y: 4, "text-anchor": "end" }, [cx - 12 - wide, cy - 7, cx - 12, cy + 6]],
      [{ x: 0, y: -13, "text-anchor": "middle" }, [cx - wide / 2, cy - 13 - LINE, cx + wide / 2, cy - 11]],
      [{ x: 0, y: 22, "text-anchor": "middle" }, [cx - wide / 2, cy + 11, cx + wide / 2, cy + 12 + LINE]],
    ];
    const cost = ([, box]) => taken.filter((one) => overlap(one, box)).length + (inside(box) ? 0 : 3);
    const best = sides.toSorted((one, other) => cost(one) - cost(other))[0];
    taken.push(best[1]);
    return best[0];
  });
}

const overlap = (one, other) => one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3];
const inside = ([left, top, right, bottom]) => left >= 0 && right <= WIDTH && top >= 0 && bottom <= HEIGHT;
