// Small dialogs: a menu, a question, a word that something was done with a way back. The browser's own <dialog> keeps
// focus inside and gives it back; Escape closes it.

import { announce } from "../announce.js";
import { h, uid } from "./dom.js";

/** A dialog with a title; gives its element, open. `body` is what stands in it. */
export function dialog(room, title, body, { onclose } = {}) {
  const id = uid("dialog");
  const close = h("button", { type: "button", class: "close", "aria-label": room.t("board.close") },
    h("span", { "aria-hidden": "true" }, "×"));
  const element = h("dialog", { class: "board-dialog", "aria-labelledby": id },
    h("div", { class: "dialog-head" }, h("h2", { id, dir: "auto" }, title), close), h("div", { class: "dialog-body" }, body));
  close.addEventListener("click", () => element.close());
  element.addEventListener("click", (event) => event.target === element && element.close());
  element.addEventListener("close", () => {
    element.remove();
    onclose?.();
  });
  document.body.append(element);
  element.showModal();
  return element;
}

/** Several things to choose one of; the way back is focus on `from`. */
export function menu(room, title, options, from) {
  const buttons = options.map(({ name, label, run }) =>
    h("button", { type: "button", class: `choice-of of-${name}`, onclick: () => {
      element.close();
      run();
    } }, label));
  const element = dialog(room, title, h("ul", { class: "menu", role: "list" }, buttons.map((one) => h("li", {}, one))), {
    onclose: () => from?.isConnected && document.activeElement === document.body && from.focus(),
  });
  buttons[0]?.focus();
  return element;
}

/** A form in a dialog. `run` gets the form when it is sent; what it gives is a fault in words, or nothing. */
export function question(room, title, body, label, run) {
  const fault = h("p", { class: "fault", role: "alert" });
  const form = h("form", { class: "question", method: "dialog" }, body, fault,
    h("div", { class: "buttons" }, h("button", { class: "main" }, label),
      h("button", { type: "button", class: "plain", onclick: () => element.close() }, room.t("board.cancel"))));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const wrong = run(form);
    if (wrong) fault.textContent = wrong;
    else element.close();
  });
  const element = dialog(room, title, form);
  form.querySelector("input, select, textarea")?.focus();
  return element;
}

let toast = null;
let leaving = null;

/** Say that something was done, with a button that takes it back. */
export function done(room, said, undo) {
  toast?.remove();
  clearTimeout(leaving);
  const button = undo ? h("button", { type: "button", onclick: () => {
    toast?.remove();
    undo();
  } }, room.t("board.undo")) : null;
  toast = h("div", { class: "board-toast" }, h("p", {}, said), button);
  document.body.append(toast);
  announce(undo ? `${said} ${room.t("board.undo-hint")}` : said);
  const stay = () => {
    clearTimeout(leaving);
    leaving = setTimeout(() => (toast?.contains(document.activeElement) ? stay() : toast?.remove()), 12000);
  };
  stay();
}
