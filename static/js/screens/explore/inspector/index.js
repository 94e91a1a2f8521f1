/** One number: what it is, its value, what it belongs to, and for a wire the two factors of its gradient. */

import { m } from "../../../dom/marks.js";
import { iconButton, withheld } from "../../../dom/controls.js";
import { exactText, number, oneMinus } from "../../../language/number.js";
import { forSample, parseAddress, valueAt, wireOf } from "../../../network/address.js";
import { spoken } from "../../../language/notation.js";
import { sizesOf, slopeOf } from "../../../network/problem.js";
import { FOLD_ABOVE, pinOf } from "../../../stage/scene/folding.js";
import { colourOf, inspected, isComing, isKnown } from "../../../state/page.js";
import { about } from "./about.js";
import { comingBack } from "./coming-back.js";
import { copies } from "./copies.js";
import { derivation, inWords, isDerived } from "./derivation.js";
import { factors } from "./factors.js";
import { curvesOf } from "../../../stage/scene/drawing.js";
import { symbolMark } from "../../../language/mathml.js";
import { becauseKey } from "../../../language/because.js";
import { lettersOf } from "../../../language/letters.js";
import { losses, neuronTable } from "./number-list.js";
import { nudge } from "./nudge.js";
import { ownNumber } from "./own-number.js";
import { pushEntry } from "./push-entry.js";
import { opening } from "./opening.js";
import { simplification } from "./simplification.js";
import { spreadPlot, spreadTable } from "./neuron-over-samples.js";
import { gradientVector } from "./gradient-vector.js";
import { stack } from "./gradient-stack.js";
import { crumbs } from "../../../state/trail.js";
import { isFixedNumber } from "../../../state/fixed.js";
import { fixedNote } from "../../../stage/hands/fixed-marks.js";
import { isTyped } from "../../../stage/hands/typing.js";
import { unrolled } from "./unrolled.js";
import { witnesses } from "./witnesses.js";
import { countedStep } from "../../../time/timeline.js";
import { isToured, tourEnd } from "../tour.js";
import { goToStep } from "../go-to-step.js";
import { ratesOfStep } from "../sections/rates.js";
import { RATES_UNFOLDED } from "../../../server/questions/rates.js";
import { momentOf } from "../../../time/clock.js";
import { numberField } from "../../../stage/hands/number-field.js";
import { askedButton } from "../../../stage/asked.js";
import { sentenceGap } from "../../../language/phrase.js";

/** @typedef {import("../../../state/page.js").Page} Page */

/** Letters of a number that stands beside its symbol in the largest type. */
const MAX_LARGE_TYPE_CHARACTERS = 13;

/** @param {Page} page @param {import("../../../state/page.js").Boot} boot */
export function inspector(page, boot) {
  const { t, answer } = page;
  const address = inspected(page);
  const close = iconButton({ action: "close-sheet", image: "close", label: t("page.close"), name: "icon close-sheet" });
  if (!answer || !address) return opening(page, close);
  if (isToured(page)) return [m("div", { key: "head", class: "panel-head" }, m("span"), close), tourEnd(page)];
  const known = isKnown(page, address);
  const value = known ? valueAt(address, answer.problem, answer.trace) : undefined;
  const colour = colourOf(address);
  const coming = isComing(page, address);
  const words = number(coming ? valueAt(address, answer.problem, answer.trace) : value, Math.max(6, page.digits));
  return [
    crumbs(page, address),
    m(
      "div",
      { key: "head", class: "panel-head" },
      m("p", { class: "belongs", "aria-hidden": "true" }, sentenceCase(spoken(address, t))),
      close,
    ),
    m(
      "h2",
      { key: `value-${address}`, class: "value" },
      m("span", { key: "symbol", "aria-hidden": "true" }, symbolMark(page, address)),
      m("span", { key: "said", class: "visually-hidden" }, spoken(address, t)),
      m("span", { key: "equals", class: "equals", "aria-hidden": "true" }, "="),
      m(
        "span",
        {
          key: "number",
          class: `big is-${colour}${words.length > MAX_LARGE_TYPE_CHARACTERS ? " long" : ""}`,
          title: exactText(value),
          "data-inspected": address,
        },
        coming ? withheld(words) : words,
      ),
    ),
    about(page, address),
    !known && !coming && waiting(page, address),
    // What was asked for comes first.
    !page.playing && page.unfolded === RATES_UNFOLDED && ratesOfStep(page, address),
    (!page.playing && simplification(page, address)) || derivation(page, address),
    ...(page.playing
      ? [page.view !== "push" && page.nudge !== null && nudge(page, address)]
      : atRest(page, boot, address, value)),
  ];
}

/**
 * What stands beneath the formula while time does not play.
 *
 * @param {Page} page
 * @param {import("../../../state/page.js").Boot} boot
 * @param {string} address
 * @param {import("../../../network/types.js").Num | undefined} value  undefined when it is not computed yet
 */
function atRest(page, boot, address, value) {
  const { t } = page;
  const known = value !== undefined;
  const quantity = parseAddress(address)?.quantity;
  const isOfWire = wireOf(address) !== null;
  return [
    isOfWire && stack(page, address),
    comingBack(page, address),
    because(page, address),
    near(page, address, value),
    spreadPlot(page, address, curvesOf(boot)),
    gradientVector(page, address),
    page.unfolded !== RATES_UNFOLDED && ratesOfStep(page, address),
    known && inWords(page, address),
    known && copies(page, address, value),
    pushEntry(page, address),
    ownNumber(page, address),
    known && isDerived(page, address) && unrolled(page, address),
    !isOfWire && stack(page, address),
    spreadTable(page, address),
    isFixedNumber(page, address) && fixedNote(page),
    isTyped(page, address) &&
      !isFixedNumber(page, address) &&
      m(
        "div",
        { key: "edit", class: "labelled" },
        m("span", { "aria-hidden": "true" }, t("page.inspector.change")),
        numberField(page, address, "inspector", t("page.inspector.change")),
      ),
    wireOf(address) && factors(page, address),
    known && witnesses(page, address),
    pin(page, address),
    page.view !== "push" && nudge(page, address),
    neuronTable(page, address),
    (quantity === "l" || quantity === "L") && losses(page),
    page.chosen &&
      m(
        "button",
        { key: "follow", type: "button", class: "plain follow", "data-do": "follow" },
        t("page.inspector.follow"),
      ),
    page.chosen && quantity && askedButton(page, quantity),
  ];
}

/** Why it is computed so. @param {Page} page @param {string} address */
function because(page, address) {
  const { answer, t } = page;
  const key = answer && becauseKey(answer, address);
  if (!key) return null;
  return m(
    "p",
    { key: "because", class: "about because" },
    m("strong", null, t("page.lines.because")),
    sentenceGap(t),
    t(key),
  );
}

/** @param {Page} page @param {string} address */
function waiting(page, address) {
  const moment = momentOf(page, address);
  return m(
    "div",
    { key: "waiting", class: "precision" },
    m("span", { class: "hint" }, page.t("page.inspector.not-yet")),
    goToStep(page.t, moment, "plain", countedStep(page, moment ?? 0)),
  );
}

/**
 * Where a prints as 1, how far it is from it.
 *
 * @param {Page} page
 * @param {string} address
 * @param {import("../../../network/types.js").Num | undefined} value
 */
function near(page, address, value) {
  const parsed = parseAddress(address);
  if (parsed?.quantity !== "a" || value === undefined || !page.answer || page.answer.gains) return null;
  const [layer, i] = parsed.indices;
  const { activation } = page.answer.problem.layers[layer - 1];
  const slope = valueAt(
    forSample(slopeOf(page.answer.problem, layer, i), parsed.sample),
    page.answer.problem,
    page.answer.trace,
  );
  const gap = oneMinus(value, slope, activation, page.digits);
  return gap && m("p", { key: "gap", class: "hint" }, `1 − ${lettersOf(page.notation)._a} = ${gap}`);
}

/** Whether a neuron of a wide layer is drawn in any case. @param {Page} page @param {string} address */
function pin({ t, pinned, problem }, address) {
  const place = pinOf(address);
  if (!place || sizesOf(problem)[Number(place.split(".")[0])] <= FOLD_ABOVE) return null;
  return m(
    "button",
    {
      key: "pin",
      type: "button",
      class: "plain pin",
      "data-do": "pin",
      "data-of": place,
      "aria-pressed": String(pinned?.includes(place) ?? false),
    },
    t(pinned?.includes(place) ? "page.fold.pinned" : "page.fold.pin"),
  );
}

/** @param {string} words */
function sentenceCase(words) {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
