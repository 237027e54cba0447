// A form made from the fields of a section: for a new entry, or one that there is. Phone, board and facilitator use it.

import { h } from "./dom.js";
import { inputFor } from "./inputs.js";

/** Whether an entry of a section is words and, at most, a colour: one line is enough to ask for it. */
export const isPlain = (section) => section.fields.every(({ id, type }) => id === "text" || type === "colour");

/**
 * A form for an entry of `section` (as the model has it). `form.values()` gives what differs from `entry` ({text, …fields},
 * of a new one all that was filled in); `form.fault()` why it cannot be sent, in words, or "". `onSubmit(values, form)` is
 * called when it is sent and nothing is wrong. `compact` leaves the colours out.
 */
export function fieldsForm(room, section, { entry = null, submitLabel = "", onSubmit = null, onCancel = null, compact = false } = {}) {
  const known = (id) => (id === "text" ? entry?.text : entry?.fields?.[id]);
  const inputs = section.fields
    .filter(({ type }) => !(compact && type === "colour"))
    .map((field) => inputFor(room, section, field, entry ? known(field.id) : field.default ?? undefined));
  const fault = h("p", { class: "fault", role: "alert" });
  const buttons = h("div", { class: "buttons" }, h("button", { class: "main" }, submitLabel || room.t("board.save")),
    onCancel ? h("button", { type: "button", class: "plain", onclick: onCancel }, room.t("board.cancel")) : null);
  const form = h("form", { class: "fields-form", novalidate: true }, inputs.map(({ element }) => element), fault, buttons);

  form.values = () => {
    const found = inputs.filter((one) => (entry ? one.changed() : given(one)));
    return Object.fromEntries(found.map((one) => [one.field.id, one.value()]));
  };
  form.fault = () => {
    const wrong = inputs.map((one) => one.fault()).find(Boolean);
    if (wrong) return wrong;
    const missing = inputs.find((one) => one.field.required && empty(one.value()));
    if (missing) return room.t("board.required", { field: missing.field.title });
    return entry || inputs.some(given) ? "" : room.t("board.empty-form");
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const wrong = form.fault();
    fault.textContent = wrong;
    if (wrong) inputs.find((one) => one.field.required && empty(one.value()))?.element.querySelector("input, textarea, select")?.focus();
    else onSubmit?.(form.values(), form);
  });
  form.addEventListener("keydown", (event) => {
    const sends = event.key === "Enter" && (event.ctrlKey || event.metaKey || (isPlain(section) && !event.shiftKey));
    if (sends && event.target.matches("textarea, input[type=text]") && !event.isComposing) {
      event.preventDefault();
      form.requestSubmit();
    }
    if (event.key === "Escape" && onCancel) {
      event.stopPropagation();
      onCancel();
    }
  });
  return form;
}

const empty = (value) => value === "" || value === null || value === undefined;

/** Whether something was filled in: a place always is somewhere, so by itself it is nothing. */
const given = (one) => !empty(one.value()) && (one.field.type !== "place" || one.field.required || one.changed());
