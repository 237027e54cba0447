// Single keys for what is done all day. They rest while somebody types, and can be switched off (WCAG 2.1.4).

import { announce } from "../announce.js";

const STORE = "tyopaja-lead-keys";

const pressed = (name) => () => document.querySelector(`[data-key="${name}"]`)?.click();

const focused = (name) => () => document.querySelector(`[data-key="${name}"]`)?.focus();

const opened = (name) => () => document.querySelector(`[data-open="${name}"]`)?.click();

const shown = (id) => () => {
  const section = document.getElementById(id);
  section?.scrollIntoView({ block: "start" });
  section?.querySelector("h2")?.setAttribute("tabindex", "-1");
  section?.querySelector("h2")?.focus({ preventScroll: true });
};

const KEYS = {
  n: pressed("next"),
  b: pressed("back"),
  t: pressed("timer"),
  "+": pressed("more"),
  u: pressed("undo"),
  w: focused("write"),
  p: shown("people"),
  s: shown("boards"),
  d: shown("take"),
  i: opened("large"),
  h: opened("history"),
  "?": opened("keys"),
};

const typing = (element) => Boolean(element?.closest?.("input, textarea, select, [contenteditable], dialog"));

const read = () => {
  try {
    return localStorage.getItem(STORE) !== "off";
  } catch {
    return true;
  }
};

export function startKeys(room) {
  const box = document.querySelector("[data-keys-on]");
  let on = read();
  box.checked = on;
  box.addEventListener("change", () => {
    on = box.checked;
    try {
      localStorage.setItem(STORE, on ? "on" : "off");
    } catch { /* it holds while the page is open */ }
    announce(room.t(on ? "lead.keys-are-on" : "lead.keys-are-off"));
  });
  document.addEventListener("keydown", (event) => {
    if (!on || event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.defaultPrevented) return;
    // A board has keys of its own for the note that is held.
    if (typing(event.target) || event.target.closest?.(".board") || document.querySelector("dialog[open]")) return;
    const deed = KEYS[event.key];
    if (!deed) return;
    event.preventDefault();
    deed();
  });
}
