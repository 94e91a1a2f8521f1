/**
 * What happens where numbers grow too large for a double, in words: the first ∞, what carries it on, and where it has
 * no value any more; and where a logarithm is to blame.
 *
 * @typedef {import("../../network/types.js").Part} Part
 * @typedef {import("../../network/types.js").Step} Step
 * @typedef {import("./phrases.js").Voice} Voice
 */
import { badLogarithm } from "./logarithm.js";
import { pairsOf, plainPart } from "./phrases.js";

/** @param {Voice} voice @param {string} address @returns {Part} only the name: there is no number to it */
const named = (voice, address) => ({ role: voice.bare(address).role, text: voice.name(address) });

/** The factors that a step multiplies. @param {Step} step @returns {import("./phrases.js").Pair[]} */
function factorsOfStep(step) {
  if (step.quantity === "dl_dz" || step.quantity === "dl_dw")
    return step.reads.length === 2 ? [[step.reads[0], step.reads[1]]] : [];
  return pairsOf(step);
}

/**
 * @param {Voice} voice
 * @param {Step} step
 * @returns {Part[] | null} null where the step computes a finite number
 */
export function nonfiniteSentence(voice, step) {
  const {
    writes: [address],
    reads,
  } = step;
  const result = voice.size(address);
  if (Number.isFinite(result)) return null;
  const name = named(voice, address);
  const logarithm = ofLogarithm(voice, step);
  if (logarithm) return logarithm;
  const pairs = factorsOfStep(step);
  if (Number.isNaN(result)) {
    const before = reads.find((read) => Number.isNaN(voice.size(read)));
    if (before) return voice.say("step.nan_carried", { name, of: named(voice, before) });
    const undone = pairs.find(
      (pair) => pair.some((factor) => voice.size(factor) === 0) && pair.some((factor) => isInfinite(voice, factor)),
    );
    return voice.say(undone ? "step.nan_zero" : "step.nan", { name });
  }
  const before = reads.find((read) => isInfinite(voice, read));
  const equation = voice.equation(address, pairs.length > 0 ? [...voice.products(pairs), ...biasOf(voice, step)] : []);
  return before
    ? voice.say("step.infinite_carried", { result: equation, of: named(voice, before) })
    : voice.say("step.infinite", { result: equation });
}

/**
 * Of a loss, or of its slope at the output, whose logarithm has no finite value.
 *
 * @param {Voice} voice
 * @param {Step} step
 * @returns {Part[] | null}
 */
function ofLogarithm(voice, { quantity, layer, writes: [address] }) {
  const found = badLogarithm(voice.problem, voice.trace, voice.sample);
  if (!found) return null;
  const output = voice.equation(found.output);
  if (quantity === "l") {
    return found.kind === "negative"
      ? voice.say("step.no_logarithm", { name: named(voice, address), output })
      : voice.say("step.infinite_logarithm", { result: voice.equation(address), output });
  }
  const atOutput = quantity === "dl_da" && layer === voice.problem.layers.length;
  if (!atOutput || found.kind !== "zero") return null;
  return voice.say("step.infinite_slope", { result: voice.equation(address) });
}

/** @param {Voice} voice @param {string} address */
const isInfinite = (voice, address) => Math.abs(voice.size(address)) === Infinity;

/** What a weighted sum adds to its products. @param {Voice} voice @param {Step} step @returns {Part[]} */
const biasOf = (voice, { quantity, layer, neuron }) =>
  quantity === "z" ? [plainPart(" + "), voice.factor(`b.${layer}.${neuron}`)] : [];

/**
 * Added to a sentence that has such numbers among others.
 *
 * @param {Voice} voice
 * @param {readonly Part[]} parts
 * @returns {Part[]}
 */
export function aside(voice, parts) {
  const text = parts.map((part) => part.text).join("");
  const [large, none] = [text.includes("∞"), text.includes("NaN")];
  if (!large && !none) return [];
  const logarithm = badLogarithm(voice.problem, voice.trace, voice.sample);
  if (none && logarithm?.kind === "negative") return voice.say("step.aside_logarithm");
  return voice.say(large && none ? "step.aside_both" : large ? "step.aside_infinite" : "step.aside_nan");
}
