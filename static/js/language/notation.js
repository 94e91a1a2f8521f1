/**
 * How numbers are lettered, as TeX, in four notations that count from 1: the lecture's letters, the δ of Nielsen's
 * book, matrices whose entries the numbers are, and tensor indices. The server's formulas use the same letters.
 *
 * @typedef {import("../network/types.js").Address} Address
 * @typedef {import("../network/types.js").Problem} Problem
 * @typedef {import("../network/types.js").Translate} Translate
 * @typedef {import("../network/types.js").NotationName} NotationName
 * @typedef {object} Notation
 * @property {NotationName} [name]
 * @property {string} [activation]  of the number's own layer
 * @property {number} [layers]  the lecture calls the last one's a y
 * @property {number} [samples]  where there are several, l says which, l⁽²⁾
 */
import { parseAddress, wireOf } from "../network/address.js";
import { plainText } from "./tex-plain.js";

export const NOTATIONS = /** @type {const} */ (["lecture", "delta", "matrix", "index"]);

const ACTIVATION_LETTERS = /** @type {Record<string, string>} */ ({
  sigmoid: "\\sigma",
  tanh: "\\tanh",
  ...Object.fromEntries(
    [
      ["relu", "ReLU"],
      ["elu", "ELU"],
      ["selu", "SELU"],
      ["softplus", "softplus"],
      ["softsign", "softsign"],
      ["gelu", "GELU"],
      ["silu", "SiLU"],
      ["softmax", "softmax"],
    ].map(([activation, name]) => [activation, `\\operatorname{${name}}`]),
  ),
});

/** @param {string | undefined} activation */
const texLetter = (activation) =>
  activation && Object.hasOwn(ACTIVATION_LETTERS, activation) ? ACTIVATION_LETTERS[activation] : "f";

/**
 * The letter or name of an activation: σ, tanh, ReLU; f for those that have none of their own.
 *
 * @param {string | undefined} activation
 * @returns {string}
 */
export const letter = (activation) => plainText(texLetter(activation));

/**
 * @param {number[]} indices from 0
 * @returns {string} counted from 1: 21, or 2,11 where a digit more would be read wrongly
 */
const counted = (indices) => indices.map((index) => index + 1).join(indices.some((index) => index > 8) ? "," : "");

/** @param {string} base @param {string | number | undefined} sup @param {number[]} indices */
const scripts = (base, sup, indices) =>
  base + (sup === "" || sup === undefined ? "" : `^{${sup}}`) + (indices.length ? `_{${counted(indices)}}` : "");

/** @param {string} top @param {string} bottom */
const partial = (top, bottom) => `\\frac{\\partial ${top}}{\\partial ${bottom}}`;

/** @param {Address} address @param {Notation} notation */
const sampleLoss = ({ sample }, { samples }) => (samples !== undefined && samples > 1 ? `l^{(${sample + 1})}` : "l");

/** What a gradient is taken of. @param {Address} address @param {Notation} notation */
const top = (address, notation) => (address.quantity.startsWith("dL") ? "L" : sampleLoss(address, notation));

/** What it is taken by: z.1.0 for dl_dz.1.0. @param {Address} address @returns {Address} */
const below = ({ quantity, indices, sample }) => ({ quantity: quantity.split("_d")[1], indices, sample });

/** @typedef {(address: Address, notation: Notation) => string} Lettering */

/**
 * The slope of an activation: f′(z), or one of a softmax's partial derivatives.
 *
 * @param {Lettering} table
 * @param {Address} address
 * @param {Notation} notation
 */
function slope(table, address, notation) {
  const {
    indices: [layer, i, k],
    sample,
  } = address;
  if (k === undefined) return `${texLetter(notation.activation)}'(${table(below(address), notation)})`;
  return partial(
    table({ quantity: "a", indices: [layer, i], sample }, notation),
    table({ quantity: "z", indices: [layer, k], sample }, notation),
  );
}

/** @type {Lettering} */
function lecture(address, notation) {
  const {
    quantity,
    indices: [layer, ...rest],
    indices,
  } = address;
  switch (quantity) {
    case "x":
      return scripts("x", "", indices);
    case "t":
      return scripts("\\hat{y}", "", indices);
    case "l":
      return sampleLoss(address, notation);
    case "L":
      return "L";
    case "a":
      return layer !== undefined && layer === notation.layers ? scripts("y", "", rest) : scripts("a", layer, rest);
    case "z":
    case "w":
    case "b":
      return scripts(quantity, layer, rest);
    case "w_new":
    case "b_new":
      return scripts(`{${quantity[0]}'}`, layer, rest);
    case "da_dz":
      return slope(lecture, address, notation);
    default:
      return partial(top(address, notation), lecture(below(address), notation));
  }
}

/** @type {Lettering} */
function delta(address, notation) {
  const {
    quantity,
    indices: [layer, ...rest],
    indices,
  } = address;
  switch (quantity) {
    case "t":
      return scripts("y", "", indices);
    case "a":
      return scripts("a", layer, rest);
    case "dl_dz":
      return scripts("\\delta", layer, rest);
    case "da_dz":
      return slope(delta, address, notation);
    case "dl_da":
      return partial(top(address, notation), delta(below(address), notation));
    default:
      return lecture(address, notation);
  }
}

/** An entry: the whole in square brackets, its place below. @type {Lettering} */
function matrix(address, notation) {
  const { quantity, indices } = address;
  const places = ["x", "t", "dl_dx"].includes(quantity) ? indices : indices.slice(1);
  return places.length ? scripts(`[${whole(address, notation)}]`, "", places) : whole(address, notation);
}

/** The vector or matrix that a number is an entry of. @type {Lettering} */
function whole(address, notation) {
  const { quantity, indices } = address;
  const above = indices.length && !["x", "t", "dl_dx"].includes(quantity) ? `^{(${indices[0]})}` : "";
  switch (quantity) {
    case "x":
    case "t":
      return `\\mathbf{${quantity}}`;
    case "l":
      return sampleLoss(address, notation);
    case "L":
      return "L";
    case "w":
      return `W${above}`;
    case "z":
    case "a":
    case "b":
      return `\\mathbf{${quantity}}${above}`;
    case "w_new":
      return `{W'}${above}`;
    case "b_new":
      return `{\\mathbf{b}'}${above}`;
    case "dl_dz":
      return `\\boldsymbol{\\delta}${above}`;
    case "da_dz":
      return indices.length === 3 ? `J${above}` : `${texLetter(notation.activation)}'(\\mathbf{z}${above})`;
    default: {
      const by = quantity.split("_d")[1];
      return `\\nabla_{${by === "w" ? "W" : `\\mathbf{${by}}`}${above}}\\,${top(address, notation)}`;
    }
  }
}

/** @type {Lettering} */
function index(address, notation) {
  const {
    quantity,
    indices: [layer, ...rest],
    indices,
  } = address;
  const above = layer === undefined ? "" : `(${layer})`;
  switch (quantity) {
    case "x":
    case "t":
      return scripts(quantity, "", indices);
    case "l":
      return sampleLoss(address, notation);
    case "L":
      return "L";
    case "z":
    case "a":
    case "b":
      return scripts(quantity, above, rest);
    case "w":
      return scripts("W", above, rest);
    case "w_new":
      return scripts("{W'}", above, rest);
    case "b_new":
      return scripts("{b'}", above, rest);
    case "da_dz":
      return slope(index, address, notation);
    default:
      return partial(top(address, notation), index(below(address), notation));
  }
}

const LETTERINGS = { lecture, delta, matrix, index };

/**
 * The symbol of a number; of all a layer's numbers at once where an address record leaves out the neuron: z², ∂l/∂y.
 *
 * @param {Address | string} address
 * @param {Notation} [notation]
 * @returns {string} TeX; the text itself where it is no address
 */
export function symbol(address, notation = {}) {
  const found = typeof address === "string" ? parseAddress(address) : address;
  return found ? LETTERINGS[notation.name ?? "lecture"](found, notation) : String(address);
}

/**
 * What a symbol must know of the network that its number belongs to, and the notation.
 *
 * @param {Address | string} address
 * @param {Problem} problem
 * @param {NotationName} [name]
 * @returns {Notation}
 */
export function notationOf(address, problem, name = "lecture") {
  const found = typeof address === "string" ? parseAddress(address) : address;
  const activation = found?.indices.length ? problem.layers[found.indices[0] - 1]?.activation : undefined;
  return { name, activation, layers: problem.layers.length, samples: problem.x.length };
}

/**
 * The symbol of a number of this page, in a line of plain text: ∂l/∂z²₁, δ²₁, [δ⁽²⁾]₁.
 *
 * @param {{problem: Problem, notation: NotationName}} page
 * @param {Address | string} address
 * @returns {string}
 */
export const nameOf = ({ problem, notation }, address) =>
  plainText(symbol(address, notationOf(address, problem, notation)));

/**
 * What a screen reader says for a number: 'partial derivative of the loss with respect to z of neuron 1 in layer 2'.
 *
 * @param {Address | string} address
 * @param {Translate} t
 * @returns {string} a piece of a sentence, without a capital or a full stop
 */
export function spoken(address, t) {
  const found = typeof address === "string" ? parseAddress(address) : address;
  if (!found) return String(address);
  const { quantity, indices, sample } = found;
  const [first, second, third] = indices;
  /** @type {Record<string, string | number>} */
  const params =
    indices.length === 1
      ? { neuron: first + 1 }
      : { layer: first ?? 0, before: (first ?? 0) - 1, neuron: (second ?? 0) + 1, from: (third ?? 0) + 1 };
  if (wireOf(found)) params.wire = t(first === 1 ? "spoken.wire.input" : "spoken.wire", params);
  const key = quantity === "da_dz" && third !== undefined ? "spoken.da_dz.softmax" : `spoken.${quantity}`;
  const words = t(key, params);
  return sample > 0 ? t("spoken.sample", { number: words, sample: sample + 1 }) : words;
}
