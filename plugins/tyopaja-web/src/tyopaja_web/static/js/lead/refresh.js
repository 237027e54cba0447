// The panels as they are now: asked for after something has happened, at most once a second, and put into the page.

import { announce } from "../announce.js";
import { morph } from "./morph.js";

const PAUSE = 900;

/** Keep the panels as they are now. Gives what refreshes them at once. */
export function startRefreshing(room) {
  let timer = null;
  let last = 0;
  let asking = null;
  let again = false;

  const title = () => document.querySelector("[data-says]")?.textContent ?? "";

  async function fetched() {
    const address = new URL(location.href);
    address.hash = "";
    address.searchParams.set("part", "panels");
    const response = await fetch(address, { credentials: "same-origin", signal: AbortSignal.timeout?.(8000) }).catch(() => null);
    if (!response?.ok) return undefined;
    const before = title();
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const panels = page.querySelectorAll("[data-panel]");
    // Whoever leads no longer gets another page.
    if (!panels.length) return location.reload();
    const focused = document.activeElement;
    const around = focused?.closest("[data-panel]");
    for (const next of panels) {
      const now = document.getElementById(next.id);
      if (now) morph(now, next);
    }
    for (const element of document.querySelectorAll("[data-panel] .needs-script")) element.hidden = false;
    if (around && !focused.isConnected) {
      // What had the focus has gone: one stays where one was.
      const heading = around.querySelector("h2") ?? around;
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
    }
    const after = title();
    if (after && after !== before) announce(room.t("lead.says-step", { step: after }));
    return undefined;
  }

  async function refresh() {
    clearTimeout(timer);
    timer = null;
    if (asking) {
      again = true;
      return asking;
    }
    last = Date.now();
    asking = fetched();
    await asking;
    asking = null;
    if (again) {
      again = false;
      await refresh();
    }
  }

  function soon() {
    if (document.hidden) return;
    timer ??= setTimeout(refresh, Math.max(50, PAUSE - (Date.now() - last)));
  }

  room.addEventListener("outlook", soon);
  room.addEventListener("change", soon);
  document.addEventListener("visibilitychange", () => document.hidden || soon());
  // How late it is changes with the minutes, also while nothing happens.
  setInterval(soon, 30_000);
  return refresh;
}
