/**
 * What travels while a quantity is computed: from where, along which way, as which number. A product is made where the
 * wire's weight stands; an activation is read off its curve; a gradient is what meets at its wire.
 */

import { output, wireOf } from "../../network/address.js";
import { LOSS, labelAt, labelRise } from "./layout.js";
import { neuronCurve } from "./neuron-curve.js";
import { slopeOf } from "../../network/problem.js";
import { pulse } from "./pulse.js";
import { LITTLE } from "./context.js";
import { ends, labelPoint } from "./wires.js";

/**
 * @typedef {import("../../network/types.js").Step} Step
 * @typedef {import("./context.js").Seen} Seen
 * @typedef {import("./layout.js").Point} Point
 * @typedef {import("./pulse.js").Pulse} Pulse
 *
 * @typedef {object} Told  a step that moves
 * @property {Seen} seen
 * @property {Step} step
 * @property {(k: number) => boolean} part  which of its products move
 * @property {boolean} adding  whether its bias moves
 * @property {boolean} alone  whether no other step moves now: then there is room to write a multiplication out
 * @property {(address: string) => number} number
 */

/** @type {Record<string, (told: Told) => Pulse[]>} */
export const TRAVELS = {
  z: forwards,
  a: activated,
  l: toTheLoss,
  dl_da: backwards,
  dl_dx: backwards,
  dl_dz: amplified,
  dl_dw: meeting,
  dl_db: biased,
  w_new: renewing,
  b_new: renewingBias,
};

/** Where in a shut amplifier a signal stops, past the numbers in it: parts of its width from its middle. */
const SHUT = -0.18;

/** When a slope falls to its amplifier, and how much of the time the activation takes before. */
const FALLS = 0.5;

/** @param {Step} step */
export function own(step) {
  return step.neuron ?? 0;
}

/** The wire whose weight a step is about. @param {Step} step @returns {import("../../network/address.js").Wire} */
export function ownWire(step) {
  return { layer: step.layer, to: own(step), from: step.source ?? 0 };
}

/** The wires whose products a step adds up, in its order. @param {Step} step */
export function wiresOf({ reads }) {
  return reads.flatMap((address) =>
    address.startsWith("w.") ? [/** @type {import("../../network/address.js").Wire} */ (wireOf(address))] : [],
  );
}

/** @param {import("../../network/address.js").Wire} wire */
const weightOf = ({ layer, to, from }) => `w.${layer}.${to}.${from}`;

/**
 * Whether both neurons of a wire are drawn.
 *
 * @param {Seen} seen
 * @param {import("../../network/address.js").Wire} wire
 */
const hasEnds = ({ layout: { drawn } }, { layer, to, from }) =>
  drawn[layer].includes(to) && drawn[layer - 1].includes(from);

/** A number as it is written beside its pulse. @param {Seen} seen */
const writer =
  ({ written }) =>
  (/** @type {number} */ value) =>
    written(value, 8);

/**
 * Whether the words of a pulse go beneath it: of those that meet, one that comes from below, and a level one where most
 * others come from above.
 *
 * @param {import("./layout.js").Lane} lane @param {Point} from @param {Point} to
 */
const beneath = ({ loss }, from, to) => from.y > to.y + 1 || (from.y >= to.y - 1 && to.y > loss.y + 1);

/** Where the bias of a neuron stands, over it. @param {Seen} seen @param {Point} at */
const biasPoint = ({ layout: { node } }, { x, y }) => ({ x, y: y - node.height / 2 - 10 });

/** Where its gradient stands, over the amplifier. @param {Seen} seen @param {Point} at */
const biasGradientPoint = ({ layout: { amplifier } }, { x, y }) => ({ x: x + 6, y: y - amplifier.height / 2 - 9 });

/**
 * What is written beside a value before its wire's weight and after it.
 *
 * @param {(value: number) => string} written
 * @param {boolean} alone
 * @param {number} value
 * @param {number} weight
 * @returns {[string, string]}
 */
const multiplied = (written, alone, value, weight) => [
  written(value),
  `${alone ? `×${written(weight)} = ` : ""}${written(value * weight)}`,
];

/**
 * Values along their wires, each becoming its product at the weight; the bias comes down to them.
 *
 * @param {Told} told
 */
function forwards({ seen, step, part, adding, alone, number }) {
  const { forward, counts, node } = seen.layout;
  if (!forward) return [];
  const written = writer(seen);
  const turn = labelAt(labelRise(counts, step.layer));
  const products = wiresOf(step)
    .filter((wire, k) => part(k) && hasEnds(seen, wire))
    .map((wire) => {
      const carried = number(seen.here(output(wire.layer - 1, wire.from)));
      const weight = number(weightOf(wire));
      const [from, to] = ends(seen, "forward", wire);
      return pulse(
        {
          colour: "forward",
          way: [from, to],
          turn,
          under: beneath(forward, from, to),
          words: multiplied(written, alone, carried, weight),
        },
        written,
        carried,
        carried * weight,
      );
    });
  const bias = number(`b.${step.layer}.${own(step)}`);
  if (!adding || bias === 0) return products;
  const at = forward.nodes[step.layer][own(step)];
  return [
    ...products,
    pulse(
      {
        colour: "forward",
        way: [biasPoint(seen, at), { x: at.x + node.width / 2 - 26, y: at.y - 14 }],
        straight: true,
      },
      written,
      bias,
    ),
  ];
}

/**
 * z goes up to the curve and across to a; then the slope that it met there falls to the amplifier.
 *
 * @param {Told} told
 */
function activated({ seen, step, number }) {
  const { forward, backward, node, amplifier } = seen.layout;
  if (!forward) return [];
  const [layer, i] = [step.layer, own(step)];
  const at = forward.nodes[layer][i];
  const shape = neuronCurve(seen, layer, i, at);
  if (!shape?.point) return [];
  const [x, y] = shape.point;
  const written = writer(seen);
  const across = { x: at.x + node.width / 2 - 26, y: at.y + 14 };
  const rising = pulse(
    {
      colour: "forward",
      way: [{ x, y: shape.axis.y }, { x, y }, { x: at.x - node.width / 2 + node.curve + 14, y }, across],
      straight: true,
      lasts: FALLS,
      turn: 0.3,
      words: ["", ""],
    },
    written,
    number(seen.here(`z.${layer}.${i}`)),
    number(seen.here(`a.${layer}.${i}`)),
  );
  if (!backward || seen.problem.layers[layer - 1].activation === "softmax") return [rising];
  const gain = number(seen.here(slopeOf(seen.problem, layer, i)));
  const below = backward.nodes[layer][i];
  const falling = pulse(
    {
      colour: "backward",
      way: [
        { x, y },
        { x: below.x + amplifier.width / 2 - 24, y: below.y },
      ],
      straight: true,
      starts: FALLS,
      lasts: 1 - FALLS,
    },
    (value) => `×${written(value)}`,
    gain,
  );
  return [rising, falling];
}

/** @param {Told} told */
function toTheLoss({ seen, number }) {
  const { forward, node } = seen.layout;
  if (!forward) return [];
  const last = seen.sizes.length - 1;
  const to = { x: forward.loss.x - LOSS, y: forward.loss.y };
  return forward.nodes[last].flatMap(({ x, y }, k) => {
    const from = { x: x + node.width / 2, y };
    return pulse(
      { colour: "forward", way: [from, to], under: beneath(forward, from, to) },
      writer(seen),
      number(seen.here(output(last, k))),
    );
  });
}

/** Signals back along the wires, or out of the loss itself. @param {Told} told */
function backwards({ seen, step, part, alone, number }) {
  const { backward, amplifier, counts } = seen.layout;
  if (!backward) return [];
  const wires = wiresOf(step);
  if (wires.length === 0) {
    const { x, y } = backward.nodes[step.layer][own(step)];
    const from = { x: backward.loss.x - LOSS, y: backward.loss.y };
    return [
      pulse(
        { colour: "backward", way: [from, { x: x + amplifier.width / 2, y }] },
        writer(seen),
        number(step.writes[0]),
      ),
    ];
  }
  return wires
    .filter((wire, k) => part(k) && hasEnds(seen, wire))
    .map((wire) => {
      const [left, right] = ends(seen, "backward", wire);
      const signal = number(seen.here(`dl_dz.${wire.layer}.${wire.to}`));
      const weight = number(weightOf(wire));
      const turn = 1 - labelAt(labelRise(counts, wire.layer));
      return pulse(
        {
          colour: "backward",
          way: [right, left],
          turn,
          under: beneath(backward, right, left),
          words: multiplied(writer(seen), alone, signal, weight),
        },
        writer(seen),
        signal,
        signal * weight,
      );
    });
}

/**
 * Through the amplifier, from its base to its tip. A shut one lets nothing through, and the signal stops in it; of a
 * signal that meets next to no slope, next to nothing goes on.
 *
 * @param {Told} told
 */
function amplified({ seen, step, number }) {
  const { backward, amplifier } = seen.layout;
  if (!backward) return [];
  const { x, y } = backward.nodes[step.layer][own(step)];
  const into = number(seen.here(`dl_da.${step.layer}.${own(step)}`));
  const out = number(step.writes[0]);
  const from = { x: x + amplifier.width / 2, y };
  const gate = { x: x + amplifier.width * SHUT, y };
  const to = { x: x - amplifier.width / 2 - 30, y };
  const written = writer(seen);
  const stops =
    into !== 0 &&
    Math.abs(out) < LITTLE * Math.abs(into) &&
    seen.problem.layers[step.layer - 1].activation !== "softmax";
  /** What comes in stands in the triangle already. @type {[string, string]} */
  const words = ["", written(out)];
  if (!stops)
    return [pulse({ colour: "backward", way: [from, to], straight: true, words, lean: -1 }, written, into, out)];
  const stopped = pulse(
    { colour: "backward", way: [from, gate], straight: true, lasts: FALLS, stopped: true, words: ["", ""], carries: 0 },
    written,
    into,
  );
  return out === 0
    ? [stopped]
    : [
        stopped,
        pulse(
          { colour: "backward", way: [gate, to], straight: true, starts: FALLS, lasts: 1 - FALLS, words, lean: -1 },
          written,
          out,
        ),
      ];
}

/** ∂l/∂w is where two numbers meet: a comes along the wire from the left, ∂l/∂z from the right. @param {Told} told */
function meeting({ seen, step, number }) {
  const wire = ownWire(step);
  const a = number(seen.here(output(wire.layer - 1, wire.from)));
  const signal = number(seen.here(`dl_dz.${wire.layer}.${wire.to}`));
  const written = writer(seen);
  /** @type {Pulse[]} */
  const found = [];
  for (const lane of /** @type {const} */ (["forward", "backward"])) {
    if (!seen.layout[lane]) continue;
    const [left, right] = ends(seen, lane, wire);
    const place = labelPoint(seen, lane, wire);
    found.push(pulse({ colour: "forward", way: [left, place], straight: true }, written, a));
    if (lane === "backward" || !seen.layout.backward)
      found.push(pulse({ colour: "backward", way: [right, place], straight: true }, written, signal));
  }
  return found;
}

/** ∂l/∂b is ∂l/∂z itself: it goes up from the amplifier's tip. @param {Told} told */
function biased({ seen, step, number }) {
  const { backward, amplifier } = seen.layout;
  if (!backward) return [];
  const at = backward.nodes[step.layer][own(step)];
  const tip = { x: at.x - (amplifier.width + amplifier.capsule) / 2, y: at.y };
  return [
    pulse(
      { colour: "backward", way: [tip, biasGradientPoint(seen, at)], straight: true },
      writer(seen),
      number(seen.here(`dl_dz.${step.layer}.${own(step)}`)),
    ),
  ];
}

/**
 * A gradient rises from the reversed network to the parameter that it changes, and arrives as the change.
 *
 * @param {Told} told
 * @param {string} parameter
 * @param {string} gradient
 * @param {[Point, Point]} way
 */
function change({ seen, step, number }, parameter, gradient, way) {
  const by = number(step.writes[0]) - number(parameter);
  const written = writer(seen);
  return [
    pulse(
      {
        colour: "backward",
        way,
        straight: true,
        words: [written(number(gradient)), `${by > 0 ? "+" : ""}${written(by)}`],
      },
      written,
      number(gradient),
      by,
    ),
  ];
}

/** @param {Told} told */
function renewing(told) {
  const { seen, step } = told;
  if (!seen.layout.forward || !seen.layout.backward) return [];
  const wire = ownWire(step);
  return change(told, weightOf(wire), `dL_dw.${wire.layer}.${wire.to}.${wire.from}`, [
    labelPoint(seen, "backward", wire),
    labelPoint(seen, "forward", wire),
  ]);
}

/** @param {Told} told */
function renewingBias(told) {
  const { seen, step } = told;
  const { forward, backward } = seen.layout;
  if (!forward || !backward) return [];
  const [layer, i] = [step.layer, own(step)];
  return change(told, `b.${layer}.${i}`, `dL_db.${layer}.${i}`, [
    biasGradientPoint(seen, backward.nodes[layer][i]),
    biasPoint(seen, forward.nodes[layer][i]),
  ]);
}
