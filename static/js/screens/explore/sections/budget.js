/**
 * The gain budget of a deep network: how large the signal is that comes back to each layer, on a log scale from the
 * loss to the first layer, with a bar for every factor on the way, weights and gains, and at each bar what changes it.
 * It shows why a gradient vanishes or explodes.
 */

import { m } from "../../../dom/marks.js";
import { select } from "../../../dom/controls.js";
import { forSample, neuronOf, wireOf } from "../../../network/address.js";
import { exactText, number, powerOfTen } from "../../../language/number.js";
import { MIN_CHANGE_FACTOR, accounts, causeOf, factorsOf, foremostOf, ratioOf } from "../../../network/gain-factors.js";
import { activationOptions } from "../../../language/options.js";
import { layerName } from "../../../language/summary.js";
import { countedStep } from "../../../time/timeline.js";
import { goToStep } from "../go-to-step.js";
import { lettersOf } from "../../../language/letters.js";
import { NUMBER_COLUMN_CHARACTERS } from "../inspector/gradient-stack.js";
import { fit } from "../../../stage/scene/context.js";
import { isKnown, stepsOf } from "../../../state/page.js";
import { letter } from "../../../language/notation.js";
import { indexOfLargest, numeric } from "../../../network/numeric.js";
import { once } from "../../../network/once.js";
import { sentenceGap } from "../../../language/phrase.js";

/**
 * @typedef {import("../../../state/page.js").Page} Page
 * @typedef {import("../../../state/page.js").Answer} Answer
 * @typedef {import("../../../network/gain-factors.js").Factor} Factor
 * @typedef {{low: number, high: number}} Scale  powers of ten
 */

/** @param {Page} page @param {import("../../../state/page.js").Boot} boot */
export function budget(page, boot) {
  const { t, answer } = page;
  if (!answer) return [];
  const { problem, sample } = answer;
  const { all, factors } = budgetOf(answer);
  const known = all.filter(({ layer }) => isReached(page, answer, "dl_dz", layer));
  const begun = isReached(page, answer, "dl_da", all[0].layer);
  const bars = factors.map((factor) => ({
    factor,
    known: isReached(
      page,
      answer,
      factor.kind === "gain" ? "dl_dz" : "dl_da",
      factor.kind === "gain" ? factor.layer : factor.layer - 1,
    ),
  }));
  const scale = powerScale([
    ...(begun ? [all[0].came] : []),
    ...bars.filter((bar) => bar.known).map(({ factor }) => factor.to),
  ]);
  return [
    known.length < all.length && notYet(page),
    known.length === all.length &&
      m("p", { key: "verdict", class: "note verdict-note", "data-ratio": String(ratioOf(all)) }, verdict(page, answer)),
    problem.x.length > 1 && m("p", { key: "sample", class: "hint" }, t("page.budget.sample", { sample: sample + 1 })),
    m(
      "div",
      { key: "falls", class: "falls" },
      scale && axis(scale),
      m(
        "ol",
        { key: "rows" },
        start(page, answer, begun ? all[0].came : undefined, scale),
        bars.map((shown) => row(page, boot, answer, shown.factor, shown.known, scale)),
      ),
    ),
    m("p", { key: "what", class: "hint" }, t("page.budget.what")),
    m("p", { key: "norm", class: "hint" }, t("page.budget.norm")),
    m("p", { key: "product", class: "hint" }, t("page.budget.product")),
  ];
}

/**
 * What follows from an answer alone, computed once for each.
 *
 * @param {Answer} answer
 */
const budgetOf = (answer) => once(answer, "budget", () => computeBudget(answer));

/** @param {Answer} answer */
function computeBudget({ problem, trace, sample }) {
  const all = accounts(trace, sample);
  const factors = factorsOf(all).map((factor) => ({
    ...factor,
    foremost: forSample(foremostOf(factor, problem, trace, sample), sample),
  }));
  return { all, factors, cause: causeOf(all, problem, trace, sample) };
}

/**
 * Whether the backward pass has come to all of a layer's numbers.
 *
 * @param {Page} page
 * @param {Answer} answer
 * @param {"dl_da" | "dl_dz"} quantity
 * @param {number} layer
 */
const isReached = (page, { problem, sample }, quantity, layer) =>
  problem.layers[layer - 1].b.every((_, i) => isKnown(page, forSample(`${quantity}.${layer}.${i}`, sample)));

/** The way there, as long as the backward pass has not come to the first layer. @param {Page} page */
function notYet(page) {
  const moment =
    stepsOf(page).findLastIndex(
      ({ phase, layer, quantity }) => phase === "backward" && layer === 1 && quantity === "dl_dz",
    ) + 1;
  return m(
    "div",
    { key: "not-yet", class: "not-yet" },
    m("p", null, page.t("page.budget.not-yet")),
    goToStep(page.t, moment > 0 ? moment : null, "primary", countedStep(page, moment)),
  );
}

/** What happens on the way in all, and what does most of it. @param {Page} page @param {Answer} answer */
function verdict({ t, digits }, answer) {
  const { all, factors, cause } = budgetOf(answer);
  const ratio = ratioOf(all);
  if (all[0].came === 0) return t("page.budget.nothing");
  if (all.some(({ came, size }) => !Number.isFinite(came) || !Number.isFinite(size))) return t("page.budget.overflow");
  const stop = factors.find(({ by }) => by === 0);
  if (stop) return t(`page.budget.blocked.${stop.kind}`, { layer: stop.layer });
  /** @param {Factor["kind"]} kind */
  const product = (kind) =>
    number(
      factors.filter((factor) => factor.kind === kind).reduce((whole, { by }) => whole * by, 1),
      digits,
    );
  const words = t(
    `page.budget.${ratio < 1 / MIN_CHANGE_FACTOR ? "vanishes" : ratio > MIN_CHANGE_FACTOR ? "explodes" : "keeps"}`,
    { ratio: number(ratio, digits), weights: product("weights"), gains: product("gain"), layers: all.length },
  );
  if (!cause) return words;
  return [words, sentenceGap(t), m("strong", { key: "cause", "data-cause": cause.why ?? "" }, causeWords(t, cause))];
}

/**
 * @param {import("../../../network/types.js").Translate} t
 * @param {import("../../../network/gain-factors.js").Cause} cause
 */
function causeWords(t, { factor: { kind, layer, by }, part, effect, why, count = 0, size = 0 }) {
  const where = t(`page.budget.where.${part}.${effect}.${kind}`, { layer, factor: number(by, 3) });
  return why === null
    ? t("page.budget.cause-alone", { where })
    : t("page.budget.cause", { where, why: t(`page.budget.why.${why}`, { count, size }) });
}

/**
 * Whole powers of ten around what is drawn.
 *
 * @param {readonly number[]} sizes
 * @returns {Scale | null} null where nothing is
 */
export function powerScale(sizes) {
  const levels = sizes.filter((size) => size > 0 && Number.isFinite(size)).map(Math.log10);
  if (levels.length === 0) return null;
  return { low: Math.floor(Math.min(...levels) - 0.05), high: Math.ceil(Math.max(...levels) + 0.05) };
}

/** Percent of the width; what is 0 lies at the very left. @param {Scale} scale @param {number} size */
const placeOf = ({ low, high }, size) => (size > 0 ? (100 * (Math.log10(size) - low)) / (high - low) : 0);

/** Lines at powers of ten behind the bars, with their names. @param {Scale} scale */
function axis({ low, high }) {
  const step = Math.max(1, Math.ceil((high - low) / 4));
  const powers = Array.from({ length: high - low + 1 }, (_, index) => low + index).filter(
    (power) => power % step === 0,
  );
  return m(
    "div",
    { key: "axis", class: "falls-axis", "aria-hidden": "true" },
    powers.map((power) =>
      m(
        "span",
        { key: power, style: { left: `${((100 * (power - low)) / (high - low)).toFixed(2)}%` } },
        m("i", null, powerOfTen(power)),
      ),
    ),
  );
}

/**
 * Where the loss's own gradient enters.
 *
 * @param {Page} page
 * @param {Answer} answer
 * @param {number | undefined} size
 * @param {Scale | null} scale
 */
function start(page, { problem, trace, sample }, size, scale) {
  const last = problem.layers.length;
  const letters = lettersOf(page.notation);
  const signals = trace.layers[last - 1].dl_da[sample].map((signal) => Math.abs(numeric(signal)));
  const foremost = `dl_da.${last}.${indexOfLargest(signals)}`;
  return m(
    "li",
    { key: "start", class: "fall-row" },
    m(
      "button",
      {
        key: "pick",
        type: "button",
        class: "fall-pick",
        "data-choose": forSample(foremost, sample),
        "data-point": `dl_da.${last}`,
        "aria-label": page.t("page.budget.start", { size: number(size, page.digits) }),
      },
      m("span", { key: "name", class: "fall-name" }, letters._dl_dy),
      m(
        "span",
        { key: "track", class: "fall-track" },
        scale &&
          size !== undefined &&
          size > 0 &&
          m("i", { class: "fall start", style: { left: `${placeOf(scale, size).toFixed(2)}%` } }),
      ),
      m(
        "strong",
        { key: "number", class: "fall-number is-backward", "data-start": "", title: exactText(size) },
        fit(size, page.digits, NUMBER_COLUMN_CHARACTERS - 2),
      ),
    ),
  );
}

/**
 * One factor: its bar and number, and what changes it.
 *
 * @param {Page} page
 * @param {import("../../../state/page.js").Boot} boot
 * @param {Answer} answer
 * @param {Factor & {foremost: string}} factor
 * @param {boolean} known
 * @param {Scale | null} scale
 */
function row(page, boot, answer, factor, known, scale) {
  const { t, digits, notation } = page;
  const { kind, layer, to, by, foremost } = factor;
  const gain = kind === "gain";
  const { activation } = answer.problem.layers[layer - 1];
  const name = gain ? slopeName(activation) : lettersOf(notation)._w;
  const shown = known && !Number.isNaN(by) ? `×${number(by, 3)}` : "–";
  const lit = isOf(page.hover, kind, layer);
  const chosen = isOf(page.chosen, kind, layer);
  return m(
    "li",
    { key: `${kind}-${layer}`, class: ["fall-row", kind, lit && "pointed"].filter(Boolean).join(" ") },
    gain &&
      m(
        "div",
        { key: "layer", class: "fall-layer" },
        m("span", { key: "name" }, layerName(t, layer, answer.problem.layers.length)),
        m(
          "span",
          { key: "size" },
          `‖${lettersOf(notation)._dl_dz}‖ = `,
          m(
            "strong",
            { class: "is-backward", "data-size": String(layer), title: known ? exactText(to) : null },
            known ? fit(to, digits, 2 * NUMBER_COLUMN_CHARACTERS) : "–",
          ),
        ),
      ),
    m(
      "button",
      {
        key: "pick",
        type: "button",
        class: "fall-pick",
        "data-choose": foremost,
        "data-point": gain ? `dl_dz.${layer}` : `w.${layer}`,
        "aria-pressed": String(chosen),
        "aria-label": t(`page.budget.${kind}-of`, { layer, factor: shown }),
      },
      m("span", { key: "name", class: "fall-name" }, name, m("sup", null, String(layer))),
      m("span", { key: "track", class: "fall-track" }, known && scale && factorBar(factor, scale)),
      m(
        "strong",
        { key: "number", class: "fall-number", [`data-${kind}`]: String(layer), title: known ? exactText(by) : null },
        shown,
      ),
    ),
    gain
      ? select({
          label: t("page.network.activation-of", { layer }),
          value: answer.problem.layers[layer - 1].activation,
          change: "activation",
          data: String(layer),
          options: activationOptions(boot, t),
        })
      : m(
          "span",
          { key: "scale", class: "fall-scale" },
          scaleButton(page, layer, "0.5", "÷2", "halve"),
          scaleButton(page, layer, "2", "×2", "double"),
        ),
  );
}

/** What the gain of a layer is called, in little room. @param {string} activation */
function slopeName(activation) {
  const own = letter(activation);
  return activation === "softmax" ? "J" : `${own.length > 4 ? "f" : own}′`;
}

/**
 * @param {Page} page
 * @param {number} layer
 * @param {string} factor
 * @param {string} sign
 * @param {"halve" | "double"} words
 */
function scaleButton({ t }, layer, factor, sign, words) {
  return m(
    "button",
    {
      key: words,
      type: "button",
      class: "plain step",
      "data-do": "scale-weights",
      "data-of": `${layer}:${factor}`,
      "aria-label": t(`page.budget.${words}`, { layer }),
      title: t(`page.budget.${words}`, { layer }),
    },
    sign,
  );
}

/**
 * From where the signal was to where it is then; one that ends at 0 runs out of the picture.
 *
 * @param {Factor} factor
 * @param {Scale} scale
 */
function factorBar({ kind, from, to }, scale) {
  if (!(from > 0) || !Number.isFinite(from) || !Number.isFinite(to)) return null;
  const [start, end] = [placeOf(scale, from), placeOf(scale, to)];
  return m("i", {
    class: `fall ${kind}${to === 0 ? " blocked" : ""}${to > from ? " grows" : ""}`,
    style: { left: `${Math.min(start, end).toFixed(2)}%`, width: `${Math.abs(end - start).toFixed(2)}%` },
  });
}

/**
 * Whether what is pointed at or chosen is this layer's amplifiers, or its wires.
 *
 * @param {string | null} address
 * @param {Factor["kind"]} kind
 * @param {number} layer
 */
export function isOf(address, kind, layer) {
  if (address === null) return false;
  if (kind === "weights") return address === `w.${layer}` || wireOf(address)?.layer === layer;
  return (
    address === `dl_dz.${layer}` ||
    (/^(dl_dz|dl_da|da_dz|dl_db|dL_db)\./.test(address) && neuronOf(address)?.layer === layer)
  );
}
