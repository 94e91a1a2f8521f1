/**
 * A network that was made out of a recipe: sizes, a scheme and a seed. Its link carries the recipe with what was
 * changed since, not a hundred thousand weights; the server makes the same numbers out of the same seed everywhere.
 *
 * @typedef {import("./types.js").Problem} Problem
 * @typedef {import("./types.js").Layer} Layer
 * @typedef {{sizes: number[], scheme: string, seed: number}} Recipe
 * @typedef {{address: string, value: number}} Edit
 */

import { NEW_SAMPLE_VALUES, isGiven, sizesOf, withNumber } from "./problem.js";
import { parseAddress, printAddress } from "./address.js";

/** What some schemes need besides sizes and seed. @type {Record<string, Record<string, number>>} */
const SCHEME_SETTINGS = { constant: { value: 0.5 }, uniform: { low: -1, high: 1 }, normal: { mean: 0, std: 0.5 } };

/**
 * What is chosen for a new network, as it is typed.
 *
 * @typedef {object} RecipeChoices
 * @property {string} sizes
 * @property {string} activation  of the hidden layers
 * @property {Readonly<Record<string, string>>} own  of hidden layers that have another, by their number
 * @property {string} output  activation of the last layer
 * @property {boolean} biases  whether there are any
 * @property {string} scheme
 * @property {string} seed
 * @property {string} rate
 */

/** The activation of each layer. @param {RecipeChoices} choices @param {readonly number[]} sizes */
export const activationsOf = ({ activation, own, output }, sizes) =>
  sizes.slice(1).map((_, index) => (index === sizes.length - 2 ? output : (own[index + 1] ?? activation)));

/** A network with more weights than this is linked by its recipe. */
const MAX_PACKED_WEIGHTS = 1000;

/** More changed numbers than this are not written as edits. */
const MAX_EDITS = 300;

/** The body of POST /api/networks. @param {Recipe} recipe @param {string[]} activations */
export const networkBody = ({ sizes, scheme, seed }, activations) => ({
  sizes,
  activations,
  scheme,
  seed,
  ...SCHEME_SETTINGS[scheme],
});

/** @param {Recipe} recipe @returns {string} "784-128-64-10~he_normal~1" */
export const recipeText = ({ sizes, scheme, seed }) => [sizes.join("-"), scheme, seed].join("~");

/**
 * @param {string} text  as typed, full-width digits too
 * @returns {number | null} null for what is no whole number that JSON carries exactly
 */
export function wholeNumber(text) {
  const plain = text.normalize("NFKC").trim();
  return /^\d{1,16}$/.test(plain) && Number.isSafeInteger(Number(plain)) ? Number(plain) : null;
}

/** @param {string} text  sizes with something between them: 2-4-4-1, 2 4 4 1, 2, 4, 1 @returns {number[] | null} */
export function sizesIn(text) {
  const sizes = text
    .normalize("NFKC")
    .trim()
    .split(/\s*[-–—−,;×x>→]\s*|\s+/)
    .map(wholeNumber);
  return sizes.length > 1 && sizes.every((size) => size !== null && size > 0) ? /** @type {number[]} */ (sizes) : null;
}

/** @param {string} text @returns {Recipe | undefined} */
export function readRecipe(text) {
  const found = /^(\d{1,4}(?:-\d{1,4}){1,64})~([a-z_]{1,20})~(\d{1,16})$/.exec(text);
  if (!found) return undefined;
  const recipe = { sizes: found[1].split("-").map(Number), scheme: found[2], seed: Number(found[3]) };
  return recipe.sizes.every((size) => size > 0) && Number.isSafeInteger(recipe.seed) ? recipe : undefined;
}

/**
 * The weights and biases that differ from those of the recipe.
 *
 * @param {readonly Layer[]} recipeLayers  as the recipe made them
 * @param {Problem} problem
 * @returns {Edit[] | null} null where the sizes are others, or too many numbers
 */
export function editsSince(recipeLayers, problem) {
  if (sizesOf({ ...problem, layers: [...recipeLayers] }).join() !== sizesOf(problem).join()) return null;
  /** @type {Edit[]} */
  const edits = [];
  for (const [index, { W, b }] of problem.layers.entries()) {
    const old = recipeLayers[index];
    if (W !== old.W) {
      for (const [i, row] of W.entries()) {
        if (row === old.W[i]) continue;
        for (const [j, value] of row.entries()) {
          if (!Object.is(value, old.W[i][j]))
            edits.push({ address: printAddress({ quantity: "w", indices: [index + 1, i, j] }), value });
          if (edits.length > MAX_EDITS) return null;
        }
      }
    }
    if (b !== old.b)
      for (const [i, value] of b.entries())
        if (!Object.is(value, old.b[i]))
          edits.push({ address: printAddress({ quantity: "b", indices: [index + 1, i] }), value });
  }
  return edits.length > MAX_EDITS ? null : edits;
}

/** @param {readonly Edit[]} edits @returns {string} "w.1.2.3:0.5,b.1.0:-1" */
export const editsText = (edits) =>
  edits.map(({ address, value }) => `${address}:${Object.is(value, -0) ? "-0" : value}`).join(",");

/** @param {string} text @returns {Edit[] | undefined} */
export function readEdits(text) {
  const edits = text.split(",").map((part) => {
    const [address, number, ...more] = part.split(":");
    const found = parseAddress(address);
    const value = Number(number);
    return found && /^[wb]\./.test(address) && isGiven(address) && number && Number.isFinite(value) && more.length === 0
      ? { address: printAddress(found), value }
      : null;
  });
  return edits.length <= MAX_EDITS && edits.every((edit) => edit !== null) ? /** @type {Edit[]} */ (edits) : undefined;
}

/** @param {Problem} problem @param {readonly Edit[]} edits @returns {Problem} */
export const withEdits = (problem, edits) =>
  edits.reduce((edited, { address, value }) => withNumber(edited, address, value), problem);

/** Whether its link is better a recipe. @param {Problem} problem */
export const hasManyWeights = ({ layers }) =>
  layers.reduce((sum, { W }) => sum + W.length * W[0].length, 0) > MAX_PACKED_WEIGHTS;

/**
 * A loss on logits needs an identity output; another output takes the squared error.
 *
 * @param {string} loss
 * @param {string} output
 */
export function lossFor(loss, output) {
  return (loss.endsWith("_with_logits") || loss === "softmax_cross_entropy") && output !== "identity"
    ? "half_squared_error"
    : loss;
}

/**
 * A new network with another value for the inputs of each sample that equal weights would add up to 0.
 *
 * @param {Problem} problem
 * @returns {Problem}
 */
export function withoutCancellingInputs(problem) {
  const { W } = problem.layers[0];
  const areEqual = W.some((row) => row[0] !== 0 && row.every((weight) => weight === row[0]));
  /** @param {readonly number[]} x */
  const cancels = (x) =>
    x.length > 1 && x.some((value) => value !== 0) && x.reduce((sum, value) => sum + value, 0) === 0;
  if (!areEqual || !problem.x.some(cancels)) return problem;
  return {
    ...problem,
    x: problem.x.map((x) => (cancels(x) ? x.map((_, j) => NEW_SAMPLE_VALUES[j % NEW_SAMPLE_VALUES.length]) : x)),
  };
}
