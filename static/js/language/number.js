/**
 * Numbers as a person reads and types them. Printing: four significant digits, a real minus sign, a power of ten
 * where a decimal would be a row of zeros, a dash for what is not computed yet. Reading: what people type in a field.
 *
 * @typedef {import("../network/types.js").Num} Num
 */

const MINUS = "\u2212";
const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** @param {string} text */
const withoutTrailingZeros = (text) => (text.includes(".") ? text.replace(/\.?0+$/, "") : text);

/** A whole number in raised digits: ⁻⁷. @param {number} exponent */
export const superscript = (exponent) =>
  String(exponent).replace(/./g, (sign) => (sign === "-" ? "⁻" : SUPERSCRIPTS[Number(sign)]));

/** A power of ten: 1, 10, 10², 10⁻⁷. @param {number} exponent */
export const powerOfTen = (exponent) => (exponent === 0 ? "1" : exponent === 1 ? "10" : `10${superscript(exponent)}`);

/**
 * A number to some significant digits: 0.982, −2.083, 1.234×10⁻⁷. The digits before the decimal point are never
 * rounded away, so that 12345.6 shows 12346 and not zeros that are not there.
 *
 * @param {Num | undefined} value
 * @param {number} [digits]
 * @returns {string} an en dash when there is no number yet
 */
export function number(value, digits = 4) {
  if (value === undefined) return "–";
  const x = Number(value);
  if (Number.isNaN(x)) return "NaN";
  const sign = x < 0 ? MINUS : "";
  const size = Math.abs(x);
  if (size === Infinity) return `${sign}∞`;
  if (size === 0) return "0";
  const [mantissa, power] = size.toExponential(digits - 1).split("e");
  const exponent = Number(power);
  if (exponent < -4 || exponent >= 6) return `${sign}${withoutTrailingZeros(mantissa)}×10${superscript(exponent)}`;
  return sign + withoutTrailingZeros(size.toFixed(Math.max(0, digits - 1 - exponent)));
}

/**
 * The shortest decimal that is this very float64, with an ASCII minus: for copying into a program.
 *
 * @param {Num | undefined} value
 * @returns {string} empty when there is no number yet
 */
export const exactText = (value) => (value === undefined ? "" : String(value));

/**
 * A factor of a product: in parentheses when it is negative.
 *
 * @param {Num | undefined} value
 * @param {number} [digits]
 * @returns {string}
 */
export function signed(value, digits = 4) {
  const text = number(value, digits);
  return text.startsWith(MINUS) ? `(${text})` : text;
}

/** How far a saturating activation is from 1, out of its slope: 1 − a itself would have lost every digit. */
const GAPS = /** @type {Record<string, (a: number, da_dz: number) => number>} */ ({
  sigmoid: (a, da_dz) => da_dz / a,
  softmax: (a, da_dz) => da_dz / a,
  tanh: (a, da_dz) => da_dz / (1 + a),
});

/**
 * What is missing to 1, for an activation that prints as 1: σ′ = a(1 − a), so 1 − a = σ′/a; tanh′ = (1 − a)(1 + a).
 *
 * @param {Num | undefined} a
 * @param {Num | undefined} da_dz  the slope there (softmax: the diagonal of its Jacobian)
 * @param {string} [activation]
 * @param {number} [digits]  the digits that `a` is printed with
 * @returns {string | null} two digits of 1 − a; null where `a` does not print as 1 or its activation has no such limit
 */
export function oneMinus(a, da_dz, activation = "sigmoid", digits = 4) {
  if (!Object.hasOwn(GAPS, activation) || number(a, digits) !== "1" || da_dz === undefined) return null;
  return number(GAPS[activation](Number(a), Number(da_dz)), 2);
}

const DECIMAL = /^([0-9]+\.?[0-9]*|\.[0-9]+)(e[+-]?[0-9]+)?$/;
/** 1,234 may be a thousand or a little over one; only 0,234 and other group lengths are plainly decimals. */
const AMBIGUOUS = /^(?!0,)[0-9]{1,3},[0-9]{3}(?![0-9])/;

/** @param {string} text an unsigned decimal @returns {number} NaN when it is none */
function unsigned(text) {
  const comma = text.includes(",") && !text.includes(".") && !AMBIGUOUS.test(text);
  const plain = comma ? text.replace(",", ".") : text;
  return DECIMAL.test(plain) ? Number(plain) : NaN;
}

/**
 * What a person types or pastes where a number is wanted: `-2`, `− 2`, `.5`, `0,5`, `1/3`, `1e-3`, `1.2×10⁻⁷`, also in
 * full-width characters.
 *
 * @param {string} text
 * @returns {number | null} null when it is not plainly one finite number
 */
export function typed(text) {
  const plain = plainNumber(text);
  const match = /^([+-]?)\s*([^\s/+-][^\s/]*)(?:\s*\/\s*([^\s/]+))?$/.exec(plain);
  if (!match) return null;
  const [, sign, top, bottom] = match;
  const size = bottom === undefined ? unsigned(top) : unsigned(top) / unsigned(bottom);
  return Number.isFinite(size) ? (sign === "-" ? -size : size) : null;
}

/** A typed number in plain characters, its power of ten behind an `e`. @param {string} text */
export const plainNumber = (text) =>
  text
    .replace(/[！-～]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(
      /×10([⁻]?)([⁰¹²³⁴⁵⁶⁷⁸⁹]+)/,
      (_, minus, power) => `e${minus && "-"}${[...power].map((sign) => SUPERSCRIPTS.indexOf(sign)).join("")}`,
    )
    .replace(/[\u2212\u2013]/g, "-")
    .replace(/\u2044/g, "/")
    .trim()
    .toLowerCase();
