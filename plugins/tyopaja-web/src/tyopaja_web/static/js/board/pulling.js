// Points of a figure that can be pulled by pointer and moved by keyboard. A figure says what a point's values are and how
// a place in the picture becomes one; what comes of it is one command when the point is let go, or a moment after the
// last key.

import { s } from "./dom.js";

const SETTLED = 600;

/** The place of a pointer in the units of a picture. */
export function within(svg, event) {
  const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
  return [at.x, at.y];
}

/**
 * Make a point of a figure one that is pulled. `point`: {group, label, value, steps(key, value, shift) → value | null,
 * from(x, y) → value, show(value), said(value), commit(value), slider: {least, most} | null}.
 */
export function pulled(svg, point) {
  const { group, slider } = point;
  let { value } = point;
  let timer = null;
  const tell = () => {
    group.setAttribute("aria-label", slider ? point.label : `${point.label}: ${point.said(value)}`);
    if (!slider) return;
    group.setAttribute("aria-valuenow", String(value ?? slider.least));
    group.setAttribute("aria-valuetext", point.said(value));
  };
  const set = (next) => {
    value = next;
    point.show(value);
    tell();
  };
  const settle = () => {
    clearTimeout(timer);
    timer = null;
    group.classList.remove("pulled");
    if (JSON.stringify(value) !== JSON.stringify(point.value)) point.commit(value);
    point.value = value;
  };
  group.setAttribute("tabindex", "0");
  group.setAttribute("role", slider ? "slider" : "button");
  if (slider) {
    group.setAttribute("aria-valuemin", String(slider.least));
    group.setAttribute("aria-valuemax", String(slider.most));
  }
  group.classList.add("handle");
  group.append(s("circle", { class: "reach", r: point.reach ?? 22, cx: 0, cy: 0 }));
  tell();

  group.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    event.preventDefault();
    event.stopPropagation();
    group.focus?.({ preventScroll: true });
    group.setPointerCapture(event.pointerId);
    group.classList.add("pulled");
    const move = (one) => set(point.from(...within(svg, one)));
    const end = (one) => {
      group.removeEventListener("pointermove", move);
      if (one.type === "pointercancel") set(point.value);
      settle();
    };
    group.addEventListener("pointermove", move);
    group.addEventListener("pointerup", end, { once: true });
    group.addEventListener("pointercancel", end, { once: true });
  });
  // Not every engine asks a part of a picture how it takes touches.
  group.addEventListener("touchmove", (event) => event.preventDefault(), { passive: false });
  group.addEventListener("keydown", (event) => {
    const next = event.key === "Escape" ? point.value : point.steps(event.key, value, event.shiftKey);
    if (next === null) return;
    event.preventDefault();
    event.stopPropagation();
    group.classList.add("pulled");
    set(next);
    clearTimeout(timer);
    timer = setTimeout(settle, event.key === "Escape" ? 0 : SETTLED);
  });
  group.addEventListener("blur", () => timer && settle());
}

const UP = new Set(["ArrowUp", "ArrowRight"]);
const DOWN = new Set(["ArrowDown", "ArrowLeft"]);

/** The steps of a score by keyboard. */
export const scoreSteps = ([least, most]) => (key, value) => {
  if (key === "Home") return least;
  if (key === "End") return most;
  if (UP.has(key)) return Math.min(most, (value ?? least - 1) + 1);
  if (DOWN.has(key)) return Math.max(least, (value ?? most + 1) - 1);
  return null;
};

/** A share of a scale as a number on it, whole where its ends are. */
export function onScale([least, most], part) {
  const value = least + Math.min(1, Math.max(0, part)) * (most - least);
  const whole = Number.isInteger(least) && Number.isInteger(most);
  return whole && most - least < 100 ? Math.round(value) : Math.round(value * 10) / 10;
}
