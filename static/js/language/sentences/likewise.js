/**
 * What happens to all that is like a step that has been told in full: the rest of its layer, or a whole layer.
 *
 * @typedef {import("../../network/types.js").Part} Part
 * @typedef {import("../../network/types.js").Step} Step
 * @typedef {import("./phrases.js").Voice} Voice
 */
import { countOf, frozen, furthest, shut, steepest } from "./group.js";
import { nonfiniteSentence } from "./nonfinite.js";
import { plainPart } from "./phrases.js";
import { isNotGradient, opennessOf, stepSentence } from "./step.js";
import { isCoupled } from "../../network/problem.js";

/** So many results are listed; of more the first ones, or the one that says most. */
const MAX_LISTED = 3;

/**
 * @param {Voice} voice
 * @param {readonly Step[]} steps  of one unit
 * @returns {Part[]}
 */
export function likewiseSentence(voice, steps) {
  const [{ phase, layer, quantity }] = steps;
  if (steps.length === 1 && isNotable(voice, steps[0])) return stepSentence(voice, steps[0], null);
  const name = voice.layer(layer);
  if (phase === "gradient") return gradients(voice, steps, name);
  if (phase === "update") return updates(voice, steps, name);
  if (quantity === "dl_dx")
    return voice.say(isNotGradient(voice) ? "step.layer_input_by_hand" : "step.layer_input", {
      result: voice.whole("dl_dx", null),
    });
  const isWhole = steps.length === voice.problem.layers[layer - 1].b.length;
  const told = isWhole
    ? voice.say(`step.likewise.${quantity}`, { layer: name, result: voice.whole(quantity, layer) })
    : others(voice, steps, name);
  return quantity === "dl_dz" ? voice.both(told, shut(voice, layer)) : told;
}

/** Whether there is more to say of a step than that it is like another. @param {Voice} voice @param {Step} step */
function isNotable(voice, step) {
  if (nonfiniteSentence(voice, step)) return true;
  const { quantity, layer, neuron } = step;
  const hasSlope = quantity === "a" || quantity === "dl_dz";
  if (!hasSlope || voice.frozen || isCoupled(voice.problem, layer)) return false;
  return ["shut", "faint"].includes(opennessOf(voice.size(`da_dz.${layer}.${neuron}`)));
}

/** The other neurons of a layer. @param {Voice} voice @param {readonly Step[]} steps @param {Part} layer */
const others = (voice, steps, layer) =>
  voice.say(`step.likewise.others.${steps.length === 1 ? "one" : "other"}`, {
    count: steps.length,
    layer,
    result: listed(
      voice,
      steps.map(({ writes }) => writes[0]),
    ),
  });

/** @param {Voice} voice @param {readonly string[]} addresses @returns {Part[]} the results, or the first of them */
function listed(voice, addresses) {
  const shown = addresses.slice(0, MAX_LISTED).flatMap((address, index) => {
    const result = voice.equation(address);
    return index > 0 ? [plainPart(", "), ...result] : result;
  });
  return addresses.length > MAX_LISTED ? [...shown, plainPart(", …")] : shown;
}

/** @param {Voice} voice @param {readonly Step[]} steps @param {Part} layer @returns {Part[]} */
function gradients(voice, steps, layer) {
  const count = countOf(voice, steps);
  // Over all samples where there are several.
  const which = voice.problem.x.length > 1 ? 1 : 0;
  if (count <= MAX_LISTED)
    return voice.say("step.likewise.rest", {
      layer,
      result: listed(
        voice,
        steps.map(({ writes }) => writes[which]),
      ),
    });
  const largest = steepest(voice, steps);
  const isZero = !isNotGradient(voice) && voice.size(largest) === 0;
  return voice.say(isZero ? "step.likewise.gradients_none" : "step.likewise.gradients", {
    layer,
    count,
    result: voice.equation(largest),
  });
}

/** @param {Voice} voice @param {readonly Step[]} steps @param {Part} layer @returns {Part[]} */
function updates(voice, steps, layer) {
  if (countOf(voice, steps) <= MAX_LISTED)
    return voice.say("step.likewise.rest", {
      layer,
      result: listed(
        voice,
        steps.map(({ writes }) => writes[0]),
      ),
    });
  return voice.both(
    voice.say("step.likewise.updates", { layer, result: furthest(voice, steps) }),
    frozen(voice, steps[0].layer),
  );
}
