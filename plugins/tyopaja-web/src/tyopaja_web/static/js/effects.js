// What each command does to what is shown before the server has answered: one small function a command. Each makes new
// cards and lists and touches none that it was given. What is not in the table (next step, undo, …) shows when it has
// happened. An effect that finds nothing to do does nothing: the entry may be gone, or the server may have done it.

const NOT_FIELDS = new Set([
  "command", "id", "by", "at", "sheet", "section", "part", "group", "person", "text", "before", "entry", "fields",
  "picture", "to", "cluster", "times", "reason", "name", "for",
]);

/** The sheet's full name: a command may say the flow's name of it (`profiili`) for one's own (`profiili@ryhma-1`). */
export function sheetOf(command, store) {
  const whose = command.group ?? command.person;
  const name = whose ? `${command.sheet}@${whose}` : command.sheet;
  if (store.sheets.has(name)) return name;
  return [...store.sheets.keys()].find((one) => one.startsWith(`${command.sheet}@`)) ?? name;
}

/** The entry's fields that a command brings: they stand beside its other keys, or in a table of their own. */
export function fieldsOf(command) {
  const beside = Object.entries(command).filter(([key]) => !NOT_FIELDS.has(key));
  return { ...Object.fromEntries(beside), ...(command.fields ?? {}) };
}

function put(laid, id, card, waiting) {
  laid.entries.set(id, { ...card, pending: waiting.until === null });
}

function place(laid, key, id, before) {
  const others = (laid.boxes.get(key) ?? []).filter((one) => one !== id);
  const at = before ? others.indexOf(before) : -1;
  others.splice(at < 0 ? others.length : at, 0, id);
  laid.boxes.set(key, others);
}

function unplace(laid, card) {
  const key = `${card.sheet}/${card.section}`;
  laid.boxes.set(key, (laid.boxes.get(key) ?? []).filter((one) => one !== card.id));
}

function fresh(command, sheet, store) {
  return {
    id: command.id, sheet, section: command.section, part: command.part ?? null, text: command.text ?? "",
    fields: fieldsOf(command), by: command.for ?? store.you, votes: 0, picked: false, reason: null, links: [],
    cluster: null, private: false, at: null, checks: [],
  };
}

function add(laid, waiting, store) {
  const { command } = waiting;
  if (laid.entries.has(command.id)) return;
  const sheet = sheetOf(command, store);
  put(laid, command.id, fresh(command, sheet, store), waiting);
  place(laid, `${sheet}/${command.section}`, command.id, command.before);
}

function changed(card, command) {
  return { ...card, text: command.text ?? card.text, fields: { ...card.fields, ...fieldsOf(command) } };
}

function edit(laid, waiting) {
  const card = laid.entries.get(waiting.command.entry);
  if (card) put(laid, card.id, changed(card, waiting.command), waiting);
}

function set(laid, waiting, store) {
  const { command } = waiting;
  const sheet = sheetOf(command, store);
  const there = (laid.boxes.get(`${sheet}/${command.section}`) ?? [])
    .map((id) => laid.entries.get(id))
    .find((card) => card && (card.part ?? null) === (command.part ?? null));
  if (there) put(laid, there.id, changed(there, command), waiting);
  else add(laid, waiting, store);
}

function attach(laid, waiting, store) {
  const { command } = waiting;
  const key = command.entry
    ? [laid.entries.get(command.entry)?.sheet, laid.entries.get(command.entry)?.section]
    : [sheetOf(command, store), command.section];
  const fields = store.section(...key)?.fields ?? [];
  const list = Array.isArray(fields) ? fields : Object.entries(fields).map(([id, one]) => ({ id, ...one }));
  const field = list.find((one) => one.type === "picture")?.id ?? "picture";
  const asked = { ...command, fields: { ...(command.fields ?? {}), [field]: command.picture } };
  if (command.entry) edit(laid, { ...waiting, command: asked });
  else if (store.section(...key)?.many === false) set(laid, { ...waiting, command: asked }, store);
  else add(laid, { ...waiting, command: asked }, store);
}

function move(laid, waiting, store) {
  const { command } = waiting;
  const card = laid.entries.get(command.entry);
  if (!card) return;
  const sheet = command.sheet ? sheetOf(command, store) : card.sheet;
  const section = command.section ?? card.section;
  const elsewhere = sheet !== card.sheet || section !== card.section;
  unplace(laid, card);
  const part = command.part ?? (elsewhere ? null : card.part);
  put(laid, card.id, { ...card, sheet, section, part, cluster: elsewhere ? null : card.cluster }, waiting);
  place(laid, `${sheet}/${section}`, card.id, command.before);
}

function remove(laid, { command }) {
  const card = laid.entries.get(command.entry);
  if (!card) return;
  unplace(laid, card);
  laid.entries.delete(card.id);
}

function vote(laid, waiting) {
  const { command, want } = waiting;
  const card = laid.entries.get(command.entry);
  if (!card || command.person) return;
  const mine = laid.mine.get(card.id) ?? 0;
  const wanted = command.command === "vote" ? Math.max(mine, want) : Math.min(mine, want);
  if (wanted === mine) return;
  if (wanted) laid.mine.set(card.id, wanted);
  else laid.mine.delete(card.id);
  put(laid, card.id, { ...card, votes: card.votes === null ? null : card.votes + wanted - mine }, waiting);
}

const onEntry = (change) => (laid, waiting, store) => {
  const card = laid.entries.get(waiting.command.entry);
  if (card) put(laid, card.id, { ...card, ...change(card, waiting.command, laid, store) }, waiting);
};

export const EFFECTS = {
  add,
  set,
  attach,
  edit,
  move,
  remove,
  vote,
  unvote: vote,
  pick: onEntry((card, command) => ({ picked: true, reason: command.reason ?? null })),
  unpick: onEntry(() => ({ picked: false, reason: null })),
  link: onEntry((card, command) => ({ links: [...card.links.filter((one) => one !== command.to), command.to] })),
  unlink: onEntry((card, command) => ({ links: card.links.filter((one) => one !== command.to) })),
  ungroup: onEntry(() => ({ cluster: null })),
  group: (laid, waiting) => {
    const { command } = waiting;
    const id = command.cluster ?? command.id;
    const card = laid.entries.get(command.entry);
    const there = laid.clusters.get(id);
    if (there || card) {
      const home = there ?? { text: null, sheet: card.sheet, section: card.section };
      laid.clusters.set(id, { ...home, text: command.text ?? home.text });
    }
    if (card) put(laid, card.id, { ...card, cluster: id }, waiting);
  },
};
