/**
 * Which sign of the drawing is explained beside the sentence: each once, where it first appears, and one at a time.
 */

import { derived } from "../../state/memo.js";
import { stepsOf, unitsOf } from "../../state/page.js";
import { now } from "../../network/steps.js";
import { once } from "../../network/once.js";
import { numeric } from "../../network/numeric.js";
import { valueAt } from "../../network/address.js";
import { isCoupled } from "../../network/problem.js";
import { readingSeconds } from "../../time/pace.js";
import { signLine } from "./legend.js";
import { isShut } from "../../network/shut.js";
import { alikeGroups } from "../../network/symmetry.js";

/**
 * @typedef {import("../../state/page.js").Page} Page
 * @typedef {import("../../state/page.js").Answer} Answer
 * @typedef {import("../../network/types.js").Step} Step
 * @typedef {{name: string, problem: import("../../network/types.js").Problem, start: number}} PlacedSign  a sign, and
 *   the network and the step at which it is explained
 */

/** A unit of more steps than this is asked only about its first: what is rare in it is not looked for. */
const MAX_STEPS = 40;

/** @param {Answer} answer @param {string} address */
const value = ({ problem, trace }, address) => numeric(valueAt(address, problem, trace) ?? 0);

/** Whether a step adds up products one of which is negative. @param {Answer} answer @param {Step} step */
const carriesNegative = (answer, { reads }) => reads.some((address) => value(answer, address) < 0);

/** @param {Answer} answer @param {Step} step */
const weightsOf = (answer, { reads }) =>
  reads.filter((address) => address.startsWith("w.")).map((address) => value(answer, address));

/** Whether wires look different, because a weight is negative or larger. @param {Answer} answer @param {Step} step */
function hasUnlikeWires(answer, step) {
  const weights = weightsOf(answer, step);
  return weights.some((weight) => weight < 0 || Math.abs(weight) !== Math.abs(weights[0]));
}

/**
 * The signs of each phase, the most telling first: when a step has it.
 *
 * @type {Readonly<Record<string, Readonly<Record<string, (answer: Answer, step: Step) => boolean>>>>}
 */
const APPEARING = {
  forward: {
    forward: () => true,
    negative: hasUnlikeWires,
    pulse: () => true,
    ring: carriesNegative,
    lock: () => true,
    alike: (answer, { layer }) => alikeGroups(answer.problem.layers).some((group) => group.layer === layer),
  },
  backward: {
    shut: (answer, { quantity, layer, neuron }) =>
      quantity === "dl_dz" && neuron !== null && isShut(answer, layer, neuron, answer.sample),
    jacobian: (answer, step) => step.quantity === "dl_dz" && isCoupled(answer.problem, step.layer),
    backward: () => true,
    amplifier: (answer, step) => step.quantity === "dl_dz" && !isCoupled(answer.problem, step.layer),
    strength: () => true,
    ring: carriesNegative,
    lock: () => true,
  },
  gradient: { lock: () => true },
};

/** The signs that are only seen while something moves. */
const MOVING = new Set(["pulse", "ring"]);

/**
 * The sign that is explained now.
 *
 * @type {(page: Page) => PlacedSign | null} the very same as long as it is the same
 */
export const presentSign = derived((page) => {
  const { answer, explained, view, still, present } = page;
  const unit = now(unitsOf(page), page.at)?.unit;
  const phase = unit && stepsOf(page)[unit.steps[0]]?.phase;
  // What comes back by hand is no gradient, and who drives the network has seen it run.
  if (!answer || !unit || !phase || present || answer.drive || answer.gains) return null;
  if (view !== "both" && !(phase === view || (view === "backward" && phase === "gradient"))) return null;
  const { problem } = answer;
  const { start } = unit;
  const found = once(unit, "signs", () => {
    const steps = unit.steps.slice(0, MAX_STEPS).map((index) => stepsOf(page)[index]);
    return Object.entries(APPEARING[phase] ?? {})
      .filter(([, appears]) => steps.some((step) => appears(answer, step)))
      .map(([name]) => ({ name, problem, start }));
  });
  return (
    found.find(({ name }) => {
      const before = explained[name];
      return !(still && MOVING.has(name)) && (!before || (before.problem === problem && before.start === start));
    }) ?? null
  );
});

/** @param {Page} page */
export function sign(page) {
  const found = presentSign(page);
  return found && signLine(found.name, page.t);
}

/** Seconds that reading it takes. @param {Page} page */
export function signSeconds(page) {
  const found = presentSign(page);
  return found ? readingSeconds([{ text: page.t(`page.legend.${found.name}`), role: "plain" }]) : 0;
}

/**
 * Remembers where each sign is explained, so that it is said nowhere else.
 *
 * @param {import("../../state/page.js").Store} store
 */
export function followSigns(store) {
  store.subscribe((page) => {
    const found = presentSign(page);
    if (found && !page.explained[found.name]) store.set({ explained: { ...page.explained, [found.name]: found } });
  });
}
