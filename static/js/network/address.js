/**
 * The address of a number: `dl_dz.2.0@3` is ∂l/∂z of the first neuron of layer 2, for the fourth sample.
 * Parse it, print it, read the number that it names, ask which neuron or wire it belongs to.
 *
 * @typedef {import("./types.js").Address} Address
 * @typedef {import("./types.js").Num} Num
 * @typedef {import("./types.js").Problem} Problem
 * @typedef {import("./types.js").Trace} Trace
 * @typedef {import("./types.js").LayerTrace} LayerTrace
 * @typedef {{layer: number, to: number, from: number}} Wire  from a neuron of the layer before to one of this layer
 */

import { asNum } from "./numeric.js";

/** What the indices of a quantity count. */
const INDEXED_BY = /** @type {const} */ ({
  x: "input",
  dl_dx: "input",
  t: "output",
  l: "none",
  L: "none",
  z: "neuron",
  a: "neuron",
  b: "neuron",
  da_dz: "neuron",
  dl_da: "neuron",
  dl_dz: "neuron",
  dl_db: "neuron",
  dL_db: "neuron",
  b_new: "neuron",
  w: "wire",
  dl_dw: "wire",
  dL_dw: "wire",
  w_new: "wire",
});
const INDEX_COUNTS = { none: 0, input: 1, output: 1, neuron: 2, wire: 3 };
const SHARED_QUANTITIES = new Set(["w", "b", "L", "dL_dw", "dL_db", "w_new", "b_new"]);
const INDEX = /^(0|[1-9][0-9]{0,8})$/;

/** @typedef {keyof typeof INDEXED_BY} Quantity */

/** @param {string} quantity @returns {quantity is Quantity} */
const isQuantity = (quantity) => Object.hasOwn(INDEXED_BY, quantity);

/**
 * Whether every sample has its own number of this quantity; parameters, L and its gradients are shared by all.
 *
 * @param {string} quantity
 * @returns {boolean}
 */
export const perSample = (quantity) => isQuantity(quantity) && !SHARED_QUANTITIES.has(quantity);

/** Whether there is a number of this quantity for each wire. @param {string} quantity */
export const isPerWire = (quantity) => isQuantity(quantity) && INDEXED_BY[quantity] === "wire";

/**
 * @param {string} text
 * @returns {Address | null} null when the text is not an address of any network
 */
export function parseAddress(text) {
  const [name, suffix, ...more] = text.split("@");
  const [quantity, ...parts] = name.split(".");
  if (more.length || !isQuantity(quantity) || !parts.every((part) => INDEX.test(part))) return null;
  if (suffix !== undefined && (!INDEX.test(suffix) || SHARED_QUANTITIES.has(quantity))) return null;
  const indices = parts.map(Number);
  const shape = INDEXED_BY[quantity];
  const fits = indices.length === INDEX_COUNTS[shape] || (quantity === "da_dz" && indices.length === 3);
  const layered = shape === "neuron" || shape === "wire";
  if (!fits || (layered && indices[0] === 0)) return null;
  return { quantity, indices, sample: Number(suffix ?? 0) };
}

/**
 * @param {{quantity: string, indices: readonly number[], sample?: number}} address
 * @returns {string} without a suffix for sample 0
 */
export function printAddress({ quantity, indices, sample = 0 }) {
  return [quantity, ...indices].join(".") + (sample ? `@${sample}` : "");
}

/** @param {Address | string} address @returns {Address | null} */
const asAddress = (address) => (typeof address === "string" ? parseAddress(address) : address);

/**
 * The same number of another sample; a number that all samples share stays what it is.
 *
 * @param {Address | string} address
 * @param {number} sample  from 0
 * @returns {string} the text of the address; a text that is no address comes back unchanged
 */
export function forSample(address, sample) {
  const found = asAddress(address);
  if (!found) return String(address);
  return printAddress({ ...found, sample: perSample(found.quantity) ? sample : 0 });
}

/**
 * The neuron that a number belongs to; the inputs are the neurons of layer 0.
 *
 * @param {Address | string} address
 * @returns {{layer: number, neuron: number} | null} null for the numbers of wires, targets and the loss
 */
export function neuronOf(address) {
  const found = asAddress(address);
  if (!found || !isQuantity(found.quantity)) return null;
  const shape = INDEXED_BY[found.quantity];
  if (shape === "input") return { layer: 0, neuron: found.indices[0] };
  return shape === "neuron" ? { layer: found.indices[0], neuron: found.indices[1] } : null;
}

/**
 * The wire that a number belongs to.
 *
 * @param {Address | string} address
 * @returns {Wire | null} null for all but w, its gradients and its new value
 */
export function wireOf(address) {
  const found = asAddress(address);
  if (!found || !isQuantity(found.quantity) || INDEXED_BY[found.quantity] !== "wire") return null;
  const [layer, to, from] = found.indices;
  return { layer, to, from };
}

/**
 * The number that a neuron sends on along its wires; the inputs are the neurons of layer 0.
 *
 * @param {number} layer
 * @param {number} neuron
 * @returns {string} its address
 */
export const sentAddress = (layer, neuron) => (layer === 0 ? `x.${neuron}` : `a.${layer}.${neuron}`);

/**
 * Whether a network with these samples has such a number; a frozen parameter has no new value.
 *
 * @param {Address | string} address
 * @param {Problem} problem
 * @returns {boolean}
 */
export function exists(address, problem) {
  const found = asAddress(address);
  if (!found || !isQuantity(found.quantity)) return false;
  const { quantity, indices, sample } = found;
  if (perSample(quantity) && sample >= problem.x.length) return false;
  const shape = INDEXED_BY[quantity];
  if (shape === "none") return true;
  if (shape === "input") return indices[0] < (problem.x[0]?.length ?? 0);
  if (shape === "output") return indices[0] < (problem.target[0]?.length ?? 0);
  const [number, neuron, last] = indices;
  const layer = problem.layers[number - 1];
  if (!layer || neuron >= layer.b.length) return false;
  if (quantity.endsWith("_new") && layer.frozen?.includes(quantity === "w_new" ? "W" : "b")) return false;
  if (shape === "wire") return last < (layer.W[neuron]?.length ?? 0);
  if (quantity !== "da_dz") return true;
  return layer.activation === "softmax" ? last < layer.b.length : last === undefined;
}

/**
 * The value of any address.
 *
 * @param {Address | string} address
 * @param {Problem} problem  where x, t, w and b are
 * @param {Trace | null} trace  where all that is computed is
 * @returns {Num | undefined} undefined when there is no such number
 */
export function valueAt(address, problem, trace) {
  const found = asAddress(address);
  if (!found) return undefined;
  const {
    quantity,
    indices: [first, second, third],
    sample,
  } = found;
  if (quantity === "x") return problem.x[sample]?.[first];
  if (quantity === "t") return problem.target[sample]?.[first];
  if (quantity === "w") return problem.layers[first - 1]?.W[second]?.[third];
  if (quantity === "b") return problem.layers[first - 1]?.b[second];
  if (!trace) return undefined;
  if (quantity === "l") return trace.l[sample];
  if (quantity === "L") return trace.L;
  if (quantity === "dl_dx") return trace.input.dl_dx[sample]?.[first];
  if (quantity === "w_new") return trace.update?.layers[first - 1]?.W_new[second]?.[third];
  if (quantity === "b_new") return trace.update?.layers[first - 1]?.b_new[second];
  const layer = trace.layers[first - 1];
  return layer && readLayer(layer, found, problem, trace);
}

/** @param {LayerTrace} layer @param {Address} address @param {Problem} problem @param {Trace} trace */
function readLayer(layer, { quantity, indices: [number, neuron, last], sample }, problem, trace) {
  switch (quantity) {
    case "z":
      return layer.z[sample]?.[neuron];
    case "a":
      return layer.a[sample]?.[neuron];
    case "dl_da":
      return layer.dl_da[sample]?.[neuron];
    case "dl_dz":
      return layer.dl_dz[sample]?.[neuron];
    case "dL_dw":
      return layer.dL_dW[neuron]?.[last];
    case "dL_db":
      return layer.dL_db[neuron];
    case "dl_db":
      return (layer.dl_db ?? layer.dl_dz)[sample]?.[neuron];
    case "da_dz": {
      const row = layer.da_dz[sample]?.[neuron];
      return Array.isArray(row) ? row[last] : last === undefined ? row : undefined;
    }
    case "dl_dw": {
      if (layer.dl_dW) return layer.dl_dW[sample]?.[neuron]?.[last];
      const before = number === 1 ? problem.x[sample]?.[last] : trace.layers[number - 2]?.a[sample]?.[last];
      const back = layer.dl_dz[sample]?.[neuron];
      return before === undefined || back === undefined ? undefined : asNum(Number(before) * Number(back));
    }
    default:
      return undefined;
  }
}
