/**
 * What the link fixes cannot be changed by hand: buttons and fields that would do so are known beforehand, and whatever
 * else would is refused where the state is set. It is no protection: a link can be written anew.
 *
 * @typedef {import("./page.js").Page} Page
 * @typedef {import("./page.js").Store} Store
 * @typedef {import("../network/fixed.js").FixablePart} FixablePart
 * @typedef {Pick<Page, "fixed" | "problem" | "preset" | "origin">} Fixing  what decides it
 */

import { FIXABLE, changedParts, partOfNumber } from "../network/fixed.js";
import { caseProblem } from "../network/worked-example.js";

/**
 * The parts that cannot be changed, of those that would be.
 *
 * @param {Pick<Page, "fixed">} page
 * @param {readonly (string | null)[]} parts
 */
const fixedAmong = ({ fixed }, parts) => (fixed ?? []).filter((part) => parts.includes(part));

/** Whether a given number can only be looked at. @param {Pick<Page, "fixed">} page @param {string} address */
export const isFixedNumber = (page, address) => fixedAmong(page, [partOfNumber(address)]).length > 0;

/** Whether texts of lessons cannot bring networks of their own. @param {Pick<Page, "fixed">} page */
export const isNetworkFixed = (page) => fixedAmong(page, ["network"]).length > 0;

/**
 * What is fixed and would be another in this network.
 *
 * @param {Pick<Page, "fixed" | "problem">} page
 * @param {import("../network/types.js").Problem} problem
 */
export const fixedChanges = (page, problem) =>
  page.fixed ? fixedAmong(page, changedParts(page.problem, problem)) : [];

const SAMPLES = ["inputs", "targets"];
const PARAMETERS = ["weights", "biases"];

/** @param {Fixing} page @param {string} of  layer; 0 is that of the inputs */
const neuronParts = ({ problem }, of) => [
  ...PARAMETERS,
  "network",
  ...(of === "0" ? ["inputs"] : []),
  ...(Number(of) === problem.layers.length ? ["targets"] : []),
];

/** What goes into an array of numbers. @param {string} into  W.2, b.2, x or target @returns {readonly FixablePart[]} */
export const partsOfPlace = (into) => PARTS_OF_PLACE[into.split(".")[0]] ?? [];

/** @type {Readonly<Record<string, readonly FixablePart[]>>} */
const PARTS_OF_PLACE = { W: ["weights"], b: ["biases"], x: ["inputs"], target: ["targets"] };

/** @typedef {readonly string[] | ((page: Fixing, of: string) => readonly (string | null)[])} Touched */

/** What each button changes. @type {Readonly<Record<string, Touched>>} */
const TOUCHED_BY_ACTION = {
  "add-sample": SAMPLES,
  "remove-sample": SAMPLES,
  "put-sample": SAMPLES,
  "add-layer": [...PARAMETERS, "network"],
  "remove-layer": [...PARAMETERS, "network"],
  "add-neuron": neuronParts,
  "remove-neuron": neuronParts,
  "scale-weights": ["weights"],
  keep: PARAMETERS,
  "keep-nudge": (_, of) => [partOfNumber(of)],
  case: ({ preset, problem }, of) => (preset ? changedParts(problem, caseProblem(preset, of)) : []),
  reset: ({ origin, problem }) => (origin ? changedParts(problem, origin.problem) : []),
  paste: (_, into) => partsOfPlace(into),
  "open-file": FIXABLE,
  example: FIXABLE,
  "make-like": FIXABLE,
  reseed: FIXABLE,
};

/** What each field changes. @type {Readonly<Record<string, Touched>>} */
const TOUCHED_BY_CHANGE = {
  loss: ["network"],
  reduction: ["network"],
  activation: ["network"],
  frozen: ["network"],
  rate: ["network"],
  example: FIXABLE,
  recipe: FIXABLE,
  "recipe-hidden": FIXABLE,
  "recipe-layer": FIXABLE,
  "recipe-biases": FIXABLE,
};

/** What each form changes. @type {Readonly<Record<string, Touched>>} */
const TOUCHED_BY_FORM = { recipe: FIXABLE };

const TOUCHED_BY = { action: TOUCHED_BY_ACTION, change: TOUCHED_BY_CHANGE, form: TOUCHED_BY_FORM };

/**
 * The fixed parts because of which something is not done.
 *
 * @param {Fixing} page
 * @param {keyof typeof TOUCHED_BY} kind  of what somebody uses
 * @param {string} name
 * @param {string} of
 */
export function fixedParts(page, kind, name, of) {
  if (!page.fixed) return [];
  const touched = TOUCHED_BY[kind][name] ?? [];
  return fixedAmong(page, typeof touched === "function" ? touched(page, of) : touched);
}

/** Why it is not done. @param {Pick<Page, "t">} page @param {readonly string[]} parts */
export function fixedSentence({ t }, parts) {
  const named = parts
    .map((part) => t(`page.fixed.${part}`))
    .reduce((first, second) => t("page.fixed.and", { first, second }));
  return t("page.fixed.refused", { parts: named });
}

/**
 * A store in which nothing that is fixed changes, however it is tried. A link and undo say themselves what is fixed,
 * and so does a text of a lesson that opens a network.
 *
 * @param {Store} store
 * @returns {Store}
 */
export const holdingFixed = (store) => ({
  ...store,
  set(patch) {
    const page = store.get();
    const parts = patch.problem && !("fixed" in patch) ? fixedChanges(page, patch.problem) : [];
    store.set(parts.length > 0 ? { toast: fixedSentence(page, parts), editing: null, dropping: false } : patch);
  },
});
