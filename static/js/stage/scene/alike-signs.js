/** An equals sign between the neurons of a layer that are exactly alike, and so will stay alike. */

import { m } from "../../dom/marks.js";
import { alikeGroups } from "../../network/symmetry.js";
import { round } from "./layout.js";

/** How far from the left edge of a neuron, where its bias leaves room, and how far around others. */
const INSET = 11;
const AROUND = 26;

/** Half the height of the sign. */
const HALF_SIGN = 5;

/** @param {import("./context.js").Context} context */
export function alikeSigns(context) {
  const { layout, problem } = context;
  const { forward, drawn } = layout;
  if (!forward) return null;
  const signs = alikeGroups(problem.layers).flatMap(({ layer, neurons }) => {
    const slots = drawn[layer].flatMap((neuron, slot) => (neurons.includes(neuron) ? [slot] : []));
    return slots.slice(1).map((slot, index) => {
      const [upper, lower] = [slots[index], slot].map((place) => forward.nodes[layer][drawn[layer][place]]);
      return between(`${layer}.${slot}`, upper, lower, layout.node, slot - slots[index] === 1);
    });
  });
  return signs.length > 0 && m("g", { key: "alike", class: "alike-sign", "aria-hidden": "true" }, ...signs);
}

/**
 * @param {string} key
 * @param {import("./layout.js").Point} upper
 * @param {import("./layout.js").Point} lower
 * @param {{width: number, height: number}} node
 * @param {boolean} isNext  whether no other neuron stands between them
 */
function between(key, upper, lower, { width, height }, isNext) {
  const x = upper.x - width / 2 + INSET;
  const [top, bottom] = [upper.y + height / 2, lower.y - height / 2];
  const middle = (top + bottom) / 2;
  const beside = isNext ? x : x - AROUND;
  const [begin, end] = [`${round(x)},${round(top)}`, `${round(x)},${round(bottom)}`];
  const [above, below] = [round(middle - HALF_SIGN), round(middle + HALF_SIGN)];
  const bow = isNext
    ? `M${begin} V${above} M${round(x)},${below} V${round(bottom)}`
    : `M${begin} L${round(beside)},${round(top + AROUND)} V${above}` +
      ` M${round(beside)},${below} V${round(bottom - AROUND)} L${end}`;
  return m(
    "g",
    { key },
    m("path", { key: "line", d: bow }),
    m("text", { key: "sign", x: round(beside), y: round(middle + 4), "text-anchor": "middle" }, "="),
  );
}
