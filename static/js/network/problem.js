/**
 * Changes of what a person edits. Each returns a new problem and shares what did not change, so a problem can be
 * compared by identity and an older one is never lost.
 *
 * @typedef {import("./types.js").Problem} Problem
 */

import { parseAddress, printAddress, valueAt } from "./address.js";

/** η of a network that says none: app/link.py has the same. */
export const USUAL_LEARNING_RATE = 0.1;

/**
 * The network with its samples alone, for questions that have nothing to do with an update.
 *
 * @template {{learning_rate: number}} Network
 * @param {Network} network
 * @returns {Omit<Network, "learning_rate">}
 */
export function withoutRate({ learning_rate: _, ...rest }) {
  return rest;
}

/** Whether a number is given, not computed: a weight, bias, input or target. @param {string} address */
export function isGiven(address) {
  return /^[wbxt]\./.test(address);
}

/**
 * Whether a number can be typed in: the given ones, and the learning rate, which has no address.
 *
 * @param {string} address
 */
export function isEditable(address) {
  return address === "learning_rate" || isGiven(address);
}

/**
 * The number that a field shows.
 *
 * @param {Problem} problem
 * @param {string} address  of a weight, bias, input or target, or "learning_rate"
 */
export function given(problem, address) {
  return address === "learning_rate" ? problem.learning_rate : valueAt(address, problem, null);
}

/**
 * @param {Problem} problem
 * @param {string} address
 * @param {number} value
 * @returns {Problem} the same one when the address is not of a number that can be typed in
 */
export function withNumber(problem, address, value) {
  if (address === "learning_rate") return { ...problem, learning_rate: value };
  const parsed = isGiven(address) && parseAddress(address);
  if (!parsed) return problem;
  const { quantity, indices, sample } = parsed;
  if (quantity === "x") return { ...problem, x: put(problem.x, [sample, indices[0]], value) };
  if (quantity === "t") return { ...problem, target: put(problem.target, [sample, indices[0]], value) };
  const [layer, ...place] = indices;
  return withLayer(problem, layer, (old) =>
    quantity === "w"
      ? { ...old, W: put(old.W, place, value) }
      : { ...old, b: old.b.map((b, i) => (i === place[0] ? value : b)) },
  );
}

/** @param {Problem} problem @param {number} layer  from 1 @param {string} activation @returns {Problem} */
export function withActivation(problem, layer, activation) {
  return withLayer(problem, layer, (old) => ({ ...old, activation }));
}

/**
 * Let an update move a kind of parameter, or leave it alone.
 *
 * @param {Problem} problem @param {number} layer  from 1 @param {"W" | "b"} part @param {boolean} frozen
 * @returns {Problem}
 */
export function withFrozen(problem, layer, part, frozen) {
  return withLayer(problem, layer, (old) => {
    const rest = (old.frozen ?? []).filter((name) => name !== part);
    return { ...old, frozen: frozen ? [...rest, part].sort() : rest };
  });
}

/**
 * Layers without biases: they are 0, and an update leaves them so.
 *
 * @param {readonly import("./types.js").Layer[]} layers
 * @returns {import("./types.js").Layer[]}
 */
export const withoutBiases = (layers) =>
  layers.map((layer) => ({ ...layer, b: layer.b.map(() => 0), frozen: [...new Set([...(layer.frozen ?? []), "b"])] }));

/**
 * All weights of a layer times a factor.
 *
 * @param {Problem} problem
 * @param {number} layer  from 1
 * @param {number} factor
 * @returns {Problem}
 */
export function withScaledWeights(problem, layer, factor) {
  return withLayer(problem, layer, (old) => ({ ...old, W: old.W.map((row) => row.map((weight) => weight * factor)) }));
}

/** One more sample, a copy of the last. @param {Problem} problem @returns {Problem} */
export function withSample(problem) {
  return {
    ...problem,
    x: [...problem.x, [...problem.x[problem.x.length - 1]]],
    target: [...problem.target, [...problem.target[problem.target.length - 1]]],
  };
}

/** @param {Problem} problem @param {number} sample  from 0 @returns {Problem} */
export function withoutSample(problem, sample) {
  return {
    ...problem,
    x: problem.x.filter((_, n) => n !== sample),
    target: problem.target.filter((_, n) => n !== sample),
  };
}

export const NEW_SAMPLE_VALUES = [1, 0, 0.5];

/**
 * The same samples for a network of other sizes: columns are cut off, new ones filled with numbers that let every wire
 * carry something.
 *
 * @param {Problem} problem
 * @param {import("./types.js").Layer[]} layers
 * @returns {Problem}
 */
export function withLayers(problem, layers) {
  const inputs = layers[0].W[0].length;
  const outputs = layers[layers.length - 1].b.length;
  /** @param {number[][]} rows @param {number} width */
  const fitted = (rows, width) =>
    rows.map((row) =>
      Array.from({ length: width }, (_, i) => row[i] ?? NEW_SAMPLE_VALUES[i % NEW_SAMPLE_VALUES.length]),
    );
  return { ...problem, layers, x: fitted(problem.x, inputs), target: fitted(problem.target, outputs) };
}

/**
 * The parameters after the update, as the network to go on with.
 *
 * @param {Problem} problem
 * @param {import("./types.js").Update} update
 * @returns {Problem | null} null when a new parameter is not finite
 */
export function updated(problem, update) {
  const layers = problem.layers.map((layer, index) => ({
    ...layer,
    W: update.layers[index].W_new,
    b: update.layers[index].b_new,
  }));
  const finite = layers.every((layer) => [...layer.W.flat(), ...layer.b].every((value) => typeof value === "number"));
  return finite ? { ...problem, layers: /** @type {import("./types.js").Layer[]} */ (layers) } : null;
}

/**
 * Whether the activation of a layer couples its neurons: each output depends on every z.
 *
 * @param {Pick<Problem, "layers">} problem
 * @param {number} layer
 */
export const isCoupled = ({ layers }, layer) => layers[layer - 1]?.activation === "softmax";

/**
 * Address of the slope of a neuron's own curve: of softmax's table, the place on the diagonal.
 *
 * @param {Problem} problem
 * @param {number} layer
 * @param {number} i
 */
export function slopeOf(problem, layer, i) {
  return isCoupled(problem, layer) ? `da_dz.${layer}.${i}.${i}` : `da_dz.${layer}.${i}`;
}

/** Sizes n_0 … n_L. @param {Problem} problem */
export function sizesOf(problem) {
  return [problem.layers[0].W[0].length, ...problem.layers.map((layer) => layer.b.length)];
}

/**
 * The address of the number that a problem's pointer (RFC 6901) points into.
 *
 * @param {string} pointer
 * @returns {string | null} null when it points to something else than one number
 */
export function addressAtPointer(pointer) {
  if (/^#?\/learning_rate$/.test(pointer)) return "learning_rate";
  const edit = /^#?\/edits\/([wb][.\d]+)$/.exec(pointer);
  if (edit) return edit[1];
  const row = /^#?\/(x|target)\/(\d+)\/(\d+)$/.exec(pointer);
  if (row)
    return printAddress({ quantity: row[1] === "x" ? "x" : "t", indices: [Number(row[3])], sample: Number(row[2]) });
  const parameter = /^#?\/layers\/(\d+)\/(?:W\/(\d+)\/(\d+)|b\/(\d+))$/.exec(pointer);
  if (!parameter) return null;
  const [layer, to, from, neuron] = parameter.slice(1).map(Number);
  return pointer.includes("/W/")
    ? printAddress({ quantity: "w", indices: [layer + 1, to, from] })
    : printAddress({ quantity: "b", indices: [layer + 1, neuron] });
}

/**
 * @param {Problem} problem
 * @param {number} layer
 * @param {(old: import("./types.js").Layer) => import("./types.js").Layer} change
 * @returns {Problem}
 */
function withLayer(problem, layer, change) {
  return { ...problem, layers: problem.layers.map((old, index) => (index === layer - 1 ? change(old) : old)) };
}

/** @param {number[][]} rows @param {number[]} place @param {number} value */
function put(rows, [i, j], value) {
  return rows.map((row, r) => (r === i ? row.map((old, c) => (c === j ? value : old)) : row));
}
