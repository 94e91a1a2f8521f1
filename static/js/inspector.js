/** One number: what it is, its value, what it belongs to, and for a wire the two factors of its gradient. */

import { foreign, m } from "./marks.js";
import { iconButton, numberField } from "./parts.js";
import { full, number, oneMinus } from "./format.js";
import { at, neuronOf, output, parse, read, wireOf } from "./address.js";
import { mathml, notationOf, spoken, symbol, text } from "./symbols.js";
import { isEditable, slopeOf } from "./problem.js";
import { colourOf, inspected, isKnown } from "./page.js";
import { derivation } from "./derivation.js";
import { publishedFor } from "./example.js";
import { momentOf } from "./clock.js";

/** @typedef {import("./page.js").Page} Page */

/** @param {Page} page */
export function inspector(page) {
  const { t, answer } = page;
  const address = inspected(page);
  const close = iconButton({ action: "close-sheet", image: "close", label: t("page.close"), name: "icon close-sheet" });
  if (!answer || !address) {
    return opening(page, close);
  }
  const { quantity } = /** @type {import("./types.js").Address} */ (parse(address));
  const known = isKnown(page, address);
  const value = known ? read(address, answer.problem, answer.trace) : undefined;
  const colour = colourOf(address);
  return [
    m(
      "div",
      { key: "head", class: "panel-head" },
      m("p", { class: "belongs" }, sentenceCase(spoken(address, t))),
      close,
    ),
    m(
      "h2",
      { key: "value", class: "value" },
      formula(page, address),
      m("span", { key: "equals", class: "equals" }, "="),
      m("span", { key: "number", class: `big is-${colour}`, title: full(value), "data-inspected": address }, number(value, Math.max(6, page.digits))),
    ),
    m("p", { key: "about", class: "about" }, t(`page.about.${quantity === "da_dz" && isCoupled(page, address) ? "da_dz.softmax" : quantity}`)),
    known ? precision(page, address, value) : waiting(page, address),
    known && derivation(page, address),
    near(page, address, value),
    isEditable(address) && m("div", { key: "edit", class: "labelled" }, m("span", { "aria-hidden": "true" }, t("page.inspector.change")), numberField(page, address, "inspector", t("page.inspector.change"))),
    wireOf(address) && factors(page, address),
    neuronTable(page, address),
    (quantity === "l" || quantity === "L") && losses(page),
    known && witness(page, address),
    page.chosen && m("button", { key: "follow", type: "button", class: "plain follow", "data-do": "follow" }, t("page.inspector.follow")),
  ];
}

/** Before the first step: what this network is worth looking at for. @param {Page} page @param {import("./marks.js").Mark} close */
function opening(page, close) {
  const { t, preset } = page;
  const title = preset ? t(`preset.${preset.id}.title`) : t("page.bar.own");
  return [
    m("div", { key: "head", class: "panel-head" }, m("h2", null, title), close),
    preset && m("p", { key: "note", class: "note" }, t(`preset.${preset.id}.note`)),
    m("p", { key: "empty", class: "hint" }, t("page.inspector.empty")),
    m(
      "div",
      { key: "buttons", class: "buttons" },
      m("button", { key: "on", type: "button", class: "primary", "data-do": "on" }, t("page.inspector.first-step")),
      m("button", { key: "source", type: "button", class: "plain", "data-do": "drawer", "data-of": "published" }, t("page.drawer.published")),
    ),
    m("section", { key: "legend", class: "section" }, m("h3", null, t("page.inspector.legend")), legend(t)),
  ];
}

/** How the drawing is to be read, in its own signs. @param {import("./types.js").Translate} t */
function legend(t) {
  /** @param {string} key @param {import("./marks.js").Mark} sign */
  const row = (key, sign) => m("li", { key }, m("svg", { key: "sign", viewBox: "0 0 44 22", width: 44, height: 22, "aria-hidden": "true" }, sign), m("span", { key: "words" }, t(`page.legend.${key}`)));
  /** @param {string} name */
  const line = (name) => m("path", { class: `wire ${name} hot`, d: "M2,11 L42,11", "stroke-width": 2.4 });
  return m(
    "ul",
    { class: "legend" },
    row("forward", line("forward")),
    row("backward", line("backward")),
    row("negative", line("forward negative")),
    row("amplifier", m("g", { class: "amplifier" }, m("path", { class: "body", d: "M8,11 L34,2 L34,20 Z" }))),
    row("waiting", m("text", { class: "number", x: 22, y: 15, "text-anchor": "middle" }, "–")),
  );
}

/** Whether the slope is one of a softmax layer's. @param {Page} page @param {string} address */
function isCoupled(page, address) {
  return page.problem.layers[(parse(address)?.indices[0] ?? 1) - 1]?.activation === "softmax";
}

/** @param {Page} page @param {string} address */
function formula(page, address) {
  const tree = symbol(address, notationOf(address, page.problem));
  return foreign(text(tree), (document) => mathml(document, tree));
}

/** @param {Page} page @param {string} address @param {import("./types.js").Num | undefined} value */
function precision(page, address, value) {
  return m(
    "div",
    { key: "precision", class: "precision" },
    m("code", { class: "full" }, full(value)),
    m("button", { type: "button", class: "plain", "data-do": "copy", "data-of": full(value) }, page.t("page.copy")),
  );
}

/** @param {Page} page @param {string} address */
function waiting(page, address) {
  const moment = momentOf(page, address);
  return m(
    "div",
    { key: "waiting", class: "precision" },
    m("span", { class: "hint" }, page.t("page.inspector.not-yet")),
    moment !== null && m("button", { type: "button", class: "plain", "data-do": "go", "data-of": String(moment) }, page.t("page.inspector.go", { step: Math.ceil(moment) })),
  );
}

/** Where a prints as 1, how far it is from it. @param {Page} page @param {string} address @param {import("./types.js").Num | undefined} value */
function near(page, address, value) {
  const parsed = parse(address);
  if (parsed?.quantity !== "a" || value === undefined || !page.answer) return null;
  const [layer, i] = parsed.indices;
  const { activation } = page.answer.problem.layers[layer - 1];
  const slope = read(at(slopeOf(page.answer.problem, layer, i), parsed.sample), page.answer.problem, page.answer.trace);
  const gap = oneMinus(value, slope, activation, page.digits);
  return gap && m("p", { key: "gap", class: "hint" }, `1 − a = ${gap}`);
}

/** @param {Page} page @param {string} address */
function witness(page, address) {
  const row = publishedFor(page, address);
  return (
    row &&
    m(
      "div",
      { key: "witness", class: `witness ${row.verdict}` },
      m("span", { class: "verdict", "aria-hidden": "true" }, row.verdict === "differs" ? "✗" : "✓"),
      m("span", null, page.t("page.inspector.published", { printed: row.printed.replace("-", "−") }), " ", page.t(`page.published.${row.verdict}`)),
    )
  );
}

/** A number that can be chosen. @param {Page} page @param {string} address @param {"forward" | "backward" | "plain"} colour */
function term(page, address, colour) {
  const known = isKnown(page, address);
  const value = known && page.answer ? read(address, page.answer.problem, page.answer.trace) : undefined;
  const shown = number(value, page.digits);
  return {
    symbol: m("button", { key: `symbol-${address}`, type: "button", class: `term is-${colour}`, "data-choose": address, "aria-label": spoken(address, page.t) }, formula(page, address)),
    number: m("button", { key: `number-${address}`, type: "button", class: `term is-${colour}${known ? "" : " missing"}`, "data-choose": address, "aria-label": `${shown}, ${spoken(address, page.t)}` }, shown),
    known,
  };
}

/** ∂l/∂w = a · ∂l/∂z: one factor from the forward pass, one from the backward pass. @param {Page} page @param {string} address */
function factors(page, address) {
  const { layer, to, from } = /** @type {import("./address.js").Wire} */ (wireOf(address));
  const { t, sample, answer } = page;
  const arrives = term(page, at(output(layer - 1, from), sample), "forward");
  const returns = term(page, at(`dl_dz.${layer}.${to}`, sample), "backward");
  const product = term(page, at(`dl_dw.${layer}.${to}.${from}`, sample), "plain");
  const total = term(page, `dL_dw.${layer}.${to}.${from}`, "plain");
  const many = (answer?.problem.x.length ?? 1) > 1;
  const old = term(page, `w.${layer}.${to}.${from}`, "forward");
  const renewed = isKnown(page, `w_new.${layer}.${to}.${from}`) ? term(page, `w_new.${layer}.${to}.${from}`, "forward") : null;
  /** @param {string} words */
  const sign = (words) => m("span", { key: words, class: "sign", "aria-hidden": "true" }, words);
  return m(
    "section",
    { key: "factors", class: "section" },
    m("h3", null, t("page.inspector.factors")),
    m("div", { key: "symbols", class: "formula" }, product.symbol, sign("="), arrives.symbol, sign("·"), returns.symbol),
    m("div", { key: "numbers", class: "formula" }, product.number, sign("="), arrives.number, sign("·"), returns.number),
    m("p", { key: "keys", class: "hint" }, t(arrives.known ? (returns.known ? "page.inspector.both-keys" : "page.inspector.forward-key") : "page.inspector.no-key")),
    many && m("div", { key: "total", class: "formula" }, total.symbol, sign("="), total.number, m("span", { class: "hint" }, t("page.inspector.over-samples"))),
    renewed && m("h3", { key: "update" }, t("page.inspector.update")),
    renewed && m("div", { key: "renewed", class: "formula" }, old.number, sign("−"), m("span", { class: "is-plain" }, number(answer?.problem.learning_rate, page.digits)), sign("·"), total.number, sign("="), renewed.number),
  );
}

/** @param {Page} page @param {string} address */
function neuronTable(page, address) {
  const neuron = neuronOf(address);
  if (!neuron || neuron.layer === 0) return null;
  const { layer, neuron: i } = neuron;
  const { t, sample, problem } = page;
  const own = [`z.${layer}.${i}`, `a.${layer}.${i}`, slopeOf(problem, layer, i), `dl_da.${layer}.${i}`, `dl_dz.${layer}.${i}`, `dl_db.${layer}.${i}`].map((one) => at(one, sample));
  return section(page, t("page.inspector.neuron"), [`b.${layer}.${i}`, ...own], address);
}

/** @param {Page} page */
function losses(page) {
  const count = Math.min(page.answer?.problem.x.length ?? 0, 24);
  const rows = Array.from({ length: count }, (_, n) => at("l", n));
  return section(page, page.t("page.inspector.losses"), [...rows, "L"], page.chosen ?? "");
}

/** @param {Page} page @param {string} title @param {string[]} addresses @param {string} current */
function section(page, title, addresses, current) {
  return m(
    "section",
    { key: title, class: "section" },
    m("h3", null, title),
    m("ul", { class: "list" }, addresses.map((address) => {
      const known = isKnown(page, address);
      const value = known && page.answer ? read(address, page.answer.problem, page.answer.trace) : undefined;
      const quantity = parse(address)?.quantity ?? "";
      return m("li", { key: address },
        m("button", { type: "button", class: "entry", "data-choose": address, "aria-current": address === current ? "true" : null, title: full(value) },
          m("span", { key: "symbol", class: "entry-symbol", "aria-hidden": "true" }, text(symbol(address, notationOf(address, page.problem)))),
          m("span", { key: "words", class: "entry-words" }, page.t(`page.name.${quantity}`)),
          m("span", { key: "number", class: `entry-number is-${colourOf(address)}${known ? "" : " missing"}` }, number(value, page.digits))));
    })),
  );
}

/** @param {string} words */
function sentenceCase(words) {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
