/**
 * Time. The steps of a trace lie side by side on a line, step i from i to i + 1; a grain divides the line into
 * units, each of which one press moves through. From `at`, the place on the line, follow what moves now and what is
 * already known.
 *
 * @typedef {import("./types.js").Step} Step
 * @typedef {import("./types.js").Unit} Unit
 * @typedef {import("./types.js").Grain} Grain
 * @typedef {{start: number, end: number, steps: number[]}} Run  steps side by side on the line
 * @typedef {{steps: number[], progress: number, operation: Unit["operation"]}} Moving  progress in (0, 1]
 */

import { once } from "./once.js";

/** Places closer than this are the same place: thirds and sevenths of a step do not add up exactly. */
const SAME_PLACE = 1e-9;

/** @param {Step} step how many operations it is made of: a product for each wire, then the sum */
function operations({ quantity, reads }) {
  const products = reads.filter((address) => address.startsWith("w.")).length;
  if (quantity === "z") return products + 1;
  return (quantity === "dl_da" || quantity === "dl_dx") && products > 1 ? products + 1 : 1;
}

/**
 * @param {readonly Step[]} steps
 * @param {(a: Step, b: Step, index: number) => boolean} together  with the index of the later one
 * @param {Run} [within]
 * @returns {Run[]}
 */
function grouped(steps, together, within = { start: 0, end: steps.length, steps: [] }) {
  /** @type {Run[]} */
  const groups = [];
  for (let index = within.start; index < within.end; index++) {
    const last = groups.at(-1);
    if (last && together(steps[index - 1], steps[index], index)) {
      last.end = index + 1;
      last.steps.push(index);
    } else groups.push({ start: index, end: index + 1, steps: [index] });
  }
  return groups;
}

/** @param {Step} a @param {Step} b */
const samePhase = (a, b) => a.phase === b.phase;
/** @param {Step} a @param {Step} b */
const sameLayer = (a, b) => samePhase(a, b) && a.layer === b.layer;
/** @param {Step} a @param {Step} b */
const sameQuantity = (a, b) => sameLayer(a, b) && a.quantity === b.quantity;

/**
 * What a step is an example of: the output layer is Case 1 of the backward pass, a sum over several paths its heart.
 *
 * @param {Step} step
 * @param {number} last  layer
 */
function kindOf({ quantity, layer, reads }, last) {
  if (quantity !== "dl_da" && quantity !== "dl_dz") return quantity;
  const paths = quantity === "dl_da" ? reads.filter((address) => address.startsWith("w.")).length : 0;
  return `${quantity} ${layer === last ? "output" : paths > 1 ? "paths" : "hidden"}`;
}

/**
 * The first step of each kind alone, to be told in full; the others of its layer together, and of later layers all that
 * is alike; gradients and updates layer by layer.
 *
 * @param {readonly Step[]} steps
 * @returns {Unit[]}
 */
function guidedUnits(steps) {
  const last = steps.reduce((most, { layer }) => Math.max(most, layer), 0);
  const told = new Set(["dl_dx"]);
  const isFirst = steps.map((step) => {
    const kind = kindOf(step, last);
    const first = !told.has(kind);
    told.add(kind);
    return first;
  });
  const groups = grouped(
    steps,
    (before, step, index) =>
      !isFirst[index - 1] && !isFirst[index] && (isWide(step) ? sameLayer : sameQuantity)(before, step),
  );
  return groups.map((group) => ({ ...group, operation: null, likewise: !isFirst[group.start] }));
}

/** Whether a step's phase goes by whole layers in the guided grain. @param {Step} step */
const isWide = ({ phase }) => phase === "gradient" || phase === "update";

/**
 * @param {readonly Step[]} steps
 * @param {Grain} grain
 * @returns {Unit[]} in order, without gaps, from 0 to the number of steps
 */
export function units(steps, grain) {
  if (grain === "guided") return guidedUnits(steps);
  if (grain === "phase" || grain === "layer") {
    const groups = grouped(steps, grain === "phase" ? samePhase : sameLayer);
    return groups.map((group) => ({ ...group, operation: null }));
  }
  return steps.flatMap((step, start) => {
    const count = grain === "operation" ? operations(step) : 1;
    return Array.from({ length: count }, (_, index) => ({
      start: start + index / count,
      end: index + 1 === count ? start + 1 : start + (index + 1) / count,
      steps: [start],
      operation: count > 1 ? { index, count } : null,
    }));
  });
}

/**
 * The places where time can stop.
 *
 * @param {readonly Unit[]} all
 * @returns {number[]} 0 and the end of every unit
 */
export const stops = (all) => [0, ...all.map((unit) => unit.end)];

/**
 * @param {readonly unknown[]} sorted
 * @param {(index: number) => boolean} reached
 * @returns {number} the first index that is reached, or the length
 */
function firstIndex(sorted, reached) {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (reached(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * @param {readonly number[]} places  stops
 * @param {number} at
 * @returns {number} the next stop, or the last
 */
export function next(places, at) {
  return places[
    Math.min(
      firstIndex(places, (index) => places[index] > at + SAME_PLACE),
      places.length - 1,
    )
  ];
}

/**
 * @param {readonly number[]} places  stops
 * @param {number} at
 * @returns {number} the stop before, or 0
 */
export function previous(places, at) {
  return places[Math.max(firstIndex(places, (index) => places[index] >= at - SAME_PLACE) - 1, 0)];
}

/** @param {{start: number, end: number}} span @param {number} at @returns {number} in (0, 1] */
const progressIn = ({ start, end }, at) => Math.min(1, (at - start) / (end - start));

/**
 * The current unit: from just after its start up to its end. While time stands still it is the unit that has just
 * ended.
 *
 * @param {readonly Unit[]} all
 * @param {number} at
 * @returns {{unit: Unit, progress: number} | null} progress in (0, 1]; null at 0, before anything has moved
 */
export function now(all, at) {
  if (!(at > SAME_PLACE) || all.length === 0) return null;
  const index = firstIndex(all, (candidate) => all[candidate].end >= at - SAME_PLACE);
  const unit = all[Math.min(index, all.length - 1)];
  return { unit, progress: progressIn(unit, at) };
}

/**
 * @param {readonly Step[]} steps
 * @returns {{phase: import("./types.js").Phase, start: number, end: number}[]} in order
 */
export function phases(steps) {
  return once(steps, "phases", () =>
    grouped(steps, samePhase).map(({ start, end }) => ({ phase: steps[start].phase, start, end })),
  );
}

/**
 * The steps of a unit that move side by side: the same quantity of one layer.
 *
 * @param {readonly Step[]} steps
 * @param {Unit} unit  of layer or phase grain, of these steps
 * @returns {Run[]} in order
 */
export const runs = (steps, unit) => once(unit, "runs", () => grouped(steps, sameQuantity, unit));

/** Whether a unit of the grain moves in runs of steps, one after the other. @param {Grain} grain */
export const isCoarse = (grain) => grain === "layer" || grain === "phase";

/**
 * What moves at this moment: in the coarse grains a run of steps, in the others a whole unit.
 *
 * @param {readonly Step[]} steps
 * @param {readonly Unit[]} all  the units of this grain
 * @param {Grain} grain
 * @param {number} at
 * @returns {Moving | null} null at 0
 */
export function moving(steps, all, grain, at) {
  const present = now(all, at);
  if (!present) return null;
  const { unit, progress } = present;
  if (!isCoarse(grain)) return { steps: unit.steps, progress, operation: unit.operation };
  const together = runs(steps, unit);
  const run = together.find((candidate) => candidate.end >= at - SAME_PLACE) ?? together[together.length - 1];
  return { steps: run.steps, progress: progressIn(run, at), operation: null };
}

/**
 * Which step computes a number.
 *
 * @param {readonly Step[]} steps
 * @returns {Map<string, number>} from address to index
 */
export function writerIndex(steps) {
  return new Map(steps.flatMap(({ writes }, index) => writes.map((address) => [address, index])));
}

/**
 * The grain of what becomes known at once: an operation makes nothing known before its step ends.
 *
 * @param {Grain} grain
 * @returns {"guided" | "run" | "step"}
 */
const knowingOf = (grain) => (isCoarse(grain) ? "run" : grain === "guided" ? "guided" : "step");

/**
 * From when on each number is known: the end of its step, or of all that moves with it.
 *
 * @param {readonly Step[]} steps
 * @param {Grain} grain
 * @returns {Map<string, number>} from address to a place on the line, earliest first
 */
export function knownIndex(steps, grain) {
  const groups = grain === "guided" ? guidedUnits(steps) : grouped(steps, isCoarse(grain) ? sameQuantity : () => false);
  /** @type {Map<string, number>} */
  const index = new Map();
  for (const { steps: members, end } of groups) {
    for (const member of members) for (const address of steps[member].writes) index.set(address, end);
  }
  return index;
}

/** @param {string} address @returns {string} of the array in which the number stands: z.1@2 for z.1.3@2 */
export const arrayOf = (address) => address.replace(/^(x|t|dl_dx)\.\d+|^([A-Za-z_]+\.\d+)[.\d]*/, "$1$2");

/**
 * Whether a number is among those that are written, alone or with its whole array.
 *
 * @param {ReadonlySet<string>} computed
 * @param {string} address
 */
export const isComputed = (computed, address) =>
  computed.has(address) || (computed.size > 0 && computed.has(arrayOf(address)));

/** @typedef {{index: [string, number][], count: number, set: Set<string>}} KnownSoFar */

/**
 * The numbers that are computed at this moment. Made for every frame: as long as nothing new is known, it is the very
 * same set.
 *
 * @param {readonly Step[]} steps
 * @param {Grain} grain
 * @param {number} at
 * @returns {Set<string>} addresses written by what has ended
 */
export function known(steps, grain, at) {
  /** @type {KnownSoFar} */
  const memory = once(steps, `known, ${knowingOf(grain)}`, () => ({
    index: [...knownIndex(steps, grain)],
    count: 0,
    set: new Set(),
  }));
  const count = firstIndex(memory.index, (place) => memory.index[place][1] > at + SAME_PLACE);
  if (count !== memory.count) {
    memory.count = count;
    memory.set = new Set(memory.index.slice(0, count).map(([address]) => address));
  }
  return memory.set;
}
