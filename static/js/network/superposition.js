/**
 * The reversed network is linear: what it answers to some signals is the sum of what it answers to a signal of 1 at
 * each output alone, each as strong as its signal. So while signals are dragged, the server need not be asked.
 */

import { numeric } from "./numeric.js";

/**
 * @typedef {import("./types.js").Num} Num
 * @typedef {import("./types.js").Trace} Trace
 * @typedef {import("./types.js").LayerTrace} LayerTrace
 * @typedef {{input: Pick<Trace["input"], "dl_dx">, layers: (Pick<LayerTrace, "dl_da" | "dl_dz"> & {da_dz?:
 *   LayerTrace["da_dz"]})[]}} Units  an answer to units: row i·N + n is what a signal of 1 at output i alone makes of
 *   sample n; where the gains are frozen elsewhere, as many rows follow with the true ones
 * @typedef {{input: Pick<Trace["input"], "dl_dx">, layers: Pick<LayerTrace, "da_dz" | "dl_dz">[]}} TrueGains  the same
 *   signals through the true gains
 */

/** At most this many numbers of signals are asked for and kept; beyond that, the server is asked for every picture. */
const MAX_SIGNALS = 30_000;

/** At most this many products are computed for the gradients of one picture. */
const MAX_PRODUCTS = 500_000;

/**
 * Whether the answers to units are few enough to be kept.
 *
 * @param {import("./types.js").Problem} problem
 */
export function isSummed({ layers, x }) {
  const outputs = layers[layers.length - 1].b.length;
  const numbers = layers.reduce((sum, { b }) => sum + 2 * b.length, x[0].length);
  const weights = layers.reduce((sum, { W }) => sum + W.length * W[0].length, 0);
  return outputs * x.length * numbers <= MAX_SIGNALS && x.length * weights <= MAX_PRODUCTS;
}

/**
 * The weighted sum of the units' rows.
 *
 * @param {Num[][]} rows
 * @param {readonly number[]} drive  a weight for each output
 * @param {number} samples
 * @param {number} [first]  row of the first unit
 * @returns {number[][]} (N, …)
 */
function sum(rows, drive, samples, first = 0) {
  const sounding = drive.flatMap((signal, i) => (signal === 0 ? [] : [{ signal, row: first + i * samples }]));
  return Array.from({ length: samples }, (_, n) =>
    rows[first].map((_, k) =>
      sounding.reduce((total, { signal, row }) => total + signal * numeric(rows[row + n][k]), 0),
    ),
  );
}

/** @param {number[][]} rows */
const isFinite = (rows) => rows.every((row) => row.every(Number.isFinite));

/**
 * The pass of these signals, out of the pass of others and the units.
 *
 * @param {Trace} trace  driven by any signals
 * @param {Units} units  of the same network and samples
 * @param {readonly number[]} drive
 * @returns {Trace | null} null where a number is not finite: how those add up only the server knows
 */
export function driven(trace, units, drive) {
  const { x } = trace.input;
  const samples = x.length;
  const share = trace.reduction === "mean" ? 1 / samples : 1;
  const dl_dx = sum(units.input.dl_dx, drive, samples);
  let finite = isFinite(dl_dx);
  const layers = trace.layers.map(({ dl_dW: _W, dl_db: _b, ...layer }, index) => {
    const dl_da = sum(units.layers[index].dl_da, drive, samples);
    const dl_dz = sum(units.layers[index].dl_dz, drive, samples);
    const before = (index === 0 ? x : trace.layers[index - 1].a).map((row) => row.map(numeric));
    const dL_dW = layer.dL_dW.map((row, i) =>
      row.map((_, j) => share * dl_dz.reduce((total, signals, n) => total + signals[i] * before[n][j], 0)),
    );
    const dL_db = layer.dL_db.map((_, i) => share * dl_dz.reduce((total, signals) => total + signals[i], 0));
    finite &&= [dl_da, dl_dz, dL_dW, [dL_db]].every(isFinite);
    return { ...layer, dl_da, dl_dz, dL_dW, dL_db };
  });
  return finite && trace.nonfinite === null ? { ...trace, input: { x, dl_dx }, layers } : null;
}

/**
 * The same signals through the true gains, where the units have them.
 *
 * @param {Units} units
 * @param {readonly number[]} drive
 * @param {number} samples
 */
export function throughTrueGains(units, drive, samples) {
  const first = drive.length * samples;
  if (units.input.dl_dx.length <= first) return null;
  return {
    input: { dl_dx: sum(units.input.dl_dx, drive, samples, first) },
    layers: units.layers.map(({ dl_dz, da_dz }) => ({
      da_dz: (da_dz ?? []).slice(first, first + samples),
      dl_dz: sum(dl_dz, drive, samples, first),
    })),
  };
}
