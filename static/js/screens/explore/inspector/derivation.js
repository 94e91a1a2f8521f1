/**
 * Where a number comes from, in lines: symbols, chain rule, numbers. Everything in them that is a number can be chosen.
 */

import { foreign, m } from "../../../dom/marks.js";
import { becauseKey } from "../../../language/because.js";
import { number } from "../../../language/number.js";
import { valueAt } from "../../../network/address.js";
import { sentenceOf } from "../../../language/tex-speech.js";
import { spoken } from "../../../language/notation.js";
import { mathElement } from "../../../language/tex.js";
import { isGiven } from "../../../network/problem.js";
import { colourOf } from "../../../state/page.js";

/**
 * @typedef {import("../../../state/page.js").Page} Page
 * @typedef {import("../../../server/explanation.js").Piece} Piece
 */

const COPIES = /** @type {const} */ ([
  ["latex", "LaTeX"],
  ["markdown", "Markdown"],
  ["numpy", "NumPy"],
  ["plain", "page.lines.plain"],
]);

/** @param {Page} page @param {string} address */
export function derivation(page, address) {
  const { t, explanation } = page;
  // Until its answer is there, the room that it will take.
  if (explanation?.address !== address)
    return !isGiven(address) && page.goal === null && m("div", { key: "coming", class: "derivation-coming" });
  const shown = explanation.lines.filter(({ kind }) => kind !== "value" && explanation.lines.length > 1);
  if (shown.length === 0) return null;
  const stale = explanation.of !== page.answer;
  return m(
    "section",
    {
      key: `derivation-${address}`,
      class: stale ? "derivation stale" : "derivation",
      "aria-label": t("page.lines.title"),
    },
    shown.map(({ kind, parts }) =>
      m(
        "div",
        { key: kind, class: kind === "numbers" ? "line numbers-line" : "line" },
        m("h3", { class: "line-name" }, t(`page.lines.${kind}`)),
        m(
          "p",
          { key: "said", class: "visually-hidden" },
          sentenceOf(kind === "numbers" ? [...parts, ...outcome(page, address)] : parts, t),
        ),
        m(
          "div",
          { class: "pieces", role: "group", "aria-label": t(`page.lines.${kind}`) },
          pieces(page, kind === "chain" ? parts : withoutLeft(parts)),
          kind === "numbers" &&
            m("span", { key: "result", class: `result is-${colourOf(address)}` }, `= ${resultOf(page, address)}`),
        ),
      ),
    ),
    inWords(page, address, shown[0].parts),
    m(
      "div",
      { key: "copy", class: "copies", role: "group", "aria-label": t("page.lines.copy") },
      COPIES.map(
        ([form, name]) =>
          explanation.texts[form] &&
          m(
            "button",
            { key: form, type: "button", class: "plain", "data-do": "copy", "data-of": explanation.texts[form] },
            name.startsWith("page.") ? t(name) : name,
          ),
      ),
    ),
  );
}

/** What the numbers come to, as pieces. @param {Page} page @param {string} address @returns {Piece[]} */
function outcome(page, address) {
  return [
    { tex: "=", address: null, role: "operator" },
    { tex: resultOf(page, address), address: null, role: "spoken" },
  ];
}

/**
 * The reason and then the formula in words, for those who read better than they decipher.
 *
 * @param {Page} page
 * @param {string} address
 * @param {Piece[]} parts
 */
function inWords({ t, unfolded, answer }, address, parts) {
  const reason = answer && becauseKey(answer.problem, address);
  const open = unfolded === "words";
  return m(
    "div",
    { key: "words", class: "in-words" },
    m(
      "h3",
      { key: "head", class: "line-name" },
      m(
        "button",
        { type: "button", class: "unfolding", "data-do": "unfold", "data-of": "words", "aria-expanded": String(open) },
        t("page.lines.words"),
      ),
    ),
    open && reason !== null && m("p", { key: "reason", class: "hint" }, t(reason)),
    open && m("p", { key: "sentence", class: "hint" }, sentenceOf(parts, t)),
  );
}

/** A row of pieces; those that are numbers of the network can be chosen. @param {Page} page @param {Piece[]} parts */
export function pieces(page, parts) {
  return parts.map((part, index) => piece(page, part, index));
}

/** @param {Page} page @param {string} address */
function resultOf({ answer, digits }, address) {
  return answer ? number(valueAt(address, answer.problem, answer.trace), digits) : "";
}

/** Whether the number has come from others, and is not given. @param {Page} page @param {string} address */
export function isDerived({ explanation }, address) {
  return explanation?.address === address && explanation.lines.length > 1;
}

/** The line without the number itself, which stands above it. @param {Piece[]} parts */
function withoutLeft(parts) {
  return parts[1]?.tex === "=" ? parts.slice(2) : parts;
}

/** @param {Page} page @param {Piece} part @param {number} index */
function piece(page, { tex, address }, index) {
  const shape = foreign(tex, (document) => mathElement(document, tex));
  if (!address) return m("span", { key: index, class: "sign" }, shape);
  return m(
    "button",
    {
      key: index,
      type: "button",
      class: `term is-${colourOf(address)}${page.hover === address ? " pointed" : ""}`,
      "data-choose": address,
      "aria-label": `${spoken(address, page.t)}, ${resultOf(page, address)}`,
    },
    shape,
  );
}
