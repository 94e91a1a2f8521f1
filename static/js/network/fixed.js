/**
 * The parts of a network with its samples that a link can fix, so that nobody changes them by hand.
 *
 * @typedef {import("./types.js").Problem} Problem
 * @typedef {(typeof FIXABLE)[number]} FixablePart
 */

import { sizesOf } from "./problem.js";

/** In the order in which they are named; `network` is its layers, activations, loss and learning rate. */
export const FIXABLE = /** @type {const} */ (["weights", "biases", "inputs", "targets", "network"]);

/** What a link says that fixes all of them. */
export const ALL_FIXED = "all";

/** @param {string} text  parts with commas between, or `all` @returns {FixablePart[] | undefined} */
export function readFixed(text) {
  if (text === ALL_FIXED) return [...FIXABLE];
  const named = text.split(",");
  const parts = FIXABLE.filter((part) => named.includes(part));
  return parts.length > 0 && parts.length === new Set(named).size ? parts : undefined;
}

/** @param {readonly string[]} parts @returns {string} as a link says it */
export const fixedText = (parts) => (parts.length === FIXABLE.length ? ALL_FIXED : parts.join(","));

/** @type {Readonly<Record<string, FixablePart>>} */
const PART_OF_QUANTITY = { w: "weights", b: "biases", x: "inputs", t: "targets", learning_rate: "network" };

/** The part that a given number belongs to; null for one that is computed. @param {string} address */
export const partOfNumber = (address) => PART_OF_QUANTITY[address.split(".")[0]] ?? null;

/** @type {Readonly<Record<FixablePart, (problem: Problem) => readonly unknown[]>>} */
const CONTENT = {
  weights: ({ layers }) => layers.map(({ W }) => W),
  biases: ({ layers }) => layers.map(({ b }) => b),
  inputs: ({ x }) => x,
  targets: ({ target }) => target,
  network: (problem) => [
    sizesOf(problem),
    problem.layers.map(({ activation, frozen = [] }) => [activation, [...frozen].sort()]),
    problem.loss,
    problem.reduction,
    problem.learning_rate,
  ],
};

/** Whether two lists hold the same, to any depth. @param {unknown} one @param {unknown} other @returns {boolean} */
function isEqual(one, other) {
  if (Object.is(one, other)) return true;
  if (!Array.isArray(one) || !Array.isArray(other) || one.length !== other.length) return false;
  return one.every((entry, index) => isEqual(entry, other[index]));
}

/** What is different in two networks. @param {Problem} before @param {Problem} after @returns {FixablePart[]} */
export const changedParts = (before, after) =>
  before === after ? [] : FIXABLE.filter((part) => !isEqual(CONTENT[part](before), CONTENT[part](after)));

/**
 * One part more, or one less.
 *
 * @param {readonly FixablePart[]} parts
 * @param {string} part  one of them, or `all`
 * @param {boolean} isFixed
 */
export const withPart = (parts, part, isFixed) =>
  FIXABLE.filter((one) => (part === ALL_FIXED || one === part ? isFixed : parts.includes(one)));
