/**
 * The letters of a notation without any index, for words that name them: {_dl_dz} in a text is ∂l/∂z in the lecture's
 * letters and δ in others.
 */

import { symbol } from "./notation.js";
import { plainText } from "./tex-plain.js";
import { translator } from "./catalogue.js";
import { once } from "../network/once.js";

const QUANTITIES = /** @type {const} */ ([
  "x",
  "t",
  "z",
  "a",
  "w",
  "b",
  "l",
  "L",
  "dl_da",
  "dl_dz",
  "dl_dw",
  "dl_db",
  "dl_dx",
  "dL_dw",
  "dL_db",
  "w_new",
  "b_new",
]);

/**
 * @param {import("../network/types.js").NotationName} name
 * @returns {Record<string, string>} by the quantity's name behind a low line; `_y` and `_dl_dy` are those of the output
 */
export function lettersOf(name) {
  const known = LETTERS_BY_NOTATION.get(name) ?? lettersFor(name);
  LETTERS_BY_NOTATION.set(name, known);
  return known;
}

/** @type {Map<string, Record<string, string>>} */
const LETTERS_BY_NOTATION = new Map();

/** @param {import("../network/types.js").NotationName} name @returns {Record<string, string>} */
function lettersFor(name) {
  /** @param {string} quantity */
  const letter = (quantity) => plainText(symbol({ quantity, indices: [], sample: 0 }, { name }));
  const letters = Object.fromEntries(QUANTITIES.map((quantity) => [`_${quantity}`, letter(quantity)]));
  const own = name === "lecture";
  return { ...letters, _y: own ? "y" : letters._a, _dl_dy: own ? "∂l/∂y" : letters._dl_da };
}

/**
 * The words of a language in the letters of a notation; for the same two always the same function.
 *
 * @param {Readonly<Record<string, string>>} words
 * @param {import("../network/types.js").NotationName} notation
 * @returns {import("../network/types.js").Translate}
 */
export function wordsIn(words, notation) {
  return once(words, notation, () => translator(words, lettersOf(notation)));
}

/**
 * Keeps the page's words in its language and its letters.
 *
 * @param {import("../state/page.js").Store} store
 */
export function followLetters(store) {
  store.subscribe(({ words, notation, t }) => {
    const wanted = wordsIn(words, notation);
    if (wanted !== t) store.set({ t: wanted });
  });
}
