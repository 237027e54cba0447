// The phone.

import { Drafts } from "./drafts.js";
import { room } from "./room.js";
import { Cards } from "./phone/cards.js";
import { Forms } from "./phone/forms.js";
import { LeftOver } from "./phone/leftover.js";
import { Now } from "./phone/now.js";

document.documentElement.classList.add("has-script");

const drafts = new Drafts(room.config.room, room.config.you);
const cards = new Cards(room, drafts);
const forms = new Forms(room, drafts);
const now = new Now(room, cards, forms);
const left = new LeftOver(room, drafts);

room.addEventListener("change", ({ detail }) => cards.refresh(detail));
forms.start();
forms.dress(document);
now.start();
left.start();

const undo = document.querySelector("[data-undo]");
let latest = null; // what this device did last, before the server has said what can be undone

room.outbox.addEventListener("answer", ({ detail: { command, answer } }) => {
  if (answer.status !== "done") return;
  if (command.command === "undo") {
    latest = null;
    room.refresh();
    return;
  }
  latest = command.id;
  undo.hidden = false;
  undo.elements.of.value = latest;
});

undo.addEventListener("submit", (event) => {
  event.preventDefault();
  // What waits to be sent is later than anything that was answered, and goes before the undoing of it.
  const waiting = room.outbox.waiting.map((row) => row.command);
  const given = waiting.findLast((command) => command.command !== "undo" && !undone(waiting, command.id));
  const of = given?.id ?? latest ?? room.outlook?.can_undo;
  undo.hidden = true;
  if (of && !undone(waiting, of)) room.do({ command: "undo", of });
});

/** Whether the undoing of a command is on its way already. */
function undone(waiting, id) {
  return waiting.some((command) => command.command === "undo" && command.of === id);
}

room.addEventListener("change", () => {
  for (const strip of document.querySelectorAll("[data-kept]")) strip.hidden = room.live.heard;
});

/** Have the service worker keep this page, with one's own words alone, and the files that it is made of. */
async function keep() {
  const worker = await navigator.serviceWorker?.ready;
  const files = performance.getEntriesByType("resource").map((entry) => entry.name)
    .filter((name) => name.includes("/static/") || name.includes("/look.css"));
  files.push(new URL("./phone/pictures.js", import.meta.url).href);
  worker?.active?.postMessage({ keep: location.pathname, files });
}

let keeping = null;

/** Not all phones at the same moment: everybody's step changes at once. */
function keepSoon(most) {
  clearTimeout(keeping);
  keeping = setTimeout(keep, 1000 + Math.random() * most);
}

room.addEventListener("redrawn", () => keepSoon(15000));
keepSoon(1000);
await room.start();
