// Nothing on the big screen is ever scrolled by hand: what is shown is set as large as it can be and still be seen whole.
// Where it would become too small to be read from the back of a room, it is shown page by page, slowly. In a window that
// is none of a wall's, be it small or enlarged, it is a page like any other: in letters of the size that its reader has
// chosen, and scrolled by them.

const LARGEST = 0.0165;      // of the width of the screen
const SMALLEST = 0.0098;
const NEARLY = 0.0084;       // a little smaller still, rather than pages for the sake of one row
const TINIEST = 0.0045;      // where nothing may move, all is shown at once, however small
const STAY = 14000;
const OVERLAP = 0.12;

export class Fit {
  #stage = null;
  #flow = null;
  #timer = null;
  #frame = null;
  #page = 0;

  constructor() {
    this.watch = new ResizeObserver(() => this.soon());      // whatever makes it grow: a picture that came, a longer head
    this.still = matchMedia("(prefers-reduced-motion: reduce)");
    this.near = matchMedia("(max-width: 44rem), (max-height: 28rem)");      // as screen.css has it
    addEventListener("resize", () => this.soon());
    this.still.addEventListener("change", () => this.soon());
    document.fonts?.ready.then(() => this.soon());
  }

  /** Fit what is in a place from now on. */
  begin(place) {
    this.#stage = place.querySelector("[data-stage]");
    this.#flow = place.querySelector("[data-flow]");
    this.#page = 0;
    this.#turn(0);
    this.watch.disconnect();
    for (const one of [this.#stage, this.#flow]) if (one) this.watch.observe(one);
    this.now();
  }

  soon() {
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = null;
      this.now();
    });
  }

  now() {
    if (this.near.matches) return this.#plain();
    if (!this.#stage?.isConnected) return this.#size(LARGEST);
    if (!this.#fits(LARGEST)) {
      let [low, high] = this.#between();
      for (let step = 0; step < 7; step += 1) {
        const middle = (low + high) / 2;
        if (this.#fits(middle)) low = middle;
        else high = middle;
      }
      this.#size(low);
    }
    this.#pages();
    return undefined;
  }

  /** Two sizes between which the largest lies that fits; where pages are needed, twice what a page is set in. */
  #between() {
    if (this.still.matches) return [TINIEST, LARGEST];
    if (this.#fits(SMALLEST)) return [SMALLEST, LARGEST];
    return this.#fits(NEARLY) ? [NEARLY, SMALLEST] : [SMALLEST, SMALLEST];
  }

  /** A page like any other. */
  #plain() {
    document.documentElement.style.removeProperty("font-size");
    this.#stage?.classList.remove("paged");
    clearInterval(this.#timer);
    this.#timer = null;
    this.#turn(0);
  }

  #size(share) {
    document.documentElement.style.setProperty("font-size", `${Math.max(8, Math.max(innerWidth, 640) * share).toFixed(2)}px`);
  }

  #fits(share) {
    this.#size(share);
    const wide = this.#flow.scrollWidth <= this.#stage.clientWidth + 1;
    return wide && this.#flow.scrollHeight <= this.#stage.clientHeight + 1;
  }

  #pages() {
    const [whole, seen] = [this.#flow.scrollHeight, this.#stage.clientHeight];
    const step = seen * (1 - OVERLAP);
    const count = whole <= seen + 2 ? 1 : 1 + Math.ceil((whole - seen) / step);
    this.#stage.classList.toggle("paged", count > 1);
    if (count === 1) {
      clearInterval(this.#timer);
      this.#timer = null;
      return this.#turn(0);
    }
    this.count = count;
    const turn = () => {
      this.#page = (this.#page + 1) % this.count;
      this.#turn(Math.min(this.#page * this.#stage.clientHeight * (1 - OVERLAP), this.#flow.scrollHeight - this.#stage.clientHeight));
    };
    this.#timer ??= setInterval(turn, STAY);
    return undefined;
  }

  #turn(down) {
    this.#flow?.style.setProperty("transform", down ? `translateY(${-down}px)` : "none");
  }
}
