/**
 * The sentence of a moment beneath its picture, in lines. A drawing knows no line breaks, and what makes it up may not
 * be at hand where it is looked at, so widths are estimated from the letters.
 */

import { m } from "../dom/marks.js";
import { round } from "../stage/scene/layout.js";

/** @typedef {{text: string, role: import("../network/types.js").Part["role"] | "mute"}} Part */

/** What a caption takes beneath a drawing, however long it is: all pictures of a film are of one size. */
export const CAPTION = 58;

const TOP = 10;
const SIDE = 18;
const SIZES = [15, 14, 13, 12, 11, 10, 9];
const LEADING = 1.4;

/** How wide a sign is, in parts of its height: Chinese signs fill a square. @param {string} sign */
const widthOf = (sign) =>
  /[\u2e80-\u9fff\uff00-\uffef]/.test(sign)
    ? 1
    : /[\s.,:;|·′()[\]]/.test(sign)
      ? 0.36
      : /[mwMW→=+−×Σ∂]/.test(sign)
        ? 0.86
        : 0.6;

/** @param {string} words */
export const breadthOf = (words) => [...words].reduce((sum, sign) => sum + widthOf(sign), 0);

/**
 * What is not broken: a word with the space after it; a Chinese sign with the punctuation that may not begin a line.
 *
 * @param {readonly Part[]} parts
 * @returns {Part[]}
 */
function pieces(parts) {
  return parts.flatMap(({ text, role }) =>
    (
      text.match(/[\u2e80-\u2fff\u3400-\u9fff][，。；：、！？）”》]*\s*|[^\s\u2e80-\u2fff\u3400-\u9fff]+\s*|\s+/g) ?? []
    ).map((piece) => ({ text: piece, role })),
  );
}

/**
 * @param {readonly Part[]} parts
 * @param {number} room  in heights of the type
 * @returns {Part[][]} lines, neighbours of one role made one
 */
export function linesOf(parts, room) {
  /** @type {Part[][]} */
  const lines = [[]];
  let used = 0;
  for (const piece of pieces(parts)) {
    const wide = breadthOf(piece.text.trimEnd());
    const sticks = /^[,.;:)\]，。；：、）]/.test(piece.text);
    if (used > 0 && used + wide > room && !sticks) {
      lines.push([]);
      used = 0;
    }
    const line = lines[lines.length - 1];
    const last = line.at(-1);
    if (last?.role === piece.role) last.text += piece.text;
    else line.push({ ...piece });
    used += breadthOf(piece.text);
  }
  return lines;
}

/**
 * The caption in as large a type as its place allows.
 *
 * @param {readonly Part[]} parts
 * @param {{y: number, width: number}} place  the lower edge of the drawing, and its width
 */
export function captionMarks(parts, { y, width }) {
  const room = width - 2 * SIDE;
  const fits = SIZES.find((size) => linesOf(parts, room / size).length * LEADING * size <= CAPTION - TOP);
  const size = fits ?? SIZES[SIZES.length - 1];
  return linesOf(parts, room / size).map((line, index) =>
    m(
      "text",
      {
        key: index,
        class: "picture-caption",
        x: SIDE,
        y: round(y + TOP + (index * LEADING + 0.8) * size),
        "font-size": size,
      },
      line.map(({ text, role }, place) => m("tspan", { key: place, class: role === "plain" ? null : role }, text)),
    ),
  );
}
