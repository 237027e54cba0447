// Writing on a board: a new entry, the one of a section that holds one, and changing what there is.

import { announce } from "../announce.js";
import { dialog } from "./dialog.js";
import { fieldsForm, isPlain } from "./forms.js";

/** A form at the end of a place, open for one entry after the other until it is closed. */
export function writeNew(board, place, element) {
  const { room, sheet } = board;
  const section = room.store.section(sheet, place.section);
  const button = element.querySelector(":scope > .write");
  const send = (values) => {
    room.do({ command: "add", sheet, section: place.section, ...(place.part ? { part: place.part } : {}), ...spread(values) });
    announce(room.t("board.added"));
    return reopen();
  };
  const close = () => {
    form.remove();
    button.hidden = false;
    button.focus();
  };
  const make = () => fieldsForm(room, section, { submitLabel: room.t("board.add"), onSubmit: send, onCancel: close });
  let form = make();
  const reopen = () => {
    const next = make();
    form.replaceWith(next);
    form = next;
    focusFirst(form);
  };
  element.querySelector(":scope > .fields-form")?.remove();
  button.before(form);
  button.hidden = true;
  focusFirst(form);
}

/** The one entry of a place that holds one, as a form. */
export function writeOne(board, place) {
  const { room, sheet } = board;
  const section = room.store.section(sheet, place.section);
  const [card] = room.store.in(sheet, place.section, place.part ?? null);
  const part = section.parts.find(({ id }) => id === place.part);
  const form = fieldsForm(room, section, {
    entry: card ?? null,
    onSubmit: (values) => {
      if (Object.keys(values).length) {
        room.do({ command: "set", sheet, section: place.section, ...(place.part ? { part: place.part } : {}), ...spread(values) });
      }
      element.close();
    },
  });
  const element = dialog(room, part ? `${section.title}: ${part.title}` : section.title, form);
  focusFirst(form);
}

/** Change an entry: plain words where they stand, anything else in a dialog. */
export function edit(room, card, section, board) {
  const item = board?.lists.items.get(card.id);
  const inPlace = item && isPlain(section);
  const finish = () => (inPlace ? restore(board, item, card) : element.close());
  const form = fieldsForm(room, section, {
    entry: card,
    compact: inPlace && !item.classList.contains("note"),
    onSubmit: (values) => {
      if (Object.keys(values).length) room.do({ command: "edit", entry: card.id, ...spread(values) });
      finish();
    },
    onCancel: inPlace ? finish : null,
  });
  let element = null;
  if (inPlace) {
    item.classList.add("editing");
    item.querySelector(":scope > .fields-form")?.remove();
    item.firstElementChild.after(form);
  } else element = dialog(room, room.t("board.do-edit"), form);
  focusFirst(form);
}

function restore(board, item) {
  item.classList.remove("editing");
  item.querySelector(":scope > .fields-form")?.remove();
  if (item.isConnected) item.focus();
}

/** What a form gives as keys of a command: its fields in a table of their own, so that none is taken for another key. */
function spread({ text, ...fields }) {
  return { ...(text === undefined ? {} : { text }), ...(Object.keys(fields).length ? { fields } : {}) };
}

const focusFirst = (form) => form.querySelector("textarea, input:not([type=radio]), input, select")?.focus();
