/**
 * How long things last. A movement takes its time, and after it rests the page until its sentence can have been read;
 * duration is presentation, so the order of the steps comes from elsewhere.
 */

import { runs } from "../network/steps.js";
import { grainOf, playingEnd, stepsOf, unitsOf } from "../state/page.js";
import { pageSentence } from "../state/sentence.js";

/**
 * @typedef {import("../state/page.js").Page} Page
 * @typedef {import("../network/types.js").Unit} Unit
 */

/** Seconds that one movement takes at speed 1, by grain. In the coarse grains a movement is one run of steps. */
const MOVEMENT_SECONDS = { guided: 1.15, operation: 0.65, neuron: 0.95, layer: 1.15, phase: 1.15 };

/** Seconds of the movement of a step that is told in full, in the guided grain. */
const FULL_MOVEMENT_SECONDS = 1.6;

/** The shortest rest after a unit while playing at speed 1. */
const MIN_REST_SECONDS = { guided: 0.4, operation: 0.2, neuron: 0.4, layer: 0.65, phase: 1 };

/** How fast one reads at speed 1: words in a second, or characters where a language writes no spaces. */
const WORDS_PER_SECOND = 4;
const CHARACTERS_PER_SECOND = 6;

/** Ends that differ by less are the same place. */
const SAME_PLACE = 1e-6;

/**
 * @param {readonly import("../network/types.js").Part[]} sentence
 * @returns {number} seconds that reading it takes; a number counts as a word, signs between them take no time
 */
export function readingSeconds(sentence) {
  const text = sentence.map((part) => part.text).join("");
  const characters = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  const words = text.split(/[\s\p{Script=Han}，。：；、（）]+/u).filter((word) => /[\p{L}\p{N}∂∞]/u.test(word)).length;
  return characters / CHARACTERS_PER_SECOND + words / WORDS_PER_SECOND;
}

/** Seconds of one movement. @param {Page} page @param {Unit} unit  in which it lies */
export function movementSeconds(page, unit) {
  const grain = grainOf(page);
  return grain === "guided" && !unit.likewise ? FULL_MOVEMENT_SECONDS : MOVEMENT_SECONDS[grain];
}

/** The movements of a unit, one after the other. @param {Page} page @param {Unit} unit */
function movementsOf(page, unit) {
  const grain = grainOf(page);
  return grain === "layer" || grain === "phase" ? runs(stepsOf(page), unit) : [unit];
}

/** @type {WeakMap<Unit, {circumstances: unknown[], moving: number, reading: number}>} */
const RESTS = new WeakMap();

/**
 * Seconds of the rest after a unit at speed 1, so that its sentence can be read from the beginning of its movement to
 * the end of the rest.
 *
 * @param {Page} page
 * @param {Unit} unit
 * @param {number} [aside]  seconds that reading takes besides the sentence
 */
export function restSeconds(page, unit, aside = 0) {
  const { answer, t, digits, notation } = page;
  const circumstances = [answer, t, digits, notation];
  let kept = RESTS.get(unit);
  if (!kept || !circumstances.every((value, index) => value === kept?.circumstances[index])) {
    const moving = movementsOf(page, unit).length * movementSeconds(page, unit);
    kept = { circumstances, moving, reading: readingSeconds(pageSentence(page, unit.end)) };
    RESTS.set(unit, kept);
  }
  return Math.max(MIN_REST_SECONDS[grainOf(page)], kept.reading + aside - kept.moving);
}

/**
 * The same where nothing moves: all of the time that the unit has.
 *
 * @param {Page} page @param {Unit} unit @param {number} [aside]
 */
export const stillSeconds = (page, unit, aside = 0) =>
  restSeconds(page, unit, aside) + movementsOf(page, unit).length * movementSeconds(page, unit);

/**
 * How long it takes to play from here to the end.
 *
 * @param {Page} page
 * @returns {number} seconds
 */
export function playingTime(page) {
  const { at, speed } = page;
  const end = playingEnd(page);
  const units = unitsOf(page).filter((unit) => unit.end > at + SAME_PLACE && unit.end <= end + SAME_PLACE);
  const moving = units.flatMap((unit) =>
    movementsOf(page, unit)
      .filter((movement) => movement.end > at + SAME_PLACE)
      .map(({ start, end }) => (movementSeconds(page, unit) * (end - Math.max(at, start))) / (end - start)),
  );
  const resting = units.slice(0, -1).map((unit) => restSeconds(page, unit));
  return [...moving, ...resting].reduce((sum, seconds) => sum + seconds, 0) / speed;
}
