// The front page for somebody whom a room knows no longer: what waits on this device for that room is shown, to be
// copied; and where the cookie has come back meanwhile, so does the page.

import { openRows } from "./outbox-store.js";

const section = document.querySelector("[data-away-room]");

async function show() {
  const rows = (await (await openRows()).all()).filter((row) => row.room === section.dataset.awayRoom);
  const words = rows.map((row) => row.command.text).filter(Boolean);
  section.hidden = !words.length;
  section.querySelector("[data-waiting-words]").replaceChildren(
    ...words.map((text) => {
      const item = document.createElement("li");
      item.appendChild(document.createElement("blockquote")).textContent = text;
      return item;
    }),
  );
}

async function look() {
  const response = await fetch(section.dataset.api, { credentials: "same-origin" }).catch(() => null);
  if (response?.ok) location.replace(section.dataset.back);
}

if (section) {
  await show();
  document.addEventListener("visibilitychange", () => document.hidden || look());
}
