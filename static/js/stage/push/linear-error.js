/**
 * Where what is true and what is promised part: at a kink of the curve, where the curve is flat, where it bends, or
 * only behind it.
 *
 * @typedef {object} LinearError
 * @property {"kept" | "kink" | "flat" | "bend" | "joint" | "later"} kind
 * @property {number} gap  between the true change of the loss and the promised one
 * @property {number | null} slope  of the curve where the push ends, where that says something
 */

import { numeric } from "../../network/numeric.js";
import { parseAddress, valueAt } from "../../network/address.js";
import { watchedBy } from "../../network/push.js";
import { middleOf } from "../../server/questions/nudge.js";
import { lossOf } from "./words.js";

/** Parts of what was promised by which the truth may miss it and still count as the same. */
const SAME = 0.02;

/** A slope of so small a part of the promised one is flat. */
const FLAT = 0.25;

/** Activations whose slope jumps where z is 0. */
const KINKED = new Set(["relu", "leaky_relu", "selu"]);

/**
 * @param {NonNullable<import("../../state/page.js").Page["answer"]>} answer
 * @param {import("../../network/push.js").Push} push
 * @param {{found: import("../../server/questions/nudge.js").Nudged, place: number} | null} nudged
 * @returns {LinearError | null} null while nothing is pushed, before the answer, and where a loss has no value
 */
export function linearErrorOf({ problem, trace }, { plan, start, a, loss }, nudged) {
  if (loss.actual === null || start.actual === 0 || !nudged) return null;
  const gap = Math.abs(loss.actual - loss.promised);
  if (!Number.isFinite(gap)) return null;
  const size = numeric(valueAt(lossOf(plan), problem, trace));
  if (agrees(loss, size)) return { kind: "kept", gap, slope: null };
  if (plan.joint) return { kind: "joint", gap, slope: null };
  const { curve } = plan;
  if (!curve || !a || a.actual === null) return { kind: "later", gap, slope: null };
  const stands = numeric(valueAt(curve.a, problem, trace));
  if (agrees(a, stands)) return { kind: "later", gap, slope: null };
  const [before, after, slope] = ends(problem, trace, plan, nudged);
  const layer = /** @type {import("../../network/types.js").Address} */ (parseAddress(curve.z)).indices[0];
  const crosses = before > 0 !== after > 0;
  if (crosses && KINKED.has(problem.layers[layer - 1].activation)) return { kind: "kink", gap, slope };
  return { kind: Math.abs(slope) < FLAT * Math.abs(curve.by) ? "flat" : "bend", gap, slope };
}

/**
 * Whether a change is the promised one, as far as can be known: a difference of two numbers no better than they are.
 *
 * @param {import("../../network/push.js").PushChange} change
 * @param {number} size  of the number that changes
 */
const agrees = ({ actual, promised }, size) =>
  Math.abs(Number(actual) - promised) <= SAME * Math.abs(promised) + 8 * Number.EPSILON * Math.abs(size);

/**
 * z before and after the push, and the slope of the curve there.
 *
 * @param {import("../../network/types.js").Problem} problem
 * @param {import("../../network/types.js").Trace} trace
 * @param {import("../../network/push.js").PushPlan} plan
 * @param {{found: import("../../server/questions/nudge.js").Nudged, place: number}} nudged
 */
function ends(problem, trace, plan, { found, place }) {
  const { curve, entry } = /** @type {typeof plan & {curve: NonNullable<typeof plan.curve>}} */ (plan);
  const column = watchedBy(plan).indexOf(curve.a);
  const index = place + middleOf(found);
  const [one, here, other] = [index - 1, index, index + 1].map((k) => found.moved[k]);
  const z = numeric(valueAt(curve.z, problem, trace));
  const by = entry?.by ?? 1;
  /** @param {typeof here} moved */
  const a = (moved) => numeric(moved.watched?.[column]);
  return [z, z + by * here.by, (a(other) - a(one)) / (by * (other.by - one.by))];
}
