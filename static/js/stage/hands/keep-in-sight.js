/**
 * Brings into sight what was chosen, what is driven, or the layer that is pointed at from elsewhere, where the drawing
 * is larger than its window.
 */

import { parse } from "../../network/address.js";

/**
 * The beginning of the ids that are to be seen.
 *
 * @param {Pick<import("../../state/page.js").Page, "chosen" | "hover" | "answer" | "drawer">} page
 * @param {Pick<import("../../state/page.js").Page, "chosen" | "hover" | "answer" | "drawer">} before
 * @returns {{id: string, whole: boolean} | null} `whole` for one number, else for the numbers of a layer
 */
export function sought({ chosen, hover, answer, drawer }, before) {
  const first = answer !== null && before.answer === null;
  if (chosen !== null && (first || chosen !== before.chosen)) return { id: chosen, whole: true };
  // Whoever drives the reversed network takes hold of the signals at its outputs.
  if (answer && drawer === "drive" && (first || before.drawer !== drawer))
    return { id: `dl_da.${answer.problem.layers.length}.`, whole: false };
  const layer = hover !== null && hover !== before.hover && parse(hover) === null && !hover.startsWith("sample.");
  return layer ? { id: `${hover}.`, whole: false } : null;
}

/** @param {import("../../state/page.js").Store} store @param {Element} figure */
export function followSight(store, figure) {
  store.subscribe((page, before) => {
    const found = sought(page, before);
    if (!found) return;
    const number = figure.querySelector(`[id${found.whole ? "" : "^"}="${CSS.escape(found.id)}"]`);
    const whole = number?.closest("[data-walk]") ?? number;
    whole?.scrollIntoView({ block: "nearest", inline: "nearest", behavior: page.still ? "instant" : "smooth" });
  });
}
