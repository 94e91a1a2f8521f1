/**
 * What moves at a moment: which wires and neurons are lit, and the pulses that travel. Pure: the same step gives the
 * same motion, whichever way it was reached.
 *
 * @typedef {import("./layout.js").Point} Point
 * @typedef {object} Pulse
 * @property {"forward" | "backward"} colour
 * @property {Point} from
 * @property {Point} to
 * @property {boolean} straight  along a line, not along a wire
 * @property {number} size  radius at the start, in the drawing's units
 * @property {number} grown  radius on arrival
 * @property {[boolean, boolean]} negative  whether the number is below 0 when it leaves, and when it arrives
 * @property {number} carries  the magnitude with which it arrives: of several pulses the largest is the fastest
 * @property {number} lasts  part of the time to travel that this one needs, in (0, 1]
 * @property {boolean} stopped  whether it comes to a shut amplifier and no further
 */

import { output, wireOf } from "./address.js";
import { LOSS, along } from "./layout.js";
import { nodeKey, wireKey } from "./view.js";
import { ends, labelPoint } from "./wires.js";

/**
 * @typedef {import("./types.js").Step} Step
 * @typedef {import("./view.js").Seen} Seen
 * @typedef {{steps: number[], progress: number, operation: import("./types.js").Unit["operation"]}} Moving
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
 * @param {Moving | null} moving
 * @param {readonly number[][] | null} [drawn]  the neurons that are drawn, where a step may tell a whole layer
 * @returns {Set<string>}
 */
export function lit(steps, moving, drawn = null) {
  if (!moving) return new Set();
  const part = partOf(moving);
  return new Set(moving.steps.flatMap((index) => told(steps[index], drawn).flatMap((step) => LIT[step.quantity]?.(step, part) ?? [])));
}

/**
 * The pulses of what moves now.
 *
 * @param {Seen} seen  with everything known that the moving steps read
 * @param {Step[]} steps
 * @param {Moving | null} moving
 * @param {(address: string) => import("./types.js").Num | undefined} value
 * @returns {Pulse[]}
 */
export function pulses(seen, steps, moving, value) {
  if (!moving) return [];
  const { operation } = moving;
  const part = operation && operation.index === operation.count - 1 ? () => false : partOf(moving);
  /** @param {string} address */
  const number = (address) => Number(value(address) ?? 0);
  const { drawn } = seen.layout;
  return paced(moving.steps.flatMap((index) => told(steps[index], drawn).flatMap((step) => (isDrawn(step, drawn) && MOVES[step.quantity]?.({ seen, step, part, number })) || [])));
}

/**
 * The steps of neurons that a step of a whole layer stands for, as far as they are drawn; another step is itself.
 *
 * @param {Step} step
 * @param {readonly number[][] | null} drawn
 * @returns {Step[]}
 */
function told(step, drawn) {
  const { quantity, layer } = step;
  if (step.neuron !== null || quantity === "l" || !drawn) return [step];
  const at = /@\d+$/.exec(step.writes[0])?.[0] ?? "";
  const back = quantity === "dl_da" || quantity === "dl_dx";
  return drawn[layer].flatMap((neuron) => {
    const own = layer === 0 ? `${quantity}.${neuron}${at}` : `${quantity}.${layer}.${neuron}${at}`;
    if (quantity === "z") return [{ ...step, neuron, writes: [own], reads: drawn[layer - 1].map((from) => `w.${layer}.${neuron}.${from}`) }];
    if (back) return [{ ...step, neuron, writes: [own], reads: (drawn[layer + 1] ?? []).map((to) => `w.${layer + 1}.${to}.${neuron}`) }];
    if (quantity === "dl_dw" || quantity === "w_new") return drawn[layer - 1].map((source) => ({ ...step, neuron, source, writes: [`${quantity}.${layer}.${neuron}.${source}${at}`] }));
    return [{ ...step, neuron, writes: [own] }];
  });
}

/** Whether both ends of what a step is about have a place. @param {Step} step @param {readonly number[][]} drawn */
function isDrawn({ layer, neuron, source }, drawn) {
  return (neuron === null || drawn[layer].includes(neuron)) && (source === undefined || drawn[layer - 1].includes(source));
}

/**
 * @typedef {object} Told  a step that moves
 * @property {Seen} seen
 * @property {Step} step
 * @property {(k: number) => boolean} part  which of its products move
 * @property {(address: string) => number} number
 */

/**
 * What of each quantity travels. An activation is computed where it stands, and so is what a bias has.
 *
 * @type {Record<string, (told: Told) => Pulse[]>}
 */
const MOVES = { z: forwards, l: toTheLoss, dl_da: backwards, dl_dx: backwards, dl_dz: amplified, dl_dw: meeting, w_new: renewing };

/** @param {Seen} seen @param {import("./address.js").Wire} wire */
const hasEnds = ({ layout: { drawn } }, { layer, to, from }) => drawn[layer].includes(to) && drawn[layer - 1].includes(from);

/** How far into a shut amplifier a signal comes: parts of its width from its middle. */
const SHUT = 0.16;

/** Values along their wires, each arriving as its product with the weight. @param {Told} told */
function forwards({ seen, step, part, number }) {
  if (!seen.layout.forward) return [];
  return wiresOf(step).filter((wire, k) => part(k) && hasEnds(seen, wire)).map((wire) => {
    const carried = number(seen.here(output(wire.layer - 1, wire.from)));
    return travel("forward", ...ends(seen, "forward", wire), carried, carried * number(weightOf(wire)));
  });
}

/** @param {Told} told */
function toTheLoss({ seen, number }) {
  const { forward, node } = seen.layout;
  if (!forward) return [];
  const last = seen.sizes.length - 1;
  const to = { x: forward.loss.x - LOSS, y: forward.loss.y };
  return forward.nodes[last].flatMap(({ x, y }, k) => travel("forward", { x: x + node.width / 2, y }, to, number(seen.here(output(last, k)))));
}

/** Signals back along the wires, or out of the loss itself. @param {Told} told */
function backwards({ seen, step, part, number }) {
  const { backward, amplifier } = seen.layout;
  if (!backward) return [];
  const wires = wiresOf(step);
  if (wires.length === 0) {
    const { x, y } = backward.nodes[step.layer][own(step)];
    const from = { x: backward.loss.x - LOSS, y: backward.loss.y };
    return [travel("backward", from, { x: x + amplifier.width / 2, y }, number(step.writes[0]))];
  }
  return wires.filter((wire, k) => part(k) && hasEnds(seen, wire)).map((wire) => {
    const [left, right] = ends(seen, "backward", wire);
    const signal = number(seen.here(`dl_dz.${wire.layer}.${wire.to}`));
    return travel("backward", right, left, signal, signal * number(weightOf(wire)));
  });
}

/** Through the amplifier, from its base to its tip; a shut one lets nothing through, and the signal stops in it. @param {Told} told */
function amplified({ seen, step, number }) {
  const { backward, amplifier } = seen.layout;
  if (!backward) return [];
  const { x, y } = backward.nodes[step.layer][own(step)];
  const into = number(seen.here(`dl_da.${step.layer}.${own(step)}`));
  const from = { x: x + amplifier.width / 2, y };
  const out = number(step.writes[0]);
  if (into !== 0 && out === 0) return [{ ...travel("backward", from, { x: x + amplifier.width * SHUT, y }, into), straight: true, carries: 0, stopped: true }];
  const to = { x: x - amplifier.width / 2 - 30, y };
  return [{ ...travel("backward", from, to, into, out), straight: true }];
}

/** ∂l/∂w is where two numbers meet: a comes along the wire from the left, ∂l/∂z from the right. @param {Told} told */
function meeting({ seen, step, number }) {
  const wire = ownWire(step);
  const a = number(seen.here(output(wire.layer - 1, wire.from)));
  const signal = number(seen.here(`dl_dz.${wire.layer}.${wire.to}`));
  /** @type {Pulse[]} */
  const found = [];
  for (const lane of /** @type {const} */ (["forward", "backward"])) {
    if (!seen.layout[lane]) continue;
    const [left, right] = ends(seen, lane, wire);
    const place = labelPoint(seen, lane, wire);
    if (lane === "forward" || !seen.layout.forward) found.push({ ...travel("forward", left, place, a), straight: true });
    if (lane === "backward" && seen.layout.forward) found.push({ ...travel("forward", left, place, a), straight: true });
    if (lane === "backward" || !seen.layout.backward) found.push({ ...travel("backward", right, place, signal), straight: true });
  }
  return found;
}

/** A gradient rises from the reversed network to the weight that it changes. @param {Told} told */
function renewing({ seen, step, number }) {
  if (!seen.layout.forward || !seen.layout.backward) return [];
  const wire = ownWire(step);
  const gradient = number(`dL_dw.${wire.layer}.${wire.to}.${wire.from}`);
  return [{ ...travel("backward", labelPoint(seen, "backward", wire), labelPoint(seen, "forward", wire), gradient), straight: true, grown: 3 }];
}

/** The largest of several arrives after this part of the time, the smallest takes all of it. */
const QUICKEST = 0.68;

/** Pulses of one moment, the larger ones quicker. @param {Pulse[]} all */
function paced(all) {
  const most = Math.max(...all.map(({ carries }) => carries));
  return all.length < 2 || most === 0 ? all : all.map((pulse) => ({ ...pulse, lasts: 1 - (1 - QUICKEST) * Math.sqrt(pulse.carries / most) }));
}

/** Part of the time in which pulses travel; then they rest. */
const TRAVEL = 0.86;

/**
 * The place of a pulse at a moment, its radius, and the sign of its number: it travels during the first part of the step
 * and then rests.
 *
 * @param {Pulse} pulse
 * @param {number} progress  in [0, 1]
 * @returns {Point & {radius: number, opacity: number, negative: boolean}}
 */
export function placed(pulse, progress) {
  const linear = Math.min(1, progress / (TRAVEL * pulse.lasts));
  const t = linear < 0.5 ? 2 * linear * linear : 1 - 2 * (1 - linear) * (1 - linear);
  const point = pulse.straight
    ? { x: pulse.from.x + t * (pulse.to.x - pulse.from.x), y: pulse.from.y + t * (pulse.to.y - pulse.from.y) }
    : along(pulse.from, pulse.to, t);
  const opacity = progress <= TRAVEL || pulse.stopped ? 1 : Math.max(0, (1 - progress) / (1 - TRAVEL));
  return { ...point, radius: pulse.size + t * (pulse.grown - pulse.size), opacity, negative: pulse.negative[t < 0.5 ? 0 : 1] };
}

/** @param {number} value  any number; the area of the pulse follows its magnitude, with a floor so that it is seen */
function radius(value) {
  const size = Number.isFinite(value) ? Math.abs(value) : 4;
  return size === 0 ? 1.5 : Math.max(2.5, Math.min(9, 3 + 4.4 * Math.sqrt(size)));
}

/** @param {"forward" | "backward"} colour @param {Point} from @param {Point} to @param {number} leaving  the number at the start @param {number} [arriving]  and on arrival @returns {Pulse} */
function travel(colour, from, to, leaving, arriving = leaving) {
  const carries = Number.isFinite(arriving) ? Math.abs(arriving) : Number.MAX_VALUE;
  return { colour, from, to, size: radius(leaving), grown: radius(arriving), negative: [leaving < 0, arriving < 0], carries, lasts: 1, straight: false, stopped: false };
}

/** @param {Moving} moving @returns {(k: number) => boolean} */
function partOf({ operation }) {
  return operation && operation.index < operation.count - 1 ? (k) => k === operation.index : () => true;
}

/** @param {Step} step */
function own(step) {
  return step.neuron ?? 0;
}

/** The wire whose weight a step is about. @param {Step} step @returns {import("./address.js").Wire} */
function ownWire(step) {
  return { layer: step.layer, to: own(step), from: step.source ?? 0 };
}

/** @param {import("./address.js").Wire} wire */
function weightOf({ layer, to, from }) {
  return `w.${layer}.${to}.${from}`;
}

/** The wires whose products a step adds up, in its order. @param {Step} step */
function wiresOf({ reads }) {
  return reads.flatMap((address) => (address.startsWith("w.") ? [/** @type {import("./address.js").Wire} */ (wireOf(address))] : []));
}

/** @param {"forward" | "backward"} lane @param {Step} step @param {(k: number) => boolean} part */
function wireKeys(lane, step, part) {
  return wiresOf(step).filter((_, k) => part(k)).map((wire) => wireKey(lane, wire));
}
