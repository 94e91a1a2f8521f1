/**
 * Brings into sight what was chosen, what is driven, or the layer that is pointed at from elsewhere, where the drawing
 * is larger than its window.
 */

import { parseAddress } from "../../network/address.js";

/**
 * The beginning of the addresses to bring into sight.
 *
 * @param {Pick<import("../../state/page.js").Page, "chosen" | "hover" | "answer" | "drawer">} page
 * @param {Pick<import("../../state/page.js").Page, "chosen" | "hover" | "answer" | "drawer">} before
 * @returns {{address: string, whole: boolean} | null} `whole` for one number, else for the numbers of a layer
 */
export function sought({ chosen, hover, answer, drawer }, before) {
  const first = answer !== null && before.answer === null;
  if (chosen !== null && (first || chosen !== before.chosen)) return { address: chosen, whole: true };
  // To drive the reversed network, the signals at its outputs must be in sight.
  if (answer && drawer === "drive" && (first || before.drawer !== drawer))
    return { address: `dl_da.${answer.problem.layers.length}.`, whole: false };
  const layer =
    hover !== null && hover !== before.hover && parseAddress(hover) === null && !hover.startsWith("sample.");
  return layer ? { address: `${hover}.`, whole: false } : null;
}

/**
 * @param {Element} figure
 * @returns {(page: import("../../state/page.js").Page, before: import("../../state/page.js").Page) => void}
 */
export function followSight(figure) {
  return (page, before) => {
    const found = sought(page, before);
    if (!found) return;
    const number = figure.querySelector(`[data-address${found.whole ? "" : "^"}="${found.address}"]`);
    const whole = number?.closest("[data-walk]") ?? number;
    whole?.scrollIntoView({ block: "nearest", inline: "nearest", behavior: page.still ? "instant" : "smooth" });
  };
}
