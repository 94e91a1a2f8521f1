/**
 * The loss's own derivative at one output, with its numbers: 0.6177 − 1 for ½Σ(y − ŷ)².
 *
 * @typedef {import("../../network/types.js").Part} Part
 * @typedef {import("./phrases.js").Voice} Voice
 * @typedef {{y: number, t: number, outputs: number}} Output
 */
import { number, signed } from "../number.js";
import { plainPart } from "./phrases.js";

/** @param {number} y @returns {number} */
const sigmoid = (y) => 1 / (1 + Math.exp(-y));

/**
 * Value and wording side by side. Losses whose derivative mixes all outputs have no row: their number stands alone.
 *
 * @type {Record<string, {value: (output: Output) => number, words: (y: string, t: string, outputs: number) => string}>}
 */
const SLOPES = {
  half_squared_error: { value: ({ y, t }) => y - t, words: (y, t) => `${y} − ${t}` },
  squared_error: { value: ({ y, t }) => 2 * (y - t), words: (y, t) => `2 · (${y} − ${t})` },
  mean_squared_error: {
    value: ({ y, t, outputs }) => (2 / outputs) * (y - t),
    words: (y, t, outputs) => (outputs === 1 ? `2 · (${y} − ${t})` : `2/${outputs} · (${y} − ${t})`),
  },
  absolute_error: { value: ({ y, t }) => Math.sign(y - t), words: (y, t) => `sign(${y} − ${t})` },
  huber: { value: ({ y, t }) => y - t, words: (y, t) => `${y} − ${t}` },
  cross_entropy: { value: ({ y, t }) => -t / y, words: (y, t) => (t === "0" ? `0 / ${y}` : `−${t} / ${y}`) },
  binary_cross_entropy: {
    value: ({ y, t }) => (y - t) / (y * (1 - y)),
    words: (y, t) => `(${y} − ${t}) / (${y} · (1 − ${y}))`,
  },
  binary_cross_entropy_with_logits: { value: ({ y, t }) => sigmoid(y) - t, words: (y, t) => `σ(${y}) − ${t}` },
};

/**
 * @param {Voice} voice
 * @param {number} neuron  of the last layer
 * @returns {Part[]} empty where no short form gives the number: huber beyond its bend, a cross-entropy at y = 1.0000
 */
export function lossSlope(voice, neuron) {
  const { loss, layers } = voice.problem;
  if (!Object.hasOwn(SLOPES, loss)) return [];
  const last = layers.length;
  const outputs = layers[last - 1].b.length;
  const y = voice.size(`a.${last}.${neuron}`);
  const t = voice.size(`t.${neuron}`);
  const exact = voice.size(`dl_da.${last}.${neuron}`);
  const { value, words } = SLOPES[loss];
  if (!(Math.abs(value({ y, t, outputs }) - exact) <= 1e-6 * Math.abs(exact))) return [];
  const shown = number(y, voice.digits);
  const lost = loss.endsWith("cross_entropy") && (shown === "0" || shown === "1");
  return lost ? [] : [plainPart(words(shown, signed(t, voice.digits), outputs))];
}
