// Values as they are read: numbers, days, people, choices, scores. The same as the server prints them.

import { bdi, h } from "./dom.js";

const MARKS = 11;

export const isNumber = (value) => typeof value === "number" && Number.isFinite(value);

/** A number as people of a locale write it. */
export const number = (value, locale) => new Intl.NumberFormat(locale, { maximumFractionDigits: 10 }).format(value);

/** The numbers of a scale; [] for one with too many of them, or with fractions. */
export function marks(field) {
  const [least, most] = field.scale ?? [1, 5];
  if (!Number.isInteger(least) || !Number.isInteger(most) || most - least < 1 || most - least >= MARKS) return [];
  return Array.from({ length: most - least + 1 }, (_, place) => least + place);
}

/** How far along its scale a score is, from 0 to 1; null without one. */
export function share(field, value) {
  if (!isNumber(value)) return null;
  const [least, most] = field.scale ?? [1, 5];
  return most > least ? Math.min(1, Math.max(0, (value - least) / (most - least))) : 0;
}

/** A number that people wrote, with a comma or a point; null for none. */
export function read(written) {
  const plain = String(written).replace(/[\s\u00a0\u202f]/g, "").replace(",", ".").replace("\u2212", "-");
  return /^[+-]?\d*\.?\d+$/.test(plain) ? Number(plain) : null;
}

function day(value, locale) {
  const [year, month, date] = String(value).split("-").map(Number);
  const at = new Date(Date.UTC(year, month - 1, date));
  if (Number.isNaN(at.getTime())) return String(value);
  return new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" }).format(at);
}

const PRINTED = {
  number: (field, value, { locale }) => (isNumber(value) ? number(value, locale) : String(value)),
  scale: (field, value, { locale }) =>
    isNumber(value) ? `${number(value, locale)} / ${number((field.scale ?? [1, 5])[1], locale)}` : String(value),
  date: (field, value, { locale }) => day(value, locale),
  person: (field, value, { people }) => people.get(value)?.name ?? String(value),
  choice: (field, value) => (field.choices ?? []).find(([id]) => id === value)?.[1] ?? String(value),
  "yes-no": (field, value, { t }) => t(value ? "board.yes" : "board.no"),
  place: (field, value, { locale }) => value.map((one) => number(one, locale)).join(" / "),
};

/** A value as text. `facts`: {locale, people, t}. */
export const printed = (field, value, facts) => (PRINTED[field.type] ?? ((_, one) => String(one)))(field, value, facts);

/** A value as an element: a score with its dots, anything else as text. */
export function shown(field, value, facts) {
  const text = printed(field, value, facts);
  const numbers = field.type === "scale" ? marks(field) : [];
  if (!numbers.length || numbers.length > 7) return bdi(text);
  const dots = numbers.map((one) => h("i", { class: one <= Math.round(value) ? "on" : null }));
  return h("span", {}, h("span", { class: "dots", "aria-hidden": "true" }, dots), " ", text);
}

/** How much of a key result's way is done, from 0 to 1; null where there is nothing to tell it by. */
export function progress({ direction, start, now, target }) {
  if (direction === "down") [start, now, target] = [start, now, target].map((one) => (isNumber(one) ? -one : one));
  if (!isNumber(now)) return null;
  if (direction === "yes-no") return now >= (isNumber(target) ? target : 1) ? 1 : 0;
  if (direction === "keep") {
    const level = isNumber(target) ? target : start;
    return isNumber(level) ? bounded(1 - Math.abs(now - level) / (Math.abs(level) || 1)) : null;
  }
  if (!isNumber(target)) return null;
  if (direction === "up" || direction === "down") {
    if (!isNumber(start)) return now >= target ? 1 : null;
    if (target <= start) return now >= target ? 1 : 0;
  }
  return isNumber(start) && start !== target ? bounded((now - start) / (target - start)) : null;
}

const bounded = (part) => Math.min(1, Math.max(0, part));
