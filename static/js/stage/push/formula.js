/**
 * The formula beneath a push: each factor with its number below it, in the colour of what it came from, and lit with
 * it. Read from left to right it is the push, from right to left the backward pass.
 */

import { foreign, m } from "../../dom/marks.js";
import { nameOf, notationOf, spoken, symbol } from "../../language/notation.js";
import { number, signed } from "../../language/number.js";
import { mathElement } from "../../language/tex.js";
import { productOf } from "../../network/push.js";
import { colourOf } from "../../state/page.js";
import { lossOf } from "./words.js";
import { withAside } from "../../language/phrase.js";

/**
 * @typedef {import("../../state/page.js").Page} Page
 * @typedef {import("../../dom/marks.js").Mark} Mark
 */

/** Of more branches the formula is written smaller. */
export const MAX_LARGE = 2;

/**
 * @param {Page} page
 * @param {import("../../network/push.js").Push} push
 * @param {import("./stages.js").PushPlaying} playing
 */
export function pushFormula(page, push, playing) {
  const { plan, loss, start } = push;
  const { entry, curve, branches, rest, gradient } = plan;
  const { digits } = page;
  const many = branches.length + (rest.length > 0 ? 1 : 0) > 1;
  const before = Boolean(entry?.factor || curve);
  const bracket = many && before;
  /** @param {string} address */
  const tex = (address) => symbol(address, notationOf(address, page.problem, page.notation));
  /**
   * @param {string} key
   * @param {string} address
   * @param {number} value
   * @param {import("./stages.js").PushStage} stage
   * @param {typeof number} [written]
   */
  const factor = (key, address, value, stage, written = signed) =>
    m(
      "button",
      {
        key,
        type: "button",
        class: `term is-${colourOf(address)} ${playing.state(stage)}${page.hover === address ? " pointed" : ""}`,
        "data-choose": address,
        "data-factor": address,
        "aria-label": withAside(page.t, spoken(address, page.t), number(value, digits)),
      },
      foreign(tex(address), (document) => mathElement(document, tex(address))),
      m("span", { key: "number", class: "below" }, written(value, digits)),
    );
  /** @param {string} key @param {string} above @param {string} [below] */
  const sign = (key, above, below = above) =>
    m("span", { key, class: "sign" }, m("span", { class: "above" }, above), m("span", { class: "below" }, below));
  const measured = loss.actual === null ? "…" : start.actual ? number(loss.actual / start.actual, digits) : "–";
  const quotient = `\\frac{Δ ${tex(lossOf(plan))}}{Δ ${tex(plan.subject)}}`;
  const inside = branches.flatMap((branch, k) => [
    k > 0 && sign(`plus-${k}`, "+"),
    m(
      "span",
      { key: `branch-${k}`, class: "product" },
      branch.factor && factor("factor", branch.factor, branch.by, "wires"),
      branch.factor && sign("dot", "", "·"),
      factor("gradient", branch.gradient, branch.slope, "known"),
    ),
  ]);
  const { further, total } = productOf(plan);
  return m(
    "div",
    {
      key: "formula",
      class: branches.length > MAX_LARGE ? "push-formula crowded" : "push-formula",
      role: "group",
      "aria-label": page.t("page.push.formula", { name: nameOf(page, gradient) }),
    },
    m(
      "span",
      { key: "quotient", class: `measured ${playing.state("loss")}`, title: page.t("page.push.measured") },
      foreign(quotient, (document) => mathElement(document, quotient)),
      m("span", { key: "number", class: "below" }, measured),
    ),
    sign("nearly", "≈"),
    entry?.factor && factor("entry", entry.factor, entry.by, "entry"),
    entry?.factor && (curve || !bracket) && sign("dot-entry", "", "·"),
    curve && factor("slope", curve.slope, curve.by, "curve"),
    curve && !bracket && sign("dot-slope", "", "·"),
    bracket && sign("open", "["),
    ...inside,
    rest.length > 0 && sign("plus-rest", "+"),
    rest.length > 0 && sign("rest", "⋯", signed(further, digits)),
    bracket && sign("close", "]"),
    sign("equals", "="),
    factor("result", gradient, total, page.pushing.backwards ? "start" : "loss", number),
  );
}
