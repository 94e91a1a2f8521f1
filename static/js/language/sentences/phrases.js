/**
 * The means by which sentences are made: a number with its symbol, in the colour of the way it flows; a sum of products
 * with its numbers; a text of the catalogue with such parts in its placeholders.
 *
 * @typedef {import("../../network/types.js").Part} Part
 * @typedef {import("../../network/types.js").Num} Num
 * @typedef {import("../../network/types.js").Step} Step
 * @typedef {import("../../network/types.js").Problem} Problem
 * @typedef {import("../../network/types.js").Trace} Trace
 * @typedef {Part | Part[] | string | number} Filling
 * @typedef {[string, string]} Pair  addresses of two factors
 */
import { forSample, sentAddress, parseAddress, valueAt, wireOf } from "../../network/address.js";
import { number, signed } from "../number.js";
import { nameOf, symbol } from "../notation.js";
import { plainText as plainTex } from "../tex-plain.js";
import { plural, split } from "../catalogue.js";
import { numeric } from "../../network/numeric.js";

const MAX_TERMS = 4;
const FORWARD_QUANTITIES = new Set(["x", "t", "z", "a", "l", "L"]);
const BACKWARD_QUANTITIES = /^(da|d[lL])_d/;

/** @param {string} words @returns {Part} */
export const plainPart = (words) => ({ text: words, role: "plain" });
/** @param {string} words @returns {Part} */
export const strongPart = (words) => ({ text: words, role: "strong" });

/** @param {string} quantity @returns {Part["role"]} */
const roleOf = (quantity) =>
  FORWARD_QUANTITIES.has(quantity) ? "forward" : BACKWARD_QUANTITIES.test(quantity) ? "backward" : "plain";

/** @param {readonly Part[]} parts @returns {Part[]} with neighbours of one role made one, but for numbers */
function mergedParts(parts) {
  /** @type {Part[]} */
  const merged = [];
  for (const part of parts) {
    const last = merged.at(-1);
    if (last?.role === part.role && !last.address && !part.address) last.text += part.text;
    else merged.push({ ...part });
  }
  return merged;
}

/**
 * @param {object} given
 * @param {Problem} given.problem
 * @param {Trace} given.trace
 * @param {number} given.sample
 * @param {string} given.language
 * @param {import("../../network/types.js").Translate} given.t
 * @param {number} given.digits
 * @param {import("../../network/types.js").NotationName} [given.notation]
 * @param {boolean} [given.driven]  whether the signals at the outputs are set by hand
 * @param {boolean} [given.frozen]  whether the gains are frozen
 * @param {boolean} [given.usesOtherGains]  whether they are those of another input
 */
export function voice({
  problem,
  trace,
  sample,
  language,
  t,
  digits,
  notation = "lecture",
  driven = false,
  frozen = false,
  usesOtherGains = false,
}) {
  /** @param {string} address @returns {Num | undefined} of the current sample */
  const value = (address) => valueAt(forSample(address, sample), problem, trace);
  /** @param {string} address */
  const size = (address) => numeric(value(address));
  /** @param {string} address */
  const role = (address) => roleOf(address.split(/[.@]/)[0]);
  /** @param {string} address */
  const name = (address) => nameOf({ problem, notation }, forSample(address, sample));

  /** @param {string} address @returns {Part} the bare number */
  const bare = (address) => ({
    text: number(value(address), digits),
    role: role(address),
    address: forSample(address, sample),
  });
  /** @param {string} address @returns {Part} the number as a factor, in parentheses when it is negative */
  const factor = (address) => ({ text: signed(value(address), digits), role: role(address) });

  /**
   * @param {string} address
   * @param {readonly Part[]} [middle] what the number comes from
   * @returns {Part[]} z¹₁ = 1 + 3 = 4
   */
  function equation(address, middle) {
    const own = role(address);
    if (!middle?.length) return [{ text: `${name(address)} = `, role: own }, bare(address)];
    return mergedParts([
      { text: name(address), role: own },
      plainPart(" = "),
      ...middle,
      plainPart(" = "),
      bare(address),
    ]);
  }

  /** @param {readonly Part[][]} terms @returns {Part[]} all of them, or the first three and how many there are */
  function sum(terms) {
    const cut = terms.length > MAX_TERMS;
    const shown = (cut ? terms.slice(0, MAX_TERMS - 1) : terms).flatMap((term, index) =>
      index ? [plainPart(" + "), ...term] : term,
    );
    return cut ? [...shown, plainPart(` + ${t("step.terms", { count: terms.length })}`)] : shown;
  }

  /** @param {readonly Pair[]} pairs @returns {Part[]} 3 · (−0.09028) + (−1) · 0.1175 */
  const products = (pairs) =>
    sum(pairs.map(([left, right], index) => [index ? factor(left) : bare(left), plainPart(" · "), factor(right)]));

  /** @param {string} quantity @param {number | null} layer @returns {Part[]} a² = (0.8635, 0.1107) */
  function whole(quantity, layer) {
    const before = layer === null ? [] : [layer];
    const count =
      layer === null
        ? quantity === "t"
          ? problem.target[0].length
          : problem.x[0].length
        : problem.layers[layer - 1].b.length;
    const cut = count > MAX_TERMS;
    const numbers = Array.from({ length: cut ? MAX_TERMS - 1 : count }, (_, i) =>
      number(value([quantity, ...before, i].join(".")), digits),
    );
    const letters = plainTex(
      symbol(
        { quantity, indices: before, sample },
        { name: notation, layers: problem.layers.length, samples: problem.x.length },
      ),
    );
    const list = cut ? [...numbers, "…"] : numbers;
    const own = roleOf(quantity);
    return [
      { text: `${letters} = `, role: own },
      {
        text: list.length > 1 ? `(${list.join(", ")})` : list[0],
        role: own,
        address: forSample([quantity, ...before, 0].join("."), sample),
      },
    ];
  }

  /** @param {string} key @param {Readonly<Record<string, Filling>>} [params] @returns {Part[]} */
  function say(key, params = {}) {
    const fillings = Object.fromEntries(
      Object.entries(params).map(([name, filling]) => [
        name,
        typeof filling === "object" ? filling : plainPart(String(filling)),
      ]),
    );
    return mergedParts(
      split(t(key), fillings).flatMap((piece) => (typeof piece === "string" ? plainPart(piece) : piece)),
    );
  }

  /** @param {string} key @param {number} count @returns {Part[]} */
  const count = (key, count) => [plainPart(plural(t, key, count, language))];

  return {
    driven,
    frozen,
    usesOtherGains,
    problem,
    trace,
    sample,
    t,
    digits,
    value,
    size,
    name,
    bare,
    factor,
    equation,
    products,
    sum,
    whole,
    say,
    count,
    /** @param {readonly Part[][]} sentences @returns {Part[]} one after the other, spaced as the language does */
    both: (...sentences) =>
      sentences.filter((parts) => parts.length).reduce((first, second) => say("step.both", { first, second })),
    /** @param {number} layer @param {number} neuron @returns {Part} */
    neuron: (layer, neuron) =>
      layer === 0
        ? strongPart(t("step.input", { symbol: name(`x.${neuron}`) }))
        : strongPart(t("step.neuron", { layer, neuron: neuron + 1 })),
    /** @param {number} layer @returns {Part} */
    layer: (layer) => strongPart(t("step.layer", { layer })),
  };
}

/** @typedef {ReturnType<typeof voice>} Voice */

/**
 * The products that a step adds up: each of its wires with what comes along it.
 *
 * @param {Step} step
 * @returns {Pair[]} empty for a step that is not a sum over wires
 */
export function pairsOf({ phase, quantity, reads }) {
  if (quantity !== "z" && quantity !== "dl_da" && quantity !== "dl_dx") return [];
  return reads.flatMap((address) => {
    const wire = parseAddress(address)?.quantity === "w" ? wireOf(address) : null;
    if (!wire) return [];
    return [[address, phase === "forward" ? sentAddress(wire.layer - 1, wire.from) : `dl_dz.${wire.layer}.${wire.to}`]];
  });
}
