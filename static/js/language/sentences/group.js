/**
 * What a layer or a whole phase does, in one sentence with its most important numbers.
 *
 * @typedef {import("../../network/types.js").Part} Part
 * @typedef {import("../../network/types.js").Step} Step
 * @typedef {import("./phrases.js").Voice} Voice
 */
import { largest as inArray } from "../../network/largest.js";
import { caveat, isNotGradient, renewed } from "./step.js";
import { indexOfLargest, numeric } from "../../network/numeric.js";

/** Whether a step is that of a whole layer. @param {Step} step */
const isWhole = ({ neuron, quantity }) => neuron === null && quantity !== "l";

/** How many numbers the steps compute. @param {Voice} voice @param {readonly Step[]} steps */
export function countOf({ problem }, steps) {
  if (!isWhole(steps[0])) return steps.length;
  return steps.reduce((sum, { layer, quantity }) => {
    const { W, b } = problem.layers[layer - 1];
    return sum + (/d?w/.test(quantity) ? b.length * W[0].length : b.length);
  }, 0);
}

/** The largest of several arrays. @param {Voice} voice @param {readonly string[]} arrays */
function largestOf({ problem, trace, sample }, arrays) {
  const found = arrays.map((array) => inArray(problem, trace, array.split("@")[0], sample));
  return found.reduce((best, candidate) => (candidate.size > best.size ? candidate : best)).address;
}

/**
 * @param {readonly string[]} addresses
 * @param {(address: string) => number} measure
 * @returns {string} the one with the largest
 */
function largestBy(addresses, measure) {
  return addresses[indexOfLargest(addresses.map((address) => Math.abs(measure(address))))];
}

/**
 * @param {Voice} voice
 * @param {readonly Step[]} steps
 * @returns {string} the gradient that says most: of all samples where there are several
 */
export function steepest(voice, steps) {
  const which = voice.problem.x.length > 1 ? 1 : 0;
  if (isWhole(steps[0]))
    return largestOf(
      voice,
      steps.map((step) => step.writes[which]),
    );
  return largestBy(
    steps.map((step) => step.writes[which]),
    voice.size,
  );
}

/** @param {Voice} voice @param {readonly Step[]} steps */
export function furthest(voice, steps) {
  if (isWhole(steps[0]))
    return renewed(
      voice,
      largestOf(
        voice,
        steps.map((step) => step.reads[1]),
      ).replace(/^dL_d([wb])/, "$1_new"),
    );
  const moved = largestBy(
    steps.map((step) => step.writes[0]),
    (address) => voice.size(address) - numeric(voice.value(address.replace("_new", ""))),
  );
  return renewed(voice, moved);
}

/**
 * @param {Voice} voice
 * @param {number} [only]  one layer
 * @returns {Part[]} how many parameters an update leaves alone, if any
 */
export function frozen(voice, only) {
  const layers = only === undefined ? voice.problem.layers : [voice.problem.layers[only - 1]];
  const count = layers.reduce(
    (sum, { W, b, frozen: still = [] }) =>
      sum + (still.includes("W") ? b.length * W[0].length : 0) + (still.includes("b") ? b.length : 0),
    0,
  );
  return count ? voice.count("step.frozen", count) : [];
}

/**
 * @param {Voice} voice
 * @param {number} number of a layer
 * @returns {Part[]} how many of its amplifiers let nothing through, if any
 */
export function shut(voice, number) {
  const { b, activation } = voice.problem.layers[number - 1];
  if (activation === "softmax" || voice.frozen) return [];
  const count = b.filter((_, i) => voice.size(`da_dz.${number}.${i}`) === 0).length;
  return count ? voice.count("step.shut", count) : [];
}

/** @param {Voice} voice @param {readonly Step[]} steps @returns {Part[]} */
function layerSentence(voice, steps) {
  const { phase, layer } = steps[0];
  const name = voice.layer(layer);
  switch (phase) {
    case "forward":
      return voice.say("step.layer_forward", { layer: name, z: voice.whole("z", layer), a: voice.whole("a", layer) });
    case "gradient":
      if (isNotGradient(voice))
        return voice.both(
          voice.say("step.layer_products", {
            layer: name,
            count: countOf(voice, steps),
            result: voice.equation(steepest(voice, steps)),
          }),
          caveat(voice),
        );
      if (voice.size(steepest(voice, steps)) === 0)
        return voice.say("step.layer_gradient_none", { layer: name, count: countOf(voice, steps) });
      return voice.say("step.layer_gradient", {
        layer: name,
        count: countOf(voice, steps),
        result: voice.equation(steepest(voice, steps)),
      });
    case "update":
      return voice.both(
        voice.say("step.layer_update", { layer: name, result: furthest(voice, steps) }),
        frozen(voice, layer),
      );
    default: {
      if (layer === 0)
        return voice.say(isNotGradient(voice) ? "step.layer_input_by_hand" : "step.layer_input", {
          result: voice.whole("dl_dx", null),
        });
      const key =
        layer === voice.problem.layers.length
          ? voice.driven
            ? "step.layer_output_driven"
            : "step.layer_output"
          : "step.layer_hidden";
      const sentence = voice.say(key, {
        layer: name,
        dl_da: voice.whole("dl_da", layer),
        dl_dz: voice.whole("dl_dz", layer),
      });
      return voice.both(sentence, shut(voice, layer));
    }
  }
}

/** @param {Voice} voice @param {readonly Step[]} steps @returns {Part[]} */
function phaseSentence(voice, steps) {
  const last = voice.problem.layers.length;
  switch (steps[0].phase) {
    case "forward":
      return voice.say("step.phase_forward", { x: voice.whole("x", null), y: voice.whole("a", last) });
    case "gradient":
      if (isNotGradient(voice))
        return voice.both(
          voice.say("step.phase_products", {
            count: countOf(voice, steps),
            result: voice.equation(steepest(voice, steps)),
          }),
          caveat(voice),
        );
      if (voice.size(steepest(voice, steps)) === 0)
        return voice.say("step.phase_gradient_none", { count: countOf(voice, steps) });
      return voice.say("step.phase_gradient", {
        count: countOf(voice, steps),
        result: voice.equation(steepest(voice, steps)),
      });
    case "update":
      return voice.both(
        voice.say("step.phase_update", { count: countOf(voice, steps), result: furthest(voice, steps) }),
        frozen(voice),
      );
    default:
      return voice.both(
        voice.say("step.phase_backward", { dl_dy: voice.whole("dl_da", last), dl_dx: voice.whole("dl_dx", null) }),
        caveat(voice),
      );
  }
}

/**
 * @param {Voice} voice
 * @param {readonly Step[]} steps  of one unit; not the loss, which is a step of its own in every grain
 * @param {"layer" | "phase"} grain
 * @returns {Part[]}
 */
export const groupSentence = (voice, steps, grain) => (grain === "layer" ? layerSentence : phaseSentence)(voice, steps);
