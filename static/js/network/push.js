/**
 * A push as data: one number of a network is moved a little, and the change runs forward to the loss. Each link of the
 * way has two sizes, the true one of a forward pass and the one that the derivatives promise. The product of the
 * factors on the way, summed over its branches, is the gradient of the number that is pushed.
 *
 * @typedef {import("./types.js").Problem} Problem
 * @typedef {import("./types.js").Trace} Trace
 * @typedef {"w" | "b" | "x" | "z" | "a"} PushQuantity
 *
 * @typedef {object} PushChange  of one number
 * @property {number | null} actual  by a forward pass; null before its answer has come
 * @property {number} promised  by the derivatives
 *
 * @typedef {object} PushBranch  one way on which the change goes on
 * @property {string | null} factor  address of what it is multiplied by: a weight, an entry of a softmax's J; null for
 *   1
 * @property {number} by  that factor
 * @property {string} target  address of the number that is reached: a z of the next layer, or an activation
 * @property {string} gradient  address of the gradient that is known there already
 * @property {number} slope  that gradient
 *
 * @typedef {object} PushPlan  where a push leads, whatever its size
 * @property {string} subject  address of the number that is pushed
 * @property {PushQuantity} quantity
 * @property {number} sample  from 0
 * @property {string} gradient  address of its gradient
 * @property {{factor: string | null, by: number, z: string} | null} entry  from a weight or bias to the z of its
 *   neuron: the value that comes in on the wire; null for 1
 * @property {{z: string, a: string, slope: string, by: number} | null} curve  from z to a, where each neuron has a
 *   slope of its own
 * @property {string | null} joint  z of a softmax, which changes all activations of its layer
 * @property {string} from  address of the number from which the branches start
 * @property {"next" | "loss" | "joint"} kind  what the branches are: wires into the next layer, the output itself into
 *   the loss, the activations of a softmax
 * @property {PushBranch[]} branches  those that matter most, in their order
 * @property {PushBranch[]} rest  all others
 *
 * @typedef {object} Push  a plan, with a push of some size run through it
 * @property {PushPlan} plan
 * @property {PushChange} start
 * @property {PushChange | null} z  after the entry
 * @property {PushChange | null} a  after the curve
 * @property {(PushBranch & {arrived: PushChange, loss: number})[]} branches  `loss` is the promised change of the loss
 *   by this branch alone
 * @property {number} rest  the same of all branches that are not drawn
 * @property {PushChange} loss
 */

import { parseAddress, printAddress, valueAt } from "./address.js";
import { numeric } from "./numeric.js";
import { sizesOf, slopeOf } from "./problem.js";

/** So many branches are drawn; of more, those that carry most. */
export const MAX_BRANCHES = 6;

/** So many are drawn where somebody wants to see the others, too. */
export const MAX_OPENED_BRANCHES = 24;

/**
 * What one pushes: the weight for a weight, for its gradient and for its new value.
 *
 * @type {Record<string, PushQuantity>}
 */
const SUBJECTS = {
  w: "w",
  b: "b",
  x: "x",
  z: "z",
  a: "a",
  da_dz: "z",
  dl_dw: "w",
  dL_dw: "w",
  w_new: "w",
  dl_db: "b",
  dL_db: "b",
  b_new: "b",
  dl_dx: "x",
  dl_dz: "z",
  dl_da: "a",
};

const SHARED = new Set(["w", "b"]);

/**
 * @param {string | null} address
 * @returns {string | null} address of the number that one pushes there; null where there is none
 */
export function subjectOf(address) {
  const found = address ? parseAddress(address) : null;
  const quantity = found && SUBJECTS[found.quantity];
  if (!found || !quantity) return null;
  // ∂a_i/∂z_k of a softmax has three indices; what is pushed is z_k.
  const indices =
    found.quantity === "da_dz" && found.indices.length === 3 ? [found.indices[0], found.indices[2]] : found.indices;
  return printAddress({ quantity, indices, sample: SHARED.has(quantity) ? 0 : found.sample });
}

/** The sample that a push is followed in. @param {string} subject @param {number} shown  the sample on the page */
export function sampleOf(subject, shown) {
  const found = parseAddress(subject);
  return found && !SHARED.has(found.quantity) ? found.sample : shown;
}

/**
 * What is pushed when nothing is chosen: the first z of the last hidden layer, or of the only layer.
 *
 * @param {Problem} problem
 * @param {number} sample
 */
export const usualSubject = ({ layers }, sample) =>
  printAddress({ quantity: "z", indices: [Math.max(1, layers.length - 1), 0], sample });

/**
 * @param {{problem: Problem, trace: Trace, sample: number}} answer
 * @param {string} subject
 * @param {number} [limit]  so many branches are drawn
 * @returns {PushPlan}
 */
export function planOf({ problem, trace, sample: shown }, subject, limit = MAX_BRANCHES) {
  const { quantity, indices } = /** @type {import("./types.js").Address} */ (parseAddress(subject));
  const sample = sampleOf(subject, shown);
  /** @param {string} name @param {...number} place */
  const here = (name, ...place) => printAddress({ quantity: name, indices: place, sample });
  /** @param {string | null} address */
  const value = (address) => (address === null ? 1 : numeric(valueAt(address, problem, trace)));

  const [layer, neuron] = quantity === "x" ? [0, indices[0]] : indices;
  const factor = quantity === "w" ? (layer === 1 ? here("x", indices[2]) : here("a", layer - 1, indices[2])) : null;
  const hasZ = quantity === "w" || quantity === "b" || quantity === "z";
  const z = here("z", layer, neuron);
  const joins = hasZ && Array.isArray(trace.layers[layer - 1].da_dz[sample]?.[neuron]);
  const a = layer === 0 ? here("x", neuron) : here("a", layer, neuron);
  const slope = hasZ && !joins ? here(...slopePlace(problem, layer, neuron)) : null;
  const kind = joins ? "joint" : layer === problem.layers.length ? "loss" : "next";
  const all = waysOn(kind, layer, neuron, sizesOf(problem)).map(({ by, to, back }) => {
    const [weight, target, gradient] = [by && named(by, sample), here(...to), here(...back)];
    return { factor: weight, by: value(weight), target, gradient, slope: value(gradient) };
  });
  const drawn = new Set(heaviest(all, limit));
  return {
    subject,
    quantity: /** @type {PushQuantity} */ (quantity),
    sample,
    gradient: printAddress({ quantity: `dl_d${quantity}`, indices, sample }),
    entry: quantity === "w" || quantity === "b" ? { factor, by: value(factor), z } : null,
    curve: slope ? { z, a, slope, by: value(slope) } : null,
    joint: joins ? z : null,
    from: joins ? z : a,
    kind,
    branches: all.filter((branch) => drawn.has(branch)),
    rest: all.filter((branch) => !drawn.has(branch)),
  };
}

/**
 * The branches that carry most; of those that carry the same, the first.
 *
 * @param {PushBranch[]} all  in their order
 * @param {number} count
 */
const heaviest = (all, count) =>
  all.toSorted((one, other) => Math.abs(other.by * other.slope) - Math.abs(one.by * one.slope)).slice(0, count);

/** From 0, in its layer. @param {string} address  of a z or a */
export const neuronIn = (address) => parseAddress(address)?.indices[1] ?? 0;

/** @typedef {[string, ...number[]]} PushPlace  a quantity and its place */

/**
 * The ways on which a change leaves a neuron.
 *
 * @param {PushPlan["kind"]} kind
 * @param {number} layer
 * @param {number} neuron
 * @param {number[]} sizes
 * @returns {{by: PushPlace | null, to: PushPlace, back: PushPlace}[]}
 */
function waysOn(kind, layer, neuron, sizes) {
  if (kind === "loss") return [{ by: null, to: ["a", layer, neuron], back: ["dl_da", layer, neuron] }];
  const count = kind === "joint" ? sizes[layer] : sizes[layer + 1];
  return Array.from({ length: count }, (_, k) =>
    kind === "joint"
      ? { by: ["da_dz", layer, k, neuron], to: ["a", layer, k], back: ["dl_da", layer, k] }
      : { by: ["w", layer + 1, k, neuron], to: ["z", layer + 1, k], back: ["dl_dz", layer + 1, k] },
  );
}

/** @param {Problem} problem @param {number} layer @param {number} neuron @returns {PushPlace} */
function slopePlace(problem, layer, neuron) {
  const { quantity, indices } = /** @type {import("./types.js").Address} */ (
    parseAddress(slopeOf(problem, layer, neuron))
  );
  return [quantity, ...indices];
}

/** @param {PushPlace} named @param {number} sample */
const named = ([quantity, ...indices], sample) =>
  printAddress({ quantity, indices, sample: SHARED.has(quantity) ? 0 : sample });

/**
 * The numbers whose true changes a push can show, each once, however many branches are drawn now.
 *
 * @param {PushPlan} plan
 * @returns {string[]}
 */
export function watchedBy({ entry, curve, branches, rest }) {
  const inOrder = [...branches, ...rest].toSorted((one, other) => neuronIn(one.target) - neuronIn(other.target));
  const reached = heaviest(inOrder, MAX_OPENED_BRANCHES).map(({ target }) => target);
  const all = [entry?.z, curve?.z, curve?.a, ...reached];
  return [...new Set(/** @type {string[]} */ (all.filter((address) => address !== undefined)))];
}

/**
 * @param {{problem: Problem, trace: Trace}} answer
 * @param {PushPlan} plan
 * @param {number} by  how far the subject is moved
 * @param {{l: import("./types.js").Num, watched?: import("./types.js").Num[]} | null} moved  what a forward pass says
 *   of it; null before it has come
 * @returns {Push}
 */
export function pushed({ problem, trace }, plan, by, moved) {
  const { entry, curve, branches, sample } = plan;
  const watch = watchedBy(plan);
  /** @param {string} address @param {number} promised @returns {PushChange} */
  const change = (address, promised) => {
    if (address === plan.subject) return { actual: by, promised };
    const after = moved?.watched?.[watch.indexOf(address)];
    const before = valueAt(address, problem, trace);
    return { actual: after === undefined ? null : by === 0 ? 0 : numeric(after) - numeric(before), promised };
  };
  const z = entry ? change(entry.z, entry.by * by) : null;
  const before = z?.promised ?? by;
  const a = curve ? change(curve.a, curve.by * before) : null;
  const sent = a?.promised ?? before;
  const arriving = branches.map((branch) => {
    const arrived = change(branch.target, branch.by * sent);
    return { ...branch, arrived, loss: branch.slope * arrived.promised };
  });
  const further = productOf(plan).further * sent;
  const before_l = numeric(trace.l[sample]);
  return {
    plan,
    start: { actual: by, promised: by },
    z,
    a,
    branches: arriving,
    rest: further,
    loss: {
      actual: moved ? (by === 0 ? 0 : numeric(moved.l) - before_l) : null,
      promised: arriving.reduce((sum, { loss }) => sum + loss, 0) + further,
    },
  };
}

/**
 * What the factors of a plan multiply and add to: the gradient of the number that is pushed.
 *
 * @param {PushPlan} plan
 * @returns {{sum: number, further: number, total: number}} the sum over all branches, the part of it that is not drawn,
 *   and the sum times what stands before it
 */
export function productOf({ entry, curve, branches, rest }) {
  /** @param {PushBranch[]} some */
  const summed = (some) => some.reduce((part, { by, slope }) => part + by * slope, 0);
  const further = summed(rest);
  const sum = summed(branches) + further;
  return { sum, further, total: (entry?.by ?? 1) * (curve?.by ?? 1) * sum };
}
