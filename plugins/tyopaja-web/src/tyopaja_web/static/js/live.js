// The live stream of a room: server events with resume, a watchdog on the server's beats, and plain polling where a
// proxy keeps events back. A connection that looks open and is dead is the classic way to lose people's work, so the
// beats are the only thing believed.

const SILENT = 2000;      // no beat for so long: say that the net may be gone
const DEAD = 5000;        // … for so long: connect anew
const OPENING = 6000;     // no first beat for so long: something keeps the events back
const POLL = 20;          // how long a poll may hang, in seconds
const EVENTS_AGAIN = 120000;
const FIRST_PAUSE = 300;
const LONGEST_PAUSE = 10000;

/**
 * Events: "frame" (detail {type, data}), "state" (whether the server is heard changed), "trouble" (a connection failed:
 * somebody should ask whether we are still let in), "woke" (this page slept).
 */
export class Live extends EventTarget {
  heard = false;
  offset = 0;
  #urls;
  #after;
  #source = null;
  #poll = null;
  #lastBeat = 0;
  #opened = 0;
  #lastTick = Date.now();
  #mute = 0;
  #failures = 0;
  #retry = null;
  #offsets = [];
  #eventsAgain = 0;
  #stopped = true;

  /** `urls`: {live, changes} with their query begun; `after` gives the position to go on from. */
  constructor(urls, after) {
    super();
    this.#urls = urls;
    this.#after = after;
  }

  start() {
    this.#stopped = false;
    this.#lastBeat = Date.now();
    this.heard = true;
    this.#connect();
    setInterval(() => this.#watch(), 500);
  }

  stop() {
    this.#stopped = true;
    this.#close();
    this.#hearing(false);
  }

  /** Look at once whether the connection is alive: after a sleep, when the page is seen again, when the net is back. */
  wake() {
    if (this.#stopped) return;
    if (Date.now() - this.#lastBeat > SILENT) this.#connect();
  }

  #connect() {
    this.#close();
    this.#opened = Date.now();
    if (this.#mute >= 2 && Date.now() < this.#eventsAgain) return this.#polling();
    const source = new EventSource(`${this.#urls.live}&after=${this.#after()}`);
    this.#source = source;
    for (const type of ["change", "here", "beat", "reset"]) {
      source.addEventListener(type, (event) => source === this.#source && this.#take(type, JSON.parse(event.data || "{}")));
    }
    source.onerror = () => source === this.#source && this.#failed();
  }

  #take(type, data) {
    this.#beat();
    this.#mute = 0;
    if (type === "beat") return this.#clock(data.now);
    this.dispatchEvent(new CustomEvent("frame", { detail: { type, data } }));
  }

  #beat() {
    this.#lastBeat = Date.now();
    this.#failures = 0;
    this.#hearing(true);
  }

  /** How far the server's clock is ahead of ours. A beat is never early: the largest of the last few is the truest. */
  #clock(now) {
    if (typeof now !== "number") return;
    this.#offsets = [...this.#offsets.slice(-9), now - Date.now()];
    this.offset = Math.max(...this.#offsets);
  }

  #watch() {
    const now = Date.now();
    const slept = now - this.#lastTick > 4000;
    this.#lastTick = now;
    if (this.#stopped) return;
    const silence = now - this.#lastBeat;
    const bearable = this.#poll ? (POLL + 5) * 1000 : DEAD;
    if (slept && silence > SILENT) {
      this.#offsets = [];
      this.dispatchEvent(new CustomEvent("woke"));
      return this.#connect();
    }
    if (silence > (this.#poll ? bearable : SILENT)) this.#hearing(false);
    if (this.#retry !== null) return;
    if (this.#source && this.#opened > this.#lastBeat && now - this.#opened > OPENING) {
      this.#mute += 1;
      if (this.#mute >= 2) this.#eventsAgain = now + EVENTS_AGAIN;
      this.#connect();
    } else if (silence > bearable && now - this.#opened > bearable) this.#failed();
  }

  #failed() {
    this.#close();
    this.#failures += 1;
    const longest = Math.min(FIRST_PAUSE * 2 ** (this.#failures - 1), LONGEST_PAUSE);
    this.#retry = setTimeout(() => this.#connect(), longest * (0.5 + Math.random() / 2));
    this.dispatchEvent(new CustomEvent("trouble", { detail: { failures: this.#failures } }));
  }

  async #polling() {
    const control = new AbortController();
    this.#poll = control;
    while (this.#poll === control && Date.now() < this.#eventsAgain) {
      try {
        const wait = this.heard ? POLL : 0;
        const response = await fetch(`${this.#urls.changes}&after=${this.#after()}&wait=${wait}`, {
          credentials: "same-origin",
          signal: control.signal,
        });
        if (!response.ok) throw new Error(String(response.status));
        const frame = response.status === 204 ? {} : await response.json();
        if (this.#poll !== control) return;
        this.#beat();
        this.dispatchEvent(new CustomEvent("frame", { detail: { type: frame.reset ? "reset" : "change", data: frame } }));
      } catch {
        if (this.#poll === control) this.#failed();
        return;
      }
    }
    if (this.#poll === control) this.#connect();
  }

  #hearing(heard) {
    if (heard === this.heard) return;
    this.heard = heard;
    this.dispatchEvent(new CustomEvent("state"));
  }

  #close() {
    clearTimeout(this.#retry);
    this.#retry = null;
    this.#source?.close();
    this.#source = null;
    this.#poll?.abort();
    this.#poll = null;
  }
}
