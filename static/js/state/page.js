/**
 * The state of the page, in slices: what surrounds the window, the shell, and one for each screen. What a link carries
 * of Explore's is a `Moment`.
 *
 * @typedef {object} Boot  what the server writes into the page
 * @property {string} version
 * @property {string} root  what stands before the server's own paths
 * @property {string} language
 * @property {{code: string, name: string}[]} languages
 * @property {Record<string, string>} words
 * @property {{id: string, sizes: number[], activations: string[], loss: string}[]} presets
 * @property {import("../network/types.js").Preset} preset
 * @property {{request: object, value: import("../network/types.js").Trace} | null} [answer]  to the first question of
 *   the page, with that question
 * @property {number[]} curve_z
 * @property {{name: string, tex: string, derivative_tex: string, elementwise: boolean, curve: {a: number[]} | null}[]}
 *   activations
 * @property {{name: string, tex: string, gradient_tex: string, on_logits: boolean}[]} losses
 * @property {Record<string, number>} limits
 *
 * @typedef {object} Pictures  what is saved from the dialog of pictures
 * @property {string | null} preview  address of the picture of this moment
 * @property {{width: number, height: number} | null} size  of that picture, in pixels of the page
 * @property {boolean} caption  whether the sentence of the moment stands beneath its picture
 * @property {"beginning" | "here"} from  where a film begins
 * @property {number} speed  of a film
 * @property {number | null} recorded  how much of a film is recorded, in [0, 1]; null while none is
 * @property {string | null} saved  the file that was saved last
 * @property {string | null} failed  key of the words that say why nothing was saved
 * @property {boolean} films  whether this browser can record
 *
 * @typedef {object} Environment  what surrounds the window
 * @property {boolean} dark
 * @property {boolean} still  whether motion is unwanted
 * @property {boolean} contrast  whether the system forces its own colours
 * @property {boolean} touch  whether a finger is the main pointer: then there may be no keys
 * @property {boolean} printing  whether what is drawn goes to paper
 * @property {string} paperLink  the address of the page as it went to paper
 * @property {boolean} embedded  whether the page stands in a frame of another one
 *
 * @typedef {object} Shell  what stands around every screen
 * @property {string} screen  name of the one that is open
 * @property {string} language  code of a catalogue, such as "en" or "zh-Hant"
 * @property {Readonly<Record<string, string>>} words  of the language
 * @property {import("../network/types.js").Translate} t  the words, with the notation's letters
 * @property {"auto" | "light" | "dark"} theme
 * @property {string | null} toast  words shown for a moment
 * @property {"help" | "legend" | "link" | "menu" | "picture" | "paste" | "print" | null} dialog
 * @property {(typeof HANDOUTS)[number]} handout  which version goes to paper
 * @property {string | null} shared  the link in the dialog that shares it
 * @property {readonly import("../network/fixed.js").FixablePart[]} sharedFixed  what that link fixes
 * @property {boolean} shortcuts  whether single keys do something
 * @property {import("../server/outage.js").Unanswered | null} unanswered  that the server is silent; null while it
 *   answers
 * @property {readonly string[]} dismissed  notices that were closed
 *
 * @typedef {{problem: import("../network/types.js").Problem, trace: import("../network/types.js").Trace, sample:
 *   number, drive: number[] | null, gains: number[][] | null, summed?: boolean}} Answer  a pass; `summed` while its
 *   signals are sums of the units that the server has still to confirm
 *
 * @typedef {object} Opened  what is open in Explore, and what the server has answered there
 * @property {import("../network/types.js").Preset | null} preset  the example in full
 * @property {Answer | null} answer  the last pass that the server accepted
 * @property {{where: string, fault: import("../server/api.js").Fault, example?: string} | null} rejection  why a change
 *   was not taken; `where` is the field that it belongs to, `example` one that did not come
 * @property {{address: string, text: string, place: "stage" | "drawer" | "inspector", before: {problem:
 *   import("../network/types.js").Problem, drive: number[] | null}} | null} editing  what is being typed, and the
 *   network and its signals as they were before
 * @property {number | null} goal  where `at` is going
 * @property {number | null} waiting  the place where playing has stopped until one goes on
 * @property {{width: number, height: number, head: number}} space  of the stage, in pixels, beneath the names of the
 *   columns; `head` is their height
 * @property {string | null} hover  address under the pointer
 * @property {import("../screens/explore/paste.js").Paste} paste
 * @property {{name: string, faults: import("../server/api.js").Fault[], total: number} | null} refused  a file that
 *   was not opened
 * @property {boolean} dropping  whether a file is held over the page
 * @property {Pictures} picture
 * @property {import("../network/recipe.js").RecipeChoices} recipeChoices  of a new network
 * @property {ReadonlyMap<string, import("../server/explanation.js").Explanation>} explanations  by address
 * @property {import("../server/ask.js").Answered<"witnessed"> | null} witnessed  what central differences say of it
 * @property {string | null} unfolded  the witness whose reasons are open
 * @property {{of: string, reach: number, place: number} | null} nudge  what is nudged, how far at most, and how far now
 * @property {import("../server/ask.js").Answered<"nudged"> | null} nudged  the losses, and in a push all on its way
 * @property {import("../network/types.js").Pushing} pushing  the view of the push
 * @property {import("../network/types.js").Recursion} recursion  from the front
 * @property {{of: string, text: string} | null} compared  a number that somebody worked out, as it was typed
 * @property {{depth: number, gradients: boolean} | null} unroll  how deep it is, and whether only gradients are in it
 * @property {import("../server/ask.js").Answered<"unrolled"> | null} unrolled
 * @property {import("../network/descent.js").Descent | null} descent  the steps that were kept
 * @property {import("./moment.js").OpenedNetwork | null} origin  the network as it was opened
 * @property {number | null} rateReach  the learning rate at which their curve ends, where that was chosen
 * @property {import("../server/ask.js").Answered<"rated"> | null} rated  the losses on that curve
 * @property {readonly import("./undo.js").Kept[]} past  what can be undone, the last change at the end
 * @property {readonly import("./undo.js").Kept[]} future  what was undone
 * @property {{problem: import("../network/types.js").Problem, at: number} | null} returning  where time will stand
 * @property {readonly string[]} trail  numbers visited before the chosen one
 * @property {import("../server/ask.js").Answered<"units"> | null} units  what a signal of 1 at each output alone makes
 *   of the reversed network
 * @property {import("../server/ask.js").Answered<"trueGains"> | null} trueGains  the gradients without frozen gains
 * @property {Readonly<Record<number, number>>} silenced  the signals that outputs had before they were switched off
 * @property {readonly import("../network/removed-samples.js").Taken[]} taken  samples that were taken out of the sum
 * @property {string} sought  the quantity whose largest numbers are listed
 * @property {import("../network/recipe.js").Recipe | null} recipe  the recipe of the network, where it came out of one
 * @property {readonly import("../network/types.js").Layer[] | null} recipeLayers  its layers as the recipe made them
 * @property {Readonly<Record<string, import("../screens/explore/signs.js").PlacedSign>>} explained  the signs of the
 *   drawing that were explained
 * @property {boolean} sheet  whether the inspector is open where it is a sheet
 * @property {boolean} touring  whether time runs, or ran, for a first look: without a stop, from the loss to the input
 *
 * @typedef {import("../network/types.js").Moment & Opened & import("./asking.js").Asking} Explore  its slice
 * @typedef {Explore & ReturnType<typeof import("./lesson.js").newLearn> & Shell & Environment} Page  the slices that a
 *   screen is a function of
 * @typedef {import("./store.js").StateStore<Page>} Store
 */

import { forSample, parseAddress } from "../network/address.js";
import { largest } from "../network/largest.js";
import { isGiven } from "../network/problem.js";
import { arrayOf, isComputed, known, moving, units, writerIndex } from "../network/steps.js";
import { once } from "../network/once.js";
import { derived } from "./memo.js";

export const GRAINS = /** @type {const} */ (["guided", "phase", "layer", "neuron", "operation"]);
/** @type {readonly import("../network/types.js").View[]} */
export const VIEWS = ["both", "forward", "backward", "push", "matrices", "text"];
export const HANDOUTS = /** @type {const} */ (["as-is", "gaps", "solution"]);
export const RANKINGS = /** @type {const} */ (["gradient", "activation"]);
export const SPEEDS = /** @type {const} */ ([0.25, 0.5, 1, 2, 4]);

/** Sections of the editor. */
export const SECTIONS = /** @type {const} */ ([
  "network",
  "drive",
  "budget",
  "largest",
  "costs",
  "samples",
  "published",
  "recipe",
]);

/** Fields of the editor that are not one number have names of their own. */
export const FIELD = {
  loss: "loss",
  network: "network",
  recipe: "recipe",
  paste: "paste",
  /** @param {number} layer  from 1 */
  activation: (layer) => `activation.${layer}`,
};

/** @param {Page} page @returns {import("../network/types.js").Step[]} */
export function stepsOf(page) {
  return page.answer?.trace.steps ?? NO_STEPS;
}

/** @type {import("../network/types.js").Step[]} */
const NO_STEPS = [];

/** Where playing can be told to end. */
export const ENDS = /** @type {const} */ (["whole", "backward"]);

/**
 * Where playing ends from here: with the steps, or where it was told to. From beyond that it goes on to the end.
 *
 * @param {Page} page
 */
export function playingEnd(page) {
  const steps = stepsOf(page);
  const backward = steps.findLastIndex(({ phase }) => phase === "backward") + 1;
  return page.until === "backward" && backward > 0 && page.at <= backward ? backward : steps.length;
}

/** Whether the steps of the pass are whole layers, as for a large network. @param {Page} page */
export function hasLayerSteps(page) {
  return page.answer?.trace.layer_steps !== undefined;
}

/**
 * The grain in which time runs: a pass with steps of whole layers has no finer one.
 *
 * @param {Page} page
 * @returns {import("../network/types.js").Grain}
 */
export function grainOf(page) {
  return hasLayerSteps(page) && page.grain !== "phase" ? "layer" : page.grain;
}

/** The grains that time can run in. @param {Page} page @returns {readonly import("../network/types.js").Grain[]} */
export function grainsOf(page) {
  return hasLayerSteps(page) ? ["phase", "layer"] : GRAINS;
}

/** The units of the present grain, made once for each answer. @param {Page} page */
export function unitsOf(page) {
  const steps = stepsOf(page);
  const grain = grainOf(page);
  return once(steps, `units by ${grain}`, () => units(steps, grain));
}

/** @param {Page} page */
const movingWithin = (page) => moving(stepsOf(page), unitsOf(page), grainOf(page), page.at);

/**
 * @typedef {object} Movement  what moves, the same object as long as nothing else does
 * @property {readonly number[]} steps
 * @property {import("../network/types.js").Unit["operation"]} operation
 * @property {boolean} ended  whether it has come to its end
 */

/** What moves now. @type {(page: Page) => Movement | null} */
export const movingOf = derived((page) => {
  const found = movingWithin(page);
  if (!found) return null;
  const { steps, operation } = found;
  const ended = found.progress >= 1;
  return once(steps, `moving, ${ended}`, () => ({ steps, operation, ended }));
});

/** How far that has come, in [0, 1]: another number in every frame. @param {Page} page */
export const progressOf = (page) => movingWithin(page)?.progress ?? 1;

/** What is computed by now. @type {(page: Page) => Set<string>} */
export const computedOf = derived((page) => known(stepsOf(page), grainOf(page), page.at));

/** Whether time stands at its end. @type {(page: Page) => boolean} */
export const isOver = derived((page) => page.at >= stepsOf(page).length);

/**
 * Whether a number may be shown. The steps are those of one sample; those of the others are known together with it, and
 * their losses with the total.
 *
 * @param {Page} page
 * @param {string} address
 */
export function isKnown(page, address) {
  const computed = computedOf(page);
  if (isGiven(address) || isComputed(computed, address)) return true;
  if (/^l(@|$)/.test(address)) return computed.has("L");
  return isComputed(computed, forSample(address.split("@")[0], page.answer?.sample ?? 0));
}

/** Which step computes each number, made once for each answer. @param {Page} page */
export function writersOf(page) {
  const steps = stepsOf(page);
  return once(steps, "writers", () => writerIndex(steps));
}

/**
 * Whether a number of this pass comes from others, now or in a step to come.
 *
 * @param {Page} page
 * @param {string} address
 */
export function isDerivable(page, address) {
  const writers = writersOf(page);
  return isKnown(page, address) || writers.has(address) || writers.has(arrayOf(address));
}

/** Whether what moves now computes this number. @param {Page} page @param {string} address */
export function isComing(page, address) {
  if (isKnown(page, address)) return false;
  const writers = writersOf(page);
  const step = writers.get(address) ?? writers.get(arrayOf(address));
  return step !== undefined && (movingOf(page)?.steps.includes(step) ?? false);
}

/**
 * The number in the inspector: the chosen one, else the one that the present step computes.
 *
 * @param {Page} page
 * @returns {string | null}
 */
export function inspected(page) {
  if (page.chosen) return page.chosen;
  const moving = movingOf(page);
  if (!moving) return null;
  const step = stepsOf(page)[moving.steps[0]];
  return hasLayerSteps(page) ? foremost(page, step) : step.writes[0];
}

/**
 * Of a whole layer's numbers the first, of its gradients the largest.
 *
 * @param {Page} page
 * @param {import("../network/types.js").Step} step
 */
function foremost({ answer }, { writes, quantity }) {
  if (!answer || quantity === "l") return writes[0];
  const [array, sample] = writes[0].split("@");
  return largest(answer.problem, answer.trace, array, Number(sample ?? 0)).address;
}

const FORWARD_COLOURED = new Set(["x", "t", "z", "a", "l", "L", "w", "b", "w_new", "b_new"]);

/** Which way a number flows. @param {string} address @returns {"forward" | "backward"} */
export function colourOf(address) {
  return FORWARD_COLOURED.has(parseAddress(address)?.quantity ?? "") ? "forward" : "backward";
}
