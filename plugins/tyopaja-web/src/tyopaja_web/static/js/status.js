// The sign that says whether what was written is safe, and what is to be seen when the server knows us no longer. On
// every face: elements with `data-status` get the words, one with `data-away` is shown when we have been let go.

import { announce } from "./announce.js";

const WORDS = { saved: "status.saved", waiting: "status.sending", offline: "status.offline", refused: "status.refused" };

let told = "saved";

function show(room, { state, waiting, refused }) {
  const key = state === "offline" && waiting ? "status.waiting" : WORDS[state];
  const text = room.t(key, { count: state === "refused" ? refused : waiting });
  for (const element of document.querySelectorAll("[data-status]")) {
    element.hidden = false;
    element.dataset.state = state;
    const words = element.querySelector("[data-status-text]") ?? element;
    if (words.textContent !== text) words.textContent = text;
  }
  document.documentElement.dataset.net = state;
  const grave = (one) => one === "offline" || one === "refused";
  if (state !== told && (grave(state) || grave(told))) announce(text);
  if (state !== "waiting") told = state;
}

/** What lies under the words that we have been let go is not to be reached by the keyboard either. */
function covered(away, over) {
  for (const one of [...away.parentElement.children, ...document.body.children]) {
    if (!one.contains(away) && !one.matches("[data-announce]")) one.inert = over;
  }
}

/** Show the state of the net and of the outbox from now on. */
export function startStatus(room) {
  room.addEventListener("status", ({ detail }) => {
    show(room, detail);
    const away = document.querySelector("[data-away]");
    if (away && away.hidden === detail.away) {
      away.hidden = !detail.away;
      covered(away, detail.away);
      if (detail.away) away.querySelector("h2")?.focus();
    }
  });
  addEventListener("beforeunload", (event) => {
    // Only where the browser keeps nothing would closing the page lose words.
    if (!room.outbox.lasting && room.outbox.waiting.length) event.preventDefault();
  });
}
