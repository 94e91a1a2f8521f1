/**
 * One sentence for the present moment: what happens now, in words, with its numbers. It is the same from the beginning
 * of a unit to its end, so that it can be read before anything moves, and it names no number that a later unit
 * computes.
 *
 * @typedef {import("../../network/types.js").Part} Part
 * @typedef {import("./phrases.js").Voice} Voice
 */
import { number } from "../number.js";
import { groupSentence } from "./group.js";
import { likewiseSentence } from "./likewise.js";
import { aside, nonfiniteSentence } from "./nonfinite.js";
import { stepSentence } from "./step.js";
import { now } from "../../network/steps.js";
import { voice } from "./phrases.js";
import { usesOtherGains } from "../../network/drive.js";
import { numeric } from "../../network/numeric.js";

const END_TOLERANCE = 1e-9;

/**
 * The last sentence of each unit: it is asked for in every frame, and finding the largest of ten thousand gradients
 * takes time.
 *
 * @type {WeakMap<import("../../network/types.js").Unit, {circumstances: unknown[], parts: Part[]}>}
 */
const SENTENCES = new WeakMap();

/**
 * @param {object} given
 * @param {import("../../network/types.js").Problem} given.problem
 * @param {import("../../network/types.js").Trace} given.trace  of that problem
 * @param {Pick<import("../../state/page.js").Page, "at" | "grain" | "sample" | "language" | "notation"> & {answer?:
 *   import("../../state/page.js").Page["answer"]}} given.state
 * @param {readonly import("../../network/types.js").Unit[]} given.units  of the state's grain
 * @param {import("../../network/types.js").Translate} given.t
 * @param {number} given.digits
 * @returns {Part[]}
 */
export function sentence({ problem, trace, state, units, t, digits }) {
  const { at, grain, sample, language, notation, answer } = state;
  const speaker = voice({
    problem,
    trace,
    sample,
    language,
    t,
    digits,
    notation,
    driven: !!answer?.drive,
    frozen: !!answer?.gains,
    usesOtherGains: !!answer && usesOtherGains(answer),
  });
  const present = now(units, at);
  if (!present) return speaker.say("step.start");
  const { unit } = present;
  const first = trace.steps[unit.steps[0]];
  const over = first.phase === "update" && at >= trace.steps.length - END_TOLERANCE;

  const cached = SENTENCES.get(unit);
  const circumstances = [trace, t, digits, sample, notation, over];
  if (cached && circumstances.every((value, index) => value === cached.circumstances[index])) return cached.parts;
  const members = unit.steps.map((index) => trace.steps[index]);
  const stepParts = unit.likewise
    ? likewiseSentence(speaker, members)
    : (grain === "layer" || grain === "phase") && first.phase !== "loss"
      ? groupSentence(speaker, members, grain)
      : stepSentence(speaker, first, unit.operation);
  const whole = over ? speaker.both(stepParts, lossAfter(speaker)) : stepParts;
  const parts = speaker.both(whole, saysNonfinite(speaker, first, unit) ? [] : aside(speaker, whole));
  SENTENCES.set(unit, { circumstances, parts });
  return parts;
}

/**
 * Whether the sentence itself says what became of a number.
 *
 * @param {Voice} speaker
 * @param {import("../../network/types.js").Step} step
 * @param {import("../../network/types.js").Unit} unit
 */
const saysNonfinite = (speaker, step, { steps, operation }) =>
  steps.length === 1 && !operation && nonfiniteSentence(speaker, step) !== null;

/** @param {Voice} speaker @returns {Part[]} the loss of one more forward pass beside the loss before */
function lossAfter({ trace: { l, update }, say, digits }) {
  if (!update) return [];
  const [before, after] = [numeric(update.L_before), numeric(update.L_after)];
  if (Number.isNaN(after)) return say("step.loss_no_value");
  if (!Number.isFinite(after))
    return say(Number.isFinite(before) ? "step.loss_too_large" : "step.loss_still_too_large");
  if (!Number.isFinite(before)) return [];
  const way = after < before ? "falls" : after > before ? "rises" : "stays";
  const key = `step.${l.length > 1 ? "total_loss" : "loss"}_${way}`;
  let enough = digits;
  while (enough < 12 && before !== after && number(before, enough) === number(after, enough)) enough += 1;
  /** @param {number} loss @returns {Part} */
  const part = (loss) => ({ text: number(loss, enough), role: "forward" });
  return say(key, { before: part(before), after: part(after) });
}
