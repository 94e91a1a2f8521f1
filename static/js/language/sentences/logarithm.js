/**
 * Where a cross-entropy takes the logarithm of what is no probability: of a negative number there is none, of 0 it is
 * −∞.
 */

import { printAddress } from "../../network/address.js";
import { numeric } from "../../network/numeric.js";

const LOSSES = new Set(["binary_cross_entropy", "cross_entropy"]);

/** Whose outputs are probabilities always, and their logarithms taken out of z. */
const PROBABILITIES = new Set(["sigmoid", "softmax"]);

/**
 * Why a sample's loss is not finite, if it is for a logarithm.
 *
 * @param {import("../../network/types.js").Problem} problem
 * @param {import("../../network/types.js").Trace} trace
 * @param {number} sample
 * @returns {{output: string, kind: "negative" | "zero"} | null} the address of the output, and of what the logarithm is
 */
export function badLogarithm({ layers, loss, target }, trace, sample) {
  const last = layers.length;
  if (!LOSSES.has(loss) || PROBABILITIES.has(layers[last - 1].activation)) return null;
  if (Number.isFinite(numeric(trace.l[sample]))) return null;
  const y = trace.layers[last - 1].a[sample].map(numeric);
  if (!y.every(Number.isFinite)) return null;
  const binary = loss === "binary_cross_entropy";
  const negative = y.findIndex((value) => value < 0 || (binary && value > 1));
  const t = target[sample];
  const zero = y.findIndex((value, i) => (value === 0 && t[i] !== 0) || (binary && value === 1 && t[i] !== 1));
  const found = negative >= 0 ? negative : zero;
  if (found < 0) return null;
  const output = printAddress({ quantity: "a", indices: [last, found], sample });
  return { output, kind: negative >= 0 ? "negative" : "zero" };
}
