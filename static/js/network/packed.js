/**
 * A network with its samples as a short text that fits into a link, and back: JSON, deflated, in base64url, behind the
 * number of the form's version. Every float64 survives, −0 too. Unpacking reads a stranger's text: it never inflates
 * more than 4 MiB, and it builds a new network out of numbers and names that it has checked.
 *
 * @typedef {import("./types.js").Problem} Problem
 * @typedef {import("./types.js").Layer} Layer
 * @typedef {"too-large" | "damaged" | "later-version"} LinkFault
 */

const VERSION = "1";
const MAX_INFLATED_BYTES = 4 * 1024 * 1024;
const LINK_LIMITS = { layers: 64, neurons: 1024, samples: 4096, parameters: 150_000 };

/** A fault found while reading; it does not leave this module. */
class UnreadableLink extends Error {
  /** @param {LinkFault} fault */
  constructor(fault) {
    super(fault);
    this.fault = fault;
  }
}

/** @param {Problem} problem @returns {Problem} the same with its keys in one order and nothing else in it */
export const canonical = ({ layers, loss, reduction, x, target, learning_rate }) => ({
  layers: layers.map(({ W, b, activation, frozen }) =>
    frozen?.length ? { W, b, activation, frozen: [...frozen].sort() } : { W, b, activation },
  ),
  loss,
  reduction,
  x,
  target,
  learning_rate,
});

/** @param {unknown} value @returns {string} JSON in which −0 is written as -0, which JSON.stringify alone would lose */
const exactly = (value) =>
  JSON.stringify(value, (_, item) => (Object.is(item, -0) ? "-0" : item)).replaceAll('"-0"', "-0");

/** @param {Problem} problem */
const canonicalText = (problem) => exactly(canonical(problem));

/**
 * Whether two networks with their samples are the same, number by number.
 *
 * @param {Problem} a
 * @param {Problem} b
 * @returns {boolean}
 */
export const sameProblem = (a, b) => canonicalText(a) === canonicalText(b);

/**
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {CompressionStream | DecompressionStream} through
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
async function streamed(bytes, through) {
  const reader = new Blob([bytes]).stream().pipeThrough(through).getReader();
  /** @type {Uint8Array[]} */
  const chunks = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > MAX_INFLATED_BYTES) {
      await reader.cancel();
      throw new UnreadableLink("too-large");
    }
    chunks.push(value);
  }
  const all = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    all.set(chunk, offset);
    offset += chunk.length;
  }
  return all;
}

/** @param {Uint8Array} bytes */
const toBase64url = (bytes) =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");

/** @param {string} text @returns {Uint8Array<ArrayBuffer>} */
function fromBase64url(text) {
  if (!/^[A-Za-z0-9_-]+$/.test(text)) throw new UnreadableLink("damaged");
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
}

/** @param {string} json @returns {Promise<string>} letters, digits, `-`, `_` and one point */
async function packed(json) {
  return `${VERSION}.${toBase64url(await streamed(new TextEncoder().encode(json), new CompressionStream("deflate-raw")))}`;
}

/** @param {Problem} problem */
export const pack = (problem) => packed(canonicalText(problem));

/** @param {string} text */
export const unpack = async (text) => {
  const found = await unpacked(text, checked);
  return "error" in found ? found : { problem: found.value };
};

/**
 * All of a problem but its weights and biases, which follow from a recipe.
 *
 * @param {Problem} problem
 */
export const packFrame = (problem) => {
  const { layers, ...rest } = canonical(problem);
  return packed(exactly({ ...rest, layers: layers.map(({ W: _, b: __, ...layer }) => layer) }));
};

/**
 * @param {string} text
 * @param {readonly Layer[]} recipeLayers  the layers of the recipe, whose weights and biases it takes
 * @returns {Promise<{problem: Problem} | {error: LinkFault}>}
 */
export const unpackFrame = async (text, recipeLayers) => {
  const found = await unpacked(text, (value) => {
    const layers = list(field(value, "layers"), LINK_LIMITS.layers);
    need(layers.length === recipeLayers.length);
    return checked({
      .../** @type {object} */ (value),
      layers: layers.map((layer, index) => ({
        .../** @type {object} */ (layer),
        W: recipeLayers[index].W,
        b: recipeLayers[index].b,
      })),
    });
  });
  return "error" in found ? found : { problem: found.value };
};

/**
 * @template T
 * @param {string} text
 * @param {(value: unknown) => T} check
 * @returns {Promise<{value: T} | {error: LinkFault}>}
 */
async function unpacked(text, check) {
  try {
    const version = /^([0-9]+)\./.exec(text)?.[1];
    if (version !== VERSION) throw new UnreadableLink(Number(version) > Number(VERSION) ? "later-version" : "damaged");
    if (text.length > MAX_INFLATED_BYTES) throw new UnreadableLink("too-large");
    const bytes = await streamed(fromBase64url(text.slice(version.length + 1)), new DecompressionStream("deflate-raw"));
    return { value: check(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes))) };
  } catch (error) {
    return { error: error instanceof UnreadableLink ? error.fault : "damaged" };
  }
}

/** @param {unknown} condition @param {LinkFault} [fault] @returns {asserts condition} */
function need(condition, fault = "damaged") {
  if (!condition) throw new UnreadableLink(fault);
}

/** @param {unknown} from @param {string} key @returns {unknown} its own field, never an inherited one */
function field(from, key) {
  need(typeof from === "object" && from !== null && Object.hasOwn(from, key));
  return /** @type {Record<string, unknown>} */ (from)[key];
}

/** @param {unknown} value @returns {number} */
function finite(value) {
  need(typeof value === "number" && Number.isFinite(value));
  return value;
}

/** @param {unknown} value @returns {string} */
function named(value) {
  need(typeof value === "string" && /^[a-z0-9_]{1,40}$/.test(value));
  return value;
}

/** @param {unknown} value @param {number} limit @returns {unknown[]} with something in it */
function list(value, limit) {
  need(Array.isArray(value) && value.length > 0);
  need(value.length <= limit, "too-large");
  return value;
}

/** @param {unknown} value @param {number} rows at most @returns {number[][]} with rows of equal length */
function matrix(value, rows) {
  const numbers = list(value, rows).map((row) => list(row, LINK_LIMITS.neurons).map(finite));
  need(numbers.every((row) => row.length === numbers[0].length));
  return numbers;
}

/** @param {unknown} value @returns {Layer} */
function layer(value) {
  const W = matrix(field(value, "W"), LINK_LIMITS.neurons);
  const b = list(field(value, "b"), LINK_LIMITS.neurons).map(finite);
  need(b.length === W.length);
  const activation = named(field(value, "activation"));
  if (!Object.hasOwn(/** @type {object} */ (value), "frozen")) return { W, b, activation };
  const frozen = field(value, "frozen");
  need(Array.isArray(frozen) && frozen.length <= 2 && frozen.every((name) => name === "W" || name === "b"));
  return frozen.length ? { W, b, activation, frozen } : { W, b, activation };
}

/** @param {unknown} value @returns {Problem} whose shapes all fit */
function checked(value) {
  const layers = list(field(value, "layers"), LINK_LIMITS.layers).map(layer);
  const x = matrix(field(value, "x"), LINK_LIMITS.samples);
  const target = matrix(field(value, "target"), LINK_LIMITS.samples);
  const reduction = field(value, "reduction");
  need(reduction === "sum" || reduction === "mean");
  layers.forEach(({ W }, index) => need(W[0].length === (index ? layers[index - 1].b.length : x[0].length)));
  need(target.length === x.length && target[0].length === layers[layers.length - 1].b.length);
  need(layers.reduce((sum, { W, b }) => sum + b.length * (W[0].length + 1), 0) <= LINK_LIMITS.parameters, "too-large");
  return {
    layers,
    loss: named(field(value, "loss")),
    reduction,
    x,
    target,
    learning_rate: finite(field(value, "learning_rate")),
  };
}
