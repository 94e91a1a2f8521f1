/**
 * Neurons and layers added and removed. First weights are the server's, from a scheme and a seed; nothing is made up
 * here.
 */

import { post } from "./api.js";
import { exists } from "../network/address.js";
import { FIELD } from "../state/page.js";
import { sizesOf } from "../network/problem.js";
import { withHiddenLayer, withNeuron, withoutLayer, withoutNeuron } from "../network/reshape.js";

/**
 * @typedef {import("../state/page.js").Store} Store
 * @typedef {import("../network/types.js").Problem} Problem
 */

/**
 * First weights between two layers.
 *
 * @param {number} inputs
 * @param {number} neurons
 * @param {number} seed
 * @returns {Promise<number[][]>} (neurons, inputs)
 */
async function firstWeights(inputs, neurons, seed) {
  if (inputs === 0 || neurons === 0) return Array.from({ length: neurons }, () => []);
  const answer = await post("/api/networks", {
    sizes: [inputs, neurons],
    activation: "identity",
    scheme: "xavier_uniform",
    seed,
  });
  if (!answer.ok) throw answer.problem.errors[0];
  return /** @type {number[][]} */ (answer.value.layers[0].W); // the scheme's weights are finite
}

/** A seed of its own for every shape, the same each time: a link made twice is the same. @param {number[]} sizes */
const seedOf = (sizes) => sizes.reduce((seed, n) => (seed * 31 + n) % 1_000_003, 7);

/** The changes that were asked for so far: each is made to what the one before it left. @type {Promise<unknown>} */
let line = Promise.resolve();

/** @param {Store} store @param {(problem: Problem, sizes: number[]) => Promise<Problem>} change */
function reshape(store, change) {
  line = line.then(() => reshaped(store, change));
  return line;
}

/**
 * A change may come when the one before it has left nothing to be changed: then the network stays.
 *
 * @param {Store} store @param {(problem: Problem, sizes: number[]) => Promise<Problem>} change
 */
async function reshaped(store, change) {
  const { problem } = store.get();
  try {
    const changed = await change(problem, sizesOf(problem));
    const { chosen, problem: now } = store.get();
    if (now !== problem || changed === problem) return;
    store.set({
      problem: changed,
      rejection: null,
      editing: null,
      goal: null,
      playing: false,
      chosen: chosen && exists(chosen, changed) ? chosen : null,
    });
  } catch (fault) {
    store.set({ rejection: { where: FIELD.network, fault: /** @type {import("./api.js").Fault} */ (fault) } });
  }
}

/** @type {Record<string, (store: Store, of: string) => unknown>} */
export const SHAPE_ACTIONS = {
  "add-layer": (store, of) =>
    reshape(store, async (problem, sizes) => {
      const after = of === "" ? sizes.length - 2 : Number(of);
      if (after > sizes.length - 2) return problem;
      return withHiddenLayer(problem, after, await firstWeights(sizes[after], sizes[after], seedOf([...sizes, after])));
    }),
  "remove-layer": (store, of) =>
    reshape(store, async (problem, sizes) => {
      const layer = of === "" ? sizes.length - 2 : Number(of);
      if (layer < 1 || layer > sizes.length - 2) return problem;
      return withoutLayer(
        problem,
        layer,
        await firstWeights(Math.max(0, sizes[layer - 1] - sizes[layer]), sizes[layer + 1], seedOf([...sizes, layer])),
      );
    }),
  "add-neuron": (store, of) =>
    reshape(store, async (problem, sizes) => {
      const layer = Number(of);
      const last = sizes.length - 1;
      if (layer > last) return problem;
      const seed = seedOf([...sizes, layer]);
      const row = layer === 0 ? [] : (await firstWeights(sizes[layer - 1], 1, seed))[0];
      const column =
        layer === last ? [] : (await firstWeights(1, sizes[layer + 1], seed + 1)).map(([weight]) => weight);
      return withNeuron(problem, layer, row, column);
    }),
  "remove-neuron": (store, of) =>
    reshape(store, async (problem, sizes) => (sizes[Number(of)] > 1 ? withoutNeuron(problem, Number(of)) : problem)),
};
