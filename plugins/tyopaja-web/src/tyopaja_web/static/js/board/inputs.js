// One way to ask for a value, a kind of field: words, a number, a score, a choice, a day, somebody, a picture, yes or no,
// a place, a colour. A table, so that a kind that no canvas has had yet needs nothing but a row here.

import { h, uid } from "./dom.js";
import { isNumber, marks, number, read } from "./values.js";

const LONG = 60;

const same = (one, other) => JSON.stringify(one ?? "") === JSON.stringify(other ?? "");

/** A label and what it labels. */
function row(field, control, id) {
  return h("div", { class: `row of-${field.type}` }, h("label", { for: id }, title(field)), control);
}

/** Several controls that ask for one value. */
function set(field, controls, ends) {
  return h("fieldset", { class: `row of-${field.type}` }, h("legend", {}, title(field)),
    h("div", { class: "controls" }, controls), ends);
}

const title = (field) => [field.title, field.required ? h("span", { class: "needed", "aria-hidden": "true" }, " *") : null];

/** What an example says stands below a blank and goes away with the first letter. */
const hint = (field) => (field.example ? { placeholder: field.example } : {});

function words(field, value, room, long) {
  const id = uid("f");
  const most = field.characters ?? 300;
  const given = { id, name: field.id, maxlength: String(most), ...hint(field), autocomplete: "off", required: field.required };
  const control = long ? h("textarea", { ...given, rows: field.id === "text" ? "3" : "2" }) : h("input", { type: "text", ...given });
  control.value = value ?? "";
  return { element: row(field, control, id), value: () => control.value.trim() };
}

function typed(field, value, room, attributes, reading, writing = String) {
  const id = uid("f");
  const control = h("input", { id, name: field.id, autocomplete: "off", required: field.required, ...hint(field), ...attributes });
  control.value = value === null || value === undefined ? "" : writing(value);
  return { element: row(field, control, id), value: () => reading(control.value.trim()),
    fault: () => (control.value.trim() && reading(control.value.trim()) === null ? room.t("board.not-a-number") : "") };
}

function radios(field, options, value) {
  const name = uid("r");
  const inputs = options.map(([key, text, attributes]) => {
    const id = uid("f");
    const control = h("input", { type: "radio", id, name, value: key, checked: key === value, required: field.required });
    return { control, element: h("span", { class: "option" }, control, h("label", { for: id, ...attributes }, text)) };
  });
  return { inputs, chosen: () => inputs.find(({ control }) => control.checked)?.control.value ?? "" };
}

function select(field, options, value, room) {
  const id = uid("f");
  const control = h("select", { id, name: field.id, required: field.required },
    h("option", { value: "" }, room.t("board.choose")),
    options.map(([key, text]) => h("option", { value: key, selected: key === value }, text)));
  return { element: row(field, control, id), value: () => control.value };
}

function scale(field, value, room) {
  const numbers = marks(field);
  if (!numbers.length) return typed(field, value, room, { inputmode: "decimal" }, read, (one) => number(one, room.config.locale));
  const { inputs, chosen } = radios(field, numbers.map((one) => [String(one), String(one)]), isNumber(value) ? String(value) : null);
  const ends = field.low || field.high
    ? h("p", { class: "ends" }, h("span", {}, field.low), h("span", {}, field.high)) : null;
  return { element: set(field, inputs.map(({ element }) => element), ends), value: () => (chosen() === "" ? "" : Number(chosen())) };
}

function choice(field, value, room) {
  if (field.choices.length > 4) return select(field, field.choices, value, room);
  const { inputs, chosen } = radios(field, field.choices, value);
  return { element: set(field, inputs.map(({ element }) => element)), value: chosen };
}

function person(field, value, room) {
  const people = [...room.store.people].filter(([id, one]) => !one.left || id === value).map(([id, { name }]) => [id, name]);
  return select(field, people, value, room);
}

function yesNo(field, value) {
  const id = uid("f");
  const control = h("input", { type: "checkbox", id, name: field.id, checked: value === true });
  const element = h("div", { class: "row of-yes-no" }, control, h("label", { for: id }, title(field)));
  return { element, value: () => (control.checked ? true : value === undefined || value === null ? "" : false) };
}

/** A place between two axes: two sliders, named after the axes' ends. A map lets it be pointed at, too. */
function place(field, value, room, section) {
  const axes = section.axes ?? {};
  const at = value ?? [50, 50];
  const slider = (one, low, high, key) => {
    const id = uid("f");
    const control = h("input", { type: "range", id, min: "0", max: "100", step: "1" });
    control.value = String(Math.round(one));
    const label = low || high ? `${low || "0"} – ${high || "100"}` : room.t(key);
    return { control, element: h("div", { class: "slider" }, h("label", { for: id }, label), control) };
  };
  const x = slider(at[0], axes.left, axes.right, "board.across");
  const y = slider(at[1], axes.bottom, axes.top, "board.upwards");
  return { element: set(field, [x.element, y.element]), value: () => [Number(x.control.value), Number(y.control.value)] };
}

function colour(field, value, room) {
  const options = [["", room.t("board.any-colour"), { class: "swatch any" }], ...(field.choices ?? []).map(([key], at) =>
    [String(key), room.t("board.colour", { number: key }), { class: `swatch tone-${at}` }])];
  const { inputs, chosen } = radios({ ...field, required: false }, options, isNumber(value) ? String(value) : "");
  return { element: set(field, inputs.map(({ element }) => element)), value: () => (chosen() === "" ? "" : Number(chosen())) };
}

/** A picture is sent as soon as it is chosen; the value is the key under which it is kept. */
function picture(field, value, room) {
  const id = uid("f");
  const said = h("p", { class: "said", "aria-live": "polite" }, value ? room.t("board.has-picture") : "");
  const control = h("input", { type: "file", id, accept: "image/png,image/jpeg,image/webp,image/gif" });
  let key = value ?? "";
  let state = "";
  control.addEventListener("change", async () => {
    const [file] = control.files;
    if (!file) return;
    [state, said.textContent] = [room.t("board.picture-wait"), room.t("board.picture-wait")];
    const response = await room.api("pictures", { method: "POST", body: file, signal: AbortSignal.timeout(60000) }).catch(() => null);
    const answer = await response?.json().catch(() => null);
    if (response?.ok && answer?.key) [key, state, said.textContent] = [answer.key, "", room.t("board.picture-here")];
    else state = said.textContent = answer?.message || room.t("board.picture-failed");
  });
  return { element: h("div", { class: "row of-picture" }, h("label", { for: id }, title(field)), control, said),
    value: () => key, fault: () => state || (field.required && !key ? room.t("board.picture-needed") : "") };
}

const INPUTS = {
  text: (field, value, room) => words(field, value, room, field.id === "text" || (field.characters ?? 300) > LONG),
  number: (field, value, room) =>
    typed(field, value, room, { inputmode: "decimal" }, (one) => (one === "" ? "" : read(one)), (one) => number(one, room.config.locale)),
  date: (field, value, room) => typed(field, value, room, { type: "date" }, (one) => one),
  scale, choice, person, "yes-no": yesNo, place, colour, picture,
};

/** Ask for one field: {element, value(), changed(), fault()}. */
export function inputFor(room, section, field, value) {
  const made = (INPUTS[field.type] ?? INPUTS.text)(field, value, room, section);
  return { ...made, field, fault: made.fault ?? (() => ""), changed: () => !same(made.value(), value) };
}
