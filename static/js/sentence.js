/**
 * One sentence for the present moment: what happens now, in words, with its numbers.
 *
 * @typedef {import("./types.js").Part} Part
 */
import { number } from "./format.js";
import { read } from "./address.js";
import { notationOf, symbol, text } from "./symbols.js";
import { now } from "./units.js";

/**
 * @param {object} given
 * @param {import("./types.js").Problem} given.problem
 * @param {import("./types.js").Trace} given.trace
 * @param {import("./types.js").State} given.state
 * @param {import("./types.js").Unit[]} given.units  of the state's grain
 * @param {import("./types.js").Translate} given.t
 * @param {number} given.digits
 * @returns {Part[]}
 */
export function sentence({ problem, trace, state, units, t, digits }) {
  const present = now(units, state.at);
  if (!present) return [{ text: t("step.start"), role: "plain" }];
  const last = trace.steps[present.unit.steps[present.unit.steps.length - 1]];
  const address = last.writes[0];
  const role = last.phase === "forward" || last.phase === "loss" ? "forward" : "backward";
  return [{ text: `${text(symbol(address, notationOf(address, problem)))} = ${number(read(address, problem, trace), digits)}`, role }];
}
