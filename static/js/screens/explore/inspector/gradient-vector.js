/**
 * θ and ∇L side by side: all weights and biases in one vector, old and new, the gradient with an entry for each of
 * them, and what both together forecast of the step.
 */

import { m } from "../../../dom/marks.js";
import { foldingHead } from "../../../dom/controls.js";
import { exactText, number } from "../../../language/number.js";
import { nameOf } from "../../../language/notation.js";
import { happened, lengthOfGradient, stepOf } from "../../../network/descent.js";
import { neuronOf, parseAddress, valueAt, wireOf } from "../../../network/address.js";
import { isByHand } from "../../../network/request.js";
import { isKnown } from "../../../state/page.js";
import { fit } from "../../../stage/scene/context.js";

/**
 * @typedef {import("../../../state/page.js").Page} Page
 * @typedef {import("../../../state/page.js").Answer} Answer
 */

/** What is unfolded where the vector is listed. */
const VECTOR_UNFOLDED = "theta";

/** Numbers at which one asks what all parameters, and all gradients, together are. */
const ABOUT_THE_VECTOR = new Set(["L", "l", "w", "b", "dl_dw", "dl_db", "dL_dw", "dL_db", "w_new", "b_new"]);

/** Entries that are listed of a large network. */
const MAX_ENTRIES = 120;

/** Characters of an entry's numbers: of a gradient, and of a parameter, of which two may stand side by side. */
const ENTRY_CHARACTERS = 8.6;
const PARAMETER_CHARACTERS = 7;

/**
 * The entries of ∇L, layer by layer, first the weights, then the biases; without what an update leaves alone.
 *
 * @param {import("../../../network/types.js").Problem} problem
 * @returns {string[]} addresses
 */
export function entriesOfGradient({ layers }) {
  return layers.flatMap(({ W, b, frozen = [] }, index) => [
    ...(frozen.includes("W") ? [] : W.flatMap((row, i) => row.map((_, j) => `dL_dw.${index + 1}.${i}.${j}`))),
    ...(frozen.includes("b") ? [] : b.map((_, i) => `dL_db.${index + 1}.${i}`)),
  ]);
}

/** @param {Page} page @param {string} address  in the inspector */
export function gradientVector(page, address) {
  const { t, answer } = page;
  if (!answer || isByHand(answer) || !ABOUT_THE_VECTOR.has(parseAddress(address)?.quantity ?? "")) return null;
  const entries = entriesOfGradient(answer.problem);
  const open = page.unfolded === VECTOR_UNFOLDED;
  return m(
    "section",
    { key: "vector", class: "gradient-vector folded", "aria-labelledby": "vector-title" },
    foldingHead({
      id: "vector-title",
      of: VECTOR_UNFOLDED,
      open,
      words: t("page.vector.title", { count: entries.length }),
    }),
    open && m("p", { key: "what", class: "hint" }, t("page.vector.what", { count: entries.length })),
    open && m("p", { key: "length", "data-length": true }, `‖∇L‖ = ${lengthWords(page, answer, entries)}`),
    open && forecast(page, answer, entries),
    ...(open ? list(page, answer, entries, address) : []),
  );
}

/**
 * The length of ∇L, once every entry is known.
 *
 * @param {Page} page
 * @param {Answer} answer
 * @param {string[]} entries
 */
function lengthWords(page, answer, entries) {
  return number(areKnown(page, entries) ? lengthOfGradient(answer) : undefined, page.digits);
}

/** Whether all of them are known, of which the last ones come last. @param {Page} page @param {string[]} entries */
const areKnown = (page, entries) =>
  entries.length > 0 && [entries[0], entries[entries.length - 1]].every((entry) => isKnown(page, entry));

/** ∂L/∂w and the w that it is about, or ∂L/∂b and its b. @param {string} entry */
const parameterOf = (entry) => entry.replace(/^dL_d/, "");

/** @param {string} parameter @returns {string} w_new.1.0.0 of w.1.0.0 */
const renewedOf = (parameter) => parameter.replace(".", "_new.");

/**
 * What ∇L · Δθ says of the whole step, beside what happened.
 *
 * @param {Page} page @param {Answer} answer @param {string[]} entries
 */
function forecast(page, answer, entries) {
  const { t, digits } = page;
  const step = stepOf(answer);
  if (!step) return null;
  const isUpdated = areKnown(page, entries.map(parameterOf).map(renewedOf));
  const numbers = { forecast: number(step.forecast, digits), happened: number(happened(step), digits) };
  return m(
    "p",
    { key: "forecast", "data-step-forecast": true, class: isUpdated ? null : "hint" },
    t(isUpdated ? "page.vector.forecast" : "page.vector.coming", numbers),
  );
}

/**
 * Whether two numbers belong to the same wire, or to the same neuron.
 *
 * @param {string} one
 * @param {string | null} other
 */
function isTied(one, other) {
  if (other === null) return false;
  const [place, found] = [one, other].map(
    (address) => wireOf(address) ?? (isOfBias(address) ? neuronOf(address) : null),
  );
  return place !== null && JSON.stringify(place) === JSON.stringify(found);
}

/** @param {string} address */
const isOfBias = (address) => /^(?:dl_d|dL_d)?b(?:_new)?\./.test(address);

/**
 * @param {Page} page
 * @param {Answer} answer
 * @param {string[]} entries
 * @param {string} current
 */
function list(page, { problem, trace }, entries, current) {
  const { t, digits, notation, hover } = page;
  /** @param {string} address */
  const value = (address) => (isKnown(page, address) ? valueAt(address, problem, trace) : undefined);
  /** @param {string} address @param {string} name @param {import("../../../dom/marks.js").Child[]} shown */
  const button = (address, name, shown) =>
    m(
      "button",
      {
        key: name,
        type: "button",
        class: name,
        "data-choose": address,
        "aria-current": address === current ? "true" : null,
        title: exactText(value(address)),
      },
      ...shown,
    );
  return [
    m(
      "ol",
      { key: "entries" },
      m(
        "li",
        { key: "head", class: "head", "aria-hidden": "true" },
        m("span", { key: "theta", class: "of-theta" }, "θ"),
        m("span", { key: "gradient", class: "of-gradient" }, "∇L"),
      ),
      entries.slice(0, MAX_ENTRIES).map((entry) => {
        const parameter = parameterOf(entry);
        const renewed = value(renewedOf(parameter));
        return m(
          "li",
          { key: entry, class: isTied(entry, hover) ? "tied" : null },
          button(parameter, "of-theta", [
            m("span", { key: "symbol", class: "entry-symbol" }, nameOf({ notation, problem }, parameter)),
            " ",
            m(
              "span",
              { key: "number", class: "entry-number is-forward" },
              fit(value(parameter), digits, PARAMETER_CHARACTERS),
              renewed !== undefined && " → ",
              renewed !== undefined && m("strong", { key: "new" }, fit(renewed, digits, PARAMETER_CHARACTERS)),
            ),
          ]),
          button(entry, "of-gradient", [
            m("span", { key: "symbol", class: "visually-hidden" }, `${nameOf({ notation, problem }, entry)} `),
            m(
              "span",
              { key: "number", class: "entry-number is-backward" },
              fit(value(entry), digits, ENTRY_CHARACTERS),
            ),
          ]),
        );
      }),
    ),
    entries.length > MAX_ENTRIES &&
      m("p", { key: "more", class: "hint" }, t("page.vector.more", { count: entries.length - MAX_ENTRIES })),
  ];
}
