/**
 * What travels while a quantity is computed: from where, along which way, as which number. A product is made where the
 * wire's weight stands; an activation is read off its curve; a gradient is what meets at its wire.
 */

import { sentAddress, wireOf } from "../../network/address.js";
import { LABEL_AT, LOSS_RADIUS } from "./layout.js";
import { neuronCurve } from "./neuron-curve.js";
import { isCoupled, slopeOf } from "../../network/problem.js";
import { pulse } from "./pulse.js";
import { NEGLIGIBLE_SHARE } from "./context.js";
import { ends, labelPoint } from "./wire-ends.js";

/**
 * @typedef {import("../../network/types.js").Step} Step
 * @typedef {import("./context.js").Context} Context
 * @typedef {import("./layout.js").Point} Point
 * @typedef {import("./pulse.js").Pulse} Pulse
 *
 * @typedef {object} MovingStep  a step that moves
 * @property {Context} context
 * @property {Step} step
 * @property {(k: number) => boolean} part  which of its products move
 * @property {boolean} adding  whether its bias moves
 * @property {boolean} alone  whether no other step moves now: then there is room to write a multiplication out
 * @property {(address: string) => number} number
 */

/** @type {Record<string, (movingStep: MovingStep) => Pulse[]>} */
export const JOURNEYS = {
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
const GATE_POSITION = -0.18;

/** When a slope falls to its amplifier, and how much of the time the activation takes before that. */
const HALF_TIME = 0.5;

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
 * @param {Context} context
 * @param {import("../../network/address.js").Wire} wire
 */
const hasEnds = ({ layout: { drawn } }, { layer, to, from }) =>
  drawn[layer].includes(to) && drawn[layer - 1].includes(from);

/** A number as it is written beside its pulse. @param {Context} context */
const formatter =
  ({ formatted }) =>
  (/** @type {number} */ value) =>
    formatted(value, 8);

/**
 * Whether the words of a pulse go beneath it: of those that meet, one that comes from below, and a level one where most
 * others come from above.
 *
 * @param {import("./layout.js").Lane} lane @param {Point} from @param {Point} to
 */
const beneath = ({ loss }, from, to) => from.y > to.y + 1 || (from.y >= to.y - 1 && to.y > loss.y + 1);

/** Where the bias of a neuron stands, over it. @param {Context} context @param {Point} centre */
const biasPoint = ({ layout: { node } }, { x, y }) => ({ x, y: y - node.height / 2 - 10 });

/** Where its gradient stands, beneath ∂l/∂z. @param {Context} context @param {Point} centre */
const biasGradientPoint = ({ layout: { amplifier } }, { x, y }) => ({ x: x - amplifier.width / 2 - 16, y: y + 19 });

/**
 * What is written beside a value before its wire's weight and after it.
 *
 * @param {(value: number) => string} format
 * @param {boolean} alone
 * @param {number} value
 * @param {number} weight
 * @returns {[string, string]}
 */
const multiplied = (format, alone, value, weight) => [
  format(value),
  `${alone ? `×${format(weight)} = ` : ""}${format(value * weight)}`,
];

/**
 * Values along their wires, each becoming its product at the weight; the bias comes down to them.
 *
 * @param {MovingStep} movingStep
 */
function forwards({ context, step, part, adding, alone, number }) {
  const { forward, node } = context.layout;
  if (!forward) return [];
  const format = formatter(context);
  const products = wiresOf(step)
    .filter((wire, k) => part(k) && hasEnds(context, wire))
    .map((wire) => {
      const carried = number(context.here(sentAddress(wire.layer - 1, wire.from)));
      const weight = number(weightOf(wire));
      const [from, to] = ends(context, "forward", wire);
      return pulse(
        {
          colour: "forward",
          way: [from, to],
          turn: LABEL_AT,
          under: beneath(forward, from, to),
          words: multiplied(format, alone, carried, weight),
        },
        format,
        carried,
        carried * weight,
      );
    });
  const bias = number(`b.${step.layer}.${own(step)}`);
  if (!adding || bias === 0) return products;
  const centre = forward.nodes[step.layer][own(step)];
  return [
    ...products,
    pulse(
      {
        colour: "forward",
        way: [biasPoint(context, centre), { x: centre.x + node.width / 2 - 26, y: centre.y + node.lines.z }],
        straight: true,
      },
      format,
      bias,
    ),
  ];
}

/**
 * z goes up to the curve and across to a; then the slope that it met there falls to the amplifier.
 *
 * @param {MovingStep} movingStep
 */
function activated({ context, step, number }) {
  const { forward, backward, node, amplifier } = context.layout;
  if (!forward) return [];
  const [layer, i] = [step.layer, own(step)];
  const centre = forward.nodes[layer][i];
  const shape = neuronCurve(context, layer, i, centre);
  if (!shape?.point) return [];
  const [x, y] = shape.point;
  const format = formatter(context);
  const across = { x: centre.x + node.width / 2 - 26, y: centre.y + node.lines.a };
  const rising = pulse(
    {
      colour: "forward",
      way: [{ x, y: shape.axis.y }, { x, y }, { x: centre.x - node.width / 2 + node.curve + 14, y }, across],
      straight: true,
      lasts: HALF_TIME,
      turn: 0.3,
      words: ["", ""],
    },
    format,
    number(context.here(`z.${layer}.${i}`)),
    number(context.here(`a.${layer}.${i}`)),
  );
  if (!backward || isCoupled(context.problem, layer)) return [rising];
  const gain = number(context.here(slopeOf(context.problem, layer, i)));
  const below = backward.nodes[layer][i];
  const falling = pulse(
    {
      colour: "backward",
      way: [
        { x, y },
        { x: below.x + amplifier.width / 2 - 24, y: below.y },
      ],
      straight: true,
      starts: HALF_TIME,
      lasts: 1 - HALF_TIME,
    },
    (value) => `×${format(value)}`,
    gain,
  );
  return [rising, falling];
}

/** @param {MovingStep} movingStep */
function toTheLoss({ context, number }) {
  const { forward, node } = context.layout;
  if (!forward) return [];
  const last = context.sizes.length - 1;
  const to = { x: forward.loss.x - LOSS_RADIUS, y: forward.loss.y };
  return forward.nodes[last].flatMap(({ x, y }, k) => {
    const from = { x: x + node.width / 2, y };
    return pulse(
      { colour: "forward", way: [from, to], under: beneath(forward, from, to) },
      formatter(context),
      number(context.here(sentAddress(last, k))),
    );
  });
}

/** Signals back along the wires, or out of the loss itself. @param {MovingStep} movingStep */
function backwards({ context, step, part, alone, number }) {
  const { backward, amplifier } = context.layout;
  if (!backward) return [];
  const wires = wiresOf(step);
  if (wires.length === 0) {
    const { x, y } = backward.nodes[step.layer][own(step)];
    const from = { x: backward.loss.x - LOSS_RADIUS, y: backward.loss.y };
    return [
      pulse(
        { colour: "backward", way: [from, { x: x + amplifier.width / 2, y }] },
        formatter(context),
        number(step.writes[0]),
      ),
    ];
  }
  return wires
    .filter((wire, k) => part(k) && hasEnds(context, wire))
    .map((wire) => {
      const [left, right] = ends(context, "backward", wire);
      const signal = number(context.here(`dl_dz.${wire.layer}.${wire.to}`));
      const weight = number(weightOf(wire));
      return pulse(
        {
          colour: "backward",
          way: [right, left],
          turn: 1 - LABEL_AT,
          under: beneath(backward, right, left),
          words: multiplied(formatter(context), alone, signal, weight),
        },
        formatter(context),
        signal,
        signal * weight,
      );
    });
}

/**
 * Through the amplifier, from its base to its tip. A shut one lets nothing through, and the signal stops in it; of a
 * signal that meets next to no slope, next to nothing goes on.
 *
 * @param {MovingStep} movingStep
 */
function amplified({ context, step, number }) {
  const { backward, amplifier } = context.layout;
  if (!backward) return [];
  const { x, y } = backward.nodes[step.layer][own(step)];
  const into = number(context.here(`dl_da.${step.layer}.${own(step)}`));
  const out = number(step.writes[0]);
  const from = { x: x + amplifier.width / 2, y };
  const gate = { x: x + amplifier.width * GATE_POSITION, y };
  const to = { x: x - amplifier.width / 2 - 30, y };
  const format = formatter(context);
  const stops =
    into !== 0 && Math.abs(out) < NEGLIGIBLE_SHARE * Math.abs(into) && !isCoupled(context.problem, step.layer);
  /** What comes in stands in the triangle already. @type {[string, string]} */
  const words = ["", format(out)];
  if (!stops)
    return [pulse({ colour: "backward", way: [from, to], straight: true, words, lean: -1 }, format, into, out)];
  const stopped = pulse(
    {
      colour: "backward",
      way: [from, gate],
      straight: true,
      lasts: HALF_TIME,
      stopped: true,
      words: ["", ""],
      carries: 0,
    },
    format,
    into,
  );
  return out === 0
    ? [stopped]
    : [
        stopped,
        pulse(
          {
            colour: "backward",
            way: [gate, to],
            straight: true,
            starts: HALF_TIME,
            lasts: 1 - HALF_TIME,
            words,
            lean: -1,
          },
          format,
          out,
        ),
      ];
}

/**
 * ∂l/∂w is where two numbers meet: a comes along the wire from the left, ∂l/∂z from the right.
 *
 * @param {MovingStep} movingStep
 */
function meeting({ context, step, number }) {
  const wire = ownWire(step);
  const a = number(context.here(sentAddress(wire.layer - 1, wire.from)));
  const signal = number(context.here(`dl_dz.${wire.layer}.${wire.to}`));
  const format = formatter(context);
  /** @type {Pulse[]} */
  const found = [];
  for (const lane of /** @type {const} */ (["forward", "backward"])) {
    if (!context.layout[lane]) continue;
    const [left, right] = ends(context, lane, wire);
    const place = labelPoint(context, lane, wire);
    found.push(pulse({ colour: "forward", way: [left, place], straight: true }, format, a));
    if (lane === "backward" || !context.layout.backward)
      found.push(pulse({ colour: "backward", way: [right, place], straight: true }, format, signal));
  }
  return found;
}

/** ∂l/∂b is ∂l/∂z itself: it goes up from the amplifier's tip. @param {MovingStep} movingStep */
function biased({ context, step, number }) {
  const { backward, amplifier } = context.layout;
  if (!backward) return [];
  const centre = backward.nodes[step.layer][own(step)];
  const tip = { x: centre.x - (amplifier.width + amplifier.capsule) / 2, y: centre.y };
  return [
    pulse(
      { colour: "backward", way: [tip, biasGradientPoint(context, centre)], straight: true },
      formatter(context),
      number(context.here(`dl_dz.${step.layer}.${own(step)}`)),
    ),
  ];
}

/**
 * A gradient rises from the reversed network to the parameter that it changes, and arrives as the change.
 *
 * @param {MovingStep} movingStep
 * @param {string} parameter
 * @param {string} gradient
 * @param {[Point, Point]} way
 */
function change({ context, step, number }, parameter, gradient, way) {
  const by = number(step.writes[0]) - number(parameter);
  const format = formatter(context);
  return [
    pulse(
      {
        colour: "backward",
        way,
        straight: true,
        words: [format(number(gradient)), `${by > 0 ? "+" : ""}${format(by)}`],
      },
      format,
      number(gradient),
      by,
    ),
  ];
}

/** @param {MovingStep} movingStep */
function renewing(movingStep) {
  const { context, step } = movingStep;
  if (!context.layout.forward || !context.layout.backward) return [];
  const wire = ownWire(step);
  return change(movingStep, weightOf(wire), `dL_dw.${wire.layer}.${wire.to}.${wire.from}`, [
    labelPoint(context, "backward", wire),
    labelPoint(context, "forward", wire),
  ]);
}

/** @param {MovingStep} movingStep */
function renewingBias(movingStep) {
  const { context, step } = movingStep;
  const { forward, backward } = context.layout;
  if (!forward || !backward) return [];
  const [layer, i] = [step.layer, own(step)];
  return change(movingStep, `b.${layer}.${i}`, `dL_db.${layer}.${i}`, [
    biasGradientPoint(context, backward.nodes[layer][i]),
    biasPoint(context, forward.nodes[layer][i]),
  ]);
}
