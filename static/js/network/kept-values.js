/**
 * What the forward pass must leave behind: the numbers that the backward pass and the gradients read, as far as they
 * are given or were computed on the way forward. Read off the steps themselves: what a step says that it reads.
 *
 * @typedef {import("./types.js").Problem} Problem
 * @typedef {import("./types.js").Step} Step
 *
 * @typedef {object} KeptPart  all that is kept of one quantity
 * @property {string} quantity
 * @property {number} count  numbers, of one sample where each has its own
 * @property {number} arrays  of which they are
 * @property {boolean} shared  whether all samples have the same
 */

import { perSample } from "./address.js";
import { once } from "./once.js";
import { isCoupled, sizesOf } from "./problem.js";
import { arrayOf } from "./steps.js";

/** Bytes of a number as it is computed here, and in single precision. */
export const BYTES = { double: 8, single: 4 };

/** @param {string} address */
const quantityOf = (address) => address.split(/[.@]/)[0];

/** Quantities that a network is given, alone or as whole arrays. */
const GIVEN = new Set(["x", "t", "w", "b"]);

/** In the order in which they are listed; what else there may be comes behind them. */
const KEPT_ORDER = ["x", "t", "a", "da_dz", "w"];

/**
 * What is read on the way back and was there before: addresses of numbers, or, of steps of whole layers, of arrays.
 *
 * @param {readonly Step[]} steps  of a whole pass
 * @returns {ReadonlySet<string>} the very same for the same steps
 */
export const keptAddresses = (steps) =>
  once(steps, "kept", () => {
    const left = new Set(steps.filter(({ phase }) => phase === "forward").flatMap(({ writes }) => writes));
    const reading = steps.filter(({ phase }) => phase === "backward" || phase === "gradient");
    return new Set(
      reading.flatMap(({ reads }) => reads.filter((read) => left.has(read) || GIVEN.has(quantityOf(read)))),
    );
  });

/**
 * How many numbers an address stands for: one, or those of a whole array.
 *
 * @param {string} address @param {Problem} problem
 */
function countOf(address, problem) {
  if (address !== arrayOf(address)) return 1;
  const sizes = sizesOf(problem);
  const [quantity, number] = address.split("@")[0].split(".");
  const layer = Number(number ?? 0);
  if (quantity === "x") return sizes[0];
  if (quantity === "t") return sizes[sizes.length - 1];
  if (quantity === "w") return sizes[layer] * sizes[layer - 1];
  return quantity === "da_dz" && isCoupled(problem, layer) ? sizes[layer] ** 2 : sizes[layer];
}

/**
 * What is kept, quantity by quantity.
 *
 * @param {Problem} problem @param {readonly Step[]} steps @returns {KeptPart[]}
 */
export function keptParts(problem, steps) {
  /** @type {Map<string, {count: number, arrays: Set<string>}>} */
  const found = new Map();
  for (const address of keptAddresses(steps)) {
    const quantity = quantityOf(address);
    const part = found.get(quantity) ?? { count: 0, arrays: new Set() };
    part.count += countOf(address, problem);
    part.arrays.add(arrayOf(address));
    found.set(quantity, part);
  }
  /** @param {string} quantity */
  const rank = (quantity) => (KEPT_ORDER.indexOf(quantity) + KEPT_ORDER.length + 1) % (KEPT_ORDER.length + 1);
  return [...found]
    .map(([quantity, { count, arrays }]) => ({ quantity, count, arrays: arrays.size, shared: !perSample(quantity) }))
    .sort((one, other) => rank(one.quantity) - rank(other.quantity));
}

/**
 * All of it together.
 *
 * @param {readonly KeptPart[]} parts @param {number} samples
 * @returns {{each: number, all: number, shared: number}} numbers of one sample, of all samples, and those that all share
 */
export function keptTotals(parts, samples) {
  /** @param {boolean} isShared */
  const sum = (isShared) => parts.reduce((total, { count, shared }) => total + (shared === isShared ? count : 0), 0);
  return { each: sum(false), all: samples * sum(false), shared: sum(true) };
}
