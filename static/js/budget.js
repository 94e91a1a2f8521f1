/**
 * The gain budget of a deep network: how large the signal is that comes back to each layer, on a log scale from the output
 * to the first layer, and how much of each change is the weights' and how much the gains'. Vanishing and exploding are
 * seen with their cause, and both factors can be changed here.
 */

import { m } from "./marks.js";
import { select } from "./parts.js";
import { number, numeric } from "./format.js";
import { round } from "./layout.js";

/** @typedef {import("./page.js").Page} Page */

/**
 * One layer's account. ‖·‖ is the root of the sum of squares over the layer's neurons.
 *
 * @typedef {object} Account
 * @property {number} layer
 * @property {number} size  ‖∂l/∂z‖ of the layer
 * @property {number | null} weights  ‖∂l/∂a‖ over ‖∂l/∂z‖ of the layer after it; null in the last layer
 * @property {number} gain  ‖∂l/∂z‖ over ‖∂l/∂a‖
 */

/** @param {readonly import("./types.js").Num[]} row */
const norm = (row) => {
  const numbers = row.map(numeric);
  const largest = Math.max(...numbers.map(Math.abs));
  return largest > 0 && Number.isFinite(largest) ? largest * Math.sqrt(numbers.reduce((sum, one) => sum + (one / largest) ** 2, 0)) : largest;
};

/**
 * The accounts from the last layer to the first. The factors multiply to the sizes: size = size after · weights · gain.
 *
 * @param {import("./types.js").Trace} trace
 * @param {number} sample
 * @returns {Account[]}
 */
export function accounts({ layers }, sample) {
  return layers.map(({ dl_da, dl_dz }, index) => {
    const size = norm(dl_dz[sample]);
    const came = norm(dl_da[sample]);
    const after = layers[index + 1] ? norm(layers[index + 1].dl_dz[sample]) : null;
    return { layer: index + 1, size, weights: after === null ? null : came / after, gain: size / came };
  }).reverse();
}

const WIDTH = 300;
const BAR = 11;
const LEFT = 26;

/** @param {Page} page @param {import("./page.js").Boot} boot */
export function budget(page, boot) {
  const { t, answer } = page;
  if (!answer) return [];
  const all = accounts(answer.trace, answer.sample);
  const levels = all.map(({ size }) => (size > 0 && Number.isFinite(size) ? Math.log10(size) : null));
  const known = levels.filter((level) => level !== null);
  const [first, last] = [all[0], all[all.length - 1]];
  return [
    m("p", { key: "what", class: "hint" }, t("page.budget.what")),
    known.length > 0 && waterfall(all, t("page.budget.plot")),
    m("p", { key: "verdict", class: "note", "data-ratio": String(last.size / first.size) }, verdict(page, all)),
    m("ol", { key: "layers", class: "budget" }, all.map((account) => layerRow(page, boot, account))),
    m("p", { key: "norm", class: "hint" }, t("page.budget.norm")),
  ];
}

/** @param {Page} page @param {Account[]} all  last layer first */
function verdict({ t, digits }, all) {
  const [first, last] = [all[0], all[all.length - 1]];
  const ratio = last.size / first.size;
  if (all.length < 2) return t("page.budget.shallow");
  if (last.size === 0) return t("page.budget.blocked", { layer: all.find(({ size }) => size === 0)?.layer ?? 1 });
  if (!Number.isFinite(ratio)) return t("page.budget.overflow");
  const hidden = all.slice(1);
  const weights = hidden.reduce((product, one) => product * (one.weights ?? 1), 1);
  const gains = hidden.reduce((product, one) => product * one.gain, 1);
  const params = { ratio: number(ratio, digits), weights: number(weights, digits), gains: number(gains, digits), layers: hidden.length };
  return t(`page.budget.${ratio < 0.1 ? "vanishes" : ratio > 10 ? "explodes" : "keeps"}`, params);
}

/** A bar for each factor, from where the signal was to where it is then. @param {Account[]} all @param {string} words */
function waterfall(all, words) {
  /** @type {{key: string, layer: number, kind: "weights" | "gain" | "start", from: number, to: number}[]} */
  const bars = [];
  let level = Math.log10(all[0].size);
  bars.push({ key: "start", layer: all[0].layer, kind: "start", from: level, to: level });
  for (const { layer, weights, gain } of all.slice(1)) {
    for (const [kind, factor] of /** @type {const} */ ([["weights", weights ?? 1], ["gain", gain]])) {
      const to = level + Math.log10(factor);
      if (!Number.isFinite(to)) return m("p", { key: "plot", class: "hint" }, "–");
      bars.push({ key: `${kind}-${layer}`, layer, kind, from: level, to });
      level = to;
    }
  }
  if (!Number.isFinite(level)) return null;
  const levels = bars.flatMap(({ from, to }) => [from, to]);
  const low = Math.floor(Math.min(...levels) - 0.2);
  const high = Math.ceil(Math.max(...levels) + 0.2);
  /** @param {number} power */
  const x = (power) => LEFT + ((power - low) / (high - low)) * (WIDTH - 2 * LEFT);
  const height = bars.length * (BAR + 2) + 22;
  const step = Math.max(1, Math.ceil((high - low) / 6));
  const ticks = Array.from({ length: high - low + 1 }, (_, i) => low + i).filter((power) => power % step === 0);
  return m(
    "svg",
    { key: "plot", class: "plot waterfall", viewBox: `0 0 ${WIDTH} ${height}`, role: "img", "aria-label": words },
    ticks.map((power) => m("g", { key: `t${power}` },
      m("line", { class: "grid", x1: round(x(power)), x2: round(x(power)), y1: 0, y2: height - 14 }),
      m("text", { class: "tick", x: round(x(power)), y: height - 3, "text-anchor": "middle" }, `10${[...String(power)].map((sign) => (sign === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(sign)])).join("")}`))),
    bars.flatMap(({ layer }, index) => (bars[index - 1]?.layer === layer ? [] : [m("text", { key: `n${layer}`, class: "tick", x: 0, y: index * (BAR + 2) + 11 }, String(layer))])),
    bars.map(({ key, kind, from, to }, index) => m("rect", {
      key, class: `fall ${kind}`, x: round(Math.min(x(from), x(to)) - (kind === "start" ? 1.5 : 0)), y: index * (BAR + 2) + 2,
      width: Math.max(kind === "start" ? 3 : 1.5, round(Math.abs(x(to) - x(from)))), height: BAR, rx: 2,
    })),
  );
}

/** @param {Page} page @param {import("./page.js").Boot} boot @param {Account} account */
function layerRow(page, boot, { layer, size, weights, gain }) {
  const { t, digits, problem } = page;
  return m(
    "li",
    { key: layer, class: "card" },
    m("div", { key: "head", class: "card-head" },
      m("h3", null, t("page.stage.layer", { layer })),
      m("span", { class: "entry-number is-backward", "data-size": String(layer) }, number(size, digits))),
    weights !== null && m("div", { key: "weights", class: "factor-row" },
      m("span", { key: "name", class: "swatch weights" }, t("page.budget.weights", { layer: layer + 1 })), m("strong", { key: "factor", "data-weights": String(layer) }, `×${number(weights, 3)}`),
      m("button", { key: "half", type: "button", class: "plain step", "data-do": "scale-weights", "data-of": `${layer + 1}:0.5`, "aria-label": t("page.budget.halve", { layer: layer + 1 }), title: t("page.budget.halve", { layer: layer + 1 }) }, "÷2"),
      m("button", { key: "double", type: "button", class: "plain step", "data-do": "scale-weights", "data-of": `${layer + 1}:2`, "aria-label": t("page.budget.double", { layer: layer + 1 }), title: t("page.budget.double", { layer: layer + 1 }) }, "×2")),
    m("div", { key: "gain", class: "factor-row" },
      m("span", { key: "name", class: "swatch gain" }, t("page.budget.gain")), m("strong", { key: "factor", "data-gain": String(layer) }, `×${number(gain, 3)}`),
      select({ label: t("page.network.activation-of", { layer }), value: problem.layers[layer - 1].activation, change: "activation", data: String(layer), options: boot.activations.map(({ name }) => [name, t(`page.activation.${name}`)]) })),
  );
}
