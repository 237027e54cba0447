// The big screen. What is on comes from the server whenever a step changes; the boards, the votes and who is in follow by
// themselves.

import { mount } from "./board/board.js";
import { room } from "./room.js";
import { Fit } from "./screen/fit.js";
import { rank } from "./screen/ranks.js";
import { startTimers } from "./timer.js";

const LATER = 150;
const place = document.getElementById("scene");
const fit = new Fit();
let boards = [];
let asked = 0;
let served = "";

/** Who is in, and how many people that are: some share a device. */
function count() {
  const { store, outlook } = room;
  const people = [...store.people].filter(([, one]) => !one.left && one.role === "participant");
  const heads = people.reduce((sum, [, one]) => sum + one.heads, 0);
  const expected = outlook?.expected;
  const awaited = expected >= heads;      // "9 of 8" says nothing: then only how many
  const key = !heads ? "screen.nobody" : awaited ? "screen.in-of" : heads === 1 ? "screen.in-one" : "screen.in";
  for (const one of place.querySelectorAll("[data-in]")) {
    const said = room.t(key, { count: heads, expected });
    if (one.textContent !== said) one.textContent = said;
  }
  const names = place.querySelector("[data-names]");
  const wanted = people.map(([, { name }]) => name);
  if (!names || [...names.children].map((one) => one.textContent).join("\n") === wanted.join("\n")) return;
  names.replaceChildren(...wanted.map((name) => {
    const item = document.createElement("li");
    item.append(Object.assign(document.createElement("bdi"), { textContent: name }));
    return item;
  }));
}

function begin() {
  for (const board of boards) board.stop();
  boards = [...place.querySelectorAll(".sheet-board")].map((one) => mount(one, room, { mode: "screen" }));
  rank(room, place);
  count();
  fit.begin(place);
}

async function show() {
  const turn = ++asked;
  const { prefix, room: id } = room.config;
  const response = await fetch(`${prefix}/r/${encodeURIComponent(id)}/screen?part=scene`, { credentials: "same-origin" }).catch(() => null);
  if (!response?.ok || turn !== asked) return;
  const html = await response.text();
  if (html === served) return;
  served = html;
  const made = document.createElement("template");
  made.innerHTML = html;
  const scene = made.content.querySelector("[data-scene]");
  const old = place.querySelector("[data-scene]");
  if (old && scene.dataset.scene === old.dataset.scene && same(scene, old)) refresh(scene, old);
  else {
    place.replaceChildren(made.content);
    begin();
  }
}

/** Whether two scenes show the same sheets, so that the boards can stay as they are. */
const same = (one, other) => sheets(one) === sheets(other) && !one.querySelector(".recap, .choices");
const sheets = (scene) => [...scene.querySelectorAll(".board")].map((one) => `${one.dataset.sheet} ${one.dataset.what}`).join("\n");

/** Take over what is another in a scene that goes on: its head, its clock, and who is ready. */
function refresh(scene, old) {
  for (const part of [".top", ".corner"]) {
    const [fresh, was] = [scene.querySelector(part), old.querySelector(part)];
    if (fresh && was && fresh.innerHTML !== was.innerHTML) was.innerHTML = fresh.innerHTML;
  }
  count();
  fit.soon();
}

let waiting = null;
room.addEventListener("change", () => {
  waiting ??= setTimeout(() => {
    waiting = null;
    rank(room, place);
    count();
    fit.soon();
  }, LATER);
});
room.addEventListener("outlook", show);
room.addEventListener("status", ({ detail }) => {
  document.querySelector("[data-lost]").hidden = detail.state !== "offline";
});
room.addEventListener("away", () => { document.querySelector("[data-away]").hidden = false; });
room.addEventListener("returned", () => { document.querySelector("[data-away]").hidden = true; });
document.addEventListener("drawn", () => fit.soon());

document.documentElement.classList.add("has-script");
begin();
startTimers(room);
if ("wakeLock" in navigator) {
  const awake = () => document.hidden || navigator.wakeLock.request("screen").catch(() => {});
  document.addEventListener("visibilitychange", awake);
  awake();
}
await room.start();
