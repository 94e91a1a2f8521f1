/**
 * Many samples: a strip to choose one from, each with its loss; and the gradient of every sample beside their sum, so
 * that one sees what adds up and what cancels.
 */

import { m } from "./marks.js";
import { iconButton } from "./parts.js";
import { number, numeric } from "./format.js";
import { at, parse, read } from "./address.js";
import { isKnown } from "./page.js";
import { nameOf } from "./symbols.js";

/** @typedef {import("./page.js").Page} Page */

/** More samples than this are counted, not listed. */
const LISTED = 24;
const CHIPS = 64;

/** @param {Page} page */
export function strip(page) {
  const { t, answer } = page;
  const count = answer?.problem.x.length ?? 1;
  if (!answer || count < 2) return [];
  const losses = answer.trace.l.map(numeric);
  const largest = Math.max(...losses.filter(Number.isFinite).map(Math.abs), 1e-300);
  const known = isKnown(page, "L");
  return [
    m("div", { key: "strip", class: "strip", role: "group", "aria-label": t("page.samples.strip") },
      losses.slice(0, CHIPS).map((loss, n) =>
        m("button", { key: n, type: "button", class: "sample-chip", "data-do": "sample", "data-of": String(n), "aria-pressed": String(n === page.sample), "aria-label": t("page.samples.chip", { sample: n + 1, loss: known ? number(loss, page.digits) : "–" }), title: t("page.samples.chip", { sample: n + 1, loss: known ? number(loss, page.digits) : "–" }) },
          m("span", { key: "n" }, String(n + 1)),
          m("i", { key: "bar", "aria-hidden": "true", style: { width: `${known && Number.isFinite(loss) ? Math.max(4, (100 * Math.abs(loss)) / largest).toFixed(1) : 0}%` } }))),
      count > CHIPS && m("span", { key: "more", class: "hint" }, t("page.samples.more", { count: count - CHIPS }))),
  ];
}

/** What a wire's or a neuron's gradient is the sum of. @param {string} address @returns {{one: string, total: string} | null} */
function parts(address) {
  const found = parse(address);
  const kinds = /** @type {Record<string, "w" | "b">} */ ({ w: "w", dl_dw: "w", dL_dw: "w", w_new: "w", b: "b", dl_db: "b", dL_db: "b", b_new: "b", dl_dz: "b" });
  const kind = found && kinds[found.quantity];
  return found && kind ? { one: [`dl_d${kind}`, ...found.indices].join("."), total: [`dL_d${kind}`, ...found.indices].join(".") } : null;
}

/**
 * How much of the samples' gradients is left in their sum: 1 where all pull the same way, 0 where they cancel.
 *
 * @param {readonly number[]} gradients
 */
export function remains(gradients) {
  const all = gradients.reduce((sum, one) => sum + Math.abs(one), 0);
  return all > 0 ? Math.abs(gradients.reduce((sum, one) => sum + one, 0)) / all : 1;
}

/** @param {Page} page @param {string} address  in the inspector */
export function stack(page, address) {
  const { t, answer, digits } = page;
  const found = parts(address);
  const count = answer?.problem.x.length ?? 1;
  if (!answer || !found || count < 2 || !isKnown(page, found.total)) return null;
  const { problem, trace } = answer;
  const gradients = problem.x.map((_, n) => numeric(read(at(found.one, n), problem, trace)));
  const total = numeric(read(found.total, problem, trace));
  const largest = Math.max(...gradients.filter(Number.isFinite).map(Math.abs), Math.abs(total), 1e-300);
  const listed = gradients.slice(0, LISTED);
  return m(
    "section",
    { key: "stack", class: "section" },
    m("h3", null, t("page.stack.title")),
    m("ul", { class: "stack" },
      listed.map((gradient, n) => m("li", { key: n, class: n === answer.sample ? "stack-row told" : "stack-row" },
        m("button", { key: "pick", type: "button", class: "pick", "data-do": "sample", "data-of": String(n), "aria-label": t("page.stack.pick", { sample: n + 1, gradient: number(gradient, digits) }) }, String(n + 1)),
        bar(gradient, largest),
        m("span", { key: "number", class: "stack-number is-backward", "data-stack": String(n) }, number(gradient, digits)),
        iconButton({ action: "remove-sample", of: String(n), image: "close", label: t("page.stack.out", { sample: n + 1 }) }))),
      count > LISTED && m("li", { key: "more", class: "hint" }, t("page.samples.more", { count: count - LISTED })),
      m("li", { key: "sum", class: "stack-row sum" },
        m("span", { key: "name" }, problem.reduction === "mean" ? "⌀" : "Σ"), bar(total, largest),
        m("span", { key: "number", class: "stack-number", "data-stack": "sum", "data-choose": found.total }, number(total, digits)))),
    m("p", { key: "remains", class: "hint" }, t(problem.reduction === "mean" ? "page.stack.remains-mean" : "page.stack.remains", { name: nameOf(page, found.total), percent: number(100 * remains(gradients), 3) })),
  );
}

/** A bar to the right, or hatched to the left where it is negative. @param {number} value @param {number} largest */
function bar(value, largest) {
  const width = Number.isFinite(value) ? (50 * Math.abs(value)) / largest : 0;
  const left = value < 0 ? 50 - width : 50;
  return m("span", { key: "bar", class: "stack-bar", "aria-hidden": "true" }, m("i", { class: value < 0 ? "negative" : null, style: { left: `${left.toFixed(2)}%`, width: `${width.toFixed(2)}%` } }));
}
