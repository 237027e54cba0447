// The sheets that are worked on, live, for moving, mending and taking away what anybody wrote.

import { mount } from "../board/board.js";

/** The sheets to show: the one that was chosen, or those that are worked on now; at the end what came of it all. */
export function wanted(room, chosen) {
  if (chosen) return [chosen];
  const tasks = room.outlook?.tasks ?? [];
  const now = tasks.flatMap((task) => [...task.on.map((place) => place.sheet), ...(task.recalls ?? [])]);
  const { status, result } = room.outlook ?? {};
  return [...new Set(status === "ended" && result ? [...now, result] : now)];
}

export function startBoards(room) {
  const place = document.getElementById("board-room");
  const list = document.querySelector("form[data-boards] select");
  let shown = [...place.querySelectorAll("[data-sheet].sheet-board")].map((one) => one.dataset.sheet);
  let asked = 0;

  for (const board of place.querySelectorAll(".sheet-board")) mount(board, room, { mode: "lead" });

  async function show() {
    const sheets = wanted(room, list.value);
    if (sheets.join("\n") === shown.join("\n")) return;
    const turn = ++asked;
    const parts = await Promise.all(sheets.map(fragment));
    if (turn !== asked || parts.includes(null)) return;
    shown = sheets;
    const none = Object.assign(document.createElement("p"), { className: "quiet", textContent: room.t("lead.no-sheet-now") });
    place.replaceChildren(...(parts.length ? parts : [none]));
    for (const board of parts) mount(board, room, { mode: "lead" });
  }

  async function fragment(sheet) {
    const { prefix, room: id } = room.config;
    const address = `${prefix}/r/${encodeURIComponent(id)}/boards/${encodeURIComponent(sheet)}?face=lead`;
    const response = await fetch(address, { credentials: "same-origin" }).catch(() => null);
    if (!response?.ok) return null;
    const made = document.createElement("template");
    made.innerHTML = (await response.text()).trim();
    return made.content.firstElementChild;
  }

  list.addEventListener("change", show);
  room.addEventListener("outlook", show);
}
