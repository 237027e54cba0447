// A radar: a spoke a part, with the score that was given there. The first spoke points up.

import { may, allowedAt } from "./allowed.js";
import { h, s } from "./dom.js";
import { onScale, pulled, scoreSteps } from "./pulling.js";
import { marks, number, share } from "./values.js";

const [RADIUS, X, Y] = [122, 270, 172];
const SPOKES = 3;
const WIDE = 20;

const at = (turn, along) => [X + Math.sin(turn) * along * RADIUS, Y - Math.cos(turn) * along * RADIUS];
const fixed = (pair) => pair.map((one) => one.toFixed(1)).join(",");

export function radar(board, section) {
  const { parts } = section;
  const score = section.fields.find(({ type }) => type === "scale");
  if (parts.length < SPOKES || !score) return [];
  const { room, sheet } = board;
  const cards = parts.map(({ id }) => room.store.in(sheet, section.id, id)[0] ?? null);
  const values = cards.map((card) => card?.fields[score.id] ?? null);
  const rings = Math.max(marks(score).length - 1, 1);
  const turns = parts.map((_, place) => (place * 2 * Math.PI) / parts.length);
  const said = (value) => (value === null ? room.t("board.no-score") : `${number(value, board.view.locale)} / ${(score.scale ?? [1, 5])[1]}`);
  const told = parts.map((part, place) => `${part.title}: ${said(values[place])}`).join("; ");
  const open = board.live && parts.map((part, place) =>
    cards[place] ? may(room.outlook, "edit", cards[place]) : allowedAt(room.outlook, { sheet, section: section.id, part: part.id }).has("set"));
  const svg = s("svg", { viewBox: "0 0 540 345", class: "radar", role: open && open.some(Boolean) ? "group" : "img",
    "aria-label": `${section.title}. ${told}` });
  for (let ring = 1; ring <= rings; ring += 1) {
    const points = turns.map((turn) => fixed(at(turn, ring / rings))).join(" ");
    svg.append(s("polygon", { points, class: ring === rings ? "web outer" : "web" }));
  }
  for (const turn of turns) {
    const [x, y] = at(turn, 1);
    svg.append(s("line", { x1: X, y1: Y, x2: x.toFixed(1), y2: y.toFixed(1), class: "spoke" }));
  }
  const shape = s("polygon", { class: "shape" });
  svg.append(shape);
  const draw = () => {
    const corners = values.map((value, place) => [turns[place], share(score, value)]).filter(([, part]) => part !== null);
    shape.setAttribute("points", corners.length < SPOKES ? "" : corners.map(([turn, part]) => fixed(at(turn, Math.max(part, 0.02)))).join(" "));
  };
  draw();
  parts.forEach((part, place) => {
    svg.append(name(turns[place], part.title));
    if (values[place] === null && !(open && open[place])) return;
    svg.append(point(board, svg, { section, part, place, score, values, turn: turns[place], open: open && open[place], said, draw }));
  });
  return [h("div", { class: "figure-of" }, svg)];
}

function point(board, svg, { section, part, place, score, values, turn, open, said, draw }) {
  const group = s("g", { "data-handle": part.id, class: values[place] === null ? "unset" : null }, s("circle", { r: 6, class: "spot" }));
  const show = (value) => {
    values[place] = value;
    const [x, y] = at(turn, value === null ? 0.08 : Math.max(share(score, value), 0.02));
    group.setAttribute("transform", `translate(${x.toFixed(1)} ${y.toFixed(1)})`);
    draw();
  };
  show(values[place]);
  if (!open) return group;
  const scale = score.scale ?? [1, 5];
  pulled(svg, {
    group, label: part.title, value: values[place], show, said, steps: scoreSteps(scale), slider: { least: scale[0], most: scale[1] },
    from: (x, y) => onScale(scale, ((x - X) * Math.sin(turn) - (y - Y) * Math.cos(turn)) / RADIUS),
    commit: (value) => board.room.do({ command: "set", sheet: board.sheet, section: section.id, part: part.id, fields: { [score.id]: value } }),
  });
  return group;
}

function name(turn, title) {
  const lines = wrapped(title);
  const [x, y] = at(turn, 1.14);
  const across = Math.sin(turn);
  const anchor = Math.abs(across) < 0.2 ? "middle" : across > 0 ? "start" : "end";
  const lift = (lines.length - 1) * (0.5 + Math.cos(turn) / 2);
  const rows = lines.map((line, place) => s("tspan", { x: x.toFixed(1), dy: place ? "1.15em" : "0" }, line));
  return s("text", { x: x.toFixed(1), y: y.toFixed(1), dy: `${(0.35 - lift * 1.15).toFixed(2)}em`, "text-anchor": anchor, class: "name" }, rows);
}

function wrapped(title) {
  const lines = [""];
  for (const word of title.split(/\s+/)) {
    const last = lines.at(-1);
    if (last && last.length + word.length + 1 > WIDE) lines.push(word);
    else lines[lines.length - 1] = last ? `${last} ${word}` : word;
  }
  return lines.slice(0, 3);
}
