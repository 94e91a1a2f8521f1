/** Numbers of an answer, of which those that are not finite are texts, as numbers and back. */

/** @typedef {import("./types.js").Num} Num */

/**
 * @param {Num | undefined} value
 * @returns {number} NaN where there is no number
 */
export const numeric = (value) => (value === undefined ? NaN : Number(value));

/** @param {number} value @returns {Num} as the API writes it */
export const asNum = (value) => (Number.isFinite(value) ? value : /** @type {Num} */ (String(value)));

/** @param {readonly number[]} sizes @returns {number} index of the first of the largest */
export const indexOfLargest = (sizes) => sizes.reduce((best, size, index) => (size > sizes[best] ? index : best), 0);
