/**
 * The sentence of a moment beneath its picture, in lines. A drawing knows no line breaks, and what makes it up may not
 * be at hand where it is looked at, so widths are estimated from the letters.
 */

import { m } from "../dom/marks.js";
import { round } from "../stage/scene/layout.js";

/** @typedef {{text: string, role: import("../network/types.js").Part["role"] | "mute"}} CaptionPart */

/** What a caption takes beneath a drawing, however long it is: all pictures of a film are of one size. */
export const CAPTION_HEIGHT = 58;

const CAPTION_TOP = 10;
const CAPTION_MARGIN = 18;
const TYPE_SIZES = [15, 14, 13, 12, 11, 10, 9];
const LINE_SPACING = 1.4;

const HAN = "\\u2e80-\\u2fff\\u3400-\\u9fff";
const OPENING = "（《「『“";
const CLOSING = "，。；：、！？）》」』”";
const PIECE = new RegExp(`[${OPENING}]*(?:[${HAN}][${CLOSING}]*|[^\\s${HAN}${OPENING}]+)\\s*|[${OPENING}]+|\\s+`, "g");
const STICKS = new RegExp(`^[,.;:)\\]${CLOSING}]`);

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
 * What is not broken: a word with the space after it; a Chinese sign with the punctuation that may not begin a line, and
 * either with the bracket that may not end one.
 *
 * @param {readonly CaptionPart[]} parts
 * @returns {CaptionPart[]}
 */
function unbrokenPieces(parts) {
  return parts.flatMap(({ text, role }) => (text.match(PIECE) ?? []).map((piece) => ({ text: piece, role })));
}

/**
 * @param {readonly CaptionPart[]} parts
 * @param {number} room  in heights of the type
 * @returns {CaptionPart[][]} lines, neighbours of one role made one
 */
export function linesOf(parts, room) {
  /** @type {CaptionPart[][]} */
  const lines = [[]];
  let used = 0;
  for (const piece of unbrokenPieces(parts)) {
    const wide = breadthOf(piece.text.trimEnd());
    if (used > 0 && used + wide > room && !STICKS.test(piece.text)) {
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
 * @param {readonly CaptionPart[]} parts
 * @param {{y: number, width: number}} place  the lower edge of the drawing, and its width
 */
export function captionMarks(parts, { y, width }) {
  const room = width - 2 * CAPTION_MARGIN;
  const fits = TYPE_SIZES.find(
    (size) => linesOf(parts, room / size).length * LINE_SPACING * size <= CAPTION_HEIGHT - CAPTION_TOP,
  );
  const size = fits ?? TYPE_SIZES[TYPE_SIZES.length - 1];
  return linesOf(parts, room / size).map((line, index) =>
    m(
      "text",
      {
        key: index,
        class: "picture-caption",
        x: CAPTION_MARGIN,
        y: round(y + CAPTION_TOP + (index * LINE_SPACING + 0.8) * size),
        "font-size": size,
      },
      line.map(({ text, role }, place) => m("tspan", { key: place, class: role === "plain" ? null : role }, text)),
    ),
  );
}
