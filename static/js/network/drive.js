/** The reversed network driven by hand: the signals that enter it, and gains that are not its own. */

import { parseAddress, printAddress, valueAt } from "./address.js";

/**
 * Whether the gains of a sample are those of another input than its own.
 *
 * @param {{problem: import("./types.js").Problem, sample: number, gains: number[][] | null}} answer
 */
export const usesOtherGains = ({ problem, sample, gains }) =>
  gains !== null && gains[sample].some((x, j) => x !== problem.x[sample][j]);

/**
 * The signals that enter the reversed network now.
 *
 * @param {import("../state/page.js").Page} page
 * @returns {number[]}
 */
export function signals({ drive, answer }) {
  if (drive) return drive;
  if (!answer) return [];
  const { problem, trace, sample } = answer;
  const last = problem.layers.length;
  return problem.layers[last - 1].b.map((_, i) =>
    Number(valueAt(printAddress({ quantity: "dl_da", indices: [last, i], sample }), problem, trace)),
  );
}

/**
 * The output that an address is the signal of.
 *
 * @param {import("../state/page.js").Page} page
 * @param {string} address
 * @returns {number | null}
 */
export function outputOf({ problem }, address) {
  const found = parseAddress(address);
  return found?.quantity === "dl_da" && found.indices[0] === problem.layers.length ? found.indices[1] : null;
}
