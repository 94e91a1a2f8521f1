/**
 * What one step does, in words with its numbers; and, in the finest grain, what one operation of it does.
 *
 * @typedef {import("../../network/types.js").Part} Part
 * @typedef {import("../../network/types.js").Step} Step
 * @typedef {import("../../network/types.js").Unit} Unit
 * @typedef {import("./phrases.js").Voice} Voice
 */
import { neuronOf, sentAddress, wireOf } from "../../network/address.js";
import { number, oneMinus, signed } from "../number.js";
import { lossSlope } from "./loss-slope.js";
import { nonfiniteSentence } from "./nonfinite.js";
import { letter } from "../notation.js";
import { pairsOf, plainPart, strongPart } from "./phrases.js";
import { numeric } from "../../network/numeric.js";
import { shutKey, shutOf } from "../../network/shut.js";
import { isCoupled, slopeOf } from "../../network/problem.js";

/** Below this gain a neuron counts as saturated. */
const SATURATED_GAIN = 1e-3;

/** @typedef {(voice: Voice, step: Step, neuron: Part) => Part[]} StepWriter */

/** @param {Voice} voice @param {"in" | "back"} way @param {number} count @param {Part} neuron */
const signalsPart = (voice, way, count, neuron) =>
  voice.say(`step.signals_${way}.${count <= 4 ? count : "other"}`, { count, neuron });

/** @type {Record<string, StepWriter>} */
const STEP_SENTENCES = {
  z(voice, step, neuron) {
    const pairs = pairsOf(step);
    const bias = voice.bare(`b.${step.layer}.${step.neuron}`);
    const came = signalsPart(voice, "in", pairs.length, neuron);
    return voice.say("step.z", {
      signals: came,
      products: voice.products(pairs),
      bias,
      result: voice.equation(step.writes[0]),
    });
  },

  a(voice, step, neuron) {
    const { layer } = step;
    const i = Number(step.neuron);
    const { activation, b } = voice.problem.layers[layer - 1];
    const soft = isCoupled(voice.problem, layer);
    const slope = slopeOf(voice.problem, layer, i);
    const inner = plainPart(`${letter(activation)}(${number(voice.value(`z.${layer}.${i}`), voice.digits)})`);
    const answer = voice.equation(step.writes[0], soft || activation === "identity" ? [] : [inner]);
    const gap = voice.frozen
      ? null
      : oneMinus(voice.value(step.writes[0]), voice.value(slope), activation, voice.digits);
    return voice.both(
      soft
        ? voice.say("step.a_softmax", { count: b.length, layer, neuron, result: answer })
        : voice.say("step.a", { neuron, result: answer }),
      gap === null ? [] : voice.say("step.a_gap", { gap }),
      soft ? (voice.frozen ? [] : voice.say("step.slope_softmax", { count: b.length })) : slopeAhead(voice, slope),
    );
  },

  l(voice, step) {
    const compared = voice.say("step.l", {
      y: voice.whole("a", voice.problem.layers.length),
      target: voice.whole("t", null),
      result: voice.equation(step.writes[0]),
    });
    return voice.both(compared, total(voice, "L"));
  },

  dl_da(voice, step, neuron) {
    const pairs = pairsOf(step);
    const [result] = step.writes;
    if (pairs.length) {
      const came = signalsPart(voice, "back", pairs.length, neuron);
      return voice.say("step.back", { signals: came, result: voice.equation(result, voice.products(pairs)) });
    }
    if (step.phase === "backward" && step.reads.length === 0)
      return voice.say("step.dl_da_driven", { neuron, result: voice.equation(result) });
    return voice.say("step.dl_da_output", {
      neuron,
      result: voice.equation(result, lossSlope(voice, Number(step.neuron))),
    });
  },

  dl_dz(voice, step, neuron) {
    const {
      layer,
      writes: [address],
    } = step;
    const i = Number(step.neuron);
    const soft = isCoupled(voice.problem, layer);
    const size = voice.problem.layers[layer - 1].b.length;
    const pairs = soft
      ? Array.from(
          { length: size },
          (_, k) => /** @type {[string, string]} */ ([`da_dz.${layer}.${k}.${i}`, `dl_da.${layer}.${k}`]),
        )
      : [/** @type {[string, string]} */ ([`da_dz.${layer}.${i}`, `dl_da.${layer}.${i}`])];
    if (!adds(voice, pairs, address))
      return voice.say("step.dl_dz_together", { neuron, result: voice.equation(address) });
    if (soft)
      return voice.say("step.dl_dz_softmax", { neuron, result: voice.equation(address, voice.products(pairs)) });
    const [gain, signal] = pairs[0];
    const key = voice.frozen
      ? "step.dl_dz_frozen"
      : { shut: "step.dl_dz_shut", faint: "step.dl_dz_faint", open: "step.dl_dz_open", usual: "step.dl_dz" }[
          opennessOf(voice.size(gain))
        ];
    return voice.both(
      voice.say(key, { neuron, gain: voice.bare(gain), signal: voice.bare(signal), result: voice.equation(address) }),
      comingBack(voice, layer, i),
    );
  },

  dl_dw(voice, { layer, neuron, source, writes: [own, summed] }) {
    const forward = sentAddress(layer - 1, Number(source));
    const backward = `dl_dz.${layer}.${neuron}`;
    const opened = voice.say("step.dl_dw", {
      wire: strongPart(voice.name(`w.${layer}.${neuron}.${source}`)),
      forward: voice.equation(forward),
      backward: voice.equation(backward),
      result: voice.equation(own),
    });
    return voice.both(opened, total(voice, summed), caveat(voice));
  },

  dl_db: (voice, { writes: [own, summed] }, neuron) =>
    voice.both(
      voice.say(isNotGradient(voice) ? "step.dl_db_by_hand" : "step.dl_db", { neuron, result: voice.equation(own) }),
      total(voice, summed),
      caveat(voice),
    ),

  w_new: (voice, { writes: [address] }) => {
    const wire = strongPart(voice.name(address.replace("w_new", "w")));
    const key = moves(voice, address) ? "step.w_new" : "step.w_stays";
    return voice.say(key, { wire, rate: rateOf(voice), result: renewed(voice, address) });
  },

  b_new: (voice, { writes: [address] }, neuron) => {
    const key = moves(voice, address) ? "step.b_new" : "step.b_stays";
    return voice.say(key, { neuron, rate: rateOf(voice), result: renewed(voice, address) });
  },
};
STEP_SENTENCES.dl_dx = STEP_SENTENCES.dl_da;

/** Whether what comes back is not the gradient. @param {Voice} voice */
export const isNotGradient = ({ driven, usesOtherGains }) => driven || usesOtherGains;

/** @param {Voice} voice @returns {Part[]} why what came back is not the gradient, if it is not */
export function caveat(voice) {
  if (voice.driven) return voice.say("step.by_hand");
  return voice.usesOtherGains ? voice.say("step.astray") : [];
}

/** @param {number} gain */
export const opennessOf = (gain) =>
  gain === 0 ? "shut" : gain === 1 ? "open" : Math.abs(gain) < SATURATED_GAIN ? "faint" : "usual";

/** @param {Voice} voice @param {string} address of the slope */
function slopeAhead(voice, address) {
  if (voice.frozen) return voice.say("step.slope_frozen", { slope: voice.bare(address) });
  const key = { shut: "step.slope_zero", faint: "step.slope_flat", open: "step.slope", usual: "step.slope" }[
    opennessOf(voice.size(address))
  ];
  return voice.say(key, { slope: voice.bare(address) });
}

/**
 * @param {Voice} voice
 * @param {number} layer
 * @param {number} neuron
 * @returns {Part[]} what could open a shut amplifier
 */
function comingBack(voice, layer, neuron) {
  const shut = voice.frozen || voice.driven ? null : shutOf(voice.problem, voice.trace, layer, neuron, voice.sample);
  return shut ? voice.say(shutKey(shut), { open: shut.open, count: shut.count }) : [];
}

/**
 * Whether the products on the page add up to the number on the page. Where a saturated activation meets a cross-entropy
 * they need not: the engine joins the two, because either alone has lost its digits.
 *
 * @param {Voice} voice @param {readonly [string, string][]} pairs @param {string} address
 */
function adds(voice, pairs, address) {
  const terms = pairs.map(([left, right]) => voice.size(left) * voice.size(right));
  const sum = terms.reduce((total, term) => total + term, 0);
  const scale = Math.max(...terms.map(Math.abs), Math.abs(voice.size(address)));
  return Object.is(sum, voice.size(address)) || Math.abs(sum - voice.size(address)) <= 1e-6 * scale;
}

/**
 * @param {Voice} voice
 * @param {string} address of a number over all samples
 * @returns {Part[]} nothing where there is one sample
 */
function total(voice, address) {
  const count = voice.problem.x.length;
  if (count === 1) return [];
  return voice.say(voice.problem.reduction === "mean" ? "step.mean" : "step.total", {
    count,
    result: voice.equation(address),
  });
}

/** @param {Voice} voice @param {string} address of w_new or b_new */
const moves = (voice, address) => voice.size(`dL_d${address.replace("_new", "")}`) !== 0;

/** @param {Voice} voice */
const learningRate = (voice) => voice.trace.update?.learning_rate ?? voice.problem.learning_rate;

/** @param {Voice} voice */
const rateOf = (voice) => plainPart(number(learningRate(voice), voice.digits));

/**
 * A parameter's new value out of the old: w′ = 2 − 0.5 · (−0.04494) = 2.022.
 *
 * @param {Voice} voice
 * @param {string} address  of w_new or b_new
 * @returns {Part[]}
 */
export function renewed(voice, address) {
  const old = address.replace("_new", "");
  return voice.equation(address, [
    voice.bare(old),
    plainPart(` − ${signed(learningRate(voice), voice.digits)} · `),
    voice.factor(`dL_d${old}`),
  ]);
}

/** @param {Voice} voice @param {Step} step @param {NonNullable<Unit["operation"]>} operation */
function operationSentence(voice, step, { index }) {
  const forward = step.phase === "forward";
  const pairs = pairsOf(step);
  if (index < pairs.length) {
    const [weight, source] = pairs[index];
    const product = number(voice.size(weight) * voice.size(source), voice.digits);
    const role = forward ? "forward" : "backward";
    return voice.say(forward ? "step.product_in" : "step.product_back", {
      wire: strongPart(voice.name(weight)),
      source: voice.equation(source),
      product: [voice.bare(weight), plainPart(" · "), voice.factor(source), plainPart(" = "), { text: product, role }],
    });
  }
  const terms = pairs.map(([weight, source]) => voice.size(weight) * voice.size(source));
  if (forward) terms.push(numeric(voice.value(`b.${step.layer}.${step.neuron}`)));
  const sum = voice.sum(terms.map((term, index) => [plainPart((index ? signed : number)(term, voice.digits))]));
  const neuron = neuronPart(voice, step);
  return voice.say(forward ? "step.sum_in" : "step.sum_back", { neuron, result: voice.equation(step.writes[0], sum) });
}

/** @param {Voice} voice @param {Step} step @returns {Part} */
function neuronPart(voice, step) {
  const place = neuronOf(step.writes[0]) ?? wireOf(step.writes[0]);
  return voice.neuron(place?.layer ?? step.layer, Number(step.neuron));
}

/**
 * @param {Voice} voice
 * @param {Step} step
 * @param {Unit["operation"]} operation  which part of the step; null for the whole of it
 * @returns {Part[]}
 */
export function stepSentence(voice, step, operation) {
  if (operation) return operationSentence(voice, step, operation);
  return nonfiniteSentence(voice, step) ?? STEP_SENTENCES[step.quantity](voice, step, neuronPart(voice, step));
}
