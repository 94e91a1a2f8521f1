/**
 * The shape of a network, changed by one neuron or one layer. Old numbers keep their places; new weights are given, and
 * new biases, inputs and targets have a plain first value.
 *
 * @typedef {import("./types.js").Problem} Problem
 * @typedef {import("./types.js").Layer} Layer
 */

import { sizesOf } from "./problem.js";

const NEW_INPUT_VALUE = 0.5;

/**
 * The activation that a new hidden layer takes: that of the layer before it, else of the first.
 *
 * @param {Problem} problem
 * @param {number} after
 */
const activationAfter = ({ layers }, after) =>
  layers.length > 1 ? layers[Math.max(0, Math.min(after, layers.length - 1) - 1)].activation : "sigmoid";

/**
 * A new hidden layer, as wide as the layer before it, so that what follows keeps its weights.
 *
 * @param {Problem} problem
 * @param {number} after  the layer before it; 0 for the input
 * @param {number[][]} W  (n, n)
 * @returns {Problem}
 */
export function withHiddenLayer(problem, after, W) {
  const added = { W, b: W.map(() => 0), activation: activationAfter(problem, after) };
  return { ...problem, layers: [...problem.layers.slice(0, after), added, ...problem.layers.slice(after)] };
}

/**
 * Without one hidden layer. The layer after it keeps its first columns, and gets `columns` where it needs more.
 *
 * @param {Problem} problem
 * @param {number} layer  from 1, not the last
 * @param {number[][]} columns  (n_{layer+1}, how many more the layer before has); rows may be empty
 * @returns {Problem}
 */
export function withoutLayer(problem, layer, columns) {
  const before = sizesOf(problem)[layer - 1];
  const next = problem.layers[layer];
  const W = next.W.map((row, i) => [...row.slice(0, before), ...(columns[i] ?? [])]);
  return {
    ...problem,
    layers: [...problem.layers.slice(0, layer - 1), { ...next, W }, ...problem.layers.slice(layer + 1)],
  };
}

/**
 * One neuron more at the end of a layer; in layer 0 one input, in the last one output with its target.
 *
 * @param {Problem} problem
 * @param {number} layer
 * @param {number[]} row  its weights (n_{layer-1}); not for an input
 * @param {number[]} column  the next layer's weights for it (n_{layer+1}); not for an output
 * @returns {Problem}
 */
export function withNeuron(problem, layer, row, column) {
  const layers = problem.layers.map((old, index) => {
    if (index === layer - 1) return { ...old, W: [...old.W, row], b: [...old.b, 0] };
    return index === layer ? { ...old, W: old.W.map((weights, i) => [...weights, column[i]]) } : old;
  });
  return {
    ...problem,
    layers,
    x: layer === 0 ? problem.x.map((row) => [...row, NEW_INPUT_VALUE]) : problem.x,
    target: layer === layers.length ? problem.target.map((row) => [...row, 0]) : problem.target,
  };
}

/**
 * Without a layer's last neuron, or the last input.
 *
 * @param {Problem} problem
 * @param {number} layer
 * @returns {Problem}
 */
export function withoutNeuron(problem, layer) {
  const layers = problem.layers.map((old, index) => {
    if (index === layer - 1) return { ...old, W: old.W.slice(0, -1), b: old.b.slice(0, -1) };
    return index === layer ? { ...old, W: old.W.map((weights) => weights.slice(0, -1)) } : old;
  });
  return {
    ...problem,
    layers,
    x: layer === 0 ? problem.x.map((row) => row.slice(0, -1)) : problem.x,
    target: layer === layers.length ? problem.target.map((row) => row.slice(0, -1)) : problem.target,
  };
}

/**
 * What a change of shape would make, for limits.
 *
 * @param {number[]} sizes  n_0 … n_L
 * @param {Record<string, number>} limits
 * @returns {boolean} whether so large a network is allowed
 */
export function isAllowed(sizes, limits) {
  const parameters = sizes.slice(1).reduce((sum, n, index) => sum + n * (sizes[index] + 1), 0);
  return (
    sizes.length - 1 <= limits.layers &&
    Math.max(...sizes) <= limits.neurons &&
    parameters <= limits.parameters &&
    Math.min(...sizes) > 0
  );
}
