/**
 * Brings into sight what was chosen, what is driven or asked, or the layer that is pointed at from elsewhere, where the
 * drawing is larger than its window.
 */

import { forSample, parseAddress } from "../../network/address.js";
import { recursionOf } from "../../time/recursion.js";

/** @typedef {import("../../state/page.js").Page} Page */

/**
 * The beginning of the addresses to bring into sight.
 *
 * @param {Pick<Page, "chosen" | "hover" | "answer" | "drawer" | "recursion">} page
 * @param {Pick<Page, "chosen" | "hover" | "answer" | "drawer" | "recursion">} before
 * @returns {{address: string, whole: boolean} | null} `whole` for one number, else for the numbers of a layer
 */
export function sought({ chosen, hover, answer, drawer, recursion }, before) {
  const first = answer !== null && before.answer === null;
  if (chosen !== null && (first || chosen !== before.chosen)) return { address: chosen, whole: true };
  // To drive the reversed network, the signals at its outputs must be in sight.
  if (answer && drawer === "drive" && (first || before.drawer !== drawer))
    return { address: `dl_da.${answer.problem.layers.length}.`, whole: false };
  const isAsked = answer && recursion.place > 0 && recursion.place !== before.recursion.place;
  const visit = isAsked && recursionOf({ recursion, problem: answer.problem }).visits[recursion.place - 1];
  if (visit) return { address: forSample(`dl_dz.${visit.layer}.${visit.neuron}`, answer.sample), whole: true };
  const layer =
    hover !== null && hover !== before.hover && parseAddress(hover) === null && !hover.startsWith("sample.");
  return layer ? { address: `${hover}.`, whole: false } : null;
}

/**
 * @param {Element} figure
 * @returns {(page: Page, before: Page) => void}
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
