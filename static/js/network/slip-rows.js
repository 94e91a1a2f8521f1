/**
 * The usual slips, a row each: which numbers come out for a gradient when it is made. Each is the product of the push
 * with one factor forgotten, exchanged or counted wrongly. What a slip is called stands in `page.slip.<kind>`.
 *
 * @typedef {object} Way  how a gradient comes about in one sample
 * @property {import("./types.js").Problem} problem
 * @property {(address: string) => number} value
 * @property {import("./push.js").PushPlan} plan
 * @property {import("./push.js").PushBranch[]} all  branches, in the order of their neurons
 * @property {number} layer  of the number whose gradient it is; 0 of an input
 * @property {number} neuron  from 0
 * @property {number} input  the factor from the number to z
 * @property {number} slope  the factor from z to a
 * @property {number} sum  over the branches
 * @property {number} total  the gradient
 *
 * @typedef {{value: number, at?: Record<string, string>}} SlipValue  what comes out, and the addresses that its
 *   sentence names
 * @typedef {{kind: string, values: (way: Way) => SlipValue[]}} SlipRow  no values where the slip cannot be made
 */

import { parseAddress, printAddress, valueAt } from "./address.js";
import { numeric } from "./numeric.js";
import { sizesOf } from "./problem.js";
import { neuronIn, planOf, productOf } from "./push.js";

/** Of a wide layer only so many wires and neurons are taken for one another. */
export const MAX_EXCHANGED = 8;

/**
 * Activations whose slope is written with the activation itself: the slip is to put something else into it.
 *
 * @type {Readonly<Record<string, {f: (z: number) => number, slope: (a: number) => number}>>}
 */
export const BY_ACTIVATION = {
  sigmoid: { f: (z) => 1 / (1 + Math.exp(-z)), slope: (a) => a * (1 - a) },
  tanh: { f: Math.tanh, slope: (a) => 1 - a * a },
};

/**
 * @param {{problem: import("./types.js").Problem, trace: import("./types.js").Trace, sample: number}} pass
 * @param {string} subject  address of the number whose gradient it is
 * @returns {Way}
 */
export function wayOf({ problem, trace, sample }, subject) {
  const plan = planOf({ problem, trace, sample }, subject);
  const { quantity, indices } = addressOf(subject);
  const [layer, neuron] = quantity === "x" ? [0, indices[0]] : indices;
  return {
    problem,
    value: (address) => numeric(valueAt(address, problem, trace)),
    plan,
    all: [...plan.branches, ...plan.rest].toSorted((one, other) => neuronIn(one.target) - neuronIn(other.target)),
    layer,
    neuron,
    input: plan.entry?.by ?? 1,
    slope: plan.curve?.by ?? 1,
    ...productOf(plan),
  };
}

/** Where two slips come to the same number, the first counts. @type {readonly SlipRow[]} */
export const SLIPS = [
  { kind: "sign", values: ({ total }) => [{ value: -total }] },
  {
    kind: "no-slope",
    values: ({ plan: { curve }, input, sum }) => (curve ? [{ value: input * sum, at: { slope: curve.slope } }] : []),
  },
  {
    kind: "activation",
    values: ({ plan: { curve }, value, input, sum }) =>
      curve ? [{ value: input * value(curve.a) * sum, at: { slope: curve.slope, a: curve.a } }] : [],
  },
  {
    kind: "slope-of-z",
    values: (way) => inSlope(way, (own, { z, a }) => ({ value: own.slope(way.value(z)), at: { z, a } })),
  },
  {
    kind: "slope-at-a",
    values: (way) =>
      inSlope(way, (own, { z, a, slope }) => ({ value: own.slope(own.f(way.value(a))), at: { slope, z, a } })),
  },
  {
    kind: "own-only",
    values: ({ plan, all, neuron, input }) =>
      plan.joint ? [{ value: input * all[neuron].by * all[neuron].slope, at: { a: all[neuron].target } }] : [],
  },
  {
    kind: "no-softmax",
    values: ({ plan, all, neuron, input }) =>
      plan.joint ? [{ value: input * all[neuron].slope, at: { gradient: all[neuron].gradient } }] : [],
  },
  {
    kind: "path",
    values: ({ all, input, slope, sum }) =>
      all.length > 1
        ? all
            .slice(0, MAX_EXCHANGED)
            .map(({ by, slope: back, target }) => ({ value: input * slope * (sum - by * back), at: { target } }))
        : [],
  },
  {
    kind: "product",
    values: ({ all, input, slope }) =>
      all.length > 1 ? [{ value: input * slope * all.reduce((part, { by, slope: back }) => part * by * back, 1) }] : [],
  },
  { kind: "twice", values: (way) => (isSquared(way) ? [{ value: 2 * way.total }] : []) },
  { kind: "half", values: (way) => (isSquared(way) ? [{ value: way.total / 2 }] : []) },
  { kind: "no-weight", values: (way) => (leadsOn(way) ? [{ value: weighed(way, () => 1) }] : []) },
  {
    kind: "next-slope",
    values(way) {
      if (!leadsOn(way)) return [];
      const [{ gradient, target }] = way.all;
      /** @param {string} z */
      const before = (z) => `dl_da.${z.slice(2)}`;
      const sum = way.all.reduce((part, branch) => part + branch.by * way.value(before(branch.target)), 0);
      return [{ value: way.input * way.slope * sum, at: { gradient, instead: before(target) } }];
    },
  },
  {
    kind: "swapped",
    values(way) {
      if (!leadsOn(way) || way.all.length !== 2) return [];
      const [one, other] = way.all;
      const value = weighed(way, (k) => way.all[1 - k].by);
      return [{ value, at: { one: one.factor ?? "", other: other.factor ?? "" } }];
    },
  },
  {
    kind: "transposed",
    values(way) {
      const row = leadsOn(way) && way.all.length > 1 ? weightsOn(way)[way.neuron] : undefined;
      return row && row.length >= way.all.length
        ? [{ value: weighed(way, (k) => row[k]), at: { name: way.plan.from } }]
        : [];
    },
  },
  {
    kind: "wrong-wire",
    values(way) {
      if (!leadsOn(way)) return [];
      const W = weightsOn(way);
      /** @param {number} j */
      const wire = (j) => `w.${way.layer + 1}.0.${j}`;
      return exchanged(W[0].length, way.neuron).map((j) => ({
        value: weighed(way, (k) => W[k][j]),
        at: { wire: wire(j), right: wire(way.neuron) },
      }));
    },
  },
  { kind: "no-input", values: (way) => onWire(way, (back, input) => [{ value: back, at: { input } }]) },
  {
    kind: "weight",
    values: (way) =>
      onWire(way, (back, input, { weight }) => [{ value: way.value(weight) * back, at: { input, weight } }]),
  },
  {
    kind: "input-z",
    values: (way) =>
      onWire(way, (back, input, { from, here }) => {
        const z = here("z", way.layer - 1, from);
        return way.layer > 1 ? [{ value: way.value(z) * back, at: { input, z } }] : [];
      }),
  },
  {
    kind: "wrong-input",
    values: (way) =>
      onWire(way, (back, input, { from, here }) =>
        exchanged(sizesOf(way.problem)[way.layer - 1], from).map((j) => {
          const other = way.layer === 1 ? here("x", j) : here("a", way.layer - 1, j);
          return { value: way.value(other) * back, at: { input, other } };
        }),
      ),
  },
  {
    kind: "own-a",
    values: (way) =>
      onWire(way, (back, input, { here }) => {
        const a = here("a", way.layer, way.neuron);
        return [{ value: way.value(a) * back, at: { input, a } }];
      }),
  },
  {
    kind: "bias",
    values: ({ plan: { quantity, subject }, value, slope, sum }) =>
      quantity === "b" ? [{ value: value(subject) * slope * sum, at: { bias: subject } }] : [],
  },
];

/** @param {string} address */
const addressOf = (address) => /** @type {import("./types.js").Address} */ (parseAddress(address));

/** Whether the wires lead into the next layer. @param {Way} way */
const leadsOn = ({ plan }) => plan.kind === "next";

/** Whether it is the output itself of a squared error. @param {Way} way */
const isSquared = ({ plan, problem }) => plan.kind === "loss" && problem.loss.includes("squared_error");

/** W of the next layer. @param {Way} way */
const weightsOn = ({ problem, layer }) => problem.layers[layer].W;

/**
 * What comes out with other weights on the wires into the next layer.
 *
 * @param {Way} way
 * @param {(k: number) => number} weight
 */
const weighed = ({ input, slope, all }, weight) =>
  input * slope * all.reduce((part, branch, k) => part + weight(k) * branch.slope, 0);

/**
 * The neurons that one is taken for.
 *
 * @param {number} count  in its layer
 * @param {number} own
 */
const exchanged = (count, own) =>
  Array.from({ length: Math.min(MAX_EXCHANGED, count) }, (_, j) => j).filter((j) => j !== own);

/**
 * With another number in the place of the slope.
 *
 * @param {Way} way
 * @param {(own: (typeof BY_ACTIVATION)[string], curve: NonNullable<Way["plan"]["curve"]>) => SlipValue} slip
 * @returns {SlipValue[]}
 */
function inSlope({ problem, plan: { curve }, layer, input, sum }, slip) {
  const own = curve && BY_ACTIVATION[problem.layers[layer - 1].activation];
  if (!own) return [];
  const { value, at } = slip(own, curve);
  return [{ value: input * value * sum, at }];
}

/**
 * With another number in the place of the value that comes in on a wire.
 *
 * @param {Way} way
 * @param {(back: number, input: string, wire: {weight: string, from: number, here: (name: string, ...place: number[])
 *   => string}) => SlipValue[]} slip  given ∂l/∂z of the wire's neuron, and the address of what comes in
 * @returns {SlipValue[]}
 */
function onWire({ plan: { quantity, subject, entry }, slope, sum }, slip) {
  const input = entry?.factor;
  if (quantity !== "w" || !input) return [];
  const { sample } = addressOf(input);
  return slip(slope * sum, input, {
    weight: subject,
    from: addressOf(subject).indices[2],
    here: (name, ...place) => printAddress({ quantity: name, indices: place, sample }),
  });
}
