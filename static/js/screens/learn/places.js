/**
 * Where a text points to in whatever network is open: its addresses have letters for layers, and its times name what is
 * computed then.
 *
 * @typedef {import("../../state/page.js").Page} Page
 * @typedef {import("../../network/types.js").Problem} Problem
 */

import { exists, forSample, parseAddress, perSample, printAddress } from "../../network/address.js";
import { sizesOf } from "../../network/problem.js";
import { once } from "../../network/once.js";
import { arrayOf, knownIndex } from "../../network/steps.js";
import { caseProblem } from "../../network/worked-example.js";
import { isNetworkFixed } from "../../state/fixed.js";
import { grainOf, stepsOf } from "../../state/page.js";

/**
 * An address of this network: a letter becomes its layer, an index that is too large the last one.
 *
 * @param {string} template  dl_dz.H.0
 * @param {Problem} problem
 * @param {number} [sample]
 * @returns {string | null} null where the network has no such layer
 */
export function resolved(template, problem, sample = 0) {
  const layers = problem.layers.length;
  /** @type {Record<string, number>} */
  const layerOf = { F: 1, H: layers - 1, O: layers };
  const lettered = template.replace(/\.([FHO])\b/, (_, letter) => `.${layerOf[letter]}`);
  const found = parseAddress(lettered);
  if (!found) return null;
  const sizes = sizesOf(problem);
  const { quantity, indices } = found;
  const limits = indices.length === 1 ? [sizes[quantity === "t" ? layers : 0]] : limitsIn(sizes, quantity, indices[0]);
  const within = indices.map((index, place) => Math.min(index, (limits[place] ?? 1) - 1));
  const address = printAddress({ quantity, indices: within });
  if (!exists(address, problem)) return null;
  return perSample(quantity) ? forSample(address, sample) : address;
}

/**
 * How many there are of what each index counts.
 *
 * @param {number[]} sizes
 * @param {string} quantity
 * @param {number} layer
 */
const limitsIn = (sizes, quantity, layer) => [
  sizes.length,
  sizes[layer],
  quantity === "da_dz" ? sizes[layer] : sizes[layer - 1],
];

/**
 * The moment that a text names: `start`, `end`, or before or after a phase or the number at an address; where several
 * numbers become known together, before or after them all.
 *
 * @param {Page} page  with the pass of its network
 * @param {string} time
 * @returns {number} the beginning where the pass has no such step
 */
export function timeIn(page, time) {
  const steps = stepsOf(page);
  if (time === "end") return steps.length;
  const [, side, what] = /^(before|after) (.+)$/.exec(time) ?? [];
  if (!what) return 0;
  const address = resolved(what, page.problem, page.sample);
  const array = arrayOf(address ?? "");
  /** @param {import("../../network/types.js").Step} step */
  const isMeant = ({ phase, writes }) =>
    phase === what || (address !== null && (writes.includes(address) || writes.includes(array)));
  const [first, last] = [steps.findIndex(isMeant), steps.findLastIndex(isMeant)];
  if (first < 0) return 0;
  const grain = grainOf(page);
  const ends = once(steps, `ends of ${grain}`, () => knownIndex(steps, grain));
  /** @param {number} index */
  const endOf = (index) => ends.get(steps[index].writes[0]) ?? index + 1;
  return side === "after" ? endOf(last) : steps.findIndex((_, index) => endOf(index) === endOf(first));
}

/** What each need of a text asks of a network. @type {Record<string, (problem: Problem) => boolean>} */
const NEEDS = {
  hidden: ({ layers }) => layers.length > 1,
  "two-hidden": ({ layers }) => layers.length > 2,
  "two-outputs": ({ layers }) => layers[layers.length - 1].b.length > 1,
  "two-samples": ({ x }) => x.length > 1,
  example: () => false,
};

/** Whether a text can be told on a network. @param {readonly string[]} needs @param {Problem} problem */
export const hasAll = (needs, problem) => needs.every((need) => NEEDS[need](problem));

/** The example on which the lecture is told. */
export const LECTURE = "lecture";

/**
 * Whether a text is told on the network that is open: it asks for that very one, or all that it needs is there.
 *
 * @param {Page} page
 * @param {import("../../state/lesson.js").LessonText} text
 */
function isToldHere({ problem, preset }, { needs = [], example = LECTURE, case: id }) {
  return hasAll(needs, problem) || (preset?.id === example && caseProblem(preset, id ?? null) === problem);
}

/**
 * Whether the link fixes a network on which a text cannot be told.
 *
 * @param {Page} page
 * @param {import("../../state/lesson.js").LessonText} text
 */
export const isHeldBack = (page, text) => isNetworkFixed(page) && !isToldHere(page, text);
