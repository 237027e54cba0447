// What is asked now. Small things (clock, votes left, who is ready) are put in their place; when the step or what may be
// done in it has changed, the server's markup of it is fetched and takes the old one's place.

import { announce } from "../announce.js";
import { setTimer } from "../timer.js";

const AGAIN = 2000;

/** What the markup of a task depends on: when this changes, it is made anew. */
function shape(outlook) {
  const tasks = outlook.tasks.map(({ step, title, purpose, commands, on, private: own, choices, whose, votes }) => [
    step, title, purpose, commands, on, own, choices, whose, Boolean(votes),
  ]);
  const sheets = (outlook.sheets ?? []).map((sheet) => sheet.name);
  return JSON.stringify([outlook.status, outlook.waiting, tasks, sheets, outlook.person?.role, outlook.person?.group]);
}

/** Have a style sheet that the page did not need until now. */
function style(path) {
  const { href } = new URL(path, import.meta.url);
  if ([...document.styleSheets].some((sheet) => sheet.href === href)) return;
  document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href }));
}

export class Now {
  #room;
  #cards;
  #forms;
  #shape;
  #place = null;
  #retry = null;
  #before;

  constructor(room, cards, forms) {
    this.#room = room;
    this.#cards = cards;
    this.#forms = forms;
    this.#shape = room.outlook ? shape(room.outlook) : "";
    this.#before = room.outlook?.tasks[0]?.step;
  }

  start() {
    this.#room.addEventListener("outlook", ({ detail }) => this.take(detail.outlook));
    this.#room.addEventListener("change", () => this.#votes());
    document.addEventListener("click", (event) => {
      const tab = event.target.closest("[data-tab]");
      if (tab && !event.ctrlKey && !event.metaKey) this.#open(tab, event);
    });
    document.addEventListener("toggle", (event) => this.#board(event.target), true);
    for (const details of document.querySelectorAll("[data-board][open]")) this.#board(details);
    if (this.#room.outlook) this.#small(this.#room.outlook);
  }

  take(outlook) {
    const now = shape(outlook);
    if (now === this.#shape) this.#small(outlook);
    else this.#anew(now, outlook);
  }

  async #anew(now, outlook) {
    clearTimeout(this.#retry);
    const query = new URLSearchParams({ part: "now", ...(this.#place ? { place: this.#place } : {}) });
    try {
      const response = await fetch(`${location.pathname}?${query}`, { credentials: "same-origin" });
      if (!response.ok) throw new Error(String(response.status));
      this.#put(await response.text(), outlook);
      this.#shape = now;
    } catch {
      this.#retry = setTimeout(() => this.#room.outlook && this.take(this.#room.outlook), AGAIN);
    }
  }

  #put(html, outlook) {
    const old = document.getElementById("now");
    const made = document.createRange().createContextualFragment(html).querySelector("#now");
    if (!made) return;
    const focused = old.contains(document.activeElement);
    const writing = focused && document.activeElement.closest("form[data-draft]")?.dataset.draft;
    const selection = writing ? [document.activeElement.name, document.activeElement.selectionStart] : null;
    old.replaceWith(made);
    this.#forms.dress(made);
    this.#cards.refresh();
    this.#small(outlook);
    for (const details of made.querySelectorAll("[data-board][open]")) this.#board(details);
    const task = outlook.tasks[0];
    const heading = made.querySelector("[data-heading]");
    document.title = document.title.replace(/^.*?(?= · )/, heading?.textContent ?? "");
    const stepped = task?.step !== this.#before;
    this.#before = task?.step;
    if (stepped) {
      announce(task ? this.#room.t("phone.step-now", { title: task.title }) : heading?.textContent);
      scrollTo({ top: 0 });
    }
    // Whoever was writing in a form that is still there goes on writing; others come to the heading.
    const again = selection && [...made.querySelectorAll("form[data-draft]")].find((form) => form.dataset.draft === writing);
    if (again) {
      const field = again.elements[selection[0]];
      field?.focus?.();
      if (selection[1] !== undefined && selection[1] !== null) field?.setSelectionRange?.(selection[1], selection[1]);
    } else if (focused) heading?.focus();
    this.#room.dispatchEvent(new CustomEvent("redrawn"));
  }

  #small(outlook) {
    for (const task of outlook.tasks) {
      const element = [...document.querySelectorAll("[data-task]")].find((one) => one.dataset.task === task.step);
      if (!element) continue;
      const clock = element.querySelector("[data-clock]");
      clock.hidden = !task.timer;
      if (task.timer) setTimer(clock.querySelector("time"), task.timer);
      const ready = element.querySelector("[data-ready]");
      if (ready) {
        ready.querySelector("form").hidden = task.ready;
        ready.querySelector("[data-ready-said]").hidden = !task.ready;
        const count = ready.querySelector("[data-ready-count]");
        count.hidden = !task.ready_of;
        count.textContent = this.#room.t("phone.ready-count", { count: task.ready_count, of: task.ready_of });
      }
      const ballot = element.querySelector("[data-ballot]");
      if (ballot && task.votes) ballot.dataset.budget = task.votes.budget;
    }
    this.#votes();
    const undo = document.querySelector("[data-undo]");
    undo.hidden = !outlook.can_undo;
    undo.elements.of.value = outlook.can_undo ?? "";
  }

  /** Votes that are left, by what this device has given: they go down when one is given, not when it is answered. */
  #votes() {
    const { store, outlook } = this.#room;
    for (const element of document.querySelectorAll("[data-task]:has([data-ballot])")) {
      const task = outlook?.tasks.find((one) => one.step === element.dataset.task);
      if (!task?.votes) continue;
      const there = [...element.querySelectorAll("[data-notes] > [data-entry]")].map((one) => one.dataset.entry);
      const given = there.reduce((sum, id) => sum + (store.mine.get(id) ?? 0), 0);
      const { budget, several } = task.votes;
      const left = Math.max(0, budget - given);
      const words = element.querySelector("[data-votes-left]");
      const said = left ? this.#room.t("phone.votes-left", { left, budget }) : this.#room.t("phone.votes-none");
      if (words.textContent !== said) words.textContent = said;
      for (const button of element.querySelectorAll("[data-when='vote'] button")) {
        const own = store.mine.get(button.closest("[data-entry]").dataset.entry) ?? 0;
        const none = left === 0 || (own > 0 && !several && (outlook.person?.heads ?? 1) <= own);
        button.setAttribute("aria-disabled", none); // not `disabled`: whoever stands on it would lose their place
      }
    }
  }

  #open(tab, event) {
    event.preventDefault();
    const task = tab.closest("[data-task]");
    for (const panel of task.querySelectorAll(".panel")) panel.hidden = panel.id !== tab.dataset.tab;
    for (const one of task.querySelectorAll("[data-tab]")) {
      if (one === tab) one.setAttribute("aria-current", "true");
      else one.removeAttribute("aria-current");
    }
    this.#place = new URL(tab.href).searchParams.get("place");
    history.replaceState(null, "", `?${new URLSearchParams({ place: this.#place })}`);
    document.getElementById(tab.dataset.tab).querySelector("h2").focus({ preventScroll: true });
  }

  async #board(details) {
    if (!details.matches?.("[data-board]") || !details.open || details.dataset.there) return;
    details.dataset.there = "yes";
    try {
      const response = await fetch(details.dataset.boardUrl, { credentials: "same-origin" });
      if (!response.ok) throw new Error(String(response.status));
      const here = details.querySelector("[data-board-here]");
      here.replaceChildren(document.createRange().createContextualFragment(await response.text()));
      // Most never open it: what draws sheets is fetched when somebody does.
      style("../../css/board.css");
      const { mount } = await import("../board/board.js");
      mount(here.firstElementChild, this.#room, { mode: "phone" });
    } catch {
      delete details.dataset.there;
    }
  }
}
