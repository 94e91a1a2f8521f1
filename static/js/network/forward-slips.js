/**
 * The usual slips on the way forward, and at the update: which numbers come out for z, a, a slope, the loss or a new
 * weight when one is made. What a slip is called stands in `page.slip.<kind>`. Where two slips come to the same number,
 * the first counts.
 *
 * @typedef {import("./slips.js").Pass} Pass
 * @typedef {import("./slips.js").Slip} Slip
 *
 * @typedef {object} ForwardWay
 * @property {import("./types.js").Problem} problem
 * @property {(address: string) => number} value
 * @property {(quantity: string, ...place: number[]) => string} here  an address of the same sample
 * @property {string} address  of the number that is worked out
 * @property {number} layer
 * @property {number} neuron  from 0
 * @property {number} from  of a wire, from 0
 */

import { forSample, parseAddress, printAddress, sentAddress, valueAt } from "./address.js";
import { numeric } from "./numeric.js";
import { isCoupled } from "./problem.js";
import { BY_ACTIVATION, MAX_EXCHANGED } from "./slip-rows.js";

/** What leads to a sum: each wire's weight and what comes in on it. @param {ForwardWay} way */
function termsOf({ problem, value, here, layer, neuron }) {
  const row = problem.layers[layer - 1].W[neuron];
  return row.map((w, j) => {
    const input = layer === 1 ? here("x", j) : here("a", layer - 1, j);
    return { weight: `w.${layer}.${neuron}.${j}`, w, input, a: value(input), j };
  });
}

/** @param {string} kind @param {number} value @param {Record<string, string>} [at] @returns {Slip} */
const slip = (kind, value, at = {}) => ({ kind, value, at });

/** @param {readonly number[]} numbers */
const summed = (numbers) => numbers.reduce((sum, number) => sum + number, 0);

/** @type {Readonly<Record<string, (way: ForwardWay) => Slip[]>>} */
const ROWS = {
  z(way) {
    const { problem, value, here, layer, neuron } = way;
    const terms = termsOf(way);
    const bias = `b.${layer}.${neuron}`;
    const b = value(bias);
    const sum = summed(terms.map(({ w, a }) => w * a));
    const some = terms.slice(0, MAX_EXCHANGED);
    const others = problem.layers[layer - 1].W.map((_, i) => i).filter((i) => i !== neuron);
    const [a, z] = [here("a", layer, neuron), here("z", layer, neuron)];
    return [
      slip("no-bias", sum, { bias }),
      slip("minus-bias", sum - b, { bias }),
      slip("sign", -(sum + b)),
      ...some.map(({ weight, w, a: sent }) => slip("weight-sign", sum + b - 2 * w * sent, { weight })),
      ...some.map(({ weight, w, a: sent }) => slip("left-out", sum + b - w * sent, { weight })),
      slip("added", summed(terms.map(({ w, a: sent }) => w + sent)) + b),
      ...(layer > 1
        ? [
            slip("sum-of-z", summed(terms.map(({ w, j }) => w * value(here("z", layer - 1, j)))) + b, {
              a: here("a", layer - 1, 0),
              z: here("z", layer - 1, 0),
            }),
          ]
        : []),
      ...others
        .slice(0, MAX_EXCHANGED)
        .map((i) => slip("other-neuron", value(here("z", layer, i)), { other: here("z", layer, i) })),
      slip("activated", value(a), { a, z }),
    ];
  },

  a({ problem, value, here, layer, neuron }) {
    const [z, a] = [here("z", layer, neuron), here("a", layer, neuron)];
    const { activation } = problem.layers[layer - 1];
    const isOpen = activation === "relu" && value(z) > 0;
    return [
      slip("z-for-a", value(z), { z, a }),
      ...(isOpen ? [slip("shut", 0, { z })] : []),
      ...(activation === "sigmoid" ? [slip("mirrored", BY_ACTIVATION.sigmoid.f(-value(z)), { z })] : []),
      ...(isCoupled(problem, layer) ? [] : [slip("slope-for-a", value(here("da_dz", layer, neuron)), { a })]),
      slip("sign", -value(a)),
    ];
  },

  da_dz({ problem, value, here, layer, neuron }) {
    if (isCoupled(problem, layer)) return [];
    const [z, a, slope] = [here("z", layer, neuron), here("a", layer, neuron), here("da_dz", layer, neuron)];
    const { activation } = problem.layers[layer - 1];
    const own = BY_ACTIVATION[activation];
    return [
      slip("activation", value(a), { slope, a }),
      ...(own
        ? [
            slip("slope-of-z", own.slope(value(z)), { z, a }),
            slip("slope-at-a", own.slope(own.f(value(a))), { slope, z, a }),
            slip("one-minus", 1 - value(a), { a }),
          ]
        : [
            slip("z-for-slope", value(z), { slope, z }),
            ...(activation === "relu" ? [value(z) > 0 ? slip("shut", 0, { z }) : slip("not-shut", 1, { z })] : []),
          ]),
      slip("sign", -value(slope)),
    ];
  },

  l({ problem, value, here, address }) {
    const { sample } = /** @type {import("./types.js").Address} */ (parseAddress(address));
    const l = value(address);
    const last = problem.layers.length;
    const gaps = problem.target[sample].map((t, i) => Math.abs(value(here("a", last, i)) - t));
    const squared = problem.loss.includes("squared_error")
      ? [
          slip("twice", 2 * l),
          slip("half", l / 2),
          slip("not-squared", summed(gaps)),
          slip("not-squared", summed(gaps) / 2),
        ]
      : [];
    return [...squared, slip("sign", -l)];
  },

  w_new: ({ problem, value, layer, neuron, from }) => ofUpdate(problem, value, `w.${layer}.${neuron}.${from}`),
  b_new: ({ problem, value, layer, neuron }) => ofUpdate(problem, value, `b.${layer}.${neuron}`),
};

/**
 * @param {import("./types.js").Problem} problem
 * @param {(address: string) => number} value
 * @param {string} old  address of a weight or bias
 * @returns {Slip[]}
 */
function ofUpdate({ learning_rate: rate }, value, old) {
  const gradient = `dL_d${old}`;
  const [stands, slope] = [value(old), value(gradient)];
  return [
    slip("uphill", stands + rate * slope, { gradient }),
    slip("no-rate", stands - slope),
    slip("unmoved", stands, { old }),
    slip("step-alone", -rate * slope, { old }),
    slip("step-alone", rate * slope, { old }),
    slip("gradient-alone", slope, { gradient, old }),
  ];
}

/**
 * What can be taken for ∂z/∂w, which is what comes in on the wire.
 *
 * @param {ForwardWay} way  of the weight
 * @returns {Slip[]}
 */
function ofInput(way) {
  const { value, here, layer, neuron, from } = way;
  const terms = termsOf(way);
  const { weight, input, w, a } = terms[from];
  const end = here("z", layer, neuron);
  return [
    slip("weight", w, { weight, input }),
    slip("with-weight", w * a, { weight, input }),
    ...terms
      .filter(({ j }) => j !== from)
      .slice(0, MAX_EXCHANGED)
      .map((other) => slip("wrong-input", other.a, { other: other.input, input })),
    ...(layer > 1
      ? [slip("input-z", value(here("z", layer - 1, from)), { input, z: here("z", layer - 1, from) })]
      : []),
    slip("end-z", value(end), { z: end, input }),
    slip("sign", -a),
  ];
}

/** @param {Pass} pass @param {string} address @returns {ForwardWay} */
function forwardWay({ problem, trace, sample: shown }, address) {
  const found = /** @type {import("./types.js").Address} */ (parseAddress(address));
  const [layer = 0, neuron = 0, from = 0] = found.indices;
  const sample = /^[wb]/.test(address) ? shown : found.sample;
  return {
    problem,
    value: (one) => numeric(valueAt(one, problem, trace)),
    here: (quantity, ...indices) => printAddress({ quantity, indices, sample }),
    address,
    layer,
    neuron,
    from,
  };
}

/** Whether slips are known for a number that is no gradient. @param {string} address */
export const hasForwardSlips = (address) => Object.hasOwn(ROWS, parseAddress(address)?.quantity ?? "");

/** @param {Pass} pass @param {string} address  of a number for which they are known @returns {Slip[]} */
export function forwardSlips(pass, address) {
  const { quantity } = /** @type {import("./types.js").Address} */ (parseAddress(address));
  return ROWS[quantity](forwardWay(pass, address));
}

/**
 * What comes in on a wire, and what is taken for it.
 *
 * @param {Pass} pass
 * @param {string} wire  address of its weight
 */
export function inputOn(pass, wire) {
  const way = forwardWay(pass, wire);
  return { input: forSample(sentAddress(way.layer - 1, way.from), pass.sample), slips: ofInput(way) };
}
