/**
 * What has arrived at a neuron so far: in the finest grain, where a step is told product by product, they are written
 * beneath it until they are added up.
 */

import { output, read } from "../../network/address.js";
import { m } from "../../dom/marks.js";
import { INPUT, round } from "./layout.js";
import { movingOf, stepsOf } from "../../state/page.js";
import { own, wiresOf } from "./journeys.js";
import { breadth } from "./context.js";

/** Of more terms only their number and their sum are written. */
const LISTED = 3;

const CHARACTER = 7.4;
const HEIGHT = 20;

/**
 * @param {import("../../state/page.js").Page} page
 * @param {import("./context.js").Seen} seen
 */
export function ledger(page, seen) {
  const told = movingOf(page);
  if (!told?.operation) return null;
  const step = stepsOf(page)[told.steps[0]];
  const lane = step.quantity === "z" ? "forward" : "backward";
  const at = seen.layout[lane]?.nodes[step.layer]?.[own(step)];
  const terms = arrived(seen, step, told.operation, told.progress);
  if (!at || terms.length === 0) return null;
  const words = written(seen, terms, told.operation.index === told.operation.count - 1);
  const width = 24 + CHARACTER * breadth(words);
  const half = lane === "forward" ? seen.layout.node.height / 2 : seen.layout.amplifier.height / 2;
  const y = at.y + (step.layer === 0 ? INPUT : half) + 4;
  return m(
    "g",
    { key: "ledger", class: `ledger ${lane}` },
    m("rect", {
      key: "box",
      x: round(at.x - width / 2),
      y: round(y),
      width: round(width),
      height: HEIGHT,
      rx: HEIGHT / 2,
    }),
    m("text", { key: "sum", x: round(at.x), y: round(y + 14), "text-anchor": "middle" }, words),
  );
}

/**
 * The products that have come, and last the bias.
 *
 * @param {import("./context.js").Seen} seen
 * @param {import("../../network/types.js").Step} step
 * @param {NonNullable<import("../../network/types.js").Unit["operation"]>} operation
 * @param {number} progress
 * @returns {number[]}
 */
function arrived(seen, step, { index, count }, progress) {
  /** @param {string} address */
  const number = (address) => Number(read(address, seen.problem, seen.trace) ?? NaN);
  const wires = wiresOf(step);
  const adding = index === count - 1;
  const come = adding ? wires : wires.slice(0, index + (progress >= 1 ? 1 : 0));
  const products = come.map(
    ({ layer, to, from }) =>
      number(`w.${layer}.${to}.${from}`) *
      number(seen.here(step.quantity === "z" ? output(layer - 1, from) : `dl_dz.${layer}.${to}`)),
  );
  return step.quantity === "z" && adding ? [...products, number(`b.${step.layer}.${own(step)}`)] : products;
}

/** @param {import("./context.js").Seen} seen @param {number[]} terms @param {boolean} adding */
function written(seen, terms, adding) {
  const sum = terms.reduce((one, other) => one + other, 0);
  const listed =
    terms.length > LISTED
      ? `Σ${terms.length}`
      : terms
          .map(
            (term, k) =>
              `${k === 0 ? "" : term < 0 ? " − " : " + "}${seen.written(k === 0 ? term : Math.abs(term), 8)}`,
          )
          .join("");
  return adding || terms.length > LISTED ? `${listed} = ${seen.written(sum, 8)}` : listed;
}
