// What is being typed, kept on this device until it is sent: one's own words only, by the form that they stand in. In
// localStorage, because it is written before the next key is pressed, and a tab may be closed at any moment.

const PREFIX = "tyopaja-draft";

const store = () => {
  try {
    return globalThis.localStorage ?? null;
  } catch {
    return null; // a browser that is told to keep nothing
  }
};

function named(form) {
  return [...form.elements].filter((one) => one.name && !["hidden", "file", "submit", "button"].includes(one.type));
}

function valuesOf(form) {
  const values = {};
  for (const one of named(form)) {
    if (one.type === "radio" || one.type === "checkbox") {
      if (one.checked !== one.defaultChecked) values[one.name] = one.checked ? one.value : "";
    } else if (one.value !== one.defaultValue && one.value.trim?.() !== "") values[one.name] = one.value;
  }
  return values;
}

/** The drafts of one person in one room. A form is named by its `data-draft`. */
export class Drafts {
  #begin;

  constructor(room, you) {
    this.#begin = `${PREFIX}:${room}:${you}:`;
  }

  /** Write down what stands in a form; a form in which nothing was typed has no draft. */
  keep(form) {
    const values = valuesOf(form);
    const key = this.#begin + form.dataset.draft;
    try {
      if (Object.keys(values).length) store()?.setItem(key, JSON.stringify(values));
      else store()?.removeItem(key);
    } catch { /* full or forbidden: the words are still in the form */ }
  }

  /** Put back what was being typed. Whether there was anything. */
  restore(form) {
    const values = this.read(form.dataset.draft);
    if (!values) return false;
    for (const one of named(form)) {
      if (!(one.name in values)) continue;
      if (one.type === "radio" || one.type === "checkbox") one.checked = one.value === values[one.name];
      else one.value = values[one.name];
    }
    return true;
  }

  read(name) {
    try {
      return JSON.parse(store()?.getItem(this.#begin + name) ?? "null");
    } catch {
      return null;
    }
  }

  clear(name) {
    store()?.removeItem(this.#begin + name);
  }

  /** Those whose form is not among the given names: [{name, text}], the words of each in one string. */
  leftOver(names) {
    const there = new Set(names);
    const left = [];
    const kept = store();
    for (let n = 0; kept && n < kept.length; n += 1) {
      const key = kept.key(n);
      const name = key.startsWith(this.#begin) ? key.slice(this.#begin.length) : null;
      if (name === null || there.has(name)) continue;
      const values = this.read(name) ?? {};
      const text = values.text ?? Object.values(values).find((value) => String(value).length > 2);
      if (text) left.push({ name, text });
    }
    return left;
  }
}
