/** What the forward pass must leave behind for the way back: how many numbers, how much memory, marked on demand. */

import { m } from "../../../dom/marks.js";
import { plural } from "../../../language/catalogue.js";
import { readable } from "../../../language/count-words.js";
import { BYTES, keptParts, keptTotals } from "../../../network/kept-values.js";
import { inOneText } from "../../../language/phrase.js";
import { hasLayerSteps, stepsOf } from "../../../state/page.js";
import { signLine } from "../legend.js";

/**
 * @typedef {import("../../../state/page.js").Page} Page
 * @typedef {import("../../../network/kept-values.js").KeptPart} KeptPart
 */

/** Bytes from which on they are counted in thousands and in millions. */
const UNITS = /** @type {const} */ ([
  { from: 1e6, key: "page.kept.megabytes" },
  { from: 1e4, key: "page.kept.kilobytes", per: 1e3 },
]);

/**
 * An amount of memory in words: 208 bytes, 12.5 KB, 3.1 MB.
 *
 * @param {Pick<Page, "t" | "language">} page @param {number} bytes
 */
export function memoryWords({ t, language }, bytes) {
  const unit = UNITS.find(({ from }) => bytes >= from);
  if (!unit) return t("page.kept.bytes", { count: bytes.toLocaleString(language) });
  const per = "per" in unit ? unit.per : unit.from;
  return t(unit.key, { count: (bytes / per).toLocaleString(language, { maximumFractionDigits: 1 }) });
}

/** @param {Page} page */
export function keptSection(page) {
  const { t, language, answer } = page;
  if (!answer) return null;
  const samples = answer.problem.x.length;
  const parts = keptParts(answer.problem, stepsOf(page));
  const totals = keptTotals(parts, samples);
  /** @param {number} count @param {number} [size] */
  const memory = (count, size = BYTES.double) => memoryWords(page, size * count);
  /** @param {number} count */
  const words = (count) => readable(count, language);
  const sentences = [
    samples > 1
      ? t("page.kept.of-all", {
          count: words(totals.each),
          samples,
          all: words(totals.all),
          memory: memory(totals.all),
        })
      : t("page.kept.of-one", { count: words(totals.each), memory: memory(totals.each) }),
    totals.shared > 0 && t("page.kept.shared", { count: words(totals.shared), memory: memory(totals.shared) }),
    t("page.kept.single", { size: BYTES.double, memory: memory(totals.all, BYTES.single) }),
  ].filter((sentence) => sentence !== false);
  return m(
    "section",
    { key: "kept", class: "section kept" },
    m("h3", { key: "title" }, t("page.kept.title")),
    m("p", { key: "what", class: "hint" }, t("page.kept.what")),
    m(
      "label",
      { key: "show", class: "check" },
      m("input", { type: "checkbox", checked: page.kept, "data-change": "kept" }),
      t("page.kept.show"),
    ),
    page.kept && signLine("kept", t),
    partsTable(page, parts),
    m("p", { key: "totals", "data-kept-total": true }, inOneText(t, sentences)),
  );
}

/** What is kept of one sample, quantity by quantity. @param {Page} page @param {readonly KeptPart[]} parts */
function partsTable(page, parts) {
  const { t, language } = page;
  return m(
    "table",
    { key: "parts", class: "kept-parts" },
    m(
      "thead",
      { key: "head" },
      m(
        "tr",
        null,
        ["of", "count", "memory"].map((name) => m("th", { key: name, scope: "col" }, t(`page.kept.column-${name}`))),
      ),
    ),
    m(
      "tbody",
      { key: "body" },
      parts.map(({ quantity, count, arrays }) =>
        m(
          "tr",
          { key: quantity },
          m(
            "th",
            { key: "of", scope: "row" },
            t(`page.kept.${quantity}`),
            hasLayerSteps(page) &&
              m("span", { key: "arrays", class: "hint" }, ` ${plural(t, "page.kept.arrays", arrays, language)}`),
          ),
          m("td", { key: "count", "data-kept": quantity }, readable(count, language)),
          m("td", { key: "memory" }, memoryWords(page, BYTES.double * count)),
        ),
      ),
    ),
  );
}
