// What somebody may do at a place, by their outlook. The server decides; this is what is offered.

const OWN = new Set(["edit", "remove", "move", "attach"]);

const covers = (target, place) =>
  target.sheet === place.sheet &&
  (!target.section || target.section === place.section) &&
  (!target.part || target.part === (place.part ?? null));

/** The names of the commands that are open at {sheet, section, part}. */
export function allowedAt(outlook, place) {
  const found = new Set(outlook?.always ?? []);
  for (const task of outlook?.tasks ?? []) {
    if (task.on.some((target) => covers(target, place))) for (const name of task.commands) found.add(name);
  }
  return found;
}

/** Whether a command may be given about an entry: others' words are changed by a facilitator alone, except that whoever
 *  writes in a section whose order means something may put it in a better one. */
export function may(outlook, command, card, { ordered = false } = {}) {
  if (!outlook?.person || !allowedAt(outlook, card).has(command)) return false;
  const mine = !card.by || card.by === outlook.person.id || outlook.person.role === "facilitator";
  return mine || !OWN.has(command) || (command === "move" && ordered);
}

/** The votes of somebody in the step that votes at a place; null where nobody votes now. */
export function ballotAt(outlook, place) {
  const task = (outlook?.tasks ?? []).find((one) => one.votes && one.on.some((target) => covers(target, place)));
  return task?.votes ?? null;
}
