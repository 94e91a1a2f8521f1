/**
 * The lecture's notation for every number, counting from 1: z with its layer above and its neuron below, ∂l/∂w as a
 * fraction, σ′(z) for a sigmoid's slope. A symbol is a small tree; it can be drawn as MathML, written as plain text, and
 * said aloud.
 *
 * @typedef {import("./types.js").Tree} Tree
 * @typedef {import("./types.js").Address} Address
 * @typedef {import("./types.js").Problem} Problem
 * @typedef {import("./types.js").Translate} Translate
 * @typedef {{activation?: string, layers?: number, samples?: number}} Notation  the activation of the number's own layer; the
 *   number of layers, whose last a is called y; the number of samples: where there are several, l says which, l⁽²⁾
 */
import { parse, wireOf } from "./address.js";

const NAMES = /** @type {Record<string, string>} */ ({
  sigmoid: "σ", tanh: "tanh", relu: "ReLU", elu: "ELU", selu: "SELU", softplus: "softplus", softsign: "softsign",
  gelu: "GELU", silu: "SiLU", softmax: "softmax",
});

/**
 * The letter or name of an activation: σ, tanh, ReLU; f for those that have none of their own.
 *
 * @param {string | undefined} activation
 * @returns {string}
 */
export const letter = (activation) => (activation && Object.hasOwn(NAMES, activation) ? NAMES[activation] : "f");

/** @param {string} text @returns {Tree} */
const id = (text) => ({ kind: "identifier", text });
/** @param {string} text @returns {Tree} */
const op = (text) => ({ kind: "operator", text });
/** @param {Tree[]} children @returns {Tree} */
const row = (...children) => ({ kind: "row", children });
/** @param {Tree} base @param {string | null} sup @param {string | null} sub @returns {Tree} */
const scripts = (base, sup, sub) => ({ kind: "scripts", base, sup, sub });

/** @param {number[]} indices from 0 @returns {string | null} counted from 1: 21, or 2,11 where a digit more would be read wrongly */
const counted = (...indices) =>
  indices.length ? indices.map((index) => index + 1).join(indices.some((index) => index > 8) ? "," : "") : null;

/** @param {string} base @param {number[]} indices layer first @param {Notation} notation */
function ofLayer(base, [layer, ...indices], { layers }) {
  if (base === "a" && layer === layers) return scripts(id("y"), null, counted(...indices));
  return scripts(id(base), String(layer), counted(...indices));
}

/** @param {Tree} top @param {Tree} bottom @returns {Tree} */
const partial = (top, bottom) => ({ kind: "fraction", top: row(op("∂"), top), bottom: row(op("∂"), bottom) });

/** @param {Address} address @param {Notation} notation @returns {Tree} */
function slope({ indices: [layer, neuron, other] }, notation) {
  if (other !== undefined) return partial(ofLayer("a", [layer, neuron], notation), ofLayer("z", [layer, other], notation));
  const inner = ofLayer("z", [layer, neuron], notation);
  return row(scripts(id(letter(notation.activation)), "′", null), op("("), inner, op(")"));
}

/**
 * The symbol of a number; of all a layer's numbers at once where an address record leaves out the neuron: z², ∂l/∂y.
 *
 * @param {Address | string} address
 * @param {Notation} [notation]
 * @returns {Tree} an identifier with the text itself where it is no address
 */
export function symbol(address, notation = {}) {
  const found = typeof address === "string" ? parse(address) : address;
  if (!found) return id(String(address));
  const { quantity, indices, sample } = found;
  const l = notation.samples !== undefined && notation.samples > 1 ? scripts(id("l"), `(${sample + 1})`, null) : id("l");
  switch (quantity) {
    case "x": return scripts(id("x"), null, counted(...indices));
    case "t": return scripts(id("ŷ"), null, counted(...indices));
    case "l": return l;
    case "L": return id("L");
    case "da_dz": return slope(found, notation);
    case "dl_dx": return partial(l, scripts(id("x"), null, counted(...indices)));
    case "w_new": return ofLayer("w′", indices, notation);
    case "b_new": return ofLayer("b′", indices, notation);
    case "z": case "a": case "w": case "b": return ofLayer(quantity, indices, notation);
    default: {
      const [top, bottom] = quantity.split("_d");
      return partial(top === "dL" ? id("L") : l, ofLayer(bottom, indices, notation));
    }
  }
}

/**
 * What a symbol must know of the network that its number belongs to.
 *
 * @param {Address | string} address
 * @param {Problem} problem
 * @returns {Notation}
 */
export function notationOf(address, problem) {
  const found = typeof address === "string" ? parse(address) : address;
  const activation = found?.indices.length ? problem.layers[found.indices[0] - 1]?.activation : undefined;
  return { activation, layers: problem.layers.length, samples: problem.x.length };
}

const MATHML = "http://www.w3.org/1998/Math/MathML";

/**
 * The symbol as a MathML island.
 *
 * @param {Document} document
 * @param {Tree} tree
 * @returns {Element} a `math` element; nothing in it can be focused
 */
export function mathml(document, tree) {
  /** @param {string} name @param {(Element | string)[]} children */
  const element = (name, ...children) => {
    const made = document.createElementNS(MATHML, name);
    made.append(...children);
    return made;
  };
  /** @param {string} text an operator that must not stretch or push its neighbours away */
  const operator = (text) => {
    const made = element("mo", text);
    for (const [name, value] of [["stretchy", "false"], ["lspace", "0"], ["rspace", "0"]]) made.setAttribute(name, value);
    return made;
  };
  /** @param {string} text @returns {Element} a prime belongs to its letter, but only the letter is italic */
  const identifier = (text) => {
    if (text.endsWith("′")) return element("mrow", identifier(text.slice(0, -1)), operator("′"));
    return [...text].length > 1 ? element("mtext", text) : element("mi", text);
  };
  /** @param {string} text */
  const script = (text) => (text === "′" ? operator(text) : element("mn", text));
  /** @param {Tree} node @returns {Element} */
  const draw = (node) => {
    switch (node.kind) {
      case "identifier": return identifier(node.text);
      case "operator": return operator(node.text);
      case "row": return element("mrow", ...node.children.map(draw));
      case "fraction": return element("mfrac", draw(node.top), draw(node.bottom));
      case "scripts": {
        const base = draw(node.base);
        if (node.sup !== null && node.sub !== null) return element("msubsup", base, script(node.sub), script(node.sup));
        if (node.sub !== null) return element("msub", base, script(node.sub));
        if (node.sup === "′") return element("mrow", base, script(node.sup));
        return node.sup === null ? base : element("msup", base, script(node.sup));
      }
    }
  };
  return element("math", draw(tree));
}

const PLAIN = "0123456789()";
const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾";
const SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉₍₎";

/** @param {string} script @param {string} moved */
const inScript = (script, moved) => script.replace(/[0-9()]/g, (sign) => moved[PLAIN.indexOf(sign)]);

/**
 * The symbol in a line of plain text: ∂l/∂z²₁, w³₁₁, σ′(z²₁).
 *
 * @param {Tree} tree
 * @returns {string}
 */
export function text(tree) {
  switch (tree.kind) {
    case "identifier": case "operator": return tree.text;
    case "row": return tree.children.map(text).join("");
    case "fraction": return `${text(tree.top)}/${text(tree.bottom)}`;
    case "scripts": return text(tree.base) + inScript(tree.sup ?? "", SUPERSCRIPTS) + inScript(tree.sub ?? "", SUBSCRIPTS);
  }
}

/**
 * What a screen reader says for a number: 'partial derivative of the loss with respect to z of neuron 1 in layer 2'.
 *
 * @param {Address | string} address
 * @param {Translate} t
 * @returns {string} a piece of a sentence, without a capital or a full stop
 */
export function spoken(address, t) {
  const found = typeof address === "string" ? parse(address) : address;
  if (!found) return String(address);
  const { quantity, indices, sample } = found;
  const [first, second, third] = indices;
  /** @type {Record<string, string | number>} */
  const params = indices.length === 1
    ? { neuron: first + 1 }
    : { layer: first ?? 0, before: (first ?? 0) - 1, neuron: (second ?? 0) + 1, from: (third ?? 0) + 1 };
  if (wireOf(found)) params.wire = t(first === 1 ? "spoken.wire.input" : "spoken.wire", params);
  const key = quantity === "da_dz" && third !== undefined ? "spoken.da_dz.softmax" : `spoken.${quantity}`;
  const said = t(key, params);
  return sample > 0 ? t("spoken.sample", { number: said, sample: sample + 1 }) : said;
}
