// The company's own page: it follows what is checked in elsewhere, and checks in without leaving the page.

import { announce } from "./announce.js";
import { mount } from "./board/board.js";
import { commandOf } from "./lead/forms.js";
import { startRefreshing } from "./lead/refresh.js";
import { room } from "./room.js";

document.documentElement.classList.add("with-script");

const refresh = startRefreshing(room);
const problem = document.getElementById("problem");

for (const board of document.querySelectorAll(".sheet-board")) mount(board, room, { mode: "screen" });

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("form[data-do]");
  if (!form) return;
  event.preventDefault();
  problem.hidden = true;
  const answer = await room.do(commandOf(form));
  if (answer.status === "refused") {
    problem.textContent = answer.message;
    problem.hidden = false;
    return;
  }
  form.reset();
  form.closest("details").open = false;
  announce(room.t("after.check-saved"));
  await refresh();
});

room.start();
