// The live stream of a room: server events with resume, a watchdog on the server's beats, and plain polling where a
// proxy keeps events back. A connection that looks open and is dead is the classic way to lose people's work, so the
// beats are the only thing believed.

const SILENT = 2000;      // no beat for so long: say that the net may be gone
const DEAD = 5000;        // … for so long: connect anew
const OPENING = 6000;     // no first beat for so long: something keeps the events back
const POLL = 20;          // how long a poll may hang, in seconds
const EVENTS_AGAIN = 30000;  // while polling: how long until events are tried once more, beside it
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

  /** `heard`: whether the page itself has just come from the server. */
  start({ heard = true } = {}) {
    this.#stopped = false;
    this.#lastBeat = heard ? Date.now() : 0;
    this.heard = heard;
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
    this.#failures = 0;
    if (Date.now() - this.#lastBeat > SILENT) this.#connect();
  }

  #connect() {
    this.#close();
    this.#opened = Date.now();
    if (this.#mute < 2) return this.#listen();
    this.#eventsAgain = Date.now() + EVENTS_AGAIN;
    this.#polling();
  }

  #listen() {
    this.#opened = Date.now();
    const source = new EventSource(`${this.#urls.live}&after=${this.#after()}`);
    this.#source = source;
    for (const type of ["change", "here", "beat", "reset"]) {
      source.addEventListener(type, ({ data }) => source === this.#source && this.#take(type, JSON.parse(data || "{}")));
    }
    source.onerror = () => source === this.#source && (this.#poll ? this.#drop() : this.#failed());
  }

  #take(type, data) {
    this.#beat();
    this.#mute = 0;
    this.#poll?.abort();
    this.#poll = null;
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
    if (slept && silence > SILENT) {
      this.#offsets = [];
      this.#hearing(false);
      this.dispatchEvent(new CustomEvent("woke"));
      return this.#connect();
    }
    if (this.#poll) return this.#watchPolling(now, silence);
    if (silence > SILENT) this.#hearing(false);
    if (this.#retry !== null) return;
    const opening = this.#opened > this.#lastBeat;
    if (opening && now - this.#opened > OPENING) {
      this.#mute += 1;
      this.#connect();
    } else if (!opening && silence > DEAD) this.#failed();
  }

  /** While polling, events are tried beside it now and then: a frozen server looks like such a proxy too. */
  #watchPolling(now, silence) {
    if (silence > (POLL + 5) * 1000) return this.#failed();
    if (this.#source && now - this.#opened > OPENING) this.#drop();
    else if (!this.#source && now > this.#eventsAgain) {
      this.#eventsAgain = now + EVENTS_AGAIN;
      this.#listen();
    }
  }

  #failed() {
    this.#close();
    this.#hearing(Date.now() - this.#lastBeat <= SILENT);
    this.#mute = this.#mute >= 2 ? 0 : this.#mute;
    this.#failures += 1;
    const longest = Math.min(FIRST_PAUSE * 2 ** (this.#failures - 1), LONGEST_PAUSE);
    this.#retry = setTimeout(() => this.#connect(), longest * (0.5 + Math.random() / 2));
    this.dispatchEvent(new CustomEvent("trouble", { detail: { failures: this.#failures } }));
  }

  async #polling() {
    const control = new AbortController();
    this.#poll = control;
    while (this.#poll === control) {
      try {
        const wait = this.heard ? POLL : 0; // the first answer at once: it says that the server is there
        const response = await fetch(`${this.#urls.changes}&after=${this.#after()}&wait=${wait}`, {
          credentials: "same-origin",
          signal: control.signal,
        });
        if (!response.ok) throw new Error(String(response.status));
        const frame = response.status === 204 ? {} : await response.json();
        if (this.#poll !== control) return;
        this.#beat();
        const type = frame.reset ? "reset" : "change";
        this.dispatchEvent(new CustomEvent("frame", { detail: { type, data: frame } }));
      } catch {
        if (this.#poll === control) this.#failed();
        return;
      }
    }
  }

  #hearing(heard) {
    if (heard === this.heard) return;
    this.heard = heard;
    this.dispatchEvent(new CustomEvent("state"));
  }

  #drop() {
    this.#source?.close();
    this.#source = null;
  }

  #close() {
    clearTimeout(this.#retry);
    this.#retry = null;
    this.#drop();
    this.#poll?.abort();
    this.#poll = null;
  }
}
