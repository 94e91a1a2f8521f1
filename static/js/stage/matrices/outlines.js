/**
 * The outlines in the arrays: the parts of an array that are pointed at, and those that the current step uses.
 *
 * @typedef {import("../../state/page.js").Page} Page
 * @typedef {import("./arrays.js").Heat} Heat
 * @typedef {{row: number, column: number, rows: number, columns: number, kind: "spot" | "along" | "part"}} CellBox  of
 *   cells: itself, the weights of a neuron that is meant, what a step uses
 * @typedef {{from: number, to: number}} Range  with both ends
 * @typedef {{wire: import("../../network/address.js").Wire | null, layer: number, neurons: Range[]}} Target  a wire, or
 *   neurons of one layer
 * @typedef {{equation: string, extents: Map<string, {rows: Range, columns: Range}>}} StepUse  the equation that a step
 *   belongs to, and of each array what it uses
 */

import { neuronOf, parseAddress, wireOf } from "../../network/address.js";
import { drawnOf } from "../scene/folding.js";
import { litNumber } from "../../state/asking.js";
import { movingOf, stepsOf } from "../../state/page.js";
import { once } from "../../network/once.js";

const IS_WEIGHT_ARRAY = /^(?:w|dL_dw)\./;

/** The address of all the neurons of a layer that are not drawn. @param {number} layer */
export const foldedAddress = (layer) => `rest.${layer}`;

/** What is pointed at, or chosen. @param {Page} page @returns {Target | null} */
export function targetOf(page) {
  const address = litNumber(page) ?? page.chosen;
  if (!address || !page.answer) return null;
  if (address.startsWith("rest.")) {
    const layer = Number(address.slice(5));
    const drawn = drawnOf({ ...page.answer, folding: page, chosen: page.chosen })[layer] ?? [];
    const count = layer === 0 ? page.answer.problem.x[0].length : page.answer.problem.layers[layer - 1].b.length;
    return { wire: null, layer, neurons: between(drawn, count) };
  }
  const wire = wireOf(address);
  if (wire) return { wire, layer: wire.layer, neurons: [] };
  const neuron = neuronOf(address);
  return neuron && { wire: null, layer: neuron.layer, neurons: [{ from: neuron.neuron, to: neuron.neuron }] };
}

/**
 * The numbers below `count` that are not among these.
 *
 * @param {readonly number[]} some  in order
 * @param {number} count
 * @returns {Range[]}
 */
export function between(some, count) {
  const edges = [-1, ...some, count];
  return edges.slice(1).flatMap((end, i) => (end - edges[i] > 1 ? [{ from: edges[i] + 1, to: end - 1 }] : []));
}

/**
 * Where in an array the target is.
 *
 * @param {Heat} heat
 * @param {Target | null} target
 * @returns {CellBox[]}
 */
export function targetBoxes(heat, target) {
  if (!target) return [];
  const [quantity, number] = heat.id.split(".");
  const layer = Number(number ?? 0);
  const whole = { from: 0, to: Infinity };
  const { wire, neurons } = target;
  /** @param {number} i @returns {Range} */
  const only = (i) => ({ from: i, to: i });
  if (wire) {
    if (IS_WEIGHT_ARRAY.test(heat.id))
      return layer === wire.layer ? [boxOf(heat, only(wire.to), only(wire.from), "spot")] : [];
    if (layer === wire.layer && /^(?:z|dl_dz)$/.test(quantity)) return [boxOf(heat, only(wire.to), whole, "spot")];
    return layer === wire.layer - 1 && /^(?:a|x)$/.test(quantity) ? [boxOf(heat, only(wire.from), whole, "spot")] : [];
  }
  if (!IS_WEIGHT_ARRAY.test(heat.id))
    return layer === target.layer && quantity !== "t" ? neurons.map((range) => boxOf(heat, range, whole, "spot")) : [];
  if (layer === target.layer) return neurons.map((range) => boxOf(heat, range, whole, "along"));
  return layer === target.layer + 1 ? neurons.map((range) => boxOf(heat, whole, range, "along")) : [];
}

/**
 * @param {Heat} heat
 * @param {Range} rows  of the array as it stands in the trace
 * @param {Range} columns
 * @param {CellBox["kind"]} kind
 * @returns {CellBox}
 */
function boxOf({ turned, rows: high, columns: wide }, rows, columns, kind) {
  const [down, across] = turned ? [columns, rows] : [rows, columns];
  const [bottom, right] = [Math.min(down.to, high - 1), Math.min(across.to, wide - 1)];
  return { row: down.from, column: across.from, rows: bottom - down.from + 1, columns: right - across.from + 1, kind };
}

/**
 * What the current step reads and writes; during a single product, its two factors.
 *
 * @param {Page} page
 * @returns {StepUse | null}
 */
export function stepUseOf(page) {
  const moving = movingOf(page);
  if (!moving) return null;
  const steps = stepsOf(page);
  const { phase, layer, quantity } = steps[moving.steps[0]];
  const equation =
    quantity === "dl_dx"
      ? undefined
      : { forward: "forward", backward: "backward", gradient: "gradient", update: "gradient" }[
          /** @type {string} */ (phase)
        ];
  if (!equation || !layer) return null;
  return once(moving, "step use", () => {
    /** @type {StepUse["extents"]} */
    const extents = new Map();
    for (const step of moving.steps)
      for (const address of usedBy(steps[step], moving.operation)) extend(extents, address);
    return { equation: `${equation}.${layer}`, extents };
  });
}

/**
 * @param {import("../../network/types.js").Step} step
 * @param {import("../../network/types.js").Unit["operation"]} operation
 * @returns {string[]} addresses
 */
function usedBy({ reads, writes }, operation) {
  if (!operation || operation.index === operation.count - 1) return [...reads, ...writes];
  const weights = reads.flatMap((address, index) => (address.startsWith("w.") ? [index] : []));
  return reads.slice(weights[operation.index], weights[operation.index] + 2);
}

/** @param {StepUse["extents"]} extents @param {string} address  of a number, or of a whole array */
function extend(extents, address) {
  const found = parseAddress(address);
  const name = (found?.quantity ?? address.replace(/@.*/, "")).replace("dl_dw", "dL_dw");
  const layered = found !== null && !/^(?:x|t|l|L|dl_dx)$/.test(name);
  const id = layered ? `${name}.${found.indices[0]}` : name;
  const [i, j] = found ? found.indices.slice(layered ? 1 : 0) : [];
  const old = extents.get(id);
  extents.set(id, { rows: wider(old?.rows, i), columns: wider(old?.columns, j) });
}

/** @param {Range | undefined} range @param {number | undefined} index  undefined for all @returns {Range} */
function wider(range, index) {
  if (index === undefined) return { from: 0, to: Infinity };
  return range ? { from: Math.min(range.from, index), to: Math.max(range.to, index) } : { from: index, to: index };
}

/** @param {Heat} heat @param {StepUse | null} stepUse @returns {CellBox[]} */
export function stepUseBoxes(heat, stepUse) {
  const extent = stepUse?.extents.get(heat.id);
  return extent ? [boxOf(heat, extent.rows, extent.columns, "part")] : [];
}

/**
 * Whether a cell is in one of these, and as what.
 *
 * @param {readonly CellBox[]} boxes
 * @param {number} row
 * @param {number} column
 * @returns {string[]} kinds
 */
export function kindsAt(boxes, row, column) {
  return boxes
    .filter(
      (box) => row >= box.row && row < box.row + box.rows && column >= box.column && column < box.column + box.columns,
    )
    .map(({ kind }) => kind);
}
