// Elements made from values: whatever is not an element already is text, so nobody's words can become markup.

const SVG = "http://www.w3.org/2000/svg";

function made(element, attributes, children) {
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? "" : String(value));
  }
  element.append(...children.flat(Infinity).filter((one) => one !== null && one !== undefined && one !== false));
  return element;
}

/** An element of HTML. Attributes that are null or false are left out; those that begin with `on` are listeners. */
export const h = (name, attributes, ...children) => made(document.createElement(name), attributes, children);

/** An element of SVG. */
export const s = (name, attributes, ...children) => made(document.createElementNS(SVG, name), attributes, children);

/** Somebody's words inside a sentence of ours: their direction does not spill over. */
export const bdi = (text) => h("bdi", {}, text);

export const reduced = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

let count = 0;

/** An id for an element of this page. */
export const uid = (lead = "b") => `${lead}-${(count += 1)}`;

/** Put elements into a parent in their order, touching only those that are not there already. */
export function arrange(parent, wanted) {
  const keep = new Set(wanted);
  for (const child of [...parent.children]) if (!keep.has(child)) child.remove();
  let cursor = parent.firstElementChild;
  for (const one of wanted) {
    // One that has left its place for a later one goes by itself, so that those behind it need not move.
    if (cursor && cursor !== one && cursor.nextElementSibling === one) {
      const late = cursor;
      cursor = one;
      if (wanted.indexOf(late) > wanted.indexOf(one)) late.remove();
      else cursor = late;
    }
    if (one === cursor) cursor = cursor.nextElementSibling;
    else parent.insertBefore(one, cursor);
  }
}
