/**
 * A row of a derivation as a sentence, for those who hear it: 'z of neuron 1 in layer 2 equals …', not a list of
 * letters.
 */

import { parseTex } from "./tex.js";
import { spoken } from "./notation.js";

/**
 * @typedef {import("../server/explanation.js").Piece} Piece
 * @typedef {import("../network/types.js").Translate} Translate
 * @typedef {import("./tex.js").Tex} Tex
 */

/** Signs between pieces, by their TeX. */
const SPOKEN_SIGNS = /** @type {Record<string, string>} */ ({
  "=": "equals",
  "+": "plus",
  "-": "minus",
  "/": "divided",
  "\\,": "times",
  "\\cdot": "times",
  "\\odot": "entrywise",
  "<": "less",
  ">": "more",
  "\\le": "at-most",
  "\\ge": "at-least",
  ",": "comma",
  ",\\quad": "and",
  "\\quad(": "where",
  "(": "open",
  "\\bigl(": "open",
  "\\bigl[": "open",
  ")": "close",
  "\\bigr)": "close",
  "\\bigr]": "close",
  "|": "bar",
});

/** Names of functions and constants, by the letter that the formula has for them. */
const SPOKEN_NAMES = /** @type {Record<string, string>} */ ({
  σ: "sigmoid",
  δ: "delta",
  exp: "exp",
  ln: "ln",
  max: "max",
  erf: "erf",
  η: "eta",
  λ: "lambda",
  α: "alpha",
  π: "pi",
});

/** A function that is followed by what it is applied to. */
const APPLIED = /^(?:f|\\(?:operatorname\{\w+\}|sigma|tanh|exp|ln|max))$/;

const HAN = /\p{Script=Han}/u;

/**
 * @param {readonly Piece[]} pieces
 * @param {Translate} t
 * @returns {string} with a capital and a full stop
 */
export function sentenceOf(pieces, t) {
  let where = false;
  const words = pieces.map((piece, index) => {
    const sign = piece.tex.trim();
    if (sign === "\\quad(") where = true;
    const ends = where && piece.role === "operator" && sign === ")";
    if (ends) where = false;
    if (sign === "-" && opensTerm(pieces[index - 1])) return t("speech.negative");
    return ends ? "" : pieceWords(piece, t);
  });
  const sentence = words.filter(Boolean).reduce((first, second) => joinTwo(first, second, t));
  // Chinese has no capitals, and the e and tanh with which its sentences may begin are symbols.
  const begun = HAN.test(sentence) ? sentence : sentence.charAt(0).toUpperCase() + sentence.slice(1);
  return t("speech.sentence", { sentence: begun });
}

/** Whether a minus behind it is a sign, not a subtraction. @param {Piece | undefined} before */
const opensTerm = (before) => !before || /^(?:=|[<>|,]|\\le|\\ge|,?\\quad\(?|\(|\\bigl[([])$/.test(before.tex.trim());

/**
 * Whether it is ∂z/∂w or ∂z/∂a, which leads to the number that it equals but is not that number.
 *
 * @param {string} tex
 * @param {string} address
 */
const isDerivativeEqualTo = (tex, address) => tex.startsWith("\\frac{\\partial") && !/^d/.test(address);

/** @param {Piece} piece @param {Translate} t */
function pieceWords({ tex, address, role }, t) {
  if (role === "spoken") return /^−/.test(tex) ? joinTwo(t("speech.negative"), tex.slice(1), t) : tex;
  const sign = tex.trim();
  if (role !== "factor" && role !== "number" && Object.hasOwn(SPOKEN_SIGNS, sign))
    return t(`speech.${SPOKEN_SIGNS[sign]}`);
  const closing = /^(?:\)|\\bigr\]|\\bigr\))([_^])\{(.*)\}$/.exec(sign);
  if (closing)
    return t(
      closing[1] === "_" ? "speech.close-entry" : closing[2] === "2" ? "speech.close-squared" : "speech.close-power",
      { at: closing[2], power: say(parseTex(closing[2]), t) },
    );
  const left = /^\\quad\\overset\{(\d+)\}|^\\overset\{(\d+)\}/.exec(sign);
  if (left) return t("speech.and-so-on", { count: left[1] ?? left[2] });
  if (address && !isDerivativeEqualTo(sign, address) && !/^\(?-?[\d.]|^\(?-?\\infty|^e\^\{-?[\d.]/.test(sign)) {
    const name = spoken(address, t);
    return sign.startsWith("e^") ? t("speech.exponential", { power: name }) : name;
  }
  const words = say(parseTex(sign.replace(/^\((-.*)\)$/, "$1")), t);
  return role === "function" && APPLIED.test(sign) ? t("speech.function", { name: words }) : words;
}

/** @param {Tex} node @param {Translate} t @returns {string} */
function say(node, t) {
  switch (node.kind) {
    case "number":
      return node.text;
    case "identifier":
    case "name":
      return Object.hasOwn(SPOKEN_NAMES, node.text) ? t(`speech.name.${SPOKEN_NAMES[node.text]}`) : node.text;
    case "operator":
      return (
        {
          "−": t("speech.negative"),
          "·": t("speech.times"),
          "×": t("speech.times"),
          "∞": t("speech.infinity"),
          "∂": "",
          "(": t("speech.of"),
          ")": "",
          ",": ",",
        }[node.text] ?? node.text
      );
    case "space":
      return "";
    case "bold":
      return t("speech.vector", { letter: say(node.inside, t) });
    case "root":
      return t("speech.root", { inside: say(node.inside, t) });
    case "accent":
      return t("speech.target");
    case "row":
      return row(node.children, t);
    case "fraction": {
      const parts = { top: say(node.top, t), bottom: say(node.bottom, t) };
      return t(isPartial(node.top) ? "speech.partial" : "speech.fraction", parts);
    }
    case "scripts":
      return scripted(node, t);
  }
}

/** @param {Tex} node */
const isPartial = (node) =>
  node.kind === "row" && node.children[0]?.kind === "operator" && node.children[0].text === "∂";

/** @param {Tex[]} children @param {Translate} t @returns {string} */
function row(children, t) {
  const [first, ...rest] = children;
  if (first?.kind === "operator" && first.text === "∂") return row(rest, t);
  const last = children.at(-1);
  if (first?.kind === "operator" && first.text === "[" && last?.kind === "scripts" && last.sub) {
    return t("speech.entry-of", { base: row(children.slice(1, -1), t), at: say(last.sub, t) });
  }
  if (first?.kind === "scripts" && first.base.kind === "operator" && first.base.text === "∇" && first.sub) {
    return t("speech.gradient", { top: row(rest, t), bottom: say(first.sub, t) });
  }
  const prime = rest[0]?.kind === "operator" && rest[0].text === "′";
  if (prime) return join([t("speech.derivative", { name: say(first, t) }), row(rest.slice(1), t)], t);
  return join(
    children.map((child, index) => (index > 0 && isMinus(child) ? t("speech.minus") : say(child, t))),
    t,
  );
}

/** @param {Tex} node */
const isMinus = (node) => node.kind === "operator" && node.text === "−";

/**
 * Two parts of a formula; punctuation brings its own space, or none.
 *
 * @param {string} one
 * @param {string} other
 * @param {Translate} t
 */
const joinTwo = (one, other, t) =>
  /^[,，]/.test(other) || /[，：）]$/.test(one) ? one + other : t("speech.join", { one, other });

/** @param {string[]} words @param {Translate} t */
const join = (words, t) =>
  words.filter(Boolean).reduce((first, second) => (first === "" ? second : joinTwo(first, second, t)), "");

/** What stands in brackets: the layer in (2). @param {Tex} node @returns {Tex} */
function bare(node) {
  const signs = node.kind === "row" ? node.children : [];
  const [first, last] = [signs[0], signs.at(-1)];
  return first?.kind === "operator" && first.text === "(" && last?.kind === "operator" && last.text === ")"
    ? { kind: "row", children: signs.slice(1, -1) }
    : node;
}

/**
 * A letter with what stands above and below it.
 *
 * @param {import("./tex.js").Scripts} node
 * @param {Translate} t
 * @returns {string}
 */
function scripted({ base, sub, sup }, t) {
  const letter = base.kind === "identifier" || base.kind === "operator" ? base.text : "";
  const above = sup ? say(bare(sup), t) : "";
  const below = sub ? say(sub, t) : "";
  if (letter === "∑") return sum(sub, above, t);
  if (letter === "e") return t("speech.exponential", { power: above });
  if (above === "⊤") return t("speech.transposed", { base: say(base, t) });
  if (letter === "l") return t("speech.loss-of", { sample: above });
  if (letter === "10" || base.kind === "number") return t("speech.power", { base: say(base, t), power: above });
  if (["z", "a", "b"].includes(letter) && below) return t(`spoken.${letter}`, { layer: above, neuron: below });
  if (letter === "y" && below) return t("speech.output", { neuron: below });
  if (letter === "w" || (letter === "W" && below))
    return t("speech.weight", {
      layer: above,
      at: below.includes(",") ? below : [...below].filter((sign) => sign !== " ").join(" "),
    });
  if (letter === "W" || letter === "J")
    return t("speech.of-layer", { base: t("speech.matrix", { letter }), layer: above });
  if (letter === "δ" && below) return t("speech.delta", { layer: above, neuron: below });
  if (base.kind === "bold") return t("speech.of-layer", { base: say(base, t), layer: above });
  if (below) return t("speech.indexed", { base: say(base, t), at: below });
  return join([say(base, t), above], t);
}

/** @param {Tex | null} sub @param {string} last @param {Translate} t */
function sum(sub, last, t) {
  const words = sub?.kind === "row" ? sub.children : [];
  const letter = words[0] && "text" in words[0] ? words[0].text : "";
  const first = join(
    words.slice(2).map((word) => say(word, t)),
    t,
  );
  return last === "" ? t("speech.sum-but", { letter, left: first }) : t("speech.sum", { letter, first, last });
}
