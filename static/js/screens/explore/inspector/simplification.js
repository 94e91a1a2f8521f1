/**
 * How a product of slopes comes to a short formula: of a softmax under its cross-entropy, from the row of J times all
 * that came back to output minus target, one step after the other, in symbols and in numbers.
 */

import { m } from "../../../dom/marks.js";
import { number } from "../../../language/number.js";
import { sentenceOf } from "../../../language/tex-speech.js";
import { parseAddress, valueAt } from "../../../network/address.js";
import { colourOf, isKnown } from "../../../state/page.js";
import { pieces } from "./derivation.js";
import { isCoupled } from "../../../network/problem.js";

/**
 * @typedef {import("../../../state/page.js").Page} Page
 * @typedef {import("../../../server/explanation.js").SimplificationStep} SimplificationStep
 */

/**
 * @param {Page} page
 * @param {string} address  in the inspector
 * @returns {import("../../../dom/marks.js").Mark | null} null for a number that needs no steps
 */
export function simplification(page, address) {
  const { t, answer, explanations } = page;
  const explanation = explanations.get(address);
  const last = explanation?.simplification.at(-1);
  if (!answer || !explanation || !last) return null;
  return m(
    "section",
    {
      key: `simplification-${address}`,
      class: `simplification${explanation.of === answer ? "" : " stale"}`,
      "aria-label": t("page.simplify.title"),
    },
    m(
      "div",
      { key: "end", class: "pieces end" },
      pieces(page, last.symbolic.parts.slice(1)),
      ...numbersOf(page, address, last, true),
    ),
    m("h3", { key: "title", class: "line-name" }, t("page.simplify.title")),
    m(
      "ol",
      { key: "list" },
      explanation.simplification.map((step, index) =>
        row(page, address, step, index === explanation.simplification.length - 1),
      ),
    ),
  );
}

/** @param {Page} page @param {string} address @param {SimplificationStep} step @param {boolean} isLast */
function row(page, address, step, isLast) {
  const { t } = page;
  const { reason, symbolic } = step;
  return m(
    "li",
    { key: reason },
    m("p", { key: "reason", class: "reason" }, reasonWords(page, address, reason)),
    m("p", { key: "said", class: "visually-hidden" }, sentenceOf(symbolic.parts, t)),
    m("div", { key: "symbols", class: "pieces" }, pieces(page, symbolic.parts.slice(1))),
    m("div", { key: "numbers", class: "pieces" }, ...numbersOf(page, address, step, isLast)),
  );
}

/** @param {Page} page @param {string} address @param {SimplificationStep} step @param {boolean} hasResult */
function numbersOf(page, address, { numbers }, hasResult) {
  const { answer, digits } = page;
  return [
    m(
      "span",
      { key: "numbers", class: "pieces numbers" },
      pieces(page, numbers.parts.slice(1), { hidesNumbers: true }),
    ),
    hasResult &&
      answer &&
      isKnown(page, address) &&
      m(
        "span",
        { key: "result", class: `result is-${colourOf(address)}` },
        `= ${number(valueAt(address, answer.problem, answer.trace), digits)}`,
      ),
  ];
}

/**
 * What leads to a step; of a softmax some have words of their own.
 *
 * @param {Page} page
 * @param {string} address
 * @param {string} reason
 */
function reasonWords({ t, problem }, address, reason) {
  const layer = parseAddress(address)?.indices[0] ?? 1;
  const hasOwnWords = isCoupled(problem, layer) && /^(slopes|written-out|cancelled)$/.test(reason);
  return t(`page.simplify.${reason}${hasOwnWords ? ".softmax" : ""}`);
}
