// What was just done, with a way back; it goes by itself, and stays while the pointer or the focus is on it.

const STAYS = 12_000;
let timer = null;

/** Show a sentence, and a button that takes back what it tells of. */
export function toast(text, undo) {
  const place = document.getElementById("toast");
  const button = place.querySelector("[data-toast-undo]");
  place.querySelector("[data-toast-text]").textContent = text;
  place.hidden = false;
  button.hidden = !undo;
  button.onclick = () => {
    place.hidden = true;
    undo();
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(() => (place.matches(":hover, :focus-within") ? later() : (place.hidden = true)), STAYS);
  };
  later();
}
