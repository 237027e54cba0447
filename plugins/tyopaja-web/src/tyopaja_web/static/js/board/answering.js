// Which entries of a sheet another sheet should answer, and whether anything there does.

/** Section of `sheet` → the places that should answer it: [{sheet, section}]. */
export function askedOf(store, sheet) {
  const asked = new Map();
  for (const [name, one] of store.sheets) {
    for (const section of one.sections) {
      if (section.answers?.sheet !== sheet) continue;
      const places = asked.get(section.answers.section) ?? [];
      asked.set(section.answers.section, [...places, { sheet: name, section: section.id }]);
    }
  }
  return asked;
}

/** The ids of the entries that something at the places answers. */
export function answeredAt(store, asked) {
  const found = new Set();
  for (const places of asked.values()) {
    for (const { sheet } of places) {
      for (const { id } of store.sheets.get(sheet).sections) {
        for (const card of store.in(sheet, id)) for (const link of card.links) found.add(link);
      }
    }
  }
  return found;
}
