/**
 * A block of numbers as it is copied out of a spreadsheet, a program, a notebook or a book: rows of numbers with tabs,
 * commas, semicolons or spaces between them, or nested brackets as Python, NumPy, PyTorch, TensorFlow and MATLAB print
 * them. Where a text can be read in two ways, as `0,5` over `0,7` can, both readings are given.
 *
 * @typedef {{code: "empty" | "not-a-number" | "not-finite" | "comma" | "left-out" | "brackets" | "too-deep" | "ragged",
 *   params: Record<string, string | number>}} BlockFault
 * @typedef {{readings: number[][][]} | {fault: BlockFault}} Block  each reading has rows of equal length
 */

import { typed } from "./number.js";

/** Letters of a token that a sentence repeats. */
const MAX_QUOTED_CHARACTERS = 24;

/** Nested brackets deeper than this are no numbers of a network. */
const MAX_DEPTH = 8;

class UnreadableBlock extends Error {
  /** @param {BlockFault["code"]} code @param {BlockFault["params"]} [params] */
  constructor(code, params = {}) {
    super(code);
    this.fault = { code, params };
  }
}

/**
 * @param {string} text
 * @returns {Block}
 */
export function readBlock(text) {
  try {
    const plain = withoutPackaging(text);
    if (plain.trim() === "") throw new UnreadableBlock("empty");
    if (/\.{3}|…/.test(plain)) throw new UnreadableBlock("left-out");
    const readings = /[[\]{}()]/.test(plain) ? [bracketed(plain)] : lined(plain);
    return { readings: readings.map(even) };
  } catch (error) {
    if (error instanceof UnreadableBlock) return { fault: error.fault };
    throw error;
  }
}

/**
 * Whether a text is more than one number, or a list: something that a field for one number cannot take.
 *
 * @param {string} text
 */
export function isBlock(text) {
  if (typed(text) !== null) return false;
  const found = text.match(/[0-9]+|\b(?:nan|inf|infinity)\b/gi) ?? [];
  return found.length > 1 ? /[\s,;[\](){}|]/.test(text.trim()) : found.length === 1 && /[[({]/.test(text);
}

/** What programs write around the numbers. @param {string} text */
function withoutPackaging(text) {
  return text
    .replace(/[！-～]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/、/g, ",")
    .replace(/^\uFEFF/, "")
    .replace(/#[^\n]*|%[^\n]*/g, "")
    .replace(/\b(?:np|numpy|jnp)\.(?:float|int|uint)\d*\(([^()]*)\)/g, "$1")
    .replace(
      /,?\s*\b(?:dtype|device|requires_grad|grad_fn|shape|size|layout|trainable|weak_type)\s*=\s*(?:\([^()]*\)|\[[^[\]]*\]|'[^']*'|"[^"]*"|<[^<>]*>|[\w.:]+)/g,
      "",
    )
    .replace(/\b(?:Parameter|Buffer) containing:|<tf\.Variable\s+'[^']*'|<tf\.Tensor:|\bnumpy\s*=/g, " ")
    .replace(/^[^\S\n]*[A-Za-z_][\w.]*\s*:?=(?!=)/gm, "")
    .replace(
      /\b(?:(?:np|numpy|torch|tf|jnp|jax|mx|onp)\.)*(?:array|asarray|Array|matrix|tensor|Tensor|FloatTensor|constant|Variable|Parameter|list|tuple)\b\s*(?=[[({])/g,
      "",
    )
    .replace(/^\s*</, "")
    .replace(/>\s*$/, "")
    .replace(/[^\S\n]*\r\n?/g, "\n");
}

/**
 * Rows of a text without brackets: a line is a row, or what stands before a semicolon.
 *
 * @param {string} text
 * @returns {number[][][]}
 */
function lined(text) {
  const lines = text
    .split("\n")
    .map((line) => line.replace(/;\s*$/, "").replace(/^[^\S\t]+|[^\S\t]+$/g, ""))
    .filter((line) => line.trim() !== "");
  if (lines.length === 0) throw new UnreadableBlock("empty");
  const semicolons = lines.some((line) => line.includes(";"));
  // In one line a semicolon ends a row, as in MATLAB; in a table of several lines it stands between two columns.
  const columns = semicolons && lines.length > 1;
  const rows = semicolons && !columns ? lines.flatMap((line) => line.split(";")) : lines;
  if (columns) return [rows.map((line) => line.split(";").map((token) => readToken(token, true)))];
  if (lines.some((line) => line.includes("\t"))) return [rows.map((line) => tabbed(line))];
  if (!text.includes(",")) {
    const read = rows.map((line) => words(line).map((token) => readToken(token, false)));
    return semicolons && read.every(({ length }) => length === 1) ? [read, [read.flat()]] : [read];
  }
  const separates = () => rows.map((line) => listed(line));
  if (!isDecimal(rows)) return [separates()];
  const spaced = rows.some((line) => /\s/.test(line.trim()));
  const decimals = rows.map((line) => words(line).map((token) => readToken(token, true)));
  if (spaced && !semicolons) return [decimals];
  const inOneRow = semicolons ? [rows.flatMap((line) => words(line).map((token) => readToken(token, true)))] : decimals;
  return rows.some((line) => /,0\d|,\d{4,}/.test(line)) ? [inOneRow] : [separates(), inOneRow];
}

/** Whether every comma can be a decimal one: it stands between two digits, one in a word, and nothing has a point. */
function isDecimal(/** @type {string[]} */ rows) {
  return rows.every((line) => words(line).every((token) => /^[^,.]*$|^[^,.]*\d,\d[^,.]*$/.test(token)));
}

/** Cells with tabs between them, as a spreadsheet copies them. @param {string} line */
const tabbed = (line) =>
  line
    .replace(/^\t+(?=\S)|\t+$/g, "")
    .split("\t")
    .map((token) => readToken(token, true));

/** Numbers with commas or spaces between them. @param {string} line */
function listed(line) {
  return line
    .trim()
    .replace(/,\s*$/, "")
    .replace(/\s*,\s*/g, ",")
    .split(/,|\s+/)
    .map((token) => readToken(token, false));
}

/** What stands between spaces; a sign may stand apart from its number in no list. @param {string} line */
const words = (line) =>
  line
    .trim()
    .split(/[\s|]+/)
    .filter((token) => token !== "");

/**
 * @param {string} token
 * @param {boolean} comma  whether a comma in it is a decimal one
 */
function readToken(token, comma) {
  const text = token.trim();
  const shown = text.length > MAX_QUOTED_CHARACTERS ? `${text.slice(0, MAX_QUOTED_CHARACTERS)}…` : text;
  if (/^[+\-−–]?(?:nan|inf|infinity|∞|none|null|nil|na|n\/a|#[a-z/0!?]+)$/i.test(text))
    throw new UnreadableBlock("not-finite", { token: shown });
  const value = text.includes(",") && !comma ? null : typed(text);
  if (value !== null) return value;
  if (/^[+\-−–]?\d+[.]?\d*e\+?\d+$/i.test(text)) throw new UnreadableBlock("not-finite", { token: shown });
  if (comma && /^[+\-−–]?\d{1,3}(?:[,.]\d{3})+$/.test(text)) throw new UnreadableBlock("comma", { token: shown });
  throw new UnreadableBlock("not-a-number", { token: shown === "" ? "–" : shown });
}

/**
 * The rows in nested brackets.
 *
 * @param {string} text
 * @returns {number[][]}
 */
function bracketed(text) {
  let value = nested(text);
  while (value.length === 1 && Array.isArray(value[0]) && value[0].some(Array.isArray)) value = value[0];
  if (value.length === 1 && Array.isArray(value[0])) value = value[0];
  const lists = value.filter(Array.isArray);
  if (lists.length === 0) return [/** @type {number[]} */ (value)];
  if (lists.length < value.length || lists.some((list) => list.some(Array.isArray)))
    throw new UnreadableBlock("too-deep");
  return /** @type {number[][]} */ (value);
}

/** @param {string} text @returns {any[]} what stands at the top: numbers, and lists of such */
function nested(text) {
  /** @type {any[][]} */
  const open = [[]];
  /** @type {string[]} */
  const closers = [];
  // 1,2 3,4 in brackets may be four numbers or two.
  const doubtful = /\d,\d/.test(text) && /[\d.]\s+[-+−]?[\d.]/.test(text.replace(/;/g, " "));
  if (doubtful && !/\d\.\d|\d,\s|,,/.test(text))
    throw new UnreadableBlock("comma", { token: /[^\s[\](){}]*\d,\d[^\s[\](){}]*/.exec(text)?.[0] ?? "" });
  for (const [token] of text.matchAll(/[[\]{}();]|[^[\]{}();,\s]+/g)) {
    const top = open[open.length - 1];
    if ("[{(".includes(token)) {
      if (open.length > MAX_DEPTH) throw new UnreadableBlock("too-deep");
      open.push([]);
      closers.push({ "[": "]", "{": "}", "(": ")" }[token] ?? "");
    } else if ("]})".includes(token)) {
      if (closers.pop() !== token) throw new UnreadableBlock("brackets");
      open.pop();
      open[open.length - 1].push(rowsOf(top));
    } else if (token === ";") top.push(END_OF_ROW);
    else top.push(readToken(token, false));
  }
  if (closers.length > 0) throw new UnreadableBlock("brackets");
  return open[0].filter((value) => value !== END_OF_ROW);
}

/** A semicolon in brackets. */
const END_OF_ROW = NaN;

/** A list with semicolons in it is a list of rows. @param {any[]} list @returns {any[]} */
function rowsOf(list) {
  if (!list.some(Number.isNaN)) return list;
  /** @type {any[][]} */
  const rows = [[]];
  for (const value of list) Number.isNaN(value) ? rows.push([]) : rows[rows.length - 1].push(value);
  return rows.filter((row) => row.length > 0);
}

/** @param {number[][]} rows */
function even(rows) {
  if (rows.every((row) => row.length === 0)) throw new UnreadableBlock("empty");
  const expected = rows[0].length;
  const row = rows.findIndex(({ length }) => length !== expected);
  if (row >= 0) throw new UnreadableBlock("ragged", { row: row + 1, expected, actual: rows[row].length });
  return rows;
}
