/** Formulas in a line of plain text: ∂l/∂z²₁, w³₁₁, σ′(z²₁), [∇W⁽¹⁾ l]₂₁. */

import { parseTex } from "./tex.js";

const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾";
const LOWERED = "₀₁₂₃₄₅₆₇₈₉₍₎";
const PLAIN_DIGITS = "0123456789()";

/** Symbols are asked for again with every frame. @type {Map<string, string>} */
const FORMULAS = new Map();

/** As many different symbols as the largest drawing has. */
const MAX_CACHED_FORMULAS = 20_000;

/**
 * @param {string} tex
 * @returns {string}
 */
export function plainText(tex) {
  const known = FORMULAS.get(tex);
  if (known !== undefined) return known;
  if (FORMULAS.size > MAX_CACHED_FORMULAS) FORMULAS.clear();
  const text = plainNode(parseTex(tex));
  FORMULAS.set(tex, text);
  return text;
}

/** @param {import("./tex.js").Tex} node @returns {string} */
function plainNode(node) {
  switch (node.kind) {
    case "identifier":
    case "number":
    case "operator":
    case "name":
      return node.text;
    case "row":
      return node.children.map(plainNode).join("");
    case "bold":
      return plainNode(node.inside);
    case "fraction":
      return `${plainNode(node.top)}/${plainNode(node.bottom)}`;
    case "root":
      return `√(${plainNode(node.inside)})`;
    case "accent":
      return (plainNode(node.base) + (node.mark === "^" ? "\u0302" : node.mark)).normalize("NFC");
    case "space":
      return " ";
    case "scripts":
      return (
        plainNode(node.base) +
        (node.sup ? script(plainNode(node.sup), RAISED, "^") : "") +
        (node.sub ? script(plainNode(node.sub), LOWERED, plainNode(node.base) === "∇" ? "" : "_") : "")
      );
  }
}

/**
 * What stands above or below, in raised or lowered digits where it consists of such.
 *
 * @param {string} text
 * @param {string} moved
 * @param {string} sign
 */
function script(text, moved, sign) {
  if (/^[0-9(),]+$/.test(text)) return text.replace(/[0-9()]/g, (sign) => moved[PLAIN_DIGITS.indexOf(sign)]);
  return sign + text;
}
