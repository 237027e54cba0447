// A key result: where it began, where it is, where it should be, and what was said when it was looked at.

import { bdi, h, s } from "./dom.js";
import { isNumber, number, printed, progress } from "./values.js";

const OF = ["start", "now", "target"];

/** What a key result shows below its words. */
export function resultBody(card, section, view) {
  const { t, locale } = view;
  const value = (id) => card.fields[id];
  const known = (id) => section.fields.find((one) => one.id === id);
  const done = progress({ direction: value("direction"), start: value("start"), now: value("now"), target: value("target") });
  const figures = OF.filter((id) => isNumber(value(id)) && known(id)).map((id) =>
    h("div", { class: id }, h("dt", {}, known(id).title),
      h("dd", {}, number(value(id), locale), value("unit") ? h("span", { class: "unit" }, " ", bdi(value("unit"))) : null)));
  const agreed = ["due", "owner"].filter((id) => value(id) && known(id)).map((id) =>
    h("div", {}, h("dt", {}, known(id).title), h("dd", {}, bdi(printed(known(id), value(id), view)))));
  const last = (card.checks ?? []).at(-1);
  return [
    value("measure") ? h("p", { class: "measure", dir: "auto" }, value("measure")) : null,
    figures.length ? h("dl", { class: "figures" }, figures) : null,
    done === null ? null : bar(done, t("board.progress"), locale),
    spark(card.checks ?? []),
    last?.text ? h("p", { class: "checked" }, bdi(last.text)) : null,
    agreed.length ? h("dl", { class: "agreed" }, agreed) : null,
  ];
}

function bar(done, label, locale) {
  const said = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 }).format(done);
  const full = h("i", {});
  full.style.setProperty("inline-size", `${Math.round(done * 100)}%`);
  return h("div", { class: "how-far" },
    h("div", { class: "bar", role: "img", "aria-label": `${label}: ${said}` }, full), h("span", { class: "share" }, said));
}

/** How the number went from check to check. */
function spark(checks) {
  const values = checks.map((one) => one.now).filter(isNumber);
  if (values.length < 2) return null;
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const at = (value, place) => `${(place / (values.length - 1)) * 96 + 2},${20 - ((value - least) / (most - least || 1)) * 16}`;
  return s("svg", { viewBox: "0 0 100 24", class: "spark", "aria-hidden": "true" }, s("polyline", { points: values.map(at).join(" ") }));
}
