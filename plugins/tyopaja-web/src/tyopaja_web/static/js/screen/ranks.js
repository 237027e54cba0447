// What got most votes, as bars that follow the votes while they are seen. Secret votes are shown to nobody.

const MOST = 6;

/** Bring the rankings in a place up to what the votes are now. */
export function rank(room, place) {
  for (const box of place.querySelectorAll("[data-rank]")) {
    const cards = box.dataset.rank.split(" ").flatMap((spot) => standing(room.store, spot));
    const secret = cards.some(({ votes }) => votes === null);
    const best = cards.filter(({ votes }) => votes > 0).sort((one, other) => other.votes - one.votes).slice(0, MOST);
    box.hidden = secret || best.length === 0;
    const note = box.nextElementSibling;
    if (note?.matches("[data-secret]")) note.hidden = !secret;
    const list = box.querySelector("ol");
    const key = best.map(({ id, votes, text, picked }) => `${id} ${votes} ${picked} ${text}`).join("\n");
    if (list.dataset.key === key) continue;
    list.dataset.key = key;
    const most = best[0]?.votes ?? 1;
    list.replaceChildren(...best.map((card) => row(card, most)));
  }
}

function standing(store, spot) {
  const [sheet, section, part] = spot.split("/");
  const sections = section === "*" ? (store.sheets.get(sheet)?.sections ?? []).map(({ id }) => id) : [section];
  return sections.flatMap((id) => store.in(sheet, id, part || undefined));
}

function row({ text, votes, picked }, most) {
  const item = document.createElement("li");
  const words = Object.assign(document.createElement("span"), { className: "words", textContent: text ?? "–", dir: "auto" });
  const bar = Object.assign(document.createElement("span"), { className: "votes-bar" });
  bar.setAttribute("aria-hidden", "true");
  bar.style.setProperty("inline-size", `${(votes / most) * 100}%`);
  const count = Object.assign(document.createElement("strong"), { textContent: String(votes) });
  item.classList.toggle("chosen", Boolean(picked));
  item.append(words, count, bar);
  return item;
}
