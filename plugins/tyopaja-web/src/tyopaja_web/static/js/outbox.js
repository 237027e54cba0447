// The outbox: no command that somebody gave is ever lost. Each is on the disk before it is sent, goes out in order, and
// stays until the server has answered it; sending it twice is harmless, since its id was made here. What is refused is
// kept with the reason, until its author has copied, mended or dropped it.

import { batchOf, send } from "./sending.js";
import { openRows } from "./outbox-store.js";

const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 15000;
const LOCK_PATIENCE = 10000;
const TAB = crypto.getRandomValues(new Uint32Array(1))[0];

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Events: "answer" (detail: {command, answer}), "change" (rows came or went), "away" (the server knows us no longer),
 * "sending" and "sent" (a batch leaves, is answered).
 */
export class Outbox extends EventTarget {
  waiting = [];
  refused = [];
  strangers = [];
  #rows = null;
  #mine;
  #busy = false;
  #wanted = false;
  #pause = FIRST_PAUSE;
  #timer = null;
  #split = false;
  #lockedSince = 0;
  #channel = globalThis.BroadcastChannel ? new BroadcastChannel("tyopaja-outbox") : null;

  /** `mine`: {room, face, you, url}, which rows are this page's and where they go. */
  constructor(mine) {
    super();
    this.#mine = mine;
    if (this.#channel) this.#channel.onmessage = ({ data }) => data.room === mine.room && this.#heard(data);
  }

  /** Open the table and see what waits from before. */
  async open() {
    this.#rows = await openRows();
    await this.#read();
    this.flush();
  }

  get lasting() {
    return this.#rows?.lasting ?? true;
  }

  /** Keep a command, with the picture that it brings, and send it; resolves when it is safe on this device. */
  async put(command, file = null) {
    const { room, face, you, url } = this.#mine;
    const row = { id: command.id, room, face, you, url, command, state: "waiting", at: Date.now() };
    await this.#rows.put(file ? { ...row, file } : row);
    await this.#read();
    this.#tell({});
    this.flush();
  }

  /** Let go of a refused or a stranger's command: its author has done with it. */
  async drop(id) {
    await this.#rows.remove(id);
    await this.#read();
    this.#tell({});
  }

  /** Send what waits, now. */
  flush() {
    clearTimeout(this.#timer);
    this.#wanted = true;
    if (!this.#busy && this.#rows) this.#work();
  }

  async #work() {
    this.#busy = true;
    try {
      while (this.#wanted) {
        this.#wanted = false;
        await this.#alone(() => this.#sendAll());
      }
    } catch {
      this.#later(null);
    } finally {
      this.#busy = false;
    }
  }

  /** One tab at a time where the browser has locks. A frozen tab may hold one for ever: then go on without it. */
  async #alone(work) {
    if (!navigator.locks) return work();
    const name = `tyopaja-outbox:${this.#mine.room}:${this.#mine.face}`;
    return navigator.locks.request(name, { ifAvailable: true }, async (lock) => {
      if (!lock) {
        this.#lockedSince ||= Date.now();
        if (Date.now() - this.#lockedSince < LOCK_PATIENCE) return this.#later(300);
      }
      this.#lockedSince = 0;
      return work();
    });
  }

  async #sendAll() {
    for (;;) {
      await this.#read();
      const rows = this.#split ? this.waiting.slice(0, 1) : batchOf(this.waiting);
      if (!rows.length) return;
      this.#say("sending");
      const result = await send(rows);
      this.#say("sent", { ok: Boolean(result.answers) });
      if (result.away) return this.#say("away");
      if (result.split) this.#split = true;
      else if (!result.answers) return this.#later(result.again);
      else if (!(await this.#take(rows, result.answers))) return this.#later(null);
    }
  }

  /** Take the answers; whether every command of the batch has one that lasts. */
  async #take(rows, answers) {
    const byId = new Map(answers.map((answer) => [answer.id, answer]));
    let all = true;
    for (const row of rows) {
      const answer = byId.get(row.id);
      if (!answer || answer.status === "again") {
        all = false;
        continue;
      }
      if (answer.status === "done") await this.#rows.remove(row.id);
      else await this.#rows.change(row.id, { state: "refused", code: answer.code, message: answer.message });
      this.#say("answer", { command: row.command, answer });
      this.#tell({ command: row.command, answer });
    }
    if (all) this.#pause = FIRST_PAUSE;
    this.#split = false;
    await this.#read();
    return all;
  }

  #later(ms) {
    const wait = ms ?? this.#pause * (0.75 + Math.random() / 2);
    if (ms === null) this.#pause = Math.min(this.#pause * 2, LONGEST_PAUSE);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), wait);
  }

  async #read() {
    const here = (await this.#rows.all()).filter((row) => row.room === this.#mine.room && row.face === this.#mine.face);
    const mine = here.filter((row) => row.you === this.#mine.you);
    this.waiting = mine.filter((row) => row.state === "waiting");
    this.refused = mine.filter((row) => row.state === "refused");
    this.strangers = here.filter((row) => row.you !== this.#mine.you);
    this.#say("change");
  }

  async #heard({ tab, command, answer }) {
    if (tab === TAB || !this.#rows) return;
    if (answer) this.#say("answer", { command, answer });
    await pause(0);
    await this.#read();
  }

  #tell(message) {
    this.#channel?.postMessage({ tab: TAB, room: this.#mine.room, ...message });
  }

  #say(type, detail = {}) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
