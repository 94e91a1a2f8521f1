/**
 * The curve of the neuron that is pushed, around the place where it stands: points of forward passes, or, where a push
 * does not move the neuron or its answer has not come, the sampled curve of the activation. The shorter the reach, the
 * closer one looks: near enough, every smooth curve is a straight line.
 *
 * @typedef {[number, number]} CurvePlace  z and a
 * @typedef {object} CurveWindow  what one sees of the curve
 * @property {number} z  where the neuron stands
 * @property {number} half  from there to either edge
 * @property {number} low  of a
 * @property {number} high
 * @property {CurvePlace[][]} lines  each a curve: that of the neuron, or of every neuron of a softmax
 */

import { numeric } from "../../network/numeric.js";
import { NUDGE_PLACES, SEEN_PLACES } from "../../server/questions/nudge.js";

/** How much further than one can push one sees. */
const BEYOND = SEEN_PLACES / NUDGE_PLACES;

const SEGMENTS = 48;

/**
 * @param {object} given
 * @param {number} given.z  where the neuron stands
 * @param {number | null} given.a  what it sends there; null for a softmax
 * @param {number} given.reach  how far its z can be pushed
 * @param {CurvePlace[][]} given.exact  points of forward passes, in the order of z
 * @param {{curve_z: readonly number[], a: readonly number[]} | null} given.sampled  the activation
 * @returns {CurveWindow}
 */
export function windowOf({ z, a, reach, exact, sampled }) {
  const half = BEYOND * (reach || 1);
  const lines = exact.length > 0 ? exact : [[]];
  const whole = lines.map((line) => {
    const inside = line.filter(([x, y]) => Number.isFinite(x) && Number.isFinite(y));
    const isExact = inside.length > 1 && inside[inside.length - 1][0] > inside[0][0];
    if (isExact || !sampled || sampled.a.length < 2) return inside;
    // Between its samples it is not the curve itself; at least it goes through the point.
    const raised = a === null ? 0 : a - interpolated(sampled, z);
    return Array.from({ length: SEGMENTS + 1 }, (_, i) => z + half * ((2 * i) / SEGMENTS - 1)).map(
      (x) => /** @type {CurvePlace} */ ([x, interpolated(sampled, x) + raised]),
    );
  });
  const values = whole.flat().map(([, a]) => a);
  const [low, high] = values.length > 0 ? [Math.min(...values), Math.max(...values)] : [0, 1];
  return { z, half, low, high, lines: whole };
}

/** @param {{curve_z: readonly number[], a: readonly number[]}} sampled @param {number} x */
function interpolated({ curve_z, a }, x) {
  const above = curve_z.findIndex((one) => one >= x);
  const i = Math.max(0, Math.min(curve_z.length - 2, (above < 0 ? curve_z.length : above) - 1));
  return a[i] + ((a[i + 1] - a[i]) / (curve_z[i + 1] - curve_z[i])) * (x - curve_z[i]);
}

/**
 * The points of forward passes.
 *
 * @param {import("../../network/push.js").PushPlan} plan
 * @param {number} z
 * @param {readonly import("../../server/questions/nudge.js").Moved[]} moved
 * @param {readonly number[]} columns  of what is watched: the activations
 * @returns {CurvePlace[][]}
 */
export function exactPoints({ entry }, z, moved, columns) {
  return columns.map((column) =>
    moved
      .map(({ by, watched }) => /** @type {CurvePlace} */ ([z + (entry?.by ?? 1) * by, numeric(watched?.[column])]))
      .toSorted(([one], [other]) => one - other),
  );
}

/**
 * From z and a to pixels of a box.
 *
 * @param {CurveWindow} shown
 * @param {import("./layout.js").PushBox} box
 */
export function scaleOf({ z, half, low, high }, box) {
  const span = high - low;
  const flat = !(span > 1e-12 * Math.max(1, Math.abs(high)));
  /** @param {number} x */
  const toX = (x) => box.x + ((x - z + half) / (2 * half)) * box.width;
  /** @param {number} a */
  const toY = (a) =>
    box.y + box.height * (flat ? 0.5 : Math.max(-EDGE, Math.min(1 + EDGE, 0.06 + (0.88 * (high - a)) / span)));
  return {
    x: toX,
    y: toY,
    /** The same without an end at the edge of the box. @param {number} a */
    exactY: (a) => box.y + box.height * (flat ? 0.5 : 0.06 + (0.88 * (high - a)) / span),
    /**
     * The straight line through a point, as far as it lies in the box.
     *
     * @param {number} a
     * @param {number} slope
     * @returns {[import("../scene/layout.js").Point, import("../scene/layout.js").Point]}
     */
    tangent(a, slope) {
      const run = 0.85 * half;
      /** @param {number} side */
      const end = (side) => {
        const limit = slope * side > 0 ? high + 0.06 * span - a : a - low + 0.06 * span;
        const part = flat || slope === 0 ? run : Math.min(run, limit / Math.abs(slope));
        return { x: toX(z + side * part), y: toY(a + side * part * slope) };
      };
      return [end(-1), end(1)];
    },
  };
}

/** Parts of a box by which a point may lie outside. */
const EDGE = 0.05;
