/**
 * What comes out for a gradient when one of the usual slips is made: each is the product of the push with one factor
 * forgotten, exchanged or counted wrongly. A number that somebody has worked out by hand is held against them.
 *
 * @typedef {object} Slip
 * @property {string} kind
 * @property {number} value  what comes out with it
 * @property {Readonly<Record<string, string>>} at  the addresses that its sentence names
 *
 * @typedef {{problem: import("./types.js").Problem, trace: import("./types.js").Trace, sample: number}} Pass
 */

import { forSample, parseAddress, printAddress, valueAt } from "./address.js";
import { numeric } from "./numeric.js";
import { sizesOf } from "./problem.js";
import { neuronIn, planOf, productOf, subjectOf } from "./push.js";

/** Of a wide layer only so many wires and neurons are taken for one another. */
const MAX_EXCHANGED = 8;

/** Parts of a number that rounding on the way may cost. */
const ROUNDING = 0.005;

/** Parts of a number that rounding at the end may cost. */
const LAST_PLACE = 0.02;

/** Parts of a number that the order of a sum may cost. */
const SAME = 1e-9;

/**
 * Activations whose slope is written with the activation itself: the slip is to put something else into it.
 *
 * @type {Readonly<Record<string, {f: (z: number) => number, slope: (a: number) => number}>>}
 */
const BY_ACTIVATION = {
  sigmoid: { f: (z) => 1 / (1 + Math.exp(-z)), slope: (a) => a * (1 - a) },
  tanh: { f: Math.tanh, slope: (a) => 1 - a * a },
};

/** The gradients that can be compared. @param {string} address */
export const isCompared = (address) => /^d[lL]_d/.test(address) && subjectOf(address) !== null;

/**
 * What a number says that somebody has worked out.
 *
 * @param {Pass} pass
 * @param {string} address  of a gradient
 * @param {number} number
 * @param {number} unit  the last place that was written
 * @returns {{isRight: boolean, slip: Slip | null}} the slip that gives the number, if one does
 */
export function judged(pass, address, number, unit) {
  const exact = numeric(valueAt(address, pass.problem, pass.trace));
  if (isClose(number, exact, unit)) return { isRight: true, slip: null };
  const close = slipsOf(pass, address).filter(({ value }) => isClose(number, value, unit));
  const least = Math.min(...close.map(({ value }) => Math.abs(value - number)));
  // Two slips may come to the same: then it is the one that stands first.
  const nearest = close.find(({ value }) => Math.abs(value - number) <= least + SAME * Math.abs(number));
  return { isRight: false, slip: nearest ?? null };
}

/** @param {number} number @param {number} exact @param {number} unit */
function isClose(number, exact, unit) {
  const size = Math.abs(exact);
  return Math.abs(number - exact) <= Math.max(ROUNDING * size, Math.min(unit, LAST_PLACE * size));
}

/** The last place of a decimal as it is written: 0.001 of −0.046; 0 of a fraction. @param {string} text */
export function unitOf(text) {
  const found = /^[^\d.,/]*\d*(?:[.,](\d*))?(?:e([+-]?\d+))?\s*$/i.exec(text.trim());
  return found ? 10 ** (Number(found[2] ?? 0) - (found[1]?.length ?? 0)) : 0;
}

/**
 * The slips that can be made on the way to a gradient, without those that come to the gradient itself.
 *
 * @param {Pass} pass
 * @param {string} address  of a gradient
 * @returns {Slip[]}
 */
export function slipsOf(pass, address) {
  const { problem, trace } = pass;
  const subject = /** @type {string} */ (subjectOf(address));
  const exact = numeric(valueAt(address, problem, trace));
  const all = address.startsWith("dL") ? ofTotal(pass, subject, exact) : ofSample(pass, subject);
  return all.filter(({ value }) => Number.isFinite(value) && !isClose(value, exact, 0));
}

/** @param {Pass} pass @param {string} subject @returns {Slip[]} */
function ofSample({ problem, trace, sample }, subject) {
  const plan = planOf({ problem, trace, sample }, subject);
  const { entry, curve, joint, branches, rest, kind, from } = plan;
  const { sum, total } = productOf(plan);
  const all = [...branches, ...rest].toSorted((one, other) => neuronIn(one.target) - neuronIn(other.target));
  /** @param {string} of */
  const value = (of) => numeric(valueAt(of, problem, trace));
  const [input, slope] = [entry?.by ?? 1, curve?.by ?? 1];
  /** @type {Slip[]} */
  const slips = [{ kind: "sign", value: -total, at: {} }];
  /** @param {string} name @param {number} number @param {Record<string, string>} [at] */
  const add = (name, number, at = {}) => slips.push({ kind: name, value: number, at });
  const { quantity, indices } = addressOf(subject);
  const [layer, neuron] = quantity === "x" ? [0, indices[0]] : indices;

  if (curve) {
    add("no-slope", input * sum, { slope: curve.slope });
    add("activation", input * value(curve.a) * sum, { slope: curve.slope, a: curve.a });
    const own = BY_ACTIVATION[problem.layers[layer - 1].activation];
    if (own) {
      add("slope-of-z", input * own.slope(value(curve.z)) * sum, { z: curve.z, a: curve.a });
      add("slope-at-a", input * own.slope(own.f(value(curve.a))) * sum, { slope: curve.slope, z: curve.z, a: curve.a });
    }
  }
  if (joint) {
    const own = all[neuron];
    add("own-only", input * own.by * own.slope, { a: own.target });
    add("no-softmax", input * own.slope, { gradient: own.gradient });
  }
  if (all.length > 1) {
    for (const { by, slope: back, target } of all.slice(0, MAX_EXCHANGED))
      add("path", input * slope * (sum - by * back), { target });
    add("product", input * slope * all.reduce((part, { by, slope: back }) => part * by * back, 1));
  }
  if (kind === "loss" && problem.loss.includes("squared_error")) {
    add("twice", 2 * total);
    add("half", total / 2);
  }
  if (kind === "next") {
    /** @param {(k: number) => number} weight */
    const weighed = (weight) => input * slope * all.reduce((part, branch, k) => part + weight(k) * branch.slope, 0);
    const { W } = problem.layers[layer];
    add(
      "no-weight",
      weighed(() => 1),
    );
    const before = all.reduce((part, { by, target }) => part + by * value(`dl_da.${target.slice(2)}`), 0);
    add("next-slope", input * slope * before, {
      gradient: all[0].gradient,
      instead: `dl_da.${all[0].target.slice(2)}`,
    });
    if (all.length === 2)
      add(
        "swapped",
        weighed((k) => all[1 - k].by),
        { one: all[0].factor ?? "", other: all[1].factor ?? "" },
      );
    if (all.length > 1 && W[neuron] && W[neuron].length >= all.length)
      add(
        "transposed",
        weighed((k) => W[neuron][k]),
        { name: from },
      );
    for (let j = 0; j < Math.min(MAX_EXCHANGED, W[0].length); j++)
      if (j !== neuron)
        add(
          "wrong-wire",
          weighed((k) => W[k][j]),
          { wire: `w.${layer + 1}.0.${j}`, right: `w.${layer + 1}.0.${neuron}` },
        );
  }
  if (quantity === "w" && entry) slips.push(...ofInput(problem, value, subject, entry.factor ?? "", slope * sum));
  if (quantity === "b") add("bias", value(subject) * slope * sum, { bias: subject });
  return slips;
}

/**
 * What is put in the place of the value that comes in on a wire.
 *
 * @param {import("./types.js").Problem} problem
 * @param {(of: string) => number} value
 * @param {string} subject  the weight
 * @param {string} factor  what comes in
 * @param {number} back  ∂l/∂z of its neuron
 * @returns {Slip[]}
 */
function ofInput(problem, value, subject, factor, back) {
  const {
    indices: [layer, neuron, from],
  } = addressOf(subject);
  const { sample } = addressOf(factor);
  /** @param {string} name @param {...number} place */
  const here = (name, ...place) => printAddress({ quantity: name, indices: place, sample });
  /** @param {number} j */
  const comesIn = (j) => (layer === 1 ? here("x", j) : here("a", layer - 1, j));
  const others = Array.from({ length: Math.min(MAX_EXCHANGED, sizesOf(problem)[layer - 1]) }, (_, j) => j).filter(
    (j) => j !== from,
  );
  const [own, z] = [here("a", layer, neuron), here("z", layer - 1, from)];
  return [
    { kind: "no-input", value: back, at: { input: factor } },
    { kind: "weight", value: value(subject) * back, at: { input: factor, weight: subject } },
    ...(layer > 1 ? [{ kind: "input-z", value: value(z) * back, at: { input: factor, z } }] : []),
    ...others.map((j) => ({
      kind: "wrong-input",
      value: value(comesIn(j)) * back,
      at: { input: factor, other: comesIn(j) },
    })),
    { kind: "own-a", value: value(own) * back, at: { input: factor, a: own } },
  ];
}

/**
 * The same slip made in every sample, and what goes wrong when they are added up.
 *
 * @param {Pass} pass
 * @param {string} subject  a weight or bias
 * @param {number} exact
 * @returns {Slip[]}
 */
function ofTotal({ problem, trace, sample }, subject, exact) {
  const count = problem.x.length;
  const share = problem.reduction === "mean" ? 1 / count : 1;
  const each = problem.x.map((_, n) => ofSample({ problem, trace, sample: n }, subject));
  const together = each[0].map((slip, k) => ({
    ...slip,
    value: share * each.reduce((part, slips) => part + (slips[k]?.kind === slip.kind ? slips[k].value : NaN), 0),
    at: Object.fromEntries(Object.entries(slip.at).map(([name, address]) => [name, forSample(address, sample)])),
  }));
  if (count === 1) return together;
  const alone = each.map(([{ value }]) => -value);
  return [
    { kind: "one-sample", value: alone[sample], at: {} },
    ...alone
      .slice(0, MAX_EXCHANGED)
      .map((value, n) => ({
        kind: "sample",
        value: exact - share * value,
        at: { l: printAddress({ quantity: "l", indices: [], sample: n }) },
      })),
    { kind: share < 1 ? "sum" : "mean", value: share < 1 ? exact * count : exact / count, at: {} },
    ...together,
  ];
}

/** @param {string} address */
const addressOf = (address) => /** @type {import("./types.js").Address} */ (parseAddress(address));
