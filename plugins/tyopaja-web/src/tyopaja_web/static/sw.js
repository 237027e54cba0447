// The service worker: keeps the phone's page and what it is made of for when the hotel's net is gone, and sends what
// waits in the outbox when the net is back and the page is not there. It never touches the API but for that.

import { openRows } from "./js/outbox-store.js";
import { batchOf, send } from "./js/sending.js";

const PAGES = "tyopaja-pages";
const STATIC = "tyopaja-static";
const NET_PATIENCE = 3000;
const SCOPE = new URL(self.registration.scope).pathname;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin || !url.pathname.startsWith(SCOPE)) return;
  const path = url.pathname.slice(SCOPE.length);
  if (path.startsWith("static/")) event.respondWith(fromCache(request));
  else if (/^r\/[^/]+\/look\.css$/.test(path)) event.respondWith(fresh(request, request));
  else if (/^r\/[^/]+$/.test(path) && request.mode === "navigate") event.respondWith(fresh(request, url.pathname));
});

/** What never changes under its address. */
async function fromCache(request) {
  const kept = await caches.match(request);
  if (kept) return kept;
  const response = await fetch(request);
  if (response.ok) await (await caches.open(STATIC)).put(request, response.clone());
  return response;
}

/** The net's answer when it comes in time, else what was kept under the key. */
async function fresh(request, key) {
  const asked = fetch(request);
  const late = new Promise((resolve) => setTimeout(resolve, NET_PATIENCE));
  try {
    const response = await Promise.race([asked, late]);
    if (response && response.status < 500) {
      if (key === request && response.ok) await (await caches.open(PAGES)).put(key, response.clone());
      return response;
    }
  } catch { /* no net: what was kept, below */ }
  const kept = await caches.match(key, { ignoreSearch: true, ignoreVary: true });
  return kept ?? asked;
}

// The page says when there is a new one to keep: its own words, not the others'.
self.addEventListener("message", (event) => {
  if (event.data?.keep) event.waitUntil(keep(event.data.keep, event.data.files ?? []));
});

async function keep(path, files) {
  const response = await fetch(`${path}?kept=1`, { credentials: "same-origin" }).catch(() => null);
  if (response?.status === 401) return (await caches.open(PAGES)).delete(path);
  if (!response?.ok || response.redirected) return undefined;
  await (await caches.open(PAGES)).put(path, response);
  const statics = await caches.open(STATIC);
  for (const file of new Set(files)) {
    const cache = file.includes("/static/") ? statics : await caches.open(PAGES);
    if (!(await cache.match(file))) await cache.add(file).catch(() => undefined);
  }
  return tidy(statics, files);
}

/** Files of earlier versions go when the page of this one is kept whole. */
async function tidy(statics, files) {
  const version = files.map((file) => /\/static\/([^/]+)\//.exec(file)?.[1]).find(Boolean);
  for (const request of await statics.keys()) {
    if (version && !request.url.includes(`/static/${version}/`)) await statics.delete(request);
  }
}

self.addEventListener("sync", (event) => {
  if (event.tag === "tyopaja-outbox") event.waitUntil(sendAll());
});

/** Send what waits, room by room. Raises while something is left, so that the browser tries again later. */
async function sendAll() {
  const table = await openRows();
  const waiting = (await table.all()).filter((row) => row.state === "waiting");
  const rooms = Map.groupBy ? Map.groupBy(waiting, (row) => row.url) : grouped(waiting);
  let left = false;
  for (const rows of rooms.values()) left = (await sendRoom(table, rows)) || left;
  if (left) throw new Error("something is still waiting");
}

function grouped(rows) {
  const groups = new Map();
  for (const row of rows) groups.set(row.url, [...(groups.get(row.url) ?? []), row]);
  return groups;
}

/** Whether something is left that could still be sent. */
async function sendRoom(table, rows) {
  const channel = new BroadcastChannel("tyopaja-outbox");
  for (let left = rows, split = false; left.length; ) {
    const batch = split ? left.slice(0, 1) : batchOf(left);
    const result = await send(batch);
    if (result.away) return false;
    split = Boolean(result.split);
    if (split) continue;
    if (!result.answers) return true;
    const commands = new Map(batch.map((row) => [row.id, row.command]));
    for (const answer of result.answers) {
      if (answer.status === "again") return true;
      if (answer.status === "done") await table.remove(answer.id);
      else await table.change(answer.id, { state: "refused", code: answer.code, message: answer.message });
      channel.postMessage({ tab: "worker", room: batch[0].room, command: commands.get(answer.id), answer });
    }
    left = left.slice(batch.length);
  }
  return false;
}
