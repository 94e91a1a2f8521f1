/**
 * What a screen reader says for a number of the page: its name in words, and the number with all its digits, however
 * little room there is.
 */

import { number } from "./number.js";
import { spoken } from "./notation.js";

/**
 * @typedef {import("../network/types.js").Num} Num
 * @typedef {import("../network/types.js").Translate} Translate
 */

/**
 * The last words for each number: a drawing of two thousand wires names them all whenever one of them changes.
 *
 * @type {WeakMap<Translate, Map<string, {value: Num | undefined, digits: number, words: string}>>}
 */
const SPOKEN = new WeakMap();

/**
 * @param {Num | undefined} value
 * @param {number} digits
 * @param {Translate} t
 * @returns {string} words for what is not computed yet, not a dash
 */
export const spokenValue = (value, digits, t) =>
  value === undefined ? t("page.legend.waiting") : number(value, digits);

/**
 * 'weight of the wire from input 1 to neuron 2 of layer 1: 0.3'
 *
 * @param {string} address
 * @param {Num | undefined} value  undefined while it is not computed yet
 * @param {{digits: number, t: Translate}} how
 * @returns {string} as a piece of a sentence
 */
export function spokenNumber(address, value, { digits, t }) {
  const all = SPOKEN.get(t) ?? new Map();
  SPOKEN.set(t, all);
  const last = all.get(address);
  if (last && last.digits === digits && Object.is(last.value, value)) return last.words;
  const words = t("page.stage.said", { name: spoken(address, t), number: spokenValue(value, digits, t) });
  all.set(address, { value, digits, words });
  return words;
}

/** With a capital, where it stands alone. @param {string} words */
export const alone = (words) => words.charAt(0).toUpperCase() + words.slice(1);
