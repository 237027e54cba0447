// What a screen reader should say: into the live regions of base.html, one after the other.

const PAUSE = 150;
const queues = { polite: [], assertive: [] };

function next(kind) {
  const region = document.querySelector(`[data-announce="${kind}"]`);
  const text = queues[kind][0];
  if (!region || text === undefined) return;
  // The same words twice are a change only if something was between them.
  region.textContent = "";
  setTimeout(() => {
    region.textContent = text;
    queues[kind].shift();
    if (queues[kind].length) setTimeout(() => next(kind), 1200);
  }, PAUSE);
}

export function announce(text, { assertive = false } = {}) {
  if (!text) return;
  const kind = assertive ? "assertive" : "polite";
  queues[kind].push(text);
  if (queues[kind].length === 1) next(kind);
}
