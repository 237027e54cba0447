// Three hundred people in a room of y-websocket: each with a document of its own, each adding a note every so often.
// node crowd.mjs URL PEOPLE EVERY_MS SECONDS → one line of JSON: {"sent", "due", "delivered", "p50", "p99"}, milliseconds.
import * as Y from "yjs";
import WebSocket from "ws";
import { WebsocketProvider } from "y-websocket";

const [url, people, every, seconds] = [process.argv[2], ...process.argv.slice(3).map(Number)];
const times = [];
let sent = 0;

function seen(event, own) {
  const now = performance.now();
  for (const part of event.changes.delta) {
    for (const note of part.insert ?? []) {
      const [by, at] = note.split("@");
      if (Number(by) !== own) times.push(now - Number(at));
    }
  }
}

const room = await Promise.all(
  Array.from({ length: people }, async (_, own) => {
    const doc = new Y.Doc();
    // Each browser has its own; within one process they would hear each other without a server.
    const provider = new WebsocketProvider(url, "room", doc, { WebSocketPolyfill: WebSocket, disableBc: true });
    await new Promise((done) => provider.on("sync", (ok) => ok && done()));
    const notes = doc.getArray("notes");
    notes.observe((event) => seen(event, own));
    return { notes, provider };
  }),
);

const begun = performance.now();
room.forEach(({ notes }, own) => {
  setTimeout(function write() {
    if (performance.now() - begun > seconds * 1000) return;
    sent += 1;
    notes.push([`${own}@${performance.now()}@ Vieras kuulee nimensä jo ovella, aina.`]);
    setTimeout(write, every);
  }, (own * every) / people);
});
setTimeout(() => {
  times.sort((one, other) => one - other);
  const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? null;
  console.log(JSON.stringify({ sent, due: sent * (people - 1), delivered: times.length, p50: at(0.5), p99: at(0.99) }));
  process.exit(0);
}, seconds * 1000 + 5000);
