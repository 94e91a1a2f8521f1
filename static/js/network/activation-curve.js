/**
 * The little picture in a forward neuron: its activation's curve, the point where it stands, and the tangent there,
 * whose slope is the gain of the amplifier beneath. Geometry only, in a unit square whose y points down as on a screen.
 *
 * @typedef {import("./types.js").Num} Num
 * @typedef {[number, number]} Coordinates
 * @typedef {object} CurvePicture
 * @property {Coordinates[]} points  the curve, from left to right
 * @property {Coordinates | null} point  where the neuron stands, on the curve; null while its z is unknown or not
 *   finite
 * @property {[Coordinates, Coordinates] | null} tangent
 * @property {{half: number, low: number, high: number}} window  z from −half to half, a from low to high
 */

const SEGMENTS = 60;
const HALF_TANGENT = 0.3;
const STEEPEST_LOGIT = 40;
/** Twice this is still a number. */
const MAX_HALF_WIDTH = 1e300;

/**
 * @param {readonly number[]} sorted
 * @param {number} x
 * @returns {number} index of the segment that x is in, or nearest to
 */
function segment(sorted, x) {
  let low = 0;
  let high = sorted.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (sorted[middle] <= x) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** @param {number} value */
const clamp = (value) => Math.min(1, Math.max(0, value));

/**
 * How far a softmax neuron's curve lies to the right of the sigmoid's: with the other sums of its layer fixed,
 * a_i = σ(z_i − c) with c = log Σ_{k≠i} e^{z_k} = z − log(a / (1 − a)).
 *
 * @param {Num} z
 * @param {Num} a
 * @returns {number} 0 where one of the two is no number
 */
export function softmaxShift(z, a) {
  const logit = Math.log(Number(a) / (1 - Number(a)));
  const shift = Number(z) - Math.min(STEEPEST_LOGIT, Math.max(-STEEPEST_LOGIT, logit));
  return Number.isFinite(shift) ? shift : 0;
}

/**
 * @param {{curve_z: readonly number[], a: readonly number[]}} curve  the activation, sampled from low to high z; for a
 *   softmax the sigmoid
 * @param {Num | undefined} z  where the neuron stands, if that is known
 * @param {number} [shift]  how far the curve is moved to the right
 * @param {{da_dz?: Num}} [options]  the slope there; else it is the sampled curve's own
 * @returns {CurvePicture}
 */
export function curvePoints({ curve_z, a }, z, shift = 0, { da_dz } = {}) {
  const here = z === undefined ? NaN : Number(z);
  const finite = Number.isFinite(here);
  const half = finite ? Math.min(MAX_HALF_WIDTH, Math.max(6, 1.25 * Math.abs(here))) : 6;

  /** @param {number} i */
  const steepness = (i) => (a[i + 1] - a[i]) / (curve_z[i + 1] - curve_z[i]);
  /** @param {number} x the sampled curve, continued in a straight line beyond its ends */
  const value = (x) => {
    const i = segment(curve_z, x - shift);
    return a[i] + steepness(i) * (x - shift - curve_z[i]);
  };

  const samples = Array.from({ length: SEGMENTS + 1 }, (_, i) => half * ((2 * i) / SEGMENTS - 1));
  const values = samples.map(value);
  const low = Math.min(...values);
  const high = Math.max(...values);
  /** @param {number} x @param {number} y @returns {Coordinates} a flat curve runs through the middle */
  const place = (x, y) => [clamp((x / half + 1) / 2), high > low ? clamp((high - y) / (high - low)) : 0.5];

  const points = samples.map((x, i) => place(x, values[i]));
  const window = { half, low, high };
  if (!finite) return { points, point: null, tangent: null, window };

  const point = place(here, value(here));
  const slope = Number(da_dz ?? steepness(segment(curve_z, here - shift)));
  const rise = high > low ? (slope * 2 * half) / (high - low) : 0;
  return { points, point, tangent: Number.isFinite(rise) ? tangentAt(point, rise) : null, window };
}

/**
 * @param {Coordinates} point
 * @param {number} rise  slope in the unit square, upward
 * @returns {[Coordinates, Coordinates]} of the same length whatever the slope, cut off at the edge
 */
function tangentAt([x, y], rise) {
  const dx = HALF_TANGENT / Math.hypot(1, rise);
  const dy = -dx * rise;
  /** @param {number} from @param {number} by @returns {number} the part of the way until the square ends */
  const room = (from, by) => (by > 0 ? (1 - from) / by : by < 0 ? -from / by : Infinity);
  /** @param {1 | -1} side @returns {Coordinates} */
  const end = (side) => {
    const part = Math.min(1, room(x, side * dx), room(y, side * dy));
    return [clamp(x + side * part * dx), clamp(y + side * part * dy)];
  };
  return [end(-1), end(1)];
}
