/**
 * What the drawing modules look at: one moment of one pass, with every question that they ask already answered.
 * Made once for each change, read by the lanes, the wires and the pulses.
 *
 * @typedef {import("../../network/types.js").Num} Num
 * @typedef {object} Context
 * @property {import("../../network/types.js").Problem} problem
 * @property {import("../../network/types.js").Trace} trace
 * @property {number} sample
 * @property {number[]} sizes
 * @property {import("./layout.js").Layout} layout
 * @property {Set<string>} hot  wires, neurons and the loss that move now: keys of `wireKey` and `nodeKey`
 * @property {string | null} chosen
 * @property {(address: string) => boolean} kept  whether it is marked as what the forward pass has left behind
 * @property {(...addresses: string[]) => string} marked  the class of what stands for these numbers: chosen, or none
 * @property {number} thick  the |w| that is drawn as a thick wire
 * @property {boolean} sparse  whether very many wires are left to a canvas of their own
 * @property {(layer: number) => boolean} labelled  whether every wire to this layer shows its number
 * @property {boolean} roomy  whether every wire of the network does
 * @property {{curve_z: number[], curves: Record<string, number[]>}} curves
 * @property {import("../../network/types.js").Translate} t
 * @property {(address: string) => boolean} known
 * @property {(address: string) => Num | undefined} value  undefined while it is not computed yet
 * @property {(address: string, room?: number) => string} shown  the number as the picture writes it, a dash before it
 *   is known
 * @property {(value: Num, room: number) => string} formatted  any number, as the picture writes it
 * @property {(address: string) => string} name  the symbol in plain text
 * @property {(address: string, exact?: Num) => string} spokenNumber  name and number in words, with all digits; the
 *   number where it is at hand
 * @property {(address: string) => string} spokenValue  the number alone, with all digits
 * @property {Record<string, string>} letters  the notation's letters without an index: `_z`, `_dl_db`
 * @property {{l: string, L: string} | null} afterUpdate  the losses after one more forward pass, once the update
 *   is shown
 * @property {{address: string, shown: string} | null} nudged  the weight or bias that is nudged, and what it is now
 * @property {boolean} driven  whether the signals at the outputs are injected by hand
 * @property {boolean} frozen  whether the gains stay what they were when they were frozen
 * @property {import("./frozen-gains.js").TrueGains | null} trueGains  what the true gains make of the same signals,
 *   where they differ
 * @property {boolean} updating  whether the update has begun: then the gradients of all samples together are what
 *   counts
 * @property {(address: string) => string} here  the address for the current sample
 */

import { forSample, valueAt } from "../../network/address.js";
import { number } from "../../language/number.js";
import { MIN_LABEL_HEIGHT, portPitch } from "./layout.js";
import { lettersOf } from "../../language/letters.js";
import { spokenValue, spokenNumber } from "../../language/spoken-number.js";
import { nameOf } from "../../language/notation.js";
import { isGiven, sizesOf } from "../../network/problem.js";
import { isComputed } from "../../network/steps.js";
import { once } from "../../network/once.js";

/** With more wires than this between two layers, no number can be matched with its wire at a glance. */
const MAX_LABELLED_WIRES = 8;

/** A smaller part of a signal than this is negligible. */
export const NEGLIGIBLE_SHARE = 0.01;

/** @param {string} lane @param {import("../../network/address.js").Wire} wire */
export const wireKey = (lane, { layer, to, from }) => `${lane}:${layer}.${to}.${from}`;

/** @param {string} lane @param {number} layer @param {number} neuron */
export const nodeKey = (lane, layer, neuron) => `${lane}:${layer}.${neuron}`;

/**
 * @param {object} given
 * @param {{problem: import("../../network/types.js").Problem, trace: import("../../network/types.js").Trace, drive:
 *   unknown, gains: unknown}} given.answer
 * @param {Context["trueGains"]} [given.trueGains]
 * @param {Pick<import("../../network/types.js").Moment, "sample" | "digits" | "chosen" | "notation">} given.state
 * @param {import("./layout.js").Layout} given.layout
 * @param {Set<string>} given.computed  addresses computed by now
 * @param {Set<string>} given.hot
 * @param {Context["afterUpdate"]} given.afterUpdate
 * @param {Context["nudged"]} [given.nudged]
 * @param {boolean} given.updating
 * @param {boolean} [given.sparse]
 * @param {string} [given.blank]  what stands for a number that is not computed yet
 * @param {ReadonlySet<string> | null} [given.kept]  what is marked as left behind by the forward pass
 * @param {Context["curves"]} given.curves
 * @param {import("../../network/types.js").Translate} given.t
 * @returns {Context}
 */
export function createContext({
  answer: { problem, trace, drive, gains },
  trueGains = null,
  state,
  layout,
  computed,
  hot,
  afterUpdate,
  nudged = null,
  updating,
  kept = null,
  curves,
  t,
  sparse = false,
  blank = number(undefined),
}) {
  const { sample, digits } = state;
  /** @param {string} address */
  const here = (address) => (sample > 0 ? forSample(address, sample) : address);
  // Every neuron is asked for by each of its wires.
  /** @type {(address: string) => boolean} */
  const known = forEach((address) => isGiven(address) || isComputed(computed, address));
  /** @type {(address: string) => Num | undefined} */
  const value = forEach((address) => (known(address) ? valueAt(address, problem, trace) : undefined));
  const sizes = sizesOf(problem);
  /** @param {number} layer */
  const labelled = (layer) =>
    portPitch(layout, layer) >= MIN_LABEL_HEIGHT &&
    layout.counts[layer - 1] * layout.counts[layer] <= MAX_LABELLED_WIRES;
  return {
    problem,
    trace,
    sample,
    sizes,
    layout,
    hot,
    chosen: state.chosen,
    curves,
    t,
    here,
    known,
    kept: (address) => kept !== null && isComputed(kept, address) && known(address),
    value,
    sparse,
    thick: thickOf(problem),
    labelled,
    roomy: problem.layers.every((_, index) => labelled(index + 1)),
    shown: (address, room = 9) => (known(address) ? fit(value(address), digits, room) : blank),
    formatted: (any, room) => fit(any, digits, room),
    name: (address) => nameOf({ problem, notation: state.notation }, address),
    spokenNumber: (address, exact = value(address)) => spokenNumber(address, exact, { digits, t }),
    spokenValue: (address) => spokenValue(value(address), digits, t),
    letters: lettersOf(state.notation),
    marked: (...addresses) => (state.chosen !== null && addresses.includes(state.chosen) ? "chosen" : ""),
    driven: drive !== null,
    frozen: gains !== null,
    trueGains,
    afterUpdate,
    nudged,
    updating: updating && problem.x.length > 1,
  };
}

/**
 * A function that computes what it returns once for each address.
 *
 * @template T
 * @param {(address: string) => T} compute
 * @returns {(address: string) => T}
 */
function forEach(compute) {
  /** @type {Map<string, T>} */
  const known = new Map();
  return (address) => {
    if (!known.has(address)) known.set(address, compute(address));
    return /** @type {T} */ (known.get(address));
  };
}

/** The |w| that nine in ten weights do not reach. @param {import("../../network/types.js").Problem} problem */
function thickOf(problem) {
  return once(problem, "thick weight", () => {
    const weights = Float64Array.from(
      problem.layers.flatMap(({ W }) => W.flat()),
      Math.abs,
    ).sort();
    return weights[Math.floor((weights.length - 1) * 0.9)] || 1;
  });
}

/**
 * The number with as many of the wanted digits as fit into `room` characters. The second digit is worth a little more
 * than the room: −0.00099 must not become −0.001.
 *
 * @param {Num | undefined} value
 * @param {number} digits
 * @param {number} room
 */
export function fit(value, digits, room) {
  for (let d = digits; d > 2; d -= 1) {
    const words = number(value, d);
    if (breadth(words) <= room) return words;
  }
  const two = number(value, Math.min(digits, 2));
  return breadth(two) > room + MAX_EXTRA_CHARACTERS ? number(value, 1) : two;
}

/** How many characters too wide a number of two digits may be. */
const MAX_EXTRA_CHARACTERS = 1;

/** How wide a number is, in characters: raised digits are narrow. @param {string} words */
export function breadth(words) {
  return [...words].reduce((sum, character) => sum + (/[⁰¹²³⁴-⁹⁻.]/.test(character) ? 0.6 : 1), 0);
}
