/** Two keys open a wire: one factor of its gradient comes with the forward pass, the other with the backward pass. */

import { m } from "../../../dom/marks.js";
import { number } from "../../../language/number.js";
import { forSample, sentAddress, valueAt, wireOf } from "../../../network/address.js";
import { spoken } from "../../../language/notation.js";
import { countedStep } from "../../../time/timeline.js";
import { goToStep } from "../go-to-step.js";
import { momentOf } from "../../../time/clock.js";
import { isKnown } from "../../../state/page.js";
import { symbolMark } from "../../../language/mathml.js";
import { withAside } from "../../../language/phrase.js";

/** @typedef {import("../../../state/page.js").Page} Page */

/**
 * A number that can be chosen.
 *
 * @param {Page} page
 * @param {string} address
 * @param {"forward" | "backward" | "plain"} colour
 */
function term(page, address, colour) {
  const known = isKnown(page, address);
  const value = known && page.answer ? valueAt(address, page.answer.problem, page.answer.trace) : undefined;
  const shown = number(value, page.digits);
  return {
    symbol: m(
      "button",
      {
        key: `symbol-${address}`,
        type: "button",
        class: `term is-${colour}`,
        "data-choose": address,
        "aria-label": spoken(address, page.t),
      },
      symbolMark(page, address),
    ),
    number: m(
      "button",
      {
        key: `number-${address}`,
        type: "button",
        class: `term is-${colour}${known ? "" : " missing"}`,
        "data-choose": address,
        "aria-label": withAside(page.t, shown, spoken(address, page.t)),
      },
      shown,
    ),
    known,
  };
}

/**
 * ∂l/∂w = a · ∂l/∂z: one factor from the forward pass, one from the backward pass.
 *
 * @param {Page} page
 * @param {string} address
 */
export function factors(page, address) {
  const { layer, to, from } = /** @type {import("../../../network/address.js").Wire} */ (wireOf(address));
  const { t, sample, answer } = page;
  const arrives = term(page, forSample(sentAddress(layer - 1, from), sample), "forward");
  const returns = term(page, forSample(`dl_dz.${layer}.${to}`, sample), "backward");
  const product = term(page, forSample(`dl_dw.${layer}.${to}.${from}`, sample), "plain");
  const moment = momentOf(page, forSample(`dl_dw.${layer}.${to}.${from}`, sample));
  const total = term(page, `dL_dw.${layer}.${to}.${from}`, "plain");
  const many = (answer?.problem.x.length ?? 1) > 1;
  const old = term(page, `w.${layer}.${to}.${from}`, "forward");
  const renewed = isKnown(page, `w_new.${layer}.${to}.${from}`)
    ? term(page, `w_new.${layer}.${to}.${from}`, "forward")
    : null;
  /** @param {string} words */
  const sign = (words) => m("span", { key: words, class: "sign", "aria-hidden": "true" }, words);
  return m(
    "section",
    { key: "factors", class: "section factors" },
    m("h3", null, t("page.inspector.factors")),
    m(
      "div",
      { key: "symbols", class: "formula" },
      product.symbol,
      sign("="),
      arrives.symbol,
      sign("·"),
      returns.symbol,
    ),
    m(
      "div",
      { key: "numbers", class: "formula" },
      product.number,
      sign("="),
      arrives.number,
      sign("·"),
      returns.number,
    ),
    arrives.known &&
      returns.known &&
      !product.known &&
      moment !== null &&
      m(
        "p",
        { key: "ready", class: "precision" },
        m("span", { class: "hint" }, t("page.inspector.keys-ready")),
        goToStep(t, moment, "plain", countedStep(page, moment)),
      ),
    m(
      "p",
      { key: "keys", class: "hint" },
      t(
        arrives.known
          ? returns.known
            ? "page.inspector.both-keys"
            : "page.inspector.forward-key"
          : "page.inspector.no-key",
      ),
    ),
    many &&
      m(
        "div",
        { key: "total", class: "formula" },
        total.symbol,
        sign("="),
        total.number,
        m("span", { class: "hint" }, t("page.inspector.over-samples")),
      ),
    renewed && m("h3", { key: "update" }, t("page.inspector.update")),
    renewed &&
      m(
        "div",
        { key: "renewed", class: "formula" },
        old.number,
        sign("−"),
        m("span", { class: "is-plain" }, number(answer?.problem.learning_rate, page.digits)),
        sign("·"),
        total.number,
        sign("="),
        renewed.number,
      ),
  );
}
