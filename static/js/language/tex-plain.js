/** Formulas in a line of plain text: ∂l/∂z²₁, w³₁₁, σ′(z²₁), [∇W⁽¹⁾ l]₂₁. */

import { parse } from "./tex.js";

const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾";
const LOWERED = "₀₁₂₃₄₅₆₇₈₉₍₎";
const DIGITS = "0123456789()";

/** Symbols are asked for again with every frame. @type {Map<string, string>} */
const remembered = new Map();

/** As many different symbols as the largest drawing has. */
const MOST = 20_000;

/**
 * @param {string} tex
 * @returns {string}
 */
export function plain(tex) {
  const known = remembered.get(tex);
  if (known !== undefined) return known;
  if (remembered.size > MOST) remembered.clear();
  const text = written(parse(tex));
  remembered.set(tex, text);
  return text;
}

/** @param {import("./tex.js").Tex} node @returns {string} */
function written(node) {
  switch (node.kind) {
    case "identifier":
    case "number":
    case "operator":
    case "name":
      return node.text;
    case "row":
      return node.children.map(written).join("");
    case "bold":
      return written(node.inside);
    case "fraction":
      return `${written(node.top)}/${written(node.bottom)}`;
    case "root":
      return `√(${written(node.inside)})`;
    case "accent":
      return (written(node.base) + (node.mark === "^" ? "\u0302" : node.mark)).normalize("NFC");
    case "space":
      return " ";
    case "scripts":
      return (
        written(node.base) +
        (node.sup ? script(written(node.sup), RAISED, "^") : "") +
        (node.sub ? script(written(node.sub), LOWERED, written(node.base) === "∇" ? "" : "_") : "")
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
  if (/^[0-9(),]+$/.test(text)) return text.replace(/[0-9()]/g, (one) => moved[DIGITS.indexOf(one)]);
  return sign + text;
}
