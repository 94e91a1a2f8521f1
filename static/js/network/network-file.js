/**
 * A network in a file or on the clipboard: the body of POST /api/trace, by itself or as the `request` of a worked
 * example. The command line opens the same files (app/network_file.py), and makes the same of them (app/link.py).
 *
 * @typedef {import("./types.js").Problem} Problem
 * @typedef {Problem & {sample?: number, dl_dy?: number[][], gains_x?: number[][]}} Request
 * @typedef {{recipe: object, edits?: Record<string, number>, frozen?: string[][]}} ByRecipe  in place of the layers
 * @typedef {{problem: Problem, sample: number, drive: number[] | null, gains: number[][] | null, isCut: boolean}}
 *   OpenedFile  `isCut` where signals were left out, which differ from sample to sample
 */

import { canonical } from "./packed.js";
import { USUAL_LEARNING_RATE } from "./problem.js";
import { withEdits } from "./recipe.js";

/** Byte-order marks and what they announce; that of UTF-16 is also how that of UTF-32 begins. */
const BYTE_ORDER_MARKS = /** @type {const} */ ([
  [[0xef, 0xbb, 0xbf], "utf-8"],
  [[0xff, 0xfe, 0, 0], "utf-32le"],
  [[0, 0, 0xfe, 0xff], "utf-32be"],
  [[0xff, 0xfe], "utf-16le"],
  [[0xfe, 0xff], "utf-16be"],
]);

/**
 * The text of a file: UTF-8, or what its byte-order mark says, which is left out.
 *
 * @param {Uint8Array} bytes
 * @returns {string | null} null where it is no such text
 */
export function textIn(bytes) {
  const found = BYTE_ORDER_MARKS.find(([mark]) => mark.every((byte, index) => bytes[index] === byte));
  const [mark, encoding] = found ?? [[], "utf-8"];
  const rest = bytes.subarray(mark.length);
  try {
    const text = encoding.startsWith("utf-32")
      ? utf32(rest, encoding === "utf-32le")
      : new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(rest);
    return text.includes("\0") || text.startsWith("\uFEFF") ? null : text;
  } catch {
    return null;
  }
}

/** UTF-32, which browsers do not decode. @param {Uint8Array} bytes @param {boolean} little */
function utf32(bytes, little) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const letters = Array.from({ length: Math.ceil(bytes.length / 4) }, (_, i) => view.getUint32(4 * i, little));
  return letters.map((letter) => String.fromCodePoint(letter)).join("");
}

/**
 * What of a file is to be sent to the server, which finds all that is wrong with it.
 *
 * @param {string} text
 * @returns {{body: string, beneath: string}} `beneath` is where the body stands in the file, as a pointer begins
 */
export function bodyIn(text) {
  const value = parsed(text);
  const inner =
    isObject(value) && !("layers" in value || "recipe" in value) && "request" in value && isObject(value.request);
  return inner ? { body: JSON.stringify(value.request), beneath: "/request" } : { body: text, beneath: "" };
}

/**
 * The recipe that stands in place of the layers of a body that the server has taken, if one does.
 *
 * @param {string} body
 */
export const recipeIn = (body) => /** @type {Partial<ByRecipe>} */ (parsed(body)).recipe ?? null;

/**
 * What the page shows of a body that the server has taken.
 *
 * @param {string} body
 * @param {readonly import("./types.js").Layer[] | null} [made]  the layers that its recipe makes, if it has one
 * @returns {OpenedFile}
 */
export function opened(body, made = null) {
  const given = parsed(body);
  const request = made ? withLayers(/** @type {Request & ByRecipe} */ (given), made) : /** @type {Request} */ (given);
  const signals = request.dl_dy ?? null;
  const isCut = signals?.some((row) => row.join() !== signals[0].join()) ?? false;
  return {
    problem: canonical({
      ...request,
      reduction: request.reduction ?? "sum",
      learning_rate: request.learning_rate ?? USUAL_LEARNING_RATE,
    }),
    sample: request.sample ?? 0,
    drive: signals && !isCut ? signals[0] : null,
    gains: request.gains_x ?? null,
    isCut,
  };
}

/**
 * A request with its layers written out: those of its recipe, with its edits, and frozen where it says so.
 *
 * @param {Request & ByRecipe} request
 * @param {readonly import("./types.js").Layer[]} made
 * @returns {Request}
 */
function withLayers({ recipe: _, edits = {}, frozen = [], ...request }, made) {
  const layers = made.map((layer, index) => (frozen[index]?.length ? { ...layer, frozen: frozen[index] } : layer));
  const list = Object.entries(edits).map(([address, value]) => ({ address, value }));
  return { ...request, ...withEdits({ ...request, layers }, list) };
}

/**
 * The file of a network with its samples, and with what drives or freezes its backward pass. Every number is the very
 * same when it is opened again.
 *
 * @param {{problem: Problem, sample: number, drive: number[] | null, gains: number[][] | null}} state
 * @returns {string} JSON, a row of numbers on each line
 */
export function fileOf({ problem, sample, drive, gains }) {
  const value = {
    ...canonical(problem),
    ...(sample > 0 && { sample }),
    ...(drive && { dl_dy: problem.x.map(() => drive) }),
    ...(gains && { gains_x: gains }),
  };
  return `${JSON.stringify(value, (_, item) => (Object.is(item, -0) ? "-0" : item), 2)
    .replaceAll('"-0"', "-0")
    .replace(/\[\s*([^[\]{}]*?)\s*\]/g, (_, inside) => `[${inside.split(/,\s*/).join(", ")}]`)}\n`;
}

/** @param {string} text @returns {unknown} undefined where it is no JSON */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** @param {unknown} value @returns {value is Record<string, unknown>} */
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
