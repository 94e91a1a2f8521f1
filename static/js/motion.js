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
 */

import { parse } from "./address.js";
import { along } from "./layout.js";
import { nodeKey, wireKey } from "./view.js";
import { ends, labelPoint } from "./wires.js";

/**
 * @typedef {import("./types.js").Step} Step
 * @typedef {import("./view.js").Seen} Seen
 * @typedef {{steps: number[], progress: number, operation: import("./types.js").Unit["operation"]}} Moving
 */

/** Forward quantities light wires of the forward lane, the others of the backward lane. */
const LIT = {
  /** @param {Step} s @param {(j: number) => boolean} part */
  z: (s, part) => [nodeKey("forward", s.layer, own(s)), ...sources(s, "w").filter((_, k) => part(k)).map(([l, i, j]) => wireKey("forward", l, i, j))],
  /** @param {Step} s */
  a: (s) => [nodeKey("forward", s.layer, own(s))],
  l: () => ["loss"],
  /** @param {Step} s @param {(j: number) => boolean} part */
  dl_da: (s, part) => {
    const back = sources(s, "w").filter((_, k) => part(k)).map(([l, i, j]) => wireKey("backward", l, i, j));
    return back.length > 0 ? [...back, nodeKey("backward", s.layer, own(s))] : [`entering:${own(s)}`, "loss:backward"];
  },
  /** @param {Step} s */
  dl_dz: (s) => [nodeKey("backward", s.layer, own(s)), nodeKey("forward", s.layer, own(s))],
  /** @param {Step} s @param {(j: number) => boolean} part */
  dl_dx: (s, part) => [nodeKey("backward", 0, own(s)), ...sources(s, "w").filter((_, k) => part(k)).map(([l, i, j]) => wireKey("backward", l, i, j))],
  /** @param {Step} s */
  dl_dw: (s) => [wireKey("forward", s.layer, own(s), Number(s.source)), wireKey("backward", s.layer, own(s), Number(s.source))],
  /** @param {Step} s */
  dl_db: (s) => [nodeKey("backward", s.layer, own(s)), `bias:${s.layer}.${own(s)}`],
  /** @param {Step} s */
  w_new: (s) => [wireKey("forward", s.layer, own(s), Number(s.source))],
  /** @param {Step} s */
  b_new: (s) => [`bias:${s.layer}.${own(s)}`],
};

/**
 * Keys of everything that is lit by what moves now.
 *
 * @param {Step[]} steps
 * @param {Moving | null} moving
 * @returns {Set<string>}
 */
export function lit(steps, moving) {
  if (!moving) return new Set();
  const part = partOf(moving);
  return new Set(moving.steps.flatMap((index) => {
    const step = steps[index];
    const rule = LIT[/** @type {keyof typeof LIT} */ (step.quantity)];
    return rule ? rule(step, part) : [];
  }));
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
  return moving.steps.flatMap((index) => pulsesOf(seen, steps[index], part, value));
}

/**
 * @param {Seen} seen @param {Step} step @param {(k: number) => boolean} part
 * @param {(address: string) => import("./types.js").Num | undefined} value
 * @returns {Pulse[]}
 */
function pulsesOf(seen, step, part, value) {
  const { forward, backward } = seen.layout;
  /** @param {string} address */
  const size = (address) => radius(Number(value(address) ?? 0));
  const i = own(step);
  const at = step.layer;
  if (step.quantity === "z" && forward) {
    return sources(step, "w").filter((_, k) => part(k)).map(([l, to, from]) => {
      const [left, right] = ends(seen, "forward", l, to, from);
      const carried = size(seen.here(l === 1 ? `x.${from}` : `a.${l - 1}.${from}`));
      return travel("forward", left, right, carried, radius(Number(value(`w.${l}.${to}.${from}`)) * Number(value(seen.here(l === 1 ? `x.${from}` : `a.${l - 1}.${from}`)))));
    });
  }
  if (step.quantity === "l" && forward) {
    const last = seen.sizes.length - 1;
    return forward.nodes[last].map((node, k) =>
      travel("forward", { x: node.x + seen.layout.node.width / 2, y: node.y }, { x: forward.loss.x - 42, y: forward.loss.y }, size(seen.here(`a.${last}.${k}`))));
  }
  if ((step.quantity === "dl_da" || step.quantity === "dl_dx") && backward) {
    const wires = sources(step, "w");
    if (wires.length === 0) {
      const node = backward.nodes[at][i];
      return [travel("backward", { x: backward.loss.x - 42, y: backward.loss.y }, { x: node.x + seen.layout.amplifier.width / 2, y: node.y }, size(seen.here(`dl_da.${at}.${i}`)))];
    }
    return wires.filter((_, k) => part(k)).map(([l, to, from]) => {
      const [left, right] = ends(seen, "backward", l, to, from);
      const signal = Number(value(seen.here(`dl_dz.${l}.${to}`)));
      return travel("backward", right, left, radius(signal), radius(signal * Number(value(`w.${l}.${to}.${from}`))));
    });
  }
  if (step.quantity === "dl_dz" && backward) {
    const node = backward.nodes[at][i];
    const half = seen.layout.amplifier.width / 2;
    return [{ colour: "backward", straight: true, from: { x: node.x + half, y: node.y }, to: { x: node.x - half - 30, y: node.y }, size: size(seen.here(`dl_da.${at}.${i}`)), grown: size(seen.here(`dl_dz.${at}.${i}`)) }];
  }
  if (step.quantity === "dl_dw") return meeting(seen, step, size);
  if (step.quantity === "w_new" && forward && backward) {
    const j = Number(step.source);
    return [{ colour: "backward", straight: true, from: labelPoint(seen, "backward", at, i, j), to: labelPoint(seen, "forward", at, i, j), size: size(`dL_dw.${at}.${i}.${j}`), grown: 3 }];
  }
  return [];
}

/**
 * ∂l/∂w is where two numbers meet: a comes along the wire from the left, ∂l/∂z from the right.
 *
 * @param {Seen} seen @param {Step} step @param {(address: string) => number} size
 * @returns {Pulse[]}
 */
function meeting(seen, step, size) {
  const [l, to, from] = [step.layer, own(step), Number(step.source)];
  const a = seen.here(l === 1 ? `x.${from}` : `a.${l - 1}.${from}`);
  /** @type {Pulse[]} */
  const found = [];
  for (const lane of /** @type {const} */ (["forward", "backward"])) {
    if (!seen.layout[lane]) continue;
    const [left, right] = ends(seen, lane, l, to, from);
    const place = labelPoint(seen, lane, l, to, from);
    if (lane === "forward" || !seen.layout.forward) found.push({ colour: "forward", straight: true, from: left, to: place, size: size(a), grown: size(a) });
    if (lane === "backward" || !seen.layout.backward) found.push({ colour: "backward", straight: true, from: right, to: place, size: size(seen.here(`dl_dz.${l}.${to}`)), grown: size(seen.here(`dl_dz.${l}.${to}`)) });
  }
  return found;
}

/**
 * The place of a pulse at a moment, and its radius: it travels during the first part of the step and then rests.
 *
 * @param {Pulse} pulse
 * @param {number} progress  in [0, 1]
 * @returns {Point & {radius: number, opacity: number}}
 */
export function placed(pulse, progress) {
  const linear = Math.min(1, progress / 0.86);
  const t = linear < 0.5 ? 2 * linear * linear : 1 - 2 * (1 - linear) * (1 - linear);
  const point = pulse.straight
    ? { x: pulse.from.x + t * (pulse.to.x - pulse.from.x), y: pulse.from.y + t * (pulse.to.y - pulse.from.y) }
    : along(pulse.from, pulse.to, t);
  return { ...point, radius: pulse.size + t * (pulse.grown - pulse.size), opacity: linear < 1 ? 1 : Math.max(0, (1 - progress) / 0.14) };
}

/** @param {number} value  any number; the area of the pulse follows its magnitude, with a floor so that it is seen */
function radius(value) {
  const size = Number.isFinite(value) ? Math.abs(value) : 4;
  return size === 0 ? 1.5 : Math.max(2.5, Math.min(9, 3 + 4.4 * Math.sqrt(size)));
}

/** @param {"forward" | "backward"} colour @param {Point} from @param {Point} to @param {number} size @param {number} [grown] @returns {Pulse} */
function travel(colour, from, to, size, grown = size) {
  return { colour, from, to, size, grown, straight: false };
}

/** @param {Moving} moving @returns {(k: number) => boolean} */
function partOf({ operation }) {
  return operation && operation.index < operation.count - 1 ? (k) => k === operation.index : () => true;
}

/** @param {Step} step */
function own(step) {
  return step.neuron ?? 0;
}

/** @param {Step} step @param {string} quantity @returns {number[][]} */
function sources(step, quantity) {
  return step.reads.map(parse).filter((address) => address?.quantity === quantity).map((address) => /** @type {import("./types.js").Address} */ (address).indices);
}
