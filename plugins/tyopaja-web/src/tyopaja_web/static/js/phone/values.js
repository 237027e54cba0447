// From a form to a command, and from a card's values to words that people read.

/** How a blank's string is read, by its type; what is not here is words. */
const READ = {
  number: (value) => Number(value),
  "yes-no": (value) => value === "true",
  place: (value) => {
    const pair = value.split(";").map((one) => Number(one.trim().replace(",", ".")));
    return pair.length === 2 && pair.every(Number.isFinite) ? pair : value;
  },
};

/** The command that a form stands for: hidden keys as they are, blanks that are filled in by their type. */
export function commandOf(form) {
  const command = {};
  for (const one of form.elements) {
    if (!one.name || one.name === "back" || one.dataset.type === "picture" || one.disabled) continue;
    if ((one.type === "radio" || one.type === "checkbox") && !one.checked) continue;
    const value = typeof one.value === "string" ? one.value.trim() : "";
    if (value === "") continue;
    command[one.name] = (READ[one.dataset.type] ?? String)(value);
  }
  for (const name of ["heads", "times"]) if (name in command) command[name] = Number(command[name]);
  return command;
}

/** What an edit changes: blanks that differ from what the card holds; one that was emptied says "". */
export function changesOf(form, card) {
  const { command, entry, ...blanks } = commandOf(form);
  const was = { ...card.fields, text: card.text };
  const changed = Object.entries(blanks).filter(([name, value]) => JSON.stringify(was[name]) !== JSON.stringify(value));
  const emptied = [...form.elements].filter(
    (one) => one.dataset.type === "text" && one.value.trim() === "" && was[one.name],
  );
  return { command, entry, ...Object.fromEntries(changed), ...Object.fromEntries(emptied.map((one) => [one.name, ""])) };
}

/** A number as people of a locale write it, to the last digit; the server prints it alike. */
const number = (value, room) =>
  new Intl.NumberFormat(room.config.locale, { maximumFractionDigits: 10 }).format(Number(value));

const SHOWN = {
  scale: (value, field, room) => `${number(value, room)}/${number(field.scale?.[1] ?? 5, room)}`,
  choice: (value, field) => (field.choices ?? []).find(([id]) => id === value)?.[1] ?? value,
  person: (value, field, room) => room.store.people.get(value)?.name ?? value,
  "yes-no": (value, field, room) => room.t(value ? "phone.yes" : "phone.no"),
  place: (value) => value.map((one) => Math.round(one)).join("; "),
  date: (value, field, room) =>
    new Intl.DateTimeFormat(room.config.locale, { dateStyle: "medium", timeZone: "UTC" }).format(new Date(`${value}T12:00:00Z`)),
  number: (value, field, room) => number(value, room),
};

/** [title, words] of each value that stands beside a card's text. */
export function shownValues(section, card, room) {
  return (section?.fields ?? [])
    .filter((field) => field.id !== "text" && field.type !== "picture" && field.type !== "colour")
    .filter((field) => ![undefined, null, ""].includes(card.fields[field.id]))
    .map((field) => [field.title, String((SHOWN[field.type] ?? String)(card.fields[field.id], field, room))]);
}

/** The value of a card's picture; null where it has none. */
export function pictureOf(section, card) {
  const field = (section?.fields ?? []).find((one) => one.type === "picture");
  return (field && card.fields[field.id]) || null;
}

/** The class of a card's colour: the number of a note colour, from 1; the first where none was chosen. */
export function toneOf(section, card) {
  const field = (section?.fields ?? []).find((one) => one.type === "colour");
  return `tone-${Math.max(0, Number((field && card.fields[field.id]) || 1) - 1)}`;
}

/** Put a card's values into a form of its blanks. */
export function fill(form, card) {
  const values = { ...card.fields, text: card.text };
  for (const one of form.elements) {
    if (!one.name || one.type === "hidden" || one.type === "file" || !one.dataset.type) continue;
    const value = values[one.name];
    if (one.type === "radio") one.checked = one.defaultChecked = value !== undefined && String(value) === one.value;
    else {
      const words = Array.isArray(value) ? value.map((part) => Math.round(part)).join("; ") : String(value ?? "");
      one.value = one.defaultValue = words;
      if (one.tagName === "SELECT") for (const option of one.options) option.defaultSelected = option.value === words;
    }
  }
}
