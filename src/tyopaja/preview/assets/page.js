// Draws the page anew when the pack was saved: asks for the page again, and puts in what is otherwise.
"use strict";

const status = () => document.getElementById("status");
let drawing = false;
let again = false;

// From this many pixels on a sheet is laid out as its canvas is drawn: where there is less room, but more than a phone
// has, it is drawn that wide and made smaller.
const WIDE = 1000;
const NARROW = 600;

// The sheet is as high as what is in it, and its links open elsewhere: a frame of ours goes nowhere.
function fit(frame) {
  const inside = frame.contentDocument;
  if (!inside || !inside.body) return;
  for (const link of inside.querySelectorAll('a[href^="https:"]')) {
    link.target = "_blank";
    link.rel = "noopener noreferrer";
  }
  const measure = () => {
    const room = frame.parentElement.clientWidth;
    const width = room >= NARROW && room < WIDE ? WIDE : room;
    frame.style.width = `${width}px`;
    const height = Math.ceil(inside.body.getBoundingClientRect().height);
    frame.style.height = `${height}px`;
    frame.style.transform = `scale(${room / width})`;
    frame.style.marginBottom = `${-height * (1 - room / width)}px`;
  };
  const watcher = new ResizeObserver(() => { if (frame.isConnected) measure(); else watcher.disconnect(); });
  measure();
  watcher.observe(inside.body);
  watcher.observe(frame.parentElement);
}

function settle(drawn) {
  if (drawn && drawn.tagName === "IFRAME") {
    if (drawn.contentDocument && drawn.contentDocument.readyState === "complete") fit(drawn);
    drawn.addEventListener("load", () => fit(drawn));
  }
}

// The new sheet is loaded behind the old one and then takes its place, so nothing flickers or jumps.
function loaded(drawn) {
  return new Promise((done) => {
    drawn.addEventListener("load", done, { once: true });
    drawn.addEventListener("error", done, { once: true });
  });
}

async function replaceSheet(next) {
  const here = document.getElementById("sheet");
  const old = document.getElementById("drawn");
  const drawn = next.querySelector("#drawn");
  if (!old || !drawn || old.tagName !== drawn.tagName) {
    here.replaceChildren(...next.childNodes);
    settle(document.getElementById("drawn"));
    return;
  }
  if (old.getAttribute("src") !== drawn.getAttribute("src")) {
    drawn.id = "coming";
    const ready = loaded(drawn);
    here.append(drawn);
    await ready;
    if (drawn.tagName === "IFRAME") fit(drawn);
    old.remove();
    drawn.id = "drawn";
  }
  const note = next.querySelector("#note");
  document.getElementById("note")?.remove();
  if (note) here.insertBefore(note, here.querySelector("#drawn"));
}

function replace(next, id) {
  const old = document.getElementById(id);
  if (!old || !next || old.outerHTML === next.outerHTML) return;
  const held = old.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
  old.replaceWith(next);
  if (held) next.querySelector(`a[href="${CSS.escape(held)}"]`)?.focus();
}

async function redraw() {
  if (drawing) { again = true; return; }
  drawing = true;
  try {
    do {
      again = false;
      const answer = await fetch(location.href);
      const next = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const id of ["lists", "tools", "problems"]) replace(next.getElementById(id), id);
      document.querySelector("h1").replaceWith(next.querySelector("h1"));
      document.title = next.title;
      await replaceSheet(next.getElementById("sheet"));
      document.body.dataset.version = next.body.dataset.version;
    } while (again);
    status().textContent = status().dataset.redrawn;
  } finally {
    drawing = false;
  }
}

settle(document.getElementById("drawn"));
document.querySelector("nav [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
const changes = new EventSource("/changes");
changes.onmessage = (event) => { if (event.data !== document.body.dataset.version) redraw(); };
changes.onerror = () => { status().textContent = status().dataset.stopped; };
