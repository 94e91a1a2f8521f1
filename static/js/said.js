/** What is heard for a number of the page: its name in words, and the number with all its digits, however little room there is. */

import { number } from "./format.js";
import { spoken } from "./symbols.js";

/**
 * @typedef {import("./types.js").Num} Num
 * @typedef {import("./types.js").Translate} Translate
 */

/** A drawing of two thousand wires names them at every step. @type {WeakMap<Translate, Map<string, string>>} */
const names = new WeakMap();

/** @param {string} address @param {Translate} t @returns {string} as a piece of a sentence */
function nameIn(address, t) {
  const known = names.get(t) ?? new Map();
  names.set(t, known);
  const name = known.get(address) ?? spoken(address, t);
  known.set(address, name);
  return name;
}

/** @param {Num | undefined} value @param {number} digits @param {Translate} t @returns {string} words for what is not computed yet, not a dash */
export const heard = (value, digits, t) => (value === undefined ? t("page.legend.waiting") : number(value, digits));

/**
 * 'weight of the wire from input 1 to neuron 2 of layer 1: 0.3'
 *
 * @param {string} address
 * @param {Num | undefined} value  undefined while it is not computed yet
 * @param {{digits: number, t: Translate}} how
 */
export const said = (address, value, { digits, t }) => t("page.stage.said", { name: nameIn(address, t), number: heard(value, digits, t) });

/** With a capital, where it stands alone. @param {string} words */
export const alone = (words) => words.charAt(0).toUpperCase() + words.slice(1);
