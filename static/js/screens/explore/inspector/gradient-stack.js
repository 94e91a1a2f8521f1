/**
 * The gradients of all samples, laid end to end: each bar begins where the one before it ended, to the right where the
 * gradient is positive and back to the left where it is negative, to show what adds up and what cancels.
 */

import { m } from "../../../dom/marks.js";
import { exactText, number } from "../../../language/number.js";
import { forSample, parseAddress, valueAt } from "../../../network/address.js";
import { fit } from "../../../stage/scene/context.js";
import { countedStep } from "../../../time/timeline.js";
import { goToStep } from "../go-to-step.js";
import { momentOf } from "../../../time/clock.js";
import { isKnown } from "../../../state/page.js";
import { everySample } from "../../../network/removed-samples.js";
import { pointOf, vector } from "../sample-strip.js";
import { nameOf } from "../../../language/notation.js";
import { numeric } from "../../../network/numeric.js";

/**
 * @typedef {import("../../../state/page.js").Page} Page
 * @typedef {import("../../../state/page.js").Answer} Answer
 * @typedef {{n: number, from: number, to: number}} Link  of the chain: where its bar begins and ends
 */

/** With more samples than this, only those with the largest gradients have a bar of their own. */
const MAX_LISTED_GRADIENTS = 24;

/** Characters of a number in its column: the number is whole where it is chosen. */
export const NUMBER_COLUMN_CHARACTERS = 7.6;

/** @param {number} value @param {number} digits */
const brief = (value, digits) => fit(value, digits, NUMBER_COLUMN_CHARACTERS);

const PARAMETER_KINDS = /** @type {Record<string, "w" | "b">} */ ({
  w: "w",
  dl_dw: "w",
  dL_dw: "w",
  w_new: "w",
  b: "b",
  dl_db: "b",
  dL_db: "b",
  b_new: "b",
  z: "b",
  a: "b",
  da_dz: "b",
  dl_da: "b",
  dl_dz: "b",
});

/**
 * The gradient that a wire's or a neuron's samples add up to: a neuron's is that of its bias, where ∂l/∂b = ∂l/∂z.
 *
 * @param {string} address
 * @returns {{own: string, total: string} | null}
 */
function gradientsOf(address) {
  const found = parseAddress(address);
  const kind = found && PARAMETER_KINDS[found.quantity];
  if (!found || !kind) return null;
  const place = found.indices.slice(0, kind === "w" ? 3 : 2);
  return { own: [`dl_d${kind}`, ...place].join("."), total: [`dL_d${kind}`, ...place].join(".") };
}

/**
 * Bars end to end. @param {readonly number[]} gradients @returns {Link[]}
 */
export function chain(gradients) {
  let sum = 0;
  return gradients.map((gradient, n) => {
    const from = sum;
    sum += gradient;
    return { n, from, to: sum };
  });
}

/**
 * How much of the samples' gradients is left in their sum: 1 where all pull the same way, 0 where they cancel.
 *
 * @param {readonly number[]} gradients
 */
export function remains(gradients) {
  const all = pull(gradients);
  return all > 0 ? Math.abs(gradients.reduce((sum, gradient) => sum + gradient, 0)) / all : 1;
}

/** What all samples pull, whichever way. @param {readonly number[]} gradients */
const pull = (gradients) => gradients.reduce((sum, gradient) => sum + Math.abs(gradient), 0);

/** @param {Page} page @param {string} address  in the inspector */
export function stack(page, address) {
  const { t, answer } = page;
  const found = gradientsOf(address);
  if (!answer || !found) return null;
  const all = everySample({ example: page.example, case: page.case, taken: page.taken, problem: answer.problem });
  if (all.length < 2) return null;
  const name = nameOf({ notation: page.notation, problem: answer.problem }, found.total);
  const known = isKnown(page, found.total);
  if (!known && page.chosen === null) return null;
  return m(
    "section",
    { key: "stack", class: "section stacked", "aria-label": t("page.stack.title", { name }) },
    m("h3", { key: "title" }, t("page.stack.title", { name })),
    ...(known ? sums(page, answer, found, all) : [notYet(page, found.total)]),
  );
}

/** @param {Page} page @param {string} total */
function notYet(page, total) {
  const moment = momentOf(page, total);
  return m(
    "div",
    { key: "not-yet", class: "precision" },
    m("span", { class: "hint" }, page.t("page.stack.not-yet")),
    goToStep(page.t, moment, "plain", countedStep(page, moment ?? 0)),
  );
}

/**
 * @param {Page} page
 * @param {Answer} answer
 * @param {{own: string, total: string}} found
 * @param {import("../../../network/removed-samples.js").Sample[]} all
 */
function sums(page, answer, found, all) {
  const { t, digits } = page;
  const { problem, trace } = answer;
  const gradients = problem.x.map((_, n) => numeric(valueAt(forSample(found.own, n), problem, trace)));
  const total = numeric(valueAt(found.total, problem, trace));
  const sum = gradients.reduce((total, gradient) => total + gradient, 0);
  const listed = large(gradients);
  const links = chain(listed.map((n) => gradients[n]));
  const rest = sum - (links.at(-1)?.to ?? 0);
  const ends = [0, sum, ...links.map(({ to }) => to)].filter(Number.isFinite);
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  /** @param {number} value @returns {number} percent of the width */
  const place = (value) => (high > low ? 2 + (96 * (value - low)) / (high - low) : 2);
  const shown = new Map(listed.map((n, index) => [n, links[index]]));
  const mean = problem.reduction === "mean";
  return [
    m(
      "ul",
      { key: "rows", class: "stack" },
      all.flatMap((sample, index) => {
        if (!("n" in sample)) return [absentRow(page, sample.out, gradientBar(through(all, index, shown), place))];
        const link = shown.get(sample.n);
        return link ? [presentRow(page, answer, sample.n, gradients[sample.n], gradientBar(link, place))] : [];
      }),
      listed.length < gradients.length &&
        m(
          "li",
          { key: "others", class: "stack-row" },
          m(
            "span",
            { key: "name", class: "stack-others" },
            t("page.stack.others", { count: gradients.length - listed.length }),
          ),
          gradientBar({ n: -1, from: sum - rest, to: sum }, place),
          m("span", { key: "number", class: "stack-number is-backward" }, brief(rest, digits)),
        ),
    ),
    m(
      "div",
      { key: "sum", class: "stack-row sum" },
      m("span", { key: "name", class: "stack-others" }, "Σ"),
      gradientBar({ n: -1, from: 0, to: sum }, place),
      m(
        "button",
        {
          key: "number",
          type: "button",
          class: "stack-number",
          "data-stack": mean ? "all" : "sum",
          "data-choose": found.total,
          title: exactText(mean ? sum : total),
        },
        brief(mean ? sum : total, digits),
      ),
    ),
    mean &&
      m(
        "div",
        { key: "mean", class: "stack-row mean" },
        m(
          "span",
          { key: "name", class: "stack-mean" },
          t("page.stack.mean", {
            name: nameOf({ notation: page.notation, problem }, found.total),
            count: gradients.length,
          }),
        ),
        m(
          "button",
          {
            key: "number",
            type: "button",
            class: "stack-number",
            "data-stack": "sum",
            "data-choose": found.total,
            title: exactText(total),
          },
          brief(total, digits),
        ),
      ),
    m("p", { key: "remains", class: "note", "data-remains": String(remains(gradients)) }, left(page, gradients)),
  ];
}

/**
 * Past a sample that is out the line goes on from where the bar before it ended.
 *
 * @param {import("../../../network/removed-samples.js").Sample[]} all
 * @param {number} index
 * @param {Map<number, Link>} shown
 * @returns {Link}
 */
function through(all, index, shown) {
  const before = all
    .slice(0, index)
    .flatMap((sample) => ("n" in sample ? (shown.get(sample.n) ?? []) : []))
    .at(-1);
  return { n: before?.n ?? -1, from: before?.to ?? 0, to: before?.to ?? 0 };
}

/**
 * The samples that have a bar of their own, in their order.
 *
 * @param {readonly number[]} gradients
 * @returns {number[]}
 */
function large(gradients) {
  const places = gradients.map((_, n) => n);
  if (places.length <= MAX_LISTED_GRADIENTS) return places;
  return places
    .sort((a, b) => Math.abs(gradients[b]) - Math.abs(gradients[a]))
    .slice(0, MAX_LISTED_GRADIENTS)
    .sort((a, b) => a - b);
}

/**
 * A sample in the sum.
 *
 * @param {Page} page
 * @param {Answer} answer
 * @param {number} n
 * @param {number} gradient
 * @param {import("../../../dom/marks.js").Mark} drawn
 */
function presentRow({ t, digits, hover }, { problem, sample }, n, gradient, drawn) {
  const words = { sample: n + 1, gradient: number(gradient, digits) };
  const alone = problem.x.length < 2;
  return m(
    "li",
    {
      key: `in-${n}`,
      class: ["stack-row", n === sample && "current", hover === pointOf(n) && "pointed"].filter(Boolean).join(" "),
      "data-point": pointOf(n),
    },
    m("button", {
      key: "toggle",
      type: "button",
      class: "toggle",
      role: "checkbox",
      "aria-checked": "true",
      disabled: alone,
      "data-do": "remove-sample",
      "data-of": String(n),
      "aria-label": t("page.stack.toggle", words),
      title: t("page.stack.out", words),
    }),
    m(
      "button",
      {
        key: "pick",
        type: "button",
        class: "stack-name",
        "data-do": "sample",
        "data-of": String(n),
        "aria-pressed": String(n === sample),
        "aria-label": t("page.stack.pick", words),
      },
      m("b", null, String(n + 1)),
      vectorOf(problem.x[n], digits),
    ),
    m(
      "span",
      {
        key: "bar",
        class: "stack-area",
        "data-do": alone ? null : "remove-sample",
        "data-of": String(n),
        title: t("page.stack.out", words),
      },
      drawn,
    ),
    m(
      "span",
      { key: "number", class: "stack-number is-backward", "data-stack": String(n), title: exactText(gradient) },
      brief(gradient, digits),
    ),
  );
}

/**
 * A sample out of the sum: what it would add is not computed.
 *
 * @param {Page} page
 * @param {number} index
 * @param {import("../../../dom/marks.js").Mark} line
 */
function absentRow({ t, taken, digits }, index, line) {
  const words = { x: vector(taken[index].x, digits) ?? "…", target: vector(taken[index].target, digits) ?? "…" };
  return m(
    "li",
    { key: `out-${index}`, class: "stack-row out" },
    m("button", {
      key: "toggle",
      type: "button",
      class: "toggle",
      role: "checkbox",
      "aria-checked": "false",
      "data-do": "put-sample",
      "data-of": String(index),
      "aria-label": t("page.samples.put-back", words),
      title: t("page.samples.put-back", words),
    }),
    m("s", { key: "name", class: "stack-name" }, vectorOf(taken[index].x, digits)),
    m("span", { key: "bar", class: "stack-area", "data-do": "put-sample", "data-of": String(index) }, line),
    m("span", { key: "number", class: "stack-number" }, "–"),
  );
}

/**
 * A sample's inputs beside its number, where they are short.
 *
 * @param {readonly number[]} values
 * @param {number} digits
 */
function vectorOf(values, digits) {
  const words = vector(values, Math.min(2, digits)) ?? "";
  return words.length > 10 ? "" : ` ${words}`;
}

/** In words, how much of what the samples pull is left. @param {Page} page @param {readonly number[]} gradients */
function left({ t, digits }, gradients) {
  const all = pull(gradients);
  if (!Number.isFinite(all)) return t("page.stack.endless");
  if (all === 0) return t("page.stack.nothing");
  const part = remains(gradients);
  const params = {
    all: number(all, digits),
    sum: number(part * all, digits),
    percent: number(100 * part, 3),
    cancelled: number(100 * (1 - part), 3),
  };
  return t(part > 1 - 1e-9 ? "page.stack.together" : "page.stack.remains", params);
}

/**
 * A bar from one place to another, hatched where it goes back, and a line down to where the next begins.
 *
 * @param {Link} link
 * @param {(value: number) => number} place
 */
function gradientBar({ n, from, to }, place) {
  const drawn = Number.isFinite(from) && Number.isFinite(to);
  const [start, end] = drawn ? [place(from), place(to)] : [0, 0];
  return m(
    "span",
    { key: "bar", class: "stack-bar", "aria-hidden": "true", style: { "--zero": `${place(0).toFixed(2)}%` } },
    drawn &&
      from !== to &&
      m("i", {
        key: "bar",
        class: to < from ? "negative" : null,
        style: { left: `${Math.min(start, end).toFixed(2)}%`, width: `${Math.abs(end - start).toFixed(2)}%` },
      }),
    drawn && n >= 0 && m("u", { key: "on", style: { left: `${end.toFixed(2)}%` } }),
  );
}
