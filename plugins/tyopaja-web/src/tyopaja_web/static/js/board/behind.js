// What of a board this page cannot tell by itself, and asks the server for a moment after something has changed: sheets
// that are put together from others, what is worth saying of a box, and what the axes of a map are called.

const SOON = 500;
const LATER = 2500;

export class Behind {
  #board;
  #timers = new Map();

  constructor(board) {
    this.#board = board;
  }

  stop() {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  /** Draw the whole board anew. */
  all() {
    this.#soon("all", SOON, async () => {
      const { root, frame } = this.#board;
      const fresh = await this.#fragment();
      if (!fresh || fresh.innerHTML === this.served) return;
      const shown = new Set([...root.querySelectorAll("[data-section]")].map((one) => one.dataset.section));
      for (const box of fresh.querySelectorAll("[data-section]")) if (!shown.has(box.dataset.section)) box.remove();
      this.served = fresh.innerHTML;
      root.replaceChildren(...fresh.childNodes);
      frame.dispatchEvent(new CustomEvent("drawn", { bubbles: true }));
    });
  }

  /** Something has changed in some sections. Phones are many, and do without the remarks. */
  changed(sections) {
    const { mode, room, sheet, root } = this.#board;
    const facts = room.store.sheets.get(sheet)?.sections ?? [];
    const named = facts.some(({ id, draw }) => draw === "blanks" && sections.has(id));
    if (named && facts.some(({ draw }) => draw === "map")) this.#soon("axes", SOON, () => this.#axes());
    const remarked = root.querySelector(".remark") || this.#board.asked.size || facts.some(({ answers }) => answers);
    if (mode !== "phone" && remarked) this.#soon("remarks", LATER, () => this.#remarks());
  }

  /** The axes of a map are called as people say in another section. */
  async #axes() {
    const { room, sheet } = this.#board;
    const response = await room.api(`model?sheets=${encodeURIComponent(sheet)}`).catch(() => null);
    const found = response?.ok ? (await response.json()).sheets?.[sheet] : null;
    if (!found) return;
    room.store.sheets.set(sheet, found);
    this.#board.drawFigures();
  }

  async #remarks() {
    const fresh = await this.#fragment();
    for (const box of fresh ? this.#board.root.querySelectorAll("[data-section]") : []) {
      const told = fresh.querySelector(`[data-section="${CSS.escape(box.dataset.section)}"] > [data-remarks]`);
      const place = box.querySelector("[data-remarks]");
      if (told && place && told.innerHTML !== place.innerHTML) place.replaceChildren(...told.childNodes);
    }
  }

  async #fragment() {
    const { prefix, room, face } = this.#board.room.config;
    const address = `${prefix}/r/${encodeURIComponent(room)}/boards/${encodeURIComponent(this.#board.sheet)}?face=${face}`;
    const response = await fetch(address, { credentials: "same-origin" }).catch(() => null);
    if (!response?.ok) return null;
    return new DOMParser().parseFromString(await response.text(), "text/html").querySelector(".board");
  }

  /** Once for many changes, and not by all pages in the same moment. */
  #soon(name, pause, run) {
    if (this.#timers.has(name)) return;
    this.#timers.set(name, setTimeout(() => {
      this.#timers.delete(name);
      run();
    }, pause * (1 + Math.random())));
  }
}
