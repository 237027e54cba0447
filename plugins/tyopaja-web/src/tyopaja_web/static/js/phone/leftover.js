// What did not get through: refused commands, what was written under another name before joining again, and drafts whose
// step is over. Shown with their words, until their author has copied, mended or dropped them.

import { announce } from "../announce.js";

function wordsOf(command) {
  const beside = Object.entries(command.fields ?? command)
    .filter(([key, value]) => !["command", "id", "by", "at", "sheet", "section", "part", "entry", "text", "of", "step"].includes(key) && typeof value === "string")
    .map(([, value]) => value);
  return [command.text, ...beside].filter(Boolean).join("\n");
}

/** Refusals of which the reason is that the room has gone on. */
const OVER = new Set(["not-now", "not-here", "ended"]);

export class LeftOver {
  #room;
  #drafts;

  constructor(room, drafts) {
    this.#room = room;
    this.#drafts = drafts;
  }

  start() {
    this.#room.outbox.addEventListener("change", () => this.show());
    this.#room.addEventListener("redrawn", () => this.show());
    this.#room.addEventListener("away", () => this.#away());
    this.show();
  }

  #all() {
    const { outbox, t } = this.#room;
    const forms = [...document.querySelectorAll("form[data-draft]")].map((form) => form.dataset.draft);
    const drop = (id) => () => outbox.drop(id);
    return [
      ...outbox.refused.map((row) => ({
        key: row.id, why: OVER.has(row.code) ? t("phone.kept-over") : row.message, words: wordsOf(row.command), drop: drop(row.id),
      })),
      ...outbox.strangers.map((row) => ({ key: row.id, why: t("phone.kept-stranger"), words: wordsOf(row.command), drop: drop(row.id) })),
      ...this.#drafts.leftOver(forms.concat(this.#edits())).map(({ name, text }) => ({
        key: name, why: t("phone.kept-left"), words: text, drop: () => this.#clear(name),
      })),
    ];
  }

  /** Drafts of edits belong to cards, which may be on a tab or a sheet that is not drawn. */
  #edits() {
    return [...this.#room.store.entries.keys()].map((id) => `edit/${id}`);
  }

  show() {
    const box = document.querySelector("[data-left-over]");
    if (!box) return;
    // What had no words (a vote, say) has nothing to copy: it is told, once, and let go.
    const all = this.#all();
    for (const one of all.filter((each) => !each.words)) {
      announce(one.why, { assertive: true });
      one.drop();
    }
    const left = all.filter((one) => one.words);
    const list = box.querySelector("[data-left-list]");
    const there = new Map([...list.children].map((item) => [item.dataset.key, item]));
    for (const one of left) if (!there.delete(one.key)) list.append(this.#made(one));
    for (const item of there.values()) item.remove();
    box.hidden = !left.length;
    for (const button of list.querySelectorAll("[data-mend]")) button.hidden = !this.#field();
  }

  #made({ key, why, words, drop }) {
    const item = document.querySelector("template[data-left]").content.firstElementChild.cloneNode(true);
    item.dataset.key = key;
    item.querySelector("[data-why]").textContent = why;
    item.querySelector("[data-words]").textContent = words;
    item.querySelector("[data-copy]").addEventListener("click", () => this.#copy(item));
    item.querySelector("[data-drop]").addEventListener("click", drop);
    item.querySelector("[data-mend]").addEventListener("click", () => this.#mend(words) && drop());
    return item;
  }

  async #copy(item) {
    const quote = item.querySelector("[data-words]");
    try {
      await navigator.clipboard.writeText(quote.textContent);
    } catch {
      // Without https there is no such thing: the words are marked, and the device's own "copy" takes them.
      getSelection().selectAllChildren(quote);
      return document.execCommand?.("copy") && announce(this.#room.t("phone.copied"));
    }
    announce(this.#room.t("phone.copied"));
  }

  /** Put the words into the field that is open; whether there is one. */
  #mend(words) {
    const field = this.#field();
    if (!field) return false;
    field.value = field.value.trim() ? `${field.value.trimEnd()}\n${words}` : words;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
    return true;
  }

  /** The field that one writes into now; undefined where there is none. */
  #field() {
    return [...document.querySelectorAll("[data-write] textarea[name='text']")].find((one) => one.offsetParent);
  }

  #clear(name) {
    this.#drafts.clear(name);
    this.show();
  }

  /** Whom the server knows no longer may still copy what waits. */
  #away() {
    const list = document.querySelector("[data-away-words]");
    const words = this.#room.outbox.waiting.map((row) => wordsOf(row.command)).filter(Boolean);
    list?.replaceChildren(
      ...words.map((text) => {
        const item = document.createElement("li");
        item.appendChild(document.createElement("blockquote")).textContent = text;
        return item;
      }),
    );
  }
}
