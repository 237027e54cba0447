// The room that this page is a window to: what is known of it, and how something is asked of it.

import { Live } from "./live.js";
import { Outbox } from "./outbox.js";
import { startStatus } from "./status.js";
import { Store } from "./store.js";
import { startTimers } from "./timer.js";
import { filler } from "./words.js";

const LETTERS = "abcdefghijklmnopqrstuvwxyz234567";
const PATIENCE = 8000;
const SLOW = 1500;
const LATER = 300;
const BEHIND = 4000;

/** Commands that are kept however long the net is away. What moves the room is given now or not at all. */
const KEPT = new Set([
  "add", "set", "edit", "move", "remove", "attach", "link", "unlink", "group", "ungroup", "vote", "unvote", "pick",
  "unpick", "check-in", "ready", "undo", "approve",
]);

/** An id that nobody has yet: 20 letters of 32, which works where the page has no https too. */
export function freshId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(20)), (byte) => LETTERS[byte & 31]).join("");
}

class Room extends EventTarget {
  outlook = null;
  away = false;
  #answers = new Map();
  #slow = 0;
  #partial; // whether what is known began without the others' words: the page was kept on the device
  #later = null; // while a model is on its way: the frames that come meanwhile
  #putting = 0; // commands that are on their way to the disk
  #slowTimer = null;
  #fetching = null;
  #started = false;
  #behind = null;

  constructor(config) {
    super();
    this.config = config;
    this.t = filler(config.words ?? {});
    this.store = new Store();
    if (config.model) this.store.replace(config.model);
    this.outlook = config.outlook ?? null;
    this.#partial = !config.model || Boolean(config.kept);
    const { room, face, you } = config;
    this.outbox = new Outbox({ room, face, you, url: this.url("commands", you ? { as: you } : {}) });
    this.live = new Live({ live: this.url("live"), changes: this.url("changes") }, () => this.store.seq);
  }

  /** The address of a part of the API, with this page's face. */
  url(path, query = {}) {
    const [plain, given] = path.split("?");
    const params = new URLSearchParams(given ?? "");
    params.set("face", this.config.face);
    for (const [key, value] of Object.entries(query)) params.set(key, value);
    return `${this.config.prefix}/api/r/${encodeURIComponent(this.config.room)}/${plain}?${params}`;
  }

  /** Ask the API; raises what fetch raises, also when nothing came in 8 s. A 401 is told to the whole page. */
  async api(path, init = {}) {
    const signal = init.signal ?? AbortSignal.timeout?.(PATIENCE);
    const response = await fetch(this.url(path), { credentials: "same-origin", ...init, signal });
    if (response.status === 401) this.#gone();
    else if (response.ok && this.away) this.#returned();
    return response;
  }

  /** Give a command, `file` the picture that it brings. Resolves with the server's answer, however long that takes; its
   * effect shows at once. */
  async do({ file = null, ...given }) {
    const command = { ...given, id: given.id ?? freshId() };
    if (!KEPT.has(command.command) || !this.config.you) return this.#now(command);
    const answered = new Promise((resolve) => this.#answers.set(command.id, resolve));
    this.#optimistic(command, file);
    this.#putting += 1;
    this.status();
    await this.outbox.put(command, file).finally(() => (this.#putting -= 1));
    return answered;
  }

  /** Show it as done; a picture that is not sent yet by an address of its own. */
  #optimistic(command, file) {
    const shown = file ? { ...command, picture: URL.createObjectURL(file) } : command;
    this.#changed(this.store.optimistic(shown));
  }

  async start() {
    if (this.#started) return;
    this.#started = true;
    this.outbox.addEventListener("answer", ({ detail }) => this.#answered(detail.command, detail.answer));
    this.outbox.addEventListener("change", () => this.#overlay());
    this.outbox.addEventListener("away", () => this.#gone());
    this.outbox.addEventListener("sending", () => this.#sending());
    this.outbox.addEventListener("sent", ({ detail }) => this.#sent(detail.ok));
    this.live.addEventListener("frame", ({ detail }) => this.#frame(detail.type, detail.data));
    this.live.addEventListener("state", () => this.#heard());
    this.live.addEventListener("trouble", ({ detail }) => detail.failures % 3 === 0 && this.#ask());
    this.live.addEventListener("woke", () => this.#soon());
    for (const type of ["online", "focus", "pageshow"]) addEventListener(type, () => this.wake());
    document.addEventListener("visibilitychange", () => document.hidden || this.wake());
    addEventListener("offline", () => this.status());
    startStatus(this);
    startTimers(this);
    this.#keep();
    await this.outbox.open().catch(() => {});
    this.live.start({ heard: !this.#partial });
    this.status();
  }

  /** Something changed about the net or the page: see at once what is so, and send what waits. */
  wake() {
    this.live.wake();
    this.outbox.flush();
    if (this.away) this.#ask();
    this.status();
  }

  /** Fetch everything anew. */
  async refresh() {
    await Promise.all([this.#model(), this.#outlook()]);
  }

  /** Say anew how things stand; for whoever shows it. */
  status() {
    const waiting = this.outbox.waiting.length + this.#putting;
    if (!waiting) this.#slow = 0; // another tab has sent it, perhaps
    const deaf = !navigator.onLine || !this.live.heard || this.#slow > 0;
    const refused = this.outbox.refused.length;
    if (deaf && waiting) this.#sendWithoutUs();
    const state = deaf ? "offline" : waiting ? "waiting" : refused ? "refused" : "saved";
    this.#say("status", { state, waiting, refused, away: this.away });
  }

  async #now(command) {
    const failed = { id: command.id, status: "refused", code: "offline", message: this.t("status.not-sent") };
    const until = Date.now() + PATIENCE;
    for (let pause = 300; ; pause *= 2) {
      try {
        const body = JSON.stringify({ commands: [command] });
        const response = await this.api("commands", {
          method: "POST", body, headers: { "Content-Type": "application/json" },
        });
        const said = await response.json();
        const answer = said.answers?.[0] ?? { ...failed, code: said.code ?? "refused", message: said.message ?? "" };
        if (answer.status === "refused") this.#say("refused", { command, message: answer.message, answer });
        if (answer.status !== "again") return answer;
      } catch { /* the net: once more, while somebody waits for it */ }
      if (Date.now() + pause > until) {
        this.#say("refused", { command, message: failed.message, answer: failed });
        return failed;
      }
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }

  #frame(type, data) {
    if (type === "reset") return this.refresh();
    if (data.seq !== undefined) this.#later?.push(data);
    this.#changed(this.store.apply(data));
    if (this.store.gap) this.#model();
    if (!this.store.behind) clearTimeout(this.#behind);
    if (data.stage) this.#soon();
  }

  /** A step has changed for everybody at once: not all of them ask in the same moment. */
  #soon() {
    this.#fetching ??= setTimeout(() => {
      this.#fetching = null;
      this.#outlook();
    }, Math.random() * LATER);
  }

  async #model() {
    const wanted = this.#sheets(this.outlook);
    const path = this.config.face === "phone" && wanted.length ? `model?sheets=${wanted.join(",")}` : "model";
    const { seq } = this.store;
    const later = (this.#later = []);
    const response = await this.api(path).catch(() => null);
    const model = response?.ok ? await response.json().catch(() => null) : null;
    if (later !== this.#later) return; // asked once more meanwhile
    this.#later = null;
    if (!model || model.seq < seq) { // the net, or a process that is behind: what is known is better, if it is whole
      if (this.#partial && this.live.heard) setTimeout(() => this.#model(), BEHIND);
      return;
    }
    this.#changed(this.store.replace(model, later));
    this.#partial = false;
  }

  /** The sheets that this page has to know: on a phone those that are worked on now, elsewhere all. */
  #sheets(outlook) {
    const all = (outlook?.sheets ?? []).map((sheet) => sheet.name);
    if (this.config.face !== "phone") return all;
    const now = new Set((outlook?.tasks ?? []).flatMap((task) => [...task.on.map((one) => one.sheet), ...task.recalls]));
    return all.filter((name) => now.has(name));
  }

  async #outlook() {
    const response = await this.api("outlook").catch(() => null);
    if (!response?.ok) return;
    const outlook = await response.json();
    if (this.outlook && outlook.seq < this.outlook.seq) return;
    this.outlook = outlook;
    const missing = this.#sheets(outlook).some((name) => !this.store.sheets.has(name));
    if (missing) await this.#model();
    this.#say("outlook", { outlook });
  }

  #overlay() {
    for (const row of this.outbox.waiting) {
      if (!this.store.pending.has(row.id)) this.#optimistic(row.command, row.file);
    }
    this.status();
  }

  #answered(command, answer) {
    this.#changed(this.store.settle(command.id, answer));
    this.#answers.get(command.id)?.(answer);
    this.#answers.delete(command.id);
    if (answer.status === "refused") this.#say("refused", { command, message: answer.message, answer });
    // What was done comes back over the stream. Where it does not, the stream has missed something.
    clearTimeout(this.#behind);
    if (this.store.behind) this.#behind = setTimeout(() => this.store.behind && this.refresh(), BEHIND);
  }

  /** Where the browser can, have the service worker send what waits, should this page be closed by then. */
  #sendWithoutUs() {
    navigator.serviceWorker?.ready.then((worker) => worker.sync?.register("tyopaja-outbox")).catch(() => {});
  }

  #sending() {
    clearTimeout(this.#slowTimer);
    this.#slowTimer = setTimeout(() => {
      this.#slow = 1;
      this.status();
    }, SLOW);
  }

  #sent(well) {
    clearTimeout(this.#slowTimer);
    this.#slow = well ? 0 : 1;
    this.status();
  }

  #heard() {
    if (this.live.heard) {
      this.outbox.flush();
      this.#soon();
      if (this.#partial) this.#model();
    }
    this.status();
  }

  #ask() {
    return this.#outlook();
  }

  /** Have the service worker, where the page may have one, keep this page for when the net is gone. */
  #keep() {
    const { prefix } = this.config;
    navigator.serviceWorker?.register(`${prefix}/sw.js`, { scope: `${prefix}/` }).catch(() => {});
  }

  #gone() {
    if (this.away) return;
    this.away = true;
    this.#say("away");
    this.status();
  }

  #returned() {
    this.away = false;
    this.outbox.flush();
    this.#say("returned");
    this.status();
  }

  #changed(change) {
    const some = ["entries", "boxes", "clusters", "mine"].some((key) => change[key].size);
    if (some || change.people || change.here || change.whole) this.#say("change", change);
  }

  #say(type, detail = {}) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

export const room = new Room(JSON.parse(document.getElementById("room").textContent));
