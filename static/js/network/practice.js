/**
 * The questions of a practice: what is asked for, and on which network. A seed gives the same ten everywhere. The
 * networks have short decimals; which numbers come out of them says the server.
 *
 * @typedef {import("./types.js").Problem} Problem
 * @typedef {import("./types.js").Layer} Layer
 * @typedef {(typeof PRACTICE_KINDS)[number]} PracticeKind
 *
 * @typedef {object} PracticeQuestion
 * @property {PracticeKind} kind
 * @property {Problem} problem
 * @property {string} of  address of the number that is asked for
 * @property {string | null} wire  of ∂z/∂w, the address of the weight
 * @property {string} before  address of the number that is computed next, when it is asked
 */

import { once } from "./once.js";
import { seeded } from "./seeded.js";
import { BY_ACTIVATION } from "./slip-rows.js";

/** What is asked for, in the order in which a pass comes to it. */
export const PRACTICE_KINDS = /** @type {const} */ ([
  "dz_dw",
  "z",
  "a",
  "slope",
  "dl_dy",
  "dl_dz-output",
  "dl_da",
  "dl_dz-hidden",
  "dl_dw",
  "w_new",
]);

/** Up to it a seed can be drawn. */
export const MAX_PRACTICE_SEED = 999_999;

const WEIGHTS = [-2, -1, -0.5, 0.5, 1, 2];
const BIASES = [-1, -0.5, 0, 0.5, 1];
const INPUTS = [-2, -1, 1, 2];
const TARGETS = [-1, -0.5, 0, 0.5, 1, 2];
const RATES = [0.1, 0.5];

/** Which questions are asked of one network: from this number on. */
const NETWORKS = [
  { from: 1, sizes: [2, 2, 1], activations: [["relu", "identity"]] },
  {
    from: 4,
    sizes: [2, 2, 2],
    activations: [
      ["relu", "identity"],
      ["relu", "relu"],
      ["relu", "sigmoid"],
      ["sigmoid", "identity"],
    ],
  },
  { from: 8, sizes: [2, 2, 2], activations: [["relu", "identity"]] },
];

/** A neuron is far enough from its kink and from being flat while z lies between these. */
const MIN_SIZE = 0.2;
const MAX_SIZE = 5;

/** Of a sigmoid it must not be larger: further out the curve is flat. */
const MAX_SIGMOID = 2;

/** An error that is smaller or larger is no fair example. */
const MIN_GAP = 0.1;
const MAX_GAP = 5;

/** More draws than this are never needed. */
const MAX_DRAWS = 5000;

/** @typedef {{f: (z: number) => number, slope: (a: number) => number}} CurveAhead */

/** @type {Readonly<Record<string, CurveAhead>>} */
const CURVES = {
  identity: { f: (z) => z, slope: () => 1 },
  relu: { f: (z) => Math.max(0, z), slope: (a) => (a > 0 ? 1 : 0) },
  sigmoid: BY_ACTIVATION.sigmoid,
};

/**
 * A question.
 *
 * @param {number} seed
 * @param {number} number  from 1 to 10
 * @returns {PracticeQuestion}
 */
export function practiceQuestion(seed, number) {
  return once(PRACTICE_KINDS, `practice ${seed} ${number}`, () => {
    const index = NETWORKS.findLastIndex(({ from }) => from <= number);
    const { problem, open } = networkFor(seed, index);
    const next = seeded(seed * 31 + number);
    const one = next() < 0.5 ? 0 : 1;
    const kind = PRACTICE_KINDS[number - 1];
    const hidden = `1.${open}`;
    const output = `2.${problem.layers[1].b.length > 1 ? one : 0}`;
    const wire = `w.2.0.${open}`;
    /** @type {Record<PracticeKind, {of: string, wire?: string, before?: string}>} */
    const asked = {
      dz_dw: { of: `a.${hidden}`, wire, before: "z.2.0" },
      z: { of: `z.1.${one}` },
      a: { of: `a.1.${one}` },
      slope: { of: `da_dz.1.${one}` },
      dl_dy: { of: `dl_da.${output}` },
      "dl_dz-output": { of: `dl_dz.${output}` },
      dl_da: { of: `dl_da.${hidden}` },
      "dl_dz-hidden": { of: `dl_dz.${hidden}` },
      dl_dw: { of: `dl_dw.${hidden}.${one}` },
      w_new: { of: `w_new.${hidden}.${one}` },
    };
    const { of, wire: weight = null, before = of } = asked[kind];
    return { kind, problem, of, wire: weight, before };
  });
}

/**
 * A network that is worth asking about, and a hidden neuron of it that lets something through.
 *
 * @param {number} seed
 * @param {number} index
 * @returns {{problem: Problem, open: number}}
 */
const networkFor = (seed, index) =>
  once(NETWORKS, `network ${seed} ${index}`, () => {
    const next = seeded(seed * 7 + index);
    /** @type {<T>(all: readonly T[]) => T} */
    const pick = (all) => all[Math.floor(next() * all.length)];
    const { sizes, activations } = NETWORKS[index];
    const [inputs, ...layers] = sizes;
    const activation = pick(activations);
    for (let draw = 0; draw < MAX_DRAWS; draw++) {
      /** @type {Problem} */
      const problem = {
        layers: layers.map((size, l) => ({
          W: Array.from({ length: size }, () => Array.from({ length: sizes[l] }, () => pick(WEIGHTS))),
          b: Array.from({ length: size }, () => pick(BIASES)),
          activation: activation[l],
        })),
        loss: "half_squared_error",
        reduction: "sum",
        x: [Array.from({ length: inputs }, () => pick(INPUTS))],
        target: [Array.from({ length: sizes[sizes.length - 1] }, () => pick(TARGETS))],
        learning_rate: pick(RATES),
      };
      const open = openNeuron(problem);
      if (open !== null) return { problem, open };
    }
    throw new Error(`No network of ${sizes.join("-")} for the seed ${seed}.`);
  });

/**
 * The hidden neuron to ask about: one through which a gradient comes, with numbers that tell the usual slips apart.
 *
 * @param {Problem} problem
 * @returns {number | null} null where the network is a poor example
 */
function openNeuron({ layers: [first, second], x: [x], target: [target] }) {
  const hidden = ahead(first, x);
  const output = ahead(second, hidden.a);
  const gaps = output.a.map((y, i) => y - target[i]);
  if (![hidden, output].every(({ isFair }) => isFair)) return null;
  if (!gaps.every((gap) => Math.abs(gap) >= MIN_GAP && Math.abs(gap) <= MAX_GAP)) return null;
  const back = gaps.map((gap, i) => gap * output.slopes[i]);
  const open = hidden.a.map((a, j) => {
    const ways = back.map((one, i) => one * second.W[i][j]);
    const sum = ways.reduce((part, way) => part + way, 0);
    const isAlike = ways.some((way) => Math.abs(way - sum) < MIN_SIZE * Math.abs(sum)) && ways.length > 1;
    const isUsed = hidden.slopes[j] !== 0 && a !== second.W[0][j] && second.W.some((row) => row[j] !== 1);
    return isUsed && !isAlike && Math.abs(sum) >= MIN_GAP;
  });
  return open.includes(true) ? open.indexOf(true) : null;
}

/** One layer of a forward pass. @param {Layer} layer @param {number[]} inputs */
function ahead({ W, b, activation }, inputs) {
  const z = W.map((row, i) => row.reduce((sum, w, j) => sum + w * inputs[j], b[i]));
  const { f, slope } = CURVES[activation];
  const a = z.map(f);
  const limit = activation === "sigmoid" ? MAX_SIGMOID : MAX_SIZE;
  const isFair = z.every((one) => Math.abs(one) >= MIN_SIZE && Math.abs(one) <= limit);
  return { z, a, slopes: a.map(slope), isFair };
}
