/**
 * Where a block of numbers goes: into the weights or biases of a layer, or into the samples. Its shape is compared with
 * that of the place, and nothing is ever repeated, cut off or filled up.
 *
 * @typedef {import("./types.js").Problem} Problem
 * @typedef {[number, number]} Shape  rows, columns
 * @typedef {{code: "shape", params: {rows: number, columns: number, actual_rows: number, actual_columns: number},
 *   turns: boolean} | {code: "ambiguous", params: {}, turns: false}} Misfit  `turns` where the block fits turned over
 * @typedef {{problem: Problem, from: string | null, both?: true}} Put  `from` is the address of the first number where
 *   not all of the place is taken; `both` where inputs and targets come together
 * @typedef {Put & {rows: number[][]} | {misfit: Misfit, rows: number[][]}} PlacedBlock  `rows` as they are put in
 *
 * @typedef {object} PastePlace
 * @property {string} into  "W.2", "b.2", "x" or "target"
 * @property {string | null} from  address of the number at which the block begins where it is not as large as the
 *   place; null where it has to be
 */

import { parseAddress } from "./address.js";
import { sizesOf } from "./problem.js";

/**
 * The place in which a number stands, as far as a block can go there.
 *
 * @param {string} address
 * @returns {PastePlace | null}
 */
export function pastePlaceOf(address) {
  const found = parseAddress(address);
  if (!found) return null;
  const { quantity, indices } = found;
  if (quantity === "w") return { into: `W.${indices[0]}`, from: address };
  if (quantity === "b") return { into: `b.${indices[0]}`, from: address };
  if (quantity === "x" || quantity === "t") return { into: quantity === "x" ? "x" : "target", from: address };
  return null;
}

/** All places, layer by layer. @param {Problem} problem @returns {string[]} */
export const placesIn = ({ layers }) => [
  ...layers.flatMap((_, index) => [`W.${index + 1}`, `b.${index + 1}`]),
  "x",
  "target",
];

/** @param {Problem} problem @param {string} into @returns {Shape} */
export function arrayShape(problem, into) {
  if (into === "x") return [problem.x.length, problem.x[0].length];
  if (into === "target") return [problem.target.length, problem.target[0].length];
  const layer = problem.layers[Number(into.slice(2)) - 1];
  return into.startsWith("W") ? [layer.W.length, layer.W[0].length] : [layer.b.length, 1];
}

/** @param {number[][]} rows */
export const turned = (rows) => rows[0].map((_, column) => rows.map((row) => row[column]));

/**
 * The problem with a block in its place.
 *
 * @param {Problem} problem
 * @param {PastePlace} place
 * @param {number[][][]} readings  of the block; where two of them fit, neither is taken
 * @param {boolean} isTurned  whether the block has a column where the place has a row
 * @returns {PlacedBlock}
 */
export function withBlock(problem, place, readings, isTurned) {
  const blocks = isTurned ? readings.map(turned) : readings;
  const found = blocks.map((rows) => ({ rows, put: put(problem, place, rows) }));
  const fits = found.filter(({ put }) => put !== null);
  if (fits.length > 1) return { misfit: { code: "ambiguous", params: {}, turns: false }, rows: fits[0].rows };
  if (fits.length === 1) {
    const [{ rows, put }] = fits;
    return { .../** @type {Put} */ (put), rows };
  }
  const [rows, columns] = arrayShape(problem, place.into);
  const [block] = blocks;
  const params = { rows, columns, actual_rows: block.length, actual_columns: block[0].length };
  const turns = blocks.some((block) => put(problem, place, turned(block)) !== null);
  return { misfit: { code: "shape", params, turns }, rows: block };
}

/**
 * @param {Problem} problem
 * @param {PastePlace} place
 * @param {number[][]} rows
 * @returns {Put | null} null where they do not fit
 */
function put(problem, { into, from }, rows) {
  if (into === "x" || into === "target") return putSamples(problem, into, from, rows);
  const index = Number(into.slice(2)) - 1;
  const old = problem.layers[index];
  const first = parseAddress(from ?? "")?.indices.slice(1) ?? null;
  const matrix = into.startsWith("W") ? old.W : old.b.map((value) => [value]);
  const block = into.startsWith("W") || rows[0].length === 1 ? rows : turned(rows);
  const filled = whole(matrix, block) ?? (first && beginning(matrix, block, [first[0], first[1] ?? 0]));
  if (!filled) return null;
  const layer = into.startsWith("W") ? { ...old, W: filled } : { ...old, b: filled.map(([value]) => value) };
  return {
    problem: { ...problem, layers: problem.layers.with(index, layer) },
    from: whole(matrix, block) ? null : from,
  };
}

/**
 * Samples stand as rows with their targets behind their inputs, and a block may hold both. One that is as wide as both
 * may bring more samples.
 *
 * @param {Problem} problem
 * @param {"x" | "target"} into
 * @param {string | null} from
 * @param {number[][]} rows
 * @returns {Put | null}
 */
function putSamples(problem, into, from, rows) {
  const inputs = sizesOf(problem)[0];
  const all = problem.x.map((x, n) => [...x, ...problem.target[n]]);
  const width = all[0].length;
  /** @param {number[][]} samples @param {string | null} [first] @returns {Put} */
  const split = (samples, first = null) => ({
    problem: {
      ...problem,
      x: samples.map((row) => row.slice(0, inputs)),
      target: samples.map((row) => row.slice(inputs)),
    },
    from: first,
    both: true,
  });
  const found = parseAddress(from ?? "");
  if (!found && rows[0].length === width) return split(rows);
  const own = whole(problem[into], rows);
  if (own) return { problem: { ...problem, [into]: own }, from: null };
  if (!found) return null;
  const row = found.sample;
  const column = found.indices[0] + (into === "x" ? 0 : inputs);
  const longer =
    column === 0 && rows[0].length === width ? [...all, ...rows.slice(Math.max(0, all.length - row))] : all;
  const samples = beginning(longer, rows, [row, column]);
  return samples && split(samples, row === 0 && rows.length >= all.length && rows[0].length === width ? null : from);
}

/** @param {number[][]} matrix @param {number[][]} block @returns {number[][] | null} null where it is not as large */
const whole = (matrix, block) =>
  block.length === matrix.length && block[0].length === matrix[0].length ? block : null;

/**
 * @param {number[][]} matrix
 * @param {number[][]} block
 * @param {number[]} at  row and column of its first number
 * @returns {number[][] | null} null where it goes beyond the edge
 */
function beginning(matrix, block, [top, left]) {
  if (top + block.length > matrix.length || left + block[0].length > matrix[0].length) return null;
  return matrix.map((row, i) => row.map((value, j) => block[i - top]?.[j - left] ?? value));
}
