// Hands up: a number counted in the room becomes so many votes. One can press + for each hand, or write how many.

import { problem } from "./forms.js";

/** What makes of `now` hands `wanted`: so many votes more, or so many taken back. */
export function steps(entry, person, now, wanted) {
  if (wanted > now) return [{ command: "vote", entry, person, times: wanted - now }];
  return Array.from({ length: now - wanted }, () => ({ command: "unvote", entry, person }));
}

export function startHands(room, refresh) {
  async function count(item, wanted) {
    const shown = item.querySelector("[data-hands]");
    const form = item.querySelector("form[data-do]");
    const person = form.elements.person.value;
    for (const command of steps(item.dataset.entry, person, Number(shown.textContent), wanted)) {
      const answer = await room.do(command);
      if (answer.status === "refused") {
        problem(answer.message);
        break;
      }
    }
    await refresh();
  }

  document.addEventListener("keydown", (event) => {
    const item = event.target.closest?.(".hand");
    if (!item || event.ctrlKey || event.metaKey || event.altKey) return;
    // While a counter has the focus, digits count.
    if (/^[0-9]$/.test(event.key)) {
      event.preventDefault();
      const digits = (item.dataset.typed ?? "") + event.key;
      item.dataset.typed = digits;
      clearTimeout(item.typing);
      item.typing = setTimeout(() => {
        delete item.dataset.typed;
        count(item, Number(digits));
      }, 700);
    }
    if (event.key === "ArrowUp" || event.key === "ArrowDown") {
      event.preventDefault();
      const items = [...document.querySelectorAll(".hand")];
      const next = items[items.indexOf(item) + (event.key === "ArrowUp" ? -1 : 1)];
      next?.querySelector("form:last-of-type button")?.focus();
    }
  });

  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-voter]");
    if (!form) return;
    const address = new URL(location.href);
    address.searchParams.set("voter", form.elements.voter.value);
    history.replaceState(null, "", address);
    refresh();
  });
}
