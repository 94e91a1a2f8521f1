/** Which number of a layer, or of the whole network, is the largest in magnitude. */

import { isPerWire, perSample, printAddress, valueAt } from "./address.js";
import { sizesOf } from "./problem.js";
import { numeric } from "./numeric.js";
import { once } from "./once.js";

/**
 * @typedef {import("./types.js").Problem} Problem
 * @typedef {import("./types.js").Trace} Trace
 * @typedef {{address: string, size: number}} Found
 */

/**
 * The largest of one array: of "dl_dz.2", "dL_dw.1", "x". Looked for once for each trace.
 *
 * @param {Problem} problem
 * @param {Trace} trace
 * @param {string} array  address of the array, without a sample
 * @param {number} sample
 * @returns {Found}
 */
export function largest(problem, trace, array, sample) {
  return once(trace, `largest of ${array}@${sample}`, () => ranked(problem, trace, array, sample, 1)[0]);
}

/**
 * The largest ones of one array, largest first.
 *
 * @param {Problem} problem
 * @param {Trace} trace
 * @param {string} array
 * @param {number} sample
 * @param {number} count
 * @returns {Found[]}
 */
export function ranked(problem, trace, array, sample, count) {
  const [quantity, number] = array.split(".");
  const sizes = sizesOf(problem);
  const layer = Number(number ?? 0);
  const first = quantity === "t" ? sizes[sizes.length - 1] : sizes[layer];
  const width = isPerWire(quantity) ? sizes[layer - 1] : 1;
  /** @type {{place: number, size: number}[]} */
  const best = [];
  for (let place = 0; place < first * width; place += 1) {
    const size = Math.abs(numeric(valueAt(addressAt(place), problem, trace))) || 0;
    if (best.length === count && size <= best[count - 1].size) continue;
    best.push({ place, size });
    best.sort((a, b) => b.size - a.size);
    best.length = Math.min(best.length, count);
  }
  return best.map(({ place, size }) => ({ address: printAddress(addressAt(place)), size }));

  /** @param {number} place */
  function addressAt(place) {
    const own = width > 1 || isPerWire(quantity) ? [Math.floor(place / width), place % width] : [place];
    return {
      quantity,
      indices: number === undefined ? own : [layer, ...own],
      sample: perSample(quantity) ? sample : 0,
    };
  }
}

/**
 * The largest of a quantity in the whole network, largest first.
 *
 * @param {Problem} problem
 * @param {Trace} trace
 * @param {string} quantity  of neurons or wires
 * @param {number} sample
 * @param {number} count
 * @returns {Found[]}
 */
export function largestIn(problem, trace, quantity, sample, count) {
  return problem.layers
    .flatMap((_, index) => ranked(problem, trace, `${quantity}.${index + 1}`, sample, count))
    .sort((a, b) => b.size - a.size)
    .slice(0, count);
}
