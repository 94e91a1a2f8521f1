/**
 * What the source of an example prints, beside what is computed here: a tick where ours agrees to the printed digits,
 * and what is wrong in the source where it does not.
 */

import { withheld } from "../../../dom/controls.js";
import { m } from "../../../dom/marks.js";
import { isAskedFor } from "../../../state/asking.js";
import { exactText, number } from "../../../language/number.js";
import { nameOf } from "../../../language/notation.js";
import { caseOf, caseProblem, isChanged } from "../../../network/worked-example.js";
import { sentenceGap } from "../../../language/phrase.js";

/** @typedef {import("../../../state/page.js").Page} Page */

/** @param {Page} page */
export function published(page) {
  const { t, preset } = page;
  if (!preset) return [m("p", { key: "none", class: "hint" }, t("page.published.own"))];
  return [
    m("p", { key: "note", class: "note" }, t(`preset.${preset.id}.note`)),
    m(
      "p",
      { key: "source", class: "hint" },
      m("strong", null, t("page.published.source")),
      sentenceGap(t),
      t(`preset.${preset.id}.source`),
    ),
    isChanged(page) &&
      m(
        "p",
        { key: "changed", class: "note" },
        t("page.published.changed"),
        " ",
        m(
          "button",
          { type: "button", class: "plain", "data-do": "case", "data-of": caseOf(preset, page.case).id },
          t("page.published.restore"),
        ),
      ),
    ...preset.cases.map((example) => caseCard(page, preset, example)),
  ];
}

/**
 * @param {Page} page
 * @param {import("../../../network/types.js").Preset} preset
 * @param {import("../../../network/types.js").Preset["cases"][number]} example
 */
function caseCard(page, preset, example) {
  const { t } = page;
  const open = example === caseOf(preset, page.case);
  const errata = [...new Set(example.numbers.flatMap(({ erratum }) => (erratum ? [erratum] : [])))];
  const agreeing = example.numbers.filter(({ verdict }) => verdict !== "differs").length;
  return m(
    "section",
    { key: example.id, class: "card" },
    m(
      "div",
      { key: "head", class: "card-head" },
      m("h3", null, t(`preset.${preset.id}.case.${example.id}`)),
      m(
        "button",
        { type: "button", class: "plain", "data-do": "case", "data-of": example.id, "aria-pressed": String(open) },
        t(open ? "page.published.opened" : "page.published.open"),
      ),
    ),
    example.numbers.length === 0
      ? m("p", { key: "none", class: "hint" }, t("page.published.none"))
      : m("p", { key: "count", class: "hint" }, t("page.published.count", { agreeing, count: example.numbers.length })),
    ...errata.map((key) =>
      m("p", { key, class: "erratum" }, m("strong", null, t("page.published.erratum")), sentenceGap(t), t(key)),
    ),
    example.numbers.length > 0 &&
      m(
        "table",
        { key: "table", class: "comparison" },
        m(
          "thead",
          null,
          m(
            "tr",
            null,
            m("th", { key: "a", scope: "col" }, t("page.published.number")),
            m("th", { key: "p", scope: "col" }, t("page.published.printed")),
            m("th", { key: "o", scope: "col" }, t("page.published.ours")),
            m("td", { key: "v" }),
          ),
        ),
        m(
          "tbody",
          null,
          example.numbers.map((row, index) => comparison(page, preset, example, index)),
        ),
      ),
  );
}

/**
 * @param {Page} page
 * @param {import("../../../network/types.js").Preset} preset
 * @param {import("../../../network/types.js").Preset["cases"][number]} example
 * @param {number} index
 */
function comparison(page, preset, example, index) {
  const { t } = page;
  const row = example.numbers[index];
  const name = nameOf({ notation: page.notation, problem: caseProblem(preset, example.id) }, row.address);
  // What is asked for just now is not read off here.
  const isAsked = isAskedFor(page, row.address);
  /** @param {string} words */
  const shown = (words) => (isAsked ? withheld(words) : words);
  const marks = { match: "✓", truncated: "✓", differs: "✗" };
  const digits = Math.max(
    4,
    row.printed.replace(/^[^1-9]*/, "").replace(/\D/g, "").length + (row.verdict === "match" ? 0 : 2),
  );
  return m(
    "tr",
    { key: index, class: row.verdict },
    m(
      "th",
      { key: "name", scope: "row" },
      row.after_updates === 0 && example === caseOf(preset, page.case)
        ? m("button", { type: "button", class: "link", "data-choose": row.address }, name)
        : name,
      row.after_updates > 0 &&
        m(
          "small",
          null,
          ` ${t(row.after_updates === 1 ? "page.published.after-one" : "page.published.after", { count: row.after_updates })}`,
        ),
    ),
    m("td", { key: "printed" }, shown(row.printed.replace("-", "−"))),
    m("td", { key: "ours", title: isAsked ? null : exactText(row.ours) }, shown(number(row.ours, digits))),
    m(
      "td",
      { key: "verdict" },
      m(
        "span",
        {
          class: "verdict",
          role: "img",
          "aria-label": t(`page.published.${row.verdict}`),
          title: t(`page.published.${row.verdict}`),
        },
        marks[row.verdict],
      ),
    ),
  );
}
