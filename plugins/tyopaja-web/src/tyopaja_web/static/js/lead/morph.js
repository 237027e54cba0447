// An element becomes another: what is alike stays, so that focus, what is being typed, what is open and where one has
// scrolled to are kept.

const key = (node) => node.nodeType === Node.ELEMENT_NODE && (node.id || node.dataset.keep || node.dataset.entry || node.dataset.step);

const alike = (one, other) => one.nodeType === other.nodeType && one.nodeName === other.nodeName && key(one) === key(other);

/** Whether somebody is at work in a field, or has been: then it is theirs and not the server's. */
function touched(field) {
  if (field === document.activeElement) return true;
  if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
  if (field.nodeName === "SELECT") return [...field.options].some((one) => one.selected !== one.defaultSelected) && field.dataset.touched === "true";
  return field.value !== field.defaultValue;
}

function attributes(now, next) {
  for (const { name } of [...now.attributes]) {
    // What is open, the reader opened.
    if (!next.hasAttribute(name) && !(name === "open" && now.nodeName === "DETAILS") && name !== "data-touched") now.removeAttribute(name);
  }
  for (const { name, value } of next.attributes) {
    if (name === "open" && now.nodeName === "DETAILS") continue;
    if (now.getAttribute(name) !== value) now.setAttribute(name, value);
  }
}

function fields(now, next) {
  const mine = touched(now);
  const value = now.value;
  attributes(now, next);
  if (now.nodeName === "SELECT") {
    children(now, next);
    if (mine && [...now.options].some((one) => one.value === value)) now.value = value;
    return;
  }
  if (now.nodeName === "TEXTAREA") now.defaultValue = next.defaultValue;
  if (!mine && now.type !== "checkbox" && now.type !== "radio") now.value = next.defaultValue;
}

function children(now, next) {
  const wanted = [...next.childNodes];
  let here = now.firstChild;
  wanted.forEach((target, place) => {
    let match = here;
    while (match && !alike(match, target)) match = match.nextSibling;
    if (!match) {
      now.insertBefore(target.cloneNode(true), here);
      return;
    }
    const later = wanted.slice(place + 1);
    while (here !== match) {
      // What stands in between comes later, and then it is the match that moves; or it has gone.
      if (later.some((one) => alike(here, one))) {
        now.insertBefore(match, here);
        break;
      }
      const gone = here;
      here = here.nextSibling;
      gone.remove();
    }
    morph(match, target);
    here = match.nextSibling;
  });
  while (here) {
    const gone = here;
    here = here.nextSibling;
    gone.remove();
  }
}

/** Make `now`, an element of the page, like `next`, one that is not. */
export function morph(now, next) {
  if (now.nodeType !== Node.ELEMENT_NODE) {
    if (now.nodeValue !== next.nodeValue) now.nodeValue = next.nodeValue;
    return;
  }
  if (now.isEqualNode(next) && !now.querySelector("input, textarea, select")) return;
  if (["INPUT", "TEXTAREA", "SELECT"].includes(now.nodeName)) return fields(now, next);
  // A running clock is the timer's.
  if (now.nodeName === "TIME" && now.dataset.timer) {
    attributes(now, next);
    return;
  }
  attributes(now, next);
  children(now, next);
}
