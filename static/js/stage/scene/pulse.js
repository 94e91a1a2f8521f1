/**
 * A pulse: one number on its way. Pure: its place, size, sign and words follow from how far its step has come.
 *
 * @typedef {import("./layout.js").Point} Point
 * @typedef {object} Pulse
 * @property {"forward" | "backward"} colour
 * @property {readonly Point[]} way  from where to where: two ends, and the corners between them
 * @property {boolean} straight  along lines, not along a wire
 * @property {number} turn  part of the way after which the number is another one: where it is multiplied
 * @property {[number, number]} sizes  radius before its turn and after it, in the drawing's units
 * @property {[boolean, boolean]} negative  whether the number is below 0, before and after
 * @property {[string, string]} words  the number as it is written, before and after; empty where it stands already
 * @property {boolean} under  whether its words go beneath it: over it, where others come from below, and the other way
 *   round
 * @property {number} lean  where its words stand: 0 in the middle, −1 on its left
 * @property {number} carries  the magnitude with which it arrives: of several pulses the largest is the fastest
 * @property {number} starts  part of the time to travel after which it leaves
 * @property {number} lasts  part of the time to travel that this one needs; with `starts` at most 1
 * @property {boolean} stopped  whether it comes to a shut amplifier and no further
 *
 * @typedef {Point & {radius: number, opacity: number, negative: boolean, words: string, clear: number}} PulseState
 *   `clear`: how well its words can be read
 */

import { along } from "./layout.js";

/**
 * Parts of a step at which pulses begin to travel, so that the sentence can be read first, and at which they arrive.
 */
const TRAVEL_START = 0.16;
export const TRAVEL_END = 0.88;

/** The largest of several arrives after this part of the time, the smallest takes all of it. */
const MIN_TRAVEL_SHARE = 0.68;

/** Parts of the way over which words come and go. */
const FADE_SHARE = 0.08;

/** Part of the way, on both sides of its turn, over which a number grows or shrinks. */
const RESIZE_SHARE = 0.07;

/** How many earlier places a tail has, and how far apart they are in time. */
const TAIL_LENGTH = 5;
const TAIL_SPACING = 0.016;

/**
 * @param {Pick<Pulse, "colour" | "way"> & Partial<Pulse>} path
 * @param {(value: number) => string} format
 * @param {number} leaving  the number at the start
 * @param {number} [arriving]  and on arrival
 * @returns {Pulse}
 */
export function pulse(path, format, leaving, arriving = leaving) {
  return {
    straight: false,
    turn: 0.5,
    under: false,
    lean: 0,
    starts: 0,
    lasts: 1,
    stopped: false,
    sizes: [radius(leaving), radius(arriving)],
    negative: [leaving < 0, arriving < 0],
    words: path.words ?? [format(leaving), format(arriving)],
    carries: Number.isFinite(arriving) ? Math.abs(arriving) : Number.MAX_VALUE,
    ...path,
  };
}

/** Pulses of one moment, the larger ones quicker; those with a time of their own keep it. @param {Pulse[]} all */
export function paced(all) {
  /** @param {Pulse} pulse */
  const free = ({ starts, lasts }) => starts === 0 && lasts === 1;
  const most = Math.max(...all.filter(free).map(({ carries }) => carries));
  return all.length < 2 || !(most > 0)
    ? all
    : all.map((pulse) => (free(pulse) ? { ...pulse, lasts: travelShare(pulse.carries, most) } : pulse));
}

/**
 * When a number arrives that needs this part of the time to travel.
 *
 * @param {number} share
 * @returns {number} progress
 */
export const arrivalOf = (share) => TRAVEL_START + (TRAVEL_END - TRAVEL_START) * share;

/**
 * @param {number} size  with which a number arrives
 * @param {number} most  the largest of those that travel with it
 * @returns {number} the part of the time to travel that it needs
 */
export function travelShare(size, most) {
  return most > 0 ? 1 - (1 - MIN_TRAVEL_SHARE) * Math.sqrt(size / most) : 1;
}

/**
 * The place of a pulse at a moment, its radius, its sign and its words: it appears, travels, and stops.
 *
 * @param {Pulse} pulse
 * @param {number} progress  of the step, in [0, 1]
 * @returns {PulseState}
 */
export function pulseAt(pulse, progress) {
  const linear = Math.min(1, ((progress - TRAVEL_START) / (TRAVEL_END - TRAVEL_START) - pulse.starts) / pulse.lasts);
  const come = pulse.starts > 0 ? Number(linear >= 0) : Math.min(1, Math.max(0, progress / TRAVEL_START));
  const t = linear <= 0 ? 0 : linear < 0.5 ? 2 * linear * linear : 1 - 2 * (1 - linear) * (1 - linear);
  const gone = progress <= TRAVEL_END || pulse.stopped ? 1 : Math.max(0, (1 - progress) / (1 - TRAVEL_END));
  const turned = Math.min(1, Math.max(0, (t - pulse.turn + RESIZE_SHARE) / (2 * RESIZE_SHARE)));
  const after = t < pulse.turn ? 0 : 1;
  const shownFor = t - (pulse.words[0] === "" ? pulse.turn : 0);
  return {
    ...whereabouts(pulse, t),
    radius: pulse.sizes[0] + turned * (pulse.sizes[1] - pulse.sizes[0]),
    opacity: Math.min(come, gone),
    negative: pulse.negative[after],
    words: pulse.words[after],
    clear:
      linear < 0 ? 0 : gone * Math.min(1, Math.max(0, shownFor / FADE_SHARE), pulse.stopped ? 1 : (1 - t) / FADE_SHARE),
  };
}

/** @param {Pulse} pulse @param {number} t  part of its way @returns {Point} */
function whereabouts({ way, straight }, t) {
  const [from, to] = [way[0], way[way.length - 1]];
  if (!straight) return along(from, to, t);
  const lengths = way.slice(1).map(({ x, y }, index) => Math.hypot(x - way[index].x, y - way[index].y));
  let left = t * lengths.reduce((sum, length) => sum + length, 0);
  let index = 0;
  while (index < lengths.length - 1 && left > lengths[index]) {
    left -= lengths[index];
    index += 1;
  }
  const part = lengths[index] > 0 ? Math.min(1, left / lengths[index]) : 1;
  const [start, end] = [way[index], way[index + 1]];
  return { x: start.x + part * (end.x - start.x), y: start.y + part * (end.y - start.y) };
}

/**
 * Where it has just been, the nearest first: the longer, the faster it is.
 *
 * @param {Pulse} pulse
 * @param {number} progress
 * @returns {(Point & {radius: number, opacity: number})[]}
 */
export function tail(pulse, progress) {
  return Array.from({ length: TAIL_LENGTH }, (_, index) => {
    const part = 1 - (index + 1) / (TAIL_LENGTH + 1);
    const before = pulseAt(pulse, Math.max(0, progress - (index + 1) * TAIL_SPACING));
    return { x: before.x, y: before.y, radius: before.radius * (0.35 + 0.65 * part), opacity: before.opacity * part };
  });
}

/** Radius of a pulse of magnitude 1, how much it grows with each power of ten, and between what it stays. */
const PULSE_RADIUS = { unit: 6, decade: 1.6, least: 1.2, most: 10 };

/**
 * How large a number travels. The scale is logarithmic, for gradients shrink and grow by powers of ten; 0 is not there.
 *
 * @param {number} value  any number
 * @returns {number} radius, in the drawing's units
 */
export function radius(value) {
  if (value === 0) return 0;
  const { unit, decade, least, most } = PULSE_RADIUS;
  return Number.isFinite(value) ? Math.max(least, Math.min(most, unit + decade * Math.log10(Math.abs(value)))) : most;
}
