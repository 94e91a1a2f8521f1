/**
 * A strip over the drawing to choose a sample from: each with its inputs, target, output and loss in short. One that
 * was taken out of the sum is crossed out and can be put back.
 */

import { m } from "../../dom/marks.js";
import { iconButton } from "../../dom/controls.js";
import { number } from "../../language/number.js";
import { isKnown } from "../../state/page.js";
import { lettersOf } from "../../language/letters.js";
import { forSample } from "../../network/address.js";
import { everySample } from "../../network/removed-samples.js";
import { numeric } from "../../network/numeric.js";

/**
 * @typedef {import("../../state/page.js").Page} Page
 * @typedef {import("../../state/page.js").Answer} Answer
 */

const MAX_CHIPS = 64;
/** Vectors with more entries are left out of a chip. */
const MAX_VECTOR_ENTRIES = 3;

/** @param {Page} page */
export function strip(page) {
  const { t, answer, example, taken } = page;
  if (!answer) return [];
  const all = everySample({ example, case: page.case, taken, problem: answer.problem });
  if (all.length < 2) return [];
  const losses = answer.trace.l.map(numeric);
  const largest = Math.max(...losses.filter(Number.isFinite).map(Math.abs), 1e-300);
  return [
    m(
      "div",
      { key: "strip", class: "strip", role: "group", "aria-label": t("page.samples.strip") },
      all
        .slice(0, MAX_CHIPS)
        .map((sample) =>
          "n" in sample
            ? chip(page, answer, sample.n, Math.abs(losses[sample.n]) / largest)
            : crossed(page, sample.out),
        ),
      all.length > MAX_CHIPS &&
        m("span", { key: "more", class: "hint" }, t("page.samples.more", { count: all.length - MAX_CHIPS })),
    ),
  ];
}

/**
 * @param {Page} page
 * @param {Answer} answer
 * @param {number} n
 * @param {number} part  of the largest loss
 */
function chip(page, { problem, trace, sample }, n, part) {
  const { t, digits, notation } = page;
  const letters = lettersOf(notation);
  const last = problem.layers.length;
  const known = isKnown(page, "L");
  const output = isKnown(page, forSample(`a.${last}.0`, sample)) ? vector(trace.layers[last - 1].a[n], digits) : "–";
  const loss = known ? number(trace.l[n], Math.min(6, digits)) : "–";
  const [x, target] = [vector(problem.x[n], digits), vector(problem.target[n], digits)];
  /** @param {string} key @param {string} symbol @param {string | null} value */
  const entry = (key, symbol, value) =>
    value !== null && m("span", { key, class: `sample-${key}` }, m("i", { class: "symbol" }, symbol), ` ${value}`);
  return m(
    "div",
    {
      key: `in-${n}`,
      class: ["sample", n === sample && "current", page.hover === pointOf(n) && "pointed"].filter(Boolean).join(" "),
      "data-point": pointOf(n),
    },
    m(
      "button",
      {
        key: "tell",
        type: "button",
        class: "sample-chip",
        "data-do": "sample",
        "data-of": String(n),
        "aria-pressed": String(n === sample),
        "aria-label": t("page.samples.chip", {
          sample: n + 1,
          x: x ?? "…",
          target: target ?? "…",
          y: output ?? "…",
          loss,
        }),
      },
      m(
        "span",
        { key: "line", class: "sample-line" },
        m("b", { key: "n" }, String(n + 1)),
        entry("x", letters._x, x),
        entry("target", letters._t, target),
      ),
      m(
        "span",
        { key: "result", class: "sample-line" },
        entry("y", letters._y, output),
        entry("loss", letters._l, loss),
        m(
          "span",
          { key: "bar", class: "sample-bar" },
          m("i", { style: { width: `${known && Number.isFinite(part) ? Math.max(4, 100 * part).toFixed(1) : 0}%` } }),
        ),
      ),
    ),
    problem.x.length > 1 &&
      iconButton({
        action: "remove-sample",
        of: String(n),
        image: "close",
        label: t("page.stack.out", { sample: n + 1 }),
        name: "sample-toggle",
      }),
  );
}

/** A sample that is out of the sum. @param {Page} page @param {number} index */
function crossed({ t, taken, digits, notation }, index) {
  const letters = lettersOf(notation);
  const [x, target] = [vector(taken[index].x, digits) ?? "…", vector(taken[index].target, digits) ?? "…"];
  return m(
    "button",
    {
      key: `out-${index}`,
      type: "button",
      class: "sample sample-out",
      "data-do": "put-sample",
      "data-of": String(index),
      "aria-label": t("page.samples.put-back", { x, target }),
      title: t("page.samples.put-back", { x, target }),
    },
    m(
      "s",
      { key: "line", class: "sample-line" },
      m("span", { key: "x" }, m("i", { class: "symbol" }, letters._x), ` ${x}`),
      m("span", { key: "target" }, m("i", { class: "symbol" }, letters._t), ` ${target}`),
    ),
    m("span", { key: "back", class: "sample-line" }, t("page.samples.out")),
  );
}

/** What is pointed at where it is a whole sample. @param {number} n */
export const pointOf = (n) => `sample.${n}`;

/**
 * Numbers in a line: 0.5, or (0, 1).
 *
 * @param {readonly import("../../network/types.js").Num[]} values
 * @param {number} digits
 * @returns {string | null} null for too many
 */
export function vector(values, digits) {
  if (values.length > MAX_VECTOR_ENTRIES) return null;
  const shown = values.map((value) => number(value, Math.min(3, digits)));
  return shown.length === 1 ? shown[0] : `(${shown.join(", ")})`;
}
