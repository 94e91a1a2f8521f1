/**
 * The box for the neurons of a folded layer that are not drawn: how many there are, and a button to unfold them.
 * It lights up when the current step or the pointer concerns one of them, or a wire that ends at one.
 */

import { neuronOf, wireOf } from "../../network/address.js";
import { m } from "../../dom/marks.js";
import { curve, round } from "./layout.js";
import { foldedAddress } from "../matrices/outlines.js";

const BOX_WIDTH = 96;
const BOX_HEIGHT = 30;

/**
 * @param {import("./context.js").Context} context
 * @param {import("./layout.js").Lane} lane
 * @param {"forward" | "backward"} direction
 * @param {string | null} [pointed]  address of what is pointed at
 * @returns {import("../../dom/marks.js").Mark[]} with the wire that is pointed at, where one of its ends is in a box
 */
export function foldedBoxes(context, lane, direction, pointed = null) {
  const hidden = hiddenOf(context, pointed);
  const boxes = lane.folded.flatMap((centre, layer) => {
    if (!centre) return [];
    const count = context.sizes[layer] - context.layout.drawn[layer].length;
    const words = context.t("page.fold.unfold", { layer, count });
    const moving = undrawnMoving(context, direction, layer);
    const here = hidden.get(layer) ?? (moving.length === 1 ? moving[0] : undefined);
    const state = hidden.has(layer) ? " pointed" : moving.length > 0 ? " hot" : "";
    return [
      m(
        "g",
        {
          key: `folded:${layer}`,
          class: `folded ${direction}${state}`,
          role: "button",
          tabindex: "-1",
          "data-do": "unfold-layer",
          "data-of": String(layer),
          "data-point": foldedAddress(layer),
          "data-walk": direction,
          "aria-label": words,
        },
        m("title", { key: "title" }, words),
        m("rect", {
          key: "box",
          x: round(centre.x - BOX_WIDTH / 2),
          y: round(centre.y - BOX_HEIGHT / 2),
          width: BOX_WIDTH,
          height: BOX_HEIGHT,
          rx: BOX_HEIGHT / 2,
        }),
        m(
          "text",
          { key: "text", x: round(centre.x), y: round(centre.y + 4.5), "text-anchor": "middle" },
          here === undefined
            ? context.t("page.fold.more", { count })
            : context.t("page.fold.here", { neuron: here + 1 }),
        ),
      ),
    ];
  });
  return [...hiddenWire(context, lane, direction, pointed), ...boxes];
}

/**
 * Neurons that are pointed at and not drawn, or ends of a wire that is.
 *
 * @param {import("./context.js").Context} context
 * @param {string | null} pointed
 * @returns {Map<number, number>} by layer
 */
function hiddenOf({ layout: { drawn } }, pointed) {
  const wire = pointed === null ? null : wireOf(pointed);
  const neuron = pointed === null ? null : neuronOf(pointed);
  const ends = wire
    ? [
        { layer: wire.layer, neuron: wire.to },
        { layer: wire.layer - 1, neuron: wire.from },
      ]
    : neuron
      ? [neuron]
      : [];
  return new Map(
    ends.flatMap(({ layer, neuron: end }) => (drawn[layer]?.includes(end) === false ? [[layer, end]] : [])),
  );
}

/**
 * The neurons that the current step concerns and that are not drawn.
 *
 * @param {import("./context.js").Context} context
 * @param {"forward" | "backward"} direction
 * @param {number} layer
 * @returns {number[]}
 */
function undrawnMoving({ hot, layout: { drawn } }, direction, layer) {
  const start = `${direction}:${layer}.`;
  const neurons = [...hot].flatMap((key) =>
    key.startsWith(start) && /^\d+$/.test(key.slice(start.length)) ? [Number(key.slice(start.length))] : [],
  );
  return neurons.filter((neuron) => !drawn[layer].includes(neuron));
}

/**
 * A wire that is pointed at, as far as it can be drawn where one of its ends is not.
 *
 * @param {import("./context.js").Context} context
 * @param {import("./layout.js").Lane} lane
 * @param {"forward" | "backward"} direction
 * @param {string | null} pointed
 */
function hiddenWire(context, lane, direction, pointed) {
  const wire = pointed === null ? null : wireOf(pointed);
  const { drawn, node } = context.layout;
  if (!wire || (drawn[wire.layer]?.includes(wire.to) && drawn[wire.layer - 1].includes(wire.from))) return [];
  /** @param {number} layer @param {number} neuron @param {number} side */
  const end = (layer, neuron, side) => {
    const isDrawn = drawn[layer]?.includes(neuron);
    const centre = isDrawn ? lane.nodes[layer][neuron] : lane.folded[layer];
    return centre && { x: centre.x + side * (isDrawn ? node.width / 2 : BOX_WIDTH / 2), y: centre.y };
  };
  const [left, right] = [end(wire.layer - 1, wire.from, 1), end(wire.layer, wire.to, -1)];
  if (!left || !right) return [];
  const negative = context.problem.layers[wire.layer - 1].W[wire.to][wire.from] < 0;
  return [
    m("path", {
      key: "hidden-wire",
      class: `wire ${direction} pointed hidden-end${negative ? " negative" : ""}`,
      d: curve(left, right),
      "stroke-width": 2.5,
    }),
  ];
}
