// Forms that work without this script, taken over so that nothing waits for the net: what stands in one becomes a
// command, which is kept, shown and sent. What is being typed is kept as a draft until then.

import { announce } from "../announce.js";
import { freshId } from "../room.js";
import { changesOf, commandOf } from "./values.js";

const SAID = { add: "phone.added", set: "phone.added", attach: "phone.picture-sent", remove: "phone.removed" };

/** Two ranges in place of the two numbers of a place between axes. */
function withRanges(blank) {
  const input = blank.querySelector("[data-type='place']");
  if (!input || blank.querySelector(".ranges") || blank.closest("[data-edit]")) return;
  if (input.required && !input.value) input.value = input.defaultValue = "50; 50";
  const box = document.createElement("div");
  box.className = "ranges";
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", blank.querySelector("label").textContent);
  for (const one of [input, blank.querySelector(".help")]) one.hidden = true;
  const [x, y] = (input.value || "50; 50").split(";").map(Number);
  const made = [[x, input.dataset.left, input.dataset.right], [y, input.dataset.bottom, input.dataset.top]].map(
    ([value, low, high], place) => {
      const range = document.createElement("input");
      Object.assign(range, { type: "range", min: 0, max: 100, value });
      range.setAttribute("aria-label", [low, high].filter(Boolean).join(" – ") || String(place + 1));
      const ends = document.createElement("p");
      ends.className = "low-high";
      ends.append(Object.assign(document.createElement("span"), { textContent: low ?? "" }));
      ends.append(Object.assign(document.createElement("span"), { textContent: high ?? "" }));
      box.append(range, ends);
      return range;
    },
  );
  box.addEventListener("input", () => {
    input.value = made.map((range) => range.value).join("; ");
    input.dispatchEvent(new Event("input", { bubbles: true }));
  });
  input.after(box);
}

export class Forms {
  #room;
  #drafts;
  #pictures = new WeakMap();

  constructor(room, drafts) {
    this.#room = room;
    this.#drafts = drafts;
  }

  start() {
    document.addEventListener("submit", (event) => {
      const form = event.target.closest("form[data-do]");
      if (!form) return;
      event.preventDefault();
      if (event.submitter?.getAttribute("aria-disabled") === "true") return;
      this.#submit(form).catch((error) => this.#fault(form, error.message));
    });
    document.addEventListener("input", (event) => {
      const form = event.target.closest("form[data-draft]");
      if (form && event.target.type !== "file") this.#drafts.keep(form);
    });
    document.addEventListener("change", (event) => {
      if (event.target.matches("form[data-do] input[type='file']")) this.#chosen(event.target);
    });
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
      event.target.closest("form[data-do]")?.requestSubmit();
    });
    // An edit that was begun goes on after a reload.
    document.addEventListener("toggle", (event) => {
      const form = event.target.matches?.("[data-edit]") && event.target.open && event.target.querySelector("form");
      if (form) this.#drafts.restore(form);
    }, true);
  }

  /** Bring new markup to life: drafts come back into their forms, places get their ranges. */
  dress(root) {
    for (const form of root.querySelectorAll("form[data-draft]")) {
      if (form.dataset.draft && this.#drafts.restore(form)) form.closest("details")?.setAttribute("open", "");
    }
    for (const blank of root.querySelectorAll("[data-place-field]")) withRanges(blank);
  }

  async #submit(form) {
    this.#fault(form, "");
    const command = form.closest("[data-edit]") ? this.#edited(form) : commandOf(form);
    if (!command) return this.#done(form);
    const files = [...form.querySelectorAll("input[type='file']")].filter((one) => this.#pictures.has(one));
    const picture = files.length ? this.#pictures.get(files[0]) : null;
    if (command.id !== undefined) command.id = freshId();
    const given = picture ? { ...command, command: "attach", file: picture } : command;
    this.#room.do(given);
    if (given.command in SAID) announce(this.#room.t(SAID[given.command]));
    this.#done(form);
  }

  /** An edit's command; none when nothing was changed. */
  #edited(form) {
    const card = this.#room.store.entries.get(form.elements.entry.value);
    if (!card) return null;
    const command = changesOf(form, card);
    return Object.keys(command).length > 2 ? command : null;
  }

  #done(form) {
    const { draft } = form.dataset;
    const many = form.closest("[data-slot]")?.hasAttribute("data-many");
    if (draft) this.#drafts.clear(draft);
    for (const file of form.querySelectorAll("input[type='file']")) this.#forget(file);
    const details = form.closest("details");
    if (details) {
      details.open = false;
      details.querySelector("summary").focus();
      if (!form.matches("[data-edit] form")) form.reset();
    } else if (form.matches("[data-write]") && many) {
      form.reset();
      form.querySelector("textarea, input:not([type='hidden'])")?.focus();
    } else if (form.matches("[data-write]")) {
      for (const one of form.elements) if (one.dataset?.type) one.defaultValue = one.value;
    }
  }

  async #chosen(input) {
    const form = input.form;
    this.#fault(form, "");
    this.#forget(input, true);
    const file = input.files[0];
    if (!file) return;
    try {
      const { shrunk } = await import("./pictures.js");
      const picture = await shrunk(file);
      this.#pictures.set(input, picture);
      const preview = input.parentElement.querySelector("[data-preview]");
      preview.src = URL.createObjectURL(picture);
      preview.hidden = false;
    } catch {
      input.value = "";
      this.#fault(form, this.#room.t("phone.picture-bad"));
    }
  }

  #forget(input, keep = false) {
    this.#pictures.delete(input);
    if (!keep) input.value = "";
    const preview = input.parentElement.querySelector("[data-preview]");
    if (preview) preview.hidden = true;
  }

  #fault(form, words) {
    const place = form.querySelector("[data-fault]");
    if (!place) return words && announce(words, { assertive: true });
    place.hidden = !words;
    place.textContent = words;
  }
}
