/** The formulas of a text: lines of a derivation as the server gives it, and those that belong to no single number. */

import { withheld } from "../../dom/controls.js";
import { m } from "../../dom/marks.js";
import { nameOf } from "../../language/notation.js";
import { number } from "../../language/number.js";
import { sentenceOf } from "../../language/tex-speech.js";
import { valueAt } from "../../network/address.js";
import { colourOf, isKnown } from "../../state/page.js";
import { entriesOfGradient } from "../explore/inspector/gradient-vector.js";
import { goalFormula } from "../explore/inspector/opening.js";
import { pieces, rowsOf } from "../explore/inspector/derivation.js";
import { resolved } from "./places.js";

/** @typedef {import("../../state/page.js").Page} Page */

/** Entries of θ and ∇L that are written at their beginning. */
const FIRST_ENTRIES = 3;

/** @param {Page} page @param {import("../../state/lesson.js").LessonText} text */
export function formulas(page, { formulas: wanted = [] }) {
  const shown = wanted.map((formula, index) => {
    if (formula.theta) return theta(page, index);
    if (formula.general) return m("div", { key: index, class: "general" }, goalFormula(page));
    const address = formula.of && resolved(formula.of, page.problem, page.sample);
    return address ? lineOf(page, address, formula.line ?? "symbolic", index) : null;
  });
  return wanted.length > 0 && m("div", { key: "formulas", class: "lesson-formulas" }, ...shown);
}

/**
 * @param {Page} page
 * @param {string} address
 * @param {string} kind
 * @param {number} key
 */
function lineOf(page, address, kind, key) {
  const explanation = page.explanations.get(address);
  if (!explanation) return m("div", { key, class: "coming" });
  // On the reader's own network a number may have fewer lines: the slope of a ReLU has no formula.
  const line = explanation.lines.find((candidate) => candidate.kind === kind);
  if (!line) return null;
  const { answer } = page;
  const value = number(answer ? valueAt(address, answer.problem, answer.trace) : undefined, page.digits);
  const result = m(
    "span",
    { key: "result", class: `result is-${colourOf(address)}` },
    "= ",
    isKnown(page, address) ? value : withheld(value),
  );
  return m(
    "div",
    { key, class: `formula ${kind}` },
    m("p", { key: "said", class: "visually-hidden" }, sentenceOf(line.parts, page.t)),
    ...rowsOf(line.parts).map((row, index) =>
      m(
        "div",
        { key: index, class: "pieces" },
        pieces(page, row, { hidesNumbers: kind === "numbers" }),
        kind === "numbers" && index === 0 && result,
      ),
    ),
  );
}

/** θ and ∇L(θ), their first entries and their length. @param {Page} page @param {number} key */
function theta(page, key) {
  const { answer, problem, digits } = page;
  const entries = entriesOfGradient(problem);
  const ends = [...entries.slice(0, FIRST_ENTRIES), ...entries.slice(FIRST_ENTRIES).slice(-1)];
  const parameters = ends.map((entry) => entry.replace(/^dL_d/, ""));
  /** @param {readonly string[]} addresses @param {(address: string) => import("../../dom/marks.js").Child} show */
  const row = (addresses, show) =>
    addresses.flatMap((address, index) => {
      const gap = index === FIRST_ENTRIES && entries.length > FIRST_ENTRIES + 1 ? "⋯, " : "";
      const entry = m(
        "button",
        { key: address, type: "button", class: `term is-${colourOf(address)}`, "data-choose": address },
        show(address),
      );
      return [gap, entry, index < addresses.length - 1 ? ", " : ""];
    });
  /** @param {string} address */
  const value = (address) =>
    isKnown(page, address) && answer ? number(valueAt(address, answer.problem, answer.trace), digits) : "–";
  return m(
    "div",
    { key, class: "formula theta" },
    m("div", { key: "theta" }, "θ = {", ...row(parameters, (address) => nameOf(page, address)), "}"),
    m("div", { key: "gradient" }, "∇L(θ) = [", ...row(ends, (address) => nameOf(page, address)), "]ᵀ"),
    m("div", { key: "values" }, "= [", ...row(ends, value), "]ᵀ"),
    m("p", { key: "count", class: "hint" }, page.t("page.vector.title", { count: entries.length })),
  );
}
