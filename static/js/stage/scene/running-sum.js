/**
 * What has arrived at a neuron so far: in the finest grain, where a step goes product by product, the products are
 * written below it until they are added up.
 */

import { sentAddress, valueAt } from "../../network/address.js";
import { m } from "../../dom/marks.js";
import { INPUT_RADIUS, round } from "./layout.js";
import { movingOf, stepsOf } from "../../state/page.js";
import { own, wiresOf } from "./journeys.js";
import { breadth } from "./context.js";

/** More terms than this are written as their number and their sum. */
const MAX_LISTED_TERMS = 3;

const SUM_CHARACTER_WIDTH = 7.4;
const SUM_HEIGHT = 20;

/**
 * @param {import("../../state/page.js").Page} page
 * @param {import("./context.js").Context} context
 */
export function runningSum(page, context) {
  const moving = movingOf(page);
  if (!moving?.operation) return null;
  const step = stepsOf(page)[moving.steps[0]];
  const lane = step.quantity === "z" ? "forward" : "backward";
  const centre = context.layout[lane]?.nodes[step.layer]?.[own(step)];
  const terms = arrived(context, step, moving.operation, moving.ended);
  if (!centre || terms.length === 0) return null;
  const words = sumText(context, terms, moving.operation.index === moving.operation.count - 1);
  const width = 24 + SUM_CHARACTER_WIDTH * breadth(words);
  const half = lane === "forward" ? context.layout.node.height / 2 : context.layout.amplifier.height / 2;
  const y = centre.y + (step.layer === 0 ? INPUT_RADIUS : half) + 4;
  return m(
    "g",
    { key: "ledger", class: `ledger ${lane}` },
    m("rect", {
      key: "box",
      x: round(centre.x - width / 2),
      y: round(y),
      width: round(width),
      height: SUM_HEIGHT,
      rx: SUM_HEIGHT / 2,
    }),
    m("text", { key: "sum", x: round(centre.x), y: round(y + 14), "text-anchor": "middle" }, words),
  );
}

/**
 * The products that have come, and last the bias.
 *
 * @param {import("./context.js").Context} context
 * @param {import("../../network/types.js").Step} step
 * @param {NonNullable<import("../../network/types.js").Unit["operation"]>} operation
 * @param {boolean} ended
 * @returns {number[]}
 */
function arrived(context, step, { index, count }, ended) {
  /** @param {string} address */
  const number = (address) => Number(valueAt(address, context.problem, context.trace) ?? NaN);
  const wires = wiresOf(step);
  const adding = index === count - 1;
  const come = adding ? wires : wires.slice(0, index + (ended ? 1 : 0));
  const products = come.map(
    ({ layer, to, from }) =>
      number(`w.${layer}.${to}.${from}`) *
      number(context.here(step.quantity === "z" ? sentAddress(layer - 1, from) : `dl_dz.${layer}.${to}`)),
  );
  return step.quantity === "z" && adding ? [...products, number(`b.${step.layer}.${own(step)}`)] : products;
}

/** @param {import("./context.js").Context} context @param {number[]} terms @param {boolean} adding */
function sumText(context, terms, adding) {
  const sum = terms.reduce((total, term) => total + term, 0);
  const listed =
    terms.length > MAX_LISTED_TERMS
      ? `Σ${terms.length}`
      : terms
          .map(
            (term, k) =>
              `${k === 0 ? "" : term < 0 ? " − " : " + "}${context.formatted(k === 0 ? term : Math.abs(term), 8)}`,
          )
          .join("");
  return adding || terms.length > MAX_LISTED_TERMS ? `${listed} = ${context.formatted(sum, 8)}` : listed;
}
