/**
 * The whole state in the part of the address after `#`: readable keys for the moment, and the network itself, packed,
 * only where it differs from the worked example that it began as. What comes out of a link is built afresh from values
 * that were checked one by one; nothing of it is trusted.
 *
 * @typedef {import("../network/types.js").Moment} Moment
 * @typedef {import("../network/types.js").Problem} Problem
 */
import { parseAddress, printAddress } from "../network/address.js";
import { fixedText, readFixed } from "../network/fixed.js";
import { editsSince, editsText, hasManyWeights, readEdits, readRecipe, recipeText } from "../network/recipe.js";
import { pack, packFrame, sameProblem, unpack } from "../network/packed.js";
import { NOTATIONS } from "../language/notation.js";
import { ENDS, GRAINS, RANKINGS, SECTIONS, VIEWS } from "./page.js";
import { practicePlace } from "./practice-place.js";
import { MIN_ZOOM, MAX_ZOOM } from "./zoom.js";
import { once } from "../network/once.js";

/** Browsers do not take longer addresses. */
export const MAX_LINK_LENGTH = 500_000;

/** Letters of the name of a network. */
export const MAX_NAME_LETTERS = 60;

/** A network's name in one line, without spaces at its ends; null where nothing is left. @param {string} text */
export const nameIn = (text) =>
  [...text.replace(/[\p{C}\s]+/gu, " ").trim()].slice(0, MAX_NAME_LETTERS).join("").trim() || null;

const NAME_PATTERN = /^[a-z0-9-]{1,40}$/;

/**
 * @typedef {{recipe: import("../network/recipe.js").Recipe, frame: string, edits:
 *   import("../network/recipe.js").Edit[]}} RecipeNetwork  a network that the server has to make again
 * @typedef {Partial<Moment> & {sheet?: boolean, onOwn?: boolean}} LinkedState
 * @typedef {{state: LinkedState, recipeNetwork?: RecipeNetwork} | {error: "too-large" | "damaged" |
 *   "later-version"}} Decoded
 * @typedef {{usual: unknown, read: (text: string) => unknown}} Field  `read` gives undefined for what is not allowed
 */

/** @param {(value: number) => boolean} allowed @returns {(text: string) => number | undefined} */
const numeral = (allowed) => (text) => {
  const value = /^[0-9.e+-]+$/.test(text) ? Number(text) : NaN;
  return Number.isFinite(value) && allowed(value) ? value : undefined;
};

/** @param {readonly string[]} choices @returns {(text: string) => string | undefined} */
const choice = (choices) => (text) => (choices.includes(text) ? text : undefined);

/** @param {string} text */
const name = (text) => (NAME_PATTERN.test(text) ? text : undefined);

/** @param {string} text */
const address = (text) => {
  const found = parseAddress(text);
  return found ? printAddress(found) : undefined;
};

/** Numbers with commas between them. @param {string} text */
function row(text) {
  const numbers = text.split(",").map(Number);
  return text !== "" && numbers.length <= 1024 && numbers.every(Number.isFinite) && /^[0-9.e+,-]+$/.test(text)
    ? numbers
    : undefined;
}

/** Rows of them with semicolons between. @param {string} text */
function rows(text) {
  const found = text.split(";").map(row);
  return found.every((numbers) => numbers !== undefined) ? found : undefined;
}

/** Of a text or a term, of the questions or the glossary as a whole, or of a practice. @param {string} text */
const lessonName = (text) =>
  practicePlace(text) || /^(?:questions|glossary|(?:questions|glossary|chapter-\d{1,2})\.[a-z-]{1,40})$/.test(text)
    ? text
    : undefined;

/** @param {string} text */
const yes = (text) => (text === "true" ? true : undefined);

/** Layers. @param {string} text */
function whole(text) {
  const numbers = row(text);
  return numbers?.length && numbers.every((number) => Number.isInteger(number) && number >= 0) ? numbers : undefined;
}

/** Places of neurons: layer.neuron. @param {string} text */
function places(text) {
  const found = text.split(",");
  return found.length <= 256 && found.every((place) => /^\d{1,3}\.\d{1,5}$/.test(place)) ? found : undefined;
}

/** In the order in which they stand in a link; a value that is the default is left out. */
const LINK_FIELDS = /** @type {const} */ ({
  example: { usual: null, read: name },
  case: { usual: null, read: name },
  name: { usual: null, read: (/** @type {string} */ text) => nameIn(text) ?? undefined },
  at: { usual: 0, read: numeral((at) => at >= 0) },
  sample: { usual: 0, read: numeral((sample) => Number.isSafeInteger(sample) && sample >= 0) },
  grain: { usual: "guided", read: choice(GRAINS) },
  view: { usual: "both", read: choice(VIEWS) },
  chosen: { usual: null, read: address },
  speed: { usual: 1, read: numeral((speed) => speed >= 0.01 && speed <= 100) },
  until: { usual: "whole", read: choice(ENDS) },
  digits: { usual: 4, read: numeral((digits) => Number.isInteger(digits) && digits >= 1 && digits <= 17) },
  drive: { usual: null, read: row },
  gains: { usual: null, read: rows },
  ranking: { usual: "gradient", read: choice(RANKINGS) },
  pinned: { usual: null, read: places },
  opened: { usual: null, read: whole },
  zoom: { usual: 1, read: numeral((zoom) => zoom >= MIN_ZOOM && zoom <= MAX_ZOOM) },
  notation: { usual: "lecture", read: choice(NOTATIONS) },
  present: { usual: false, read: yes },
  drawer: { usual: null, read: choice(SECTIONS) },
  kept: { usual: false, read: yes },
  lesson: { usual: null, read: lessonName },
  fixed: { usual: null, read: readFixed },
});

/** How it is written, where that is not as text usually is. @type {Readonly<Record<string, (value: any) => string>>} */
const WRITTEN = { gains: (rows) => rows.map(String).join(";"), fixed: fixedText };

/** The values of what a link leaves out. */
export const USUAL = /** @type {Pick<Moment, keyof typeof LINK_FIELDS>} */ (
  Object.fromEntries(Object.entries(LINK_FIELDS).map(([key, { usual }]) => [key, usual]))
);

/** What a link to a text of a lesson says: the text sets the rest. */
export const BESIDE_LESSON = new Set(["lesson", "speed", "until", "digits", "notation", "present", "fixed"]);

/** What it says besides where a lesson is told on the reader's own network. */
const OF_NETWORK = new Set(["example", "case", "name", "net", "made", "edits", "frame"]);

/** A lesson is told on the network that the link has. */
const TOLD_ON_OWN = "own=true";

/** The screen that a link means which names none. */
const USUAL_SCREEN = "explore";

/** Where a section is open and the number in the inspector stands in its place. */
const NUMBER_IN_FRONT = "front=number";

/** The screen that a link names. @param {string} hash @returns {string} */
export const screenIn = (hash) => new URLSearchParams(hash.slice(1)).get("screen") ?? USUAL_SCREEN;

/**
 * @param {Pick<Moment, "problem"> & Partial<Moment> & {recipe?: import("../network/recipe.js").Recipe | null,
 *   recipeLayers?: readonly import("../network/types.js").Layer[] | null, screen?: string, sheet?: boolean,
 *   onOwn?: boolean}} state
 * @param {Problem | null} example  what the chosen example itself says; null when there is none
 * @param {boolean} [isLesson]  whether all is as the text that is open has set it
 * @returns {Promise<string>} without the `#`
 */
export async function encode(state, example, isLesson = false) {
  const isOnOwn = state.onOwn && state.screen === "learn";
  /** @param {string} key */
  const isSaid = (key) =>
    isLesson
      ? BESIDE_LESSON.has(key) || (isOnOwn && OF_NETWORK.has(key))
      : key !== "lesson" || state.screen === "learn";
  const pairs = Object.entries(LINK_FIELDS)
    .filter(([key]) => isSaid(key))
    .map(([key, { usual }]) => ({
      key,
      usual,
      value: shortened(state[/** @type {keyof Moment} */ (key)] ?? usual, key),
    }))
    // On the reader's own network a moment that one has wandered to differs from the text's in that it says its time.
    .filter(({ key, usual, value }) => value !== usual || (key === "at" && isOnOwn))
    .map(({ key, value }) => ({ key, value: WRITTEN[key]?.(value) ?? value }))
    .map(
      ({ key, value }) =>
        `${key}=${encodeURIComponent(String(value)).replaceAll("%40", "@").replaceAll("%2C", ",").replaceAll("%3B", ";")}`,
    );
  if (state.screen && state.screen !== USUAL_SCREEN) pairs.unshift(`screen=${state.screen}`);
  if (isOnOwn) pairs.push(TOLD_ON_OWN);
  else if (isLesson) return pairs.join("&");
  if (!isLesson && state.drawer && state.sheet) pairs.push(NUMBER_IN_FRONT);
  if (example && (state.problem === example || sameProblem(state.problem, example))) return pairs.join("&");
  const edits =
    state.recipe && state.recipeLayers && hasManyWeights(state.problem)
      ? editsSince(state.recipeLayers, state.problem)
      : null;
  if (state.recipe && edits) {
    pairs.push(
      `made=${recipeText(state.recipe)}`,
      ...(edits.length > 0 ? [`edits=${editsText(edits)}`] : []),
      `frame=${await packFrame(state.problem)}`,
    );
  } else pairs.push(`net=${await packedOnce(state.problem)}`);
  return pairs.join("&");
}

/** A zoom to three decimals: what a wheel makes has sixteen. @param {unknown} value @param {string} key */
const shortened = (value, key) => (key === "zoom" ? Math.round(1000 * Number(value)) / 1000 : value);

/** A network packed but once: while time runs the link is written again and again. @param {Problem} problem */
const packedOnce = (problem) => once(problem, "packed", () => pack(problem));

/** Whether a link has a lesson told on the network that it has too. @param {string} hash */
export const isToldOnOwn = (hash) => new URLSearchParams(hash.replace(/^#/, "")).get("own") === "true";

/** Whether a link says no moment of its own, so that the text that it opens sets it. @param {string} hash */
export function isOnlyLesson(hash) {
  const keys = [...new URLSearchParams(hash.replace(/^#/, "")).keys()];
  const isOnOwn = isToldOnOwn(hash);
  return keys.every(
    (key) => ["screen", "own"].includes(key) || BESIDE_LESSON.has(key) || (isOnOwn && OF_NETWORK.has(key)),
  );
}

/**
 * @param {string} hash  with or without the `#`
 * @returns {Promise<Decoded>} only the fields that the link says, each of them allowed; unknown keys and values that
 *   are not allowed count as not said, but a network that cannot be read is an error
 */
export async function decode(hash) {
  const params = new URLSearchParams(hash.replace(/^#/, ""));
  /** @type {Record<string, unknown>} */
  const state = {};
  for (const [key, { read }] of Object.entries(LINK_FIELDS)) {
    const value = read(params.get(key) ?? "");
    if (value !== undefined) state[key] = value;
  }
  if (hash.includes(NUMBER_IN_FRONT)) state.sheet = true;
  if (isToldOnOwn(hash)) state.onOwn = true;
  const recipe = readRecipe(params.get("made") ?? "");
  const frame = params.get("frame");
  if (recipe && frame !== null)
    return {
      state: /** @type {LinkedState} */ (state),
      recipeNetwork: { recipe, frame, edits: readEdits(params.get("edits") ?? "") ?? [] },
    };
  const net = params.get("net");
  if (params.has("made") && net === null && !params.has("example")) return { error: "damaged" };
  if (net !== null) {
    const unpacked = await unpack(net);
    if ("error" in unpacked) return unpacked;
    state.problem = unpacked.problem;
  }
  return { state: /** @type {LinkedState} */ (state) };
}
