/**
 * Wires and the numbers on them. A dashed wire is negative, a thick one has a large weight, and its colour says
 * which way the number on it flows.
 */

import { m } from "./marks.js";
import { INPUT, along, curve, labelAt, round } from "./layout.js";
import { breadth, wireKey } from "./view.js";

/**
 * @typedef {import("./view.js").Seen} Seen
 * @typedef {import("./layout.js").Point} Point
 * @typedef {"forward" | "backward"} Direction
 */

/**
 * The two ends of the wire between neuron `from` of one layer and neuron `to` of the next, in drawing order
 * (left end first), whichever way the number on it flows.
 *
 * @param {Seen} seen
 * @param {Direction} lane
 * @param {number} layer
 * @param {number} to
 * @param {number} from
 * @returns {[Point, Point]}
 */
export function ends(seen, lane, layer, to, from) {
  const { layout } = seen;
  const nodes = /** @type {import("./layout.js").Lane} */ (layout[lane]).nodes;
  const left = nodes[layer - 1][from];
  const right = nodes[layer][to];
  const half = layer === 1 ? INPUT : (lane === "forward" ? layout.node.width : layout.amplifier.width) / 2;
  const reach = lane === "forward" ? layout.node.width / 2 : layout.amplifier.width / 2 + layout.amplifier.capsule - 4;
  return [{ x: left.x + half, y: left.y }, { x: right.x - reach, y: right.y }];
}

/**
 * Where the number of a wire stands: in both lanes near the layer on the left, so that the two pictures of one wire can
 * be compared at a glance.
 *
 * @param {Seen} seen
 * @param {Direction} lane
 * @param {number} layer
 * @param {number} to
 * @param {number} from
 */
export function labelPoint(seen, lane, layer, to, from) {
  const [left, right] = ends(seen, lane, layer, to, from);
  return along(left, right, labelAt(Math.max(seen.sizes[layer], 2)));
}

/** @param {Seen} seen @param {number} weight */
export function thickness(seen, weight) {
  return round(1.3 + 3.2 * Math.min(1, Math.abs(weight) / seen.thick));
}

/**
 * All wires of one lane, and apart from them their labels, which are drawn over everything else: no number is crossed.
 *
 * @param {Seen} seen
 * @param {Direction} lane
 * @returns {{paths: import("./marks.js").Mark, labels: import("./marks.js").Mark}}
 */
export function wires(seen, lane) {
  /** @type {import("./marks.js").Mark[]} */
  const paths = [];
  /** @type {import("./marks.js").Mark[]} */
  const labels = [];
  /** @type {import("./marks.js").Mark[]} */
  const focus = [];
  for (let layer = 1; layer < seen.sizes.length; layer += 1) {
    for (let to = 0; to < seen.sizes[layer]; to += 1) {
      for (let from = 0; from < seen.sizes[layer - 1]; from += 1) {
        const hot = seen.hot.has(wireKey(lane, layer, to, from));
        const address = lane === "forward" ? `w.${layer}.${to}.${from}` : seen.here(`dl_dw.${layer}.${to}.${from}`);
        const chosen = seen.chosen === address || seen.chosen === `w.${layer}.${to}.${from}` || seen.chosen === seen.here(`dl_dw.${layer}.${to}.${from}`);
        paths.push(...path(seen, lane, layer, to, from, hot, chosen));
        if (seen.roomy || hot || chosen) (hot || chosen ? focus : labels).push(label(seen, lane, layer, to, from, hot, chosen));
      }
    }
  }
  return { paths: m("g", { key: `${lane}-wires` }, paths), labels: m("g", { key: `${lane}-labels` }, labels, focus) };
}

/**
 * @param {Seen} seen @param {Direction} lane @param {number} layer @param {number} to @param {number} from
 * @param {boolean} hot @param {boolean} chosen
 */
function path(seen, lane, layer, to, from, hot, chosen) {
  const weight = seen.problem.layers[layer - 1].W[to][from];
  const carries = lane === "forward" ? (layer === 1 ? `x.${from}` : `a.${layer - 1}.${from}`) : `dl_dz.${layer}.${to}`;
  const live = seen.known(seen.here(carries));
  const d = curve(...ends(seen, lane, layer, to, from));
  const address = lane === "forward" ? `w.${layer}.${to}.${from}` : seen.here(`dl_dw.${layer}.${to}.${from}`);
  const classes = ["wire", lane, weight < 0 && "negative", !live && "waiting", hot && "hot", chosen && "chosen"].filter(Boolean).join(" ");
  return [
    m("path", { key: `${lane}:${layer}.${to}.${from}`, class: classes, d, "stroke-width": thickness(seen, weight) }),
    m("path", { key: `${lane}:${layer}.${to}.${from}:hit`, class: "hit", d, "data-choose": address }),
  ];
}

/**
 * @param {Seen} seen @param {Direction} lane @param {number} layer @param {number} to @param {number} from
 * @param {boolean} hot @param {boolean} chosen
 */
function label(seen, lane, layer, to, from, hot, chosen) {
  const weight = `w.${layer}.${to}.${from}`;
  const renewed = `w_new.${layer}.${to}.${from}`;
  const gradient = seen.here(`dl_dw.${layer}.${to}.${from}`);
  const carries = lane === "forward" ? (layer === 1 ? `x.${from}` : `a.${layer - 1}.${from}`) : `dl_dz.${layer}.${to}`;
  const live = seen.known(seen.here(carries));
  const { x, y } = labelPoint(seen, lane, layer, to, from);
  const alone = !seen.layout[lane === "forward" ? "backward" : "forward"];
  const isRenewed = (lane === "forward" || alone) && seen.known(renewed);
  const isGradient = !isRenewed && (lane === "backward" || alone) && seen.known(gradient);
  const parts = isRenewed
    ? [part(seen, weight, "old", 7), " → ", part(seen, renewed, "new", 7)]
    : isGradient && lane === "forward"
      ? [part(seen, weight, "old", 7), "  ", part(seen, gradient, "gradient", 7)]
      : [isGradient ? part(seen, gradient, "", seen.layout.amplifier.room - 1) : part(seen, weight, "", 7, lane === "forward")];
  const length = parts.reduce((sum, one) => sum + (typeof one === "string" ? one.length : breadth(String(one.children[0]))), 0);
  const width = Math.max(24, 11 + 6.8 * length);
  const height = Math.min(18, Math.max(14, seen.layout.row / (seen.sizes[layer] + 1)));
  const address = isGradient || lane === "backward" ? gradient : weight;
  const classes = ["wire-label", lane, isGradient && lane === "backward" && "gradient", isRenewed && "renewed", !live && "waiting", hot && "hot", chosen && "chosen"];
  return m(
    "g",
    {
      key: `${lane}:${layer}.${to}.${from}:label`, class: classes.filter(Boolean).join(" "), role: "button", tabindex: "-1",
      "data-choose": address, "data-walk": lane, "data-edit": lane === "forward" ? weight : null,
      "aria-label": `${seen.name(address)} = ${seen.shown(address)}`,
    },
    m("rect", { key: "box", x: round(x - width / 2), y: round(y - height / 2), width: round(width), height: round(height), rx: round(height / 2) }),
    m("text", { key: "number", x: round(x), y: round(y + 4), "text-anchor": "middle" }, parts),
  );
}

/**
 * One number of a label; `own` when the element of this number is this one.
 *
 * @param {Seen} seen @param {string} address @param {string} name @param {number} room @param {boolean} [own]
 */
function part(seen, address, name, room, own = true) {
  return m("tspan", { key: address, id: own ? address : null, class: name || null }, seen.shown(address, room));
}
