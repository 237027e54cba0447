// The places of a board and the order in which entries stand in them: what is shown, and what a move would ask for.

import { may } from "./allowed.js";

/** The cards of a place as they are shown, in clusters: [{cluster, cards}], those of none last. With `held`, an entry
 *  that is being carried is shown where it would be put: {id, section, part, before, cluster}. */
export function groupsOf(store, sheet, place, held = null) {
  let cards = store.in(sheet, place.section, place.part ?? null);
  const card = held && store.entries.get(held.id);
  if (card) {
    cards = cards.filter(({ id }) => id !== held.id);
    if (held.section === place.section && (held.part ?? null) === (place.part ?? null)) {
      const at = cards.findIndex(({ id }) => id === held.before);
      cards = cards.toSpliced(at < 0 ? cards.length : at, 0, card);
    }
  }
  const clusters = new Map();
  const rest = [];
  for (const one of cards) {
    // The card itself stays what it is: what is under a finger would lose the finger if it were made anew.
    const cluster = one.id === held?.id ? held.cluster : one.cluster;
    const known = cluster && store.clusters.has(cluster);
    if (known && clusters.has(cluster)) clusters.get(cluster).push(one);
    else if (known) clusters.set(cluster, [one]);
    else rest.push(one);
  }
  return [...[...clusters].map(([cluster, some]) => ({ cluster, cards: some })), { cluster: null, cards: rest }];
}

/** Whether a section takes an entry that stands in another: what it has written must have room there. */
export function takes(section, card, from) {
  if (!section || !from) return false;
  if (section.id === card.section) return true;
  if (!section.many) return false;
  const known = new Map(section.fields.map((one) => [one.id, one]));
  const needed = section.fields.filter((one) => one.required && one.id !== "text" && card.fields[one.id] === undefined);
  if (needed.length || (card.text && !known.has("text"))) return false;
  return Object.keys(card.fields).every((id) => known.has(id));
}

/** The places of a sheet that an entry may be moved to: [{section, part, title}]. */
export function destinations(room, card) {
  const sheet = room.store.sheets.get(card.sheet);
  const from = room.store.section(card.sheet, card.section);
  if (!sheet || !may(room.outlook, "move", card, from)) return [];
  const own = may(room.outlook, "move", card);
  return sheet.sections
    .filter((section) => (own ? takes(section, card, from) : section.id === card.section))
    .filter((section) => may(room.outlook, "move", { ...card, section: section.id, part: null }, section) || section.id === card.section)
    .flatMap((section) => (section.parts.length
      ? section.parts.map((part) => ({ section: section.id, part: part.id, title: `${section.title}: ${part.title}` }))
      : [{ section: section.id, part: null, title: section.title }]));
}

/** Where an entry stands now, as `held` says it. */
export function placeOf(store, card) {
  const cards = store.in(card.sheet, card.section, card.part ?? null);
  const at = cards.findIndex(({ id }) => id === card.id);
  return { id: card.id, section: card.section, part: card.part ?? null, before: cards[at + 1]?.id ?? null,
    cluster: card.cluster ?? null };
}

/** The commands that bring an entry from where it stands to where it is held; [] where that is the same. */
export function commandsFor(room, card, held) {
  const now = placeOf(room.store, card);
  const commands = [];
  const elsewhere = held.section !== now.section || held.part !== now.part;
  if (elsewhere || held.before !== now.before) {
    commands.push({ command: "move", entry: card.id,
      ...(held.section !== now.section ? { section: held.section } : {}),
      ...(held.part && held.part !== now.part ? { part: held.part } : {}),
      ...(held.before ? { before: held.before } : {}) });
  }
  const cluster = held.cluster ?? null;
  if (held.section === now.section && cluster !== now.cluster) {
    const command = cluster ? "group" : "ungroup";
    if (may(room.outlook, command, card)) commands.push({ command, entry: card.id, ...(cluster ? { cluster } : {}) });
  }
  return commands;
}
