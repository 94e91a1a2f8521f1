/** What there is to choose from, each with its words. */

import { NOTATIONS } from "./notation.js";

/**
 * @typedef {import("../network/types.js").Translate} Translate
 * @typedef {readonly [value: string, words: string]} Option
 */

/** @param {{activations: {name: string}[]}} boot @param {Translate} t @returns {Option[]} */
export const activationOptions = ({ activations }, t) =>
  activations.map(({ name }) => [name, t(`page.activation.${name}`)]);

/** @param {{losses: {name: string}[]}} boot @param {Translate} t @returns {Option[]} */
export const lossOptions = ({ losses }, t) => losses.map(({ name }) => [name, t(`page.loss.${name}`)]);

/** @param {Translate} t @returns {Option[]} */
export const notationOptions = (t) => NOTATIONS.map((notation) => [notation, t(`page.notation.${notation}`)]);
