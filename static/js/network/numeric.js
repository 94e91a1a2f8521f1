/** A number of an answer, which may be the text of one that is not finite, as a number. */

/**
 * @param {import("./types.js").Num | undefined} value
 * @returns {number} NaN where there is no number
 */
export const numeric = (value) => (value === undefined ? NaN : Number(value));
