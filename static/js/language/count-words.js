/** Counts as one reads them, however large: exactly, rounded, as times as many. */

import { superscript } from "./number.js";

/** Above this a count is rounded to three digits. */
const MAX_EXACT_COUNT = 1_000_000_000n;

/**
 * A count as one reads it: 1,234,567, or 1.23×10¹².
 *
 * @param {number | string} count
 * @param {string} language
 */
export function readable(count, language) {
  const whole = BigInt(count);
  if (whole < MAX_EXACT_COUNT) return whole.toLocaleString(language);
  const digits = String(whole);
  const rounded = Number(`${digits[0]}.${digits.slice(1, 6)}`).toFixed(2);
  return `${rounded}×10${superscript(digits.length - 1)}`;
}

/** Its logarithm to base 10, of numbers too large for a float64 too. @param {number | string} count */
export function magnitude(count) {
  const digits = String(BigInt(count));
  return digits === "0" ? 0 : digits.length - 1 + Math.log10(Number(`${digits[0]}.${digits.slice(1, 15)}`));
}

/**
 * How many times as many: 7.3, 17, 1.2×10⁹.
 *
 * @param {number | string} count
 * @param {number | string} than
 * @param {string} language
 */
export function times(count, than, language) {
  const [dividend, divisor] = [BigInt(count), BigInt(than)];
  if (divisor === 0n) return "–";
  const tenths = (dividend * 10n) / divisor;
  return tenths < 100n
    ? (Number(tenths) / 10).toLocaleString(language)
    : readable(String((dividend + divisor / 2n) / divisor), language);
}
