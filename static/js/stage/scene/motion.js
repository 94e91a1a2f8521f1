/**
 * What moves at a moment: which wires and neurons are lit, and the pulses that travel. Pure: the same step gives the
 * same motion, whichever way it was reached.
 */

import { paced } from "./pulse.js";
import { JOURNEYS, own, ownWire, wiresOf } from "./journeys.js";
import { nodeKey, wireKey } from "./context.js";

/**
 * @typedef {import("../../network/types.js").Step} Step
 * @typedef {import("./context.js").Context} Context
 * @typedef {import("../../state/page.js").Movement} Movement
 */

/**
 * What each quantity lights: forward ones wires of the forward lane, the others wires of the backward lane.
 *
 * @type {Record<string, (step: Step, part: (k: number) => boolean) => string[]>}
 */
const LIT = {
  z: (step, part) => [nodeKey("forward", step.layer, own(step)), ...wireKeys("forward", step, part)],
  a: (step) => [nodeKey("forward", step.layer, own(step))],
  l: () => ["loss"],
  dl_da: (step, part) =>
    wiresOf(step).length > 0
      ? [...wireKeys("backward", step, part), nodeKey("backward", step.layer, own(step))]
      : [`entering:${own(step)}`, "loss:backward"],
  dl_dz: (step) => [nodeKey("backward", step.layer, own(step)), nodeKey("forward", step.layer, own(step))],
  dl_dx: (step, part) => [nodeKey("backward", 0, own(step)), ...wireKeys("backward", step, part)],
  dl_dw: (step) => [wireKey("forward", ownWire(step)), wireKey("backward", ownWire(step))],
  dl_db: (step) => [nodeKey("backward", step.layer, own(step)), `bias:${step.layer}.${own(step)}`],
  w_new: (step) => [wireKey("forward", ownWire(step))],
  b_new: (step) => [`bias:${step.layer}.${own(step)}`],
};

/**
 * Keys of everything that is lit by what moves now.
 *
 * @param {Step[]} steps
 * @param {Movement | null} moving
 * @param {readonly number[][] | null} [drawn]  the neurons that are drawn, where a step may be that of a whole layer
 * @returns {Set<string>}
 */
export function lit(steps, moving, drawn = null) {
  if (!moving) return new Set();
  const part = partOf(moving);
  return new Set(
    moving.steps.flatMap((index) =>
      drawnSteps(steps[index], drawn).flatMap((step) => LIT[step.quantity]?.(step, part) ?? []),
    ),
  );
}

/**
 * The pulses of what moves now.
 *
 * @param {Context} context  with everything known that the moving steps read
 * @param {Step[]} steps
 * @param {Movement | null} moving
 * @param {(address: string) => import("../../network/types.js").Num | undefined} value
 * @returns {import("./pulse.js").Pulse[]}
 */
export function pulses(context, steps, moving, value) {
  if (!moving) return [];
  const { operation } = moving;
  const adding = !operation || operation.index === operation.count - 1;
  const part = operation && adding ? () => false : partOf(moving);
  /** @param {string} address */
  const number = (address) => Number(value(address) ?? 0);
  const { drawn } = context.layout;
  const all = moving.steps.flatMap((index) =>
    drawnSteps(steps[index], drawn).flatMap(
      (step) =>
        (isDrawn(step, drawn) &&
          JOURNEYS[step.quantity]?.({ context, step, part, adding, alone: moving.steps.length === 1, number })) ||
        [],
    ),
  );
  return paced(all.filter(({ sizes }) => sizes.some((size) => size > 0)));
}

/**
 * The steps of neurons that a step of a whole layer stands for, as far as they are drawn; another step is itself.
 *
 * @param {Step} step
 * @param {readonly number[][] | null} drawn
 * @returns {Step[]}
 */
function drawnSteps(step, drawn) {
  const { quantity, layer } = step;
  if (step.neuron !== null || quantity === "l" || !drawn) return [step];
  const suffix = /@\d+$/.exec(step.writes[0])?.[0] ?? "";
  const back = quantity === "dl_da" || quantity === "dl_dx";
  return drawn[layer].flatMap((neuron) => {
    const own = layer === 0 ? `${quantity}.${neuron}${suffix}` : `${quantity}.${layer}.${neuron}${suffix}`;
    if (quantity === "z")
      return [
        { ...step, neuron, writes: [own], reads: drawn[layer - 1].map((from) => `w.${layer}.${neuron}.${from}`) },
      ];
    if (back)
      return [
        {
          ...step,
          neuron,
          writes: [own],
          reads: (drawn[layer + 1] ?? []).map((to) => `w.${layer + 1}.${to}.${neuron}`),
        },
      ];
    if (quantity === "dl_dw" || quantity === "w_new")
      return drawn[layer - 1].map((source) => ({
        ...step,
        neuron,
        source,
        writes: [`${quantity}.${layer}.${neuron}.${source}${suffix}`],
      }));
    return [{ ...step, neuron, writes: [own] }];
  });
}

/** Whether both ends of what a step is about have a place. @param {Step} step @param {readonly number[][]} drawn */
function isDrawn({ layer, neuron, source }, drawn) {
  return (
    (neuron === null || drawn[layer].includes(neuron)) && (source === undefined || drawn[layer - 1].includes(source))
  );
}

/** @param {Movement} moving @returns {(k: number) => boolean} */
function partOf({ operation }) {
  return operation && operation.index < operation.count - 1 ? (k) => k === operation.index : () => true;
}

/** @param {"forward" | "backward"} lane @param {Step} step @param {(k: number) => boolean} part */
function wireKeys(lane, step, part) {
  return wiresOf(step)
    .filter((_, k) => part(k))
    .map((wire) => wireKey(lane, wire));
}
