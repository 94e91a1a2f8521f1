/**
 * What stands for the neurons of a folded layer that are not drawn: how many there are, and the way to see them. Is one
 * of them told of now or pointed at elsewhere, or a wire that ends at one, it is here.
 */

import { neuronOf, wireOf } from "../../network/address.js";
import { m } from "../../dom/marks.js";
import { curve, round } from "./layout.js";
import { restOf } from "../matrices/outlines.js";

const WIDTH = 96;
const HEIGHT = 30;

/**
 * @param {import("./context.js").Seen} seen
 * @param {import("./layout.js").Lane} lane
 * @param {"forward" | "backward"} direction
 */
export function rests(seen, lane, direction) {
  const hidden = hiddenOf(seen);
  const boxes = lane.rest.flatMap((at, layer) => {
    if (!at) return [];
    const count = seen.sizes[layer] - seen.layout.drawn[layer].length;
    const words = seen.t("page.fold.unfold", { layer, count });
    const told = toldOf(seen, direction, layer);
    const here = hidden.get(layer) ?? (told.length === 1 ? told[0] : undefined);
    const state = hidden.has(layer) ? " pointed" : told.length > 0 ? " hot" : "";
    return [
      m(
        "g",
        {
          key: `rest:${layer}`,
          class: `rest ${direction}${state}`,
          role: "button",
          tabindex: "-1",
          "data-do": "unfold-layer",
          "data-of": String(layer),
          "data-point": restOf(layer),
          "data-walk": direction,
          "aria-label": words,
        },
        m("title", { key: "title" }, words),
        m("rect", {
          key: "box",
          x: round(at.x - WIDTH / 2),
          y: round(at.y - HEIGHT / 2),
          width: WIDTH,
          height: HEIGHT,
          rx: HEIGHT / 2,
        }),
        m(
          "text",
          { key: "text", x: round(at.x), y: round(at.y + 4.5), "text-anchor": "middle" },
          here === undefined ? seen.t("page.fold.more", { count }) : seen.t("page.fold.here", { neuron: here + 1 }),
        ),
      ),
    ];
  });
  return [...hiddenWire(seen, lane, direction), ...boxes];
}

/**
 * Neurons that are pointed at and not drawn, or ends of a wire that is.
 *
 * @param {import("./context.js").Seen} seen
 * @returns {Map<number, number>} by layer
 */
function hiddenOf({ pointed, layout: { drawn } }) {
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
    ends.flatMap(({ layer, neuron: one }) => (drawn[layer]?.includes(one) === false ? [[layer, one]] : [])),
  );
}

/**
 * The neurons that are told of now and not drawn.
 *
 * @param {import("./context.js").Seen} seen
 * @param {"forward" | "backward"} direction
 * @param {number} layer
 * @returns {number[]}
 */
function toldOf({ hot, layout: { drawn } }, direction, layer) {
  const start = `${direction}:${layer}.`;
  const neurons = [...hot].flatMap((key) =>
    key.startsWith(start) && /^\d+$/.test(key.slice(start.length)) ? [Number(key.slice(start.length))] : [],
  );
  return neurons.filter((neuron) => !drawn[layer].includes(neuron));
}

/**
 * A wire that is pointed at, as far as it can be drawn where one of its ends is not.
 *
 * @param {import("./context.js").Seen} seen
 * @param {import("./layout.js").Lane} lane
 * @param {"forward" | "backward"} direction
 */
function hiddenWire(seen, lane, direction) {
  const wire = seen.pointed === null ? null : wireOf(seen.pointed);
  const { drawn, node } = seen.layout;
  if (!wire || (drawn[wire.layer]?.includes(wire.to) && drawn[wire.layer - 1].includes(wire.from))) return [];
  /** @param {number} layer @param {number} neuron @param {number} side */
  const end = (layer, neuron, side) => {
    const isDrawn = drawn[layer]?.includes(neuron);
    const at = isDrawn ? lane.nodes[layer][neuron] : lane.rest[layer];
    return at && { x: at.x + side * (isDrawn ? node.width / 2 : WIDTH / 2), y: at.y };
  };
  const [left, right] = [end(wire.layer - 1, wire.from, 1), end(wire.layer, wire.to, -1)];
  if (!left || !right) return [];
  const negative = seen.problem.layers[wire.layer - 1].W[wire.to][wire.from] < 0;
  return [
    m("path", {
      key: "hidden-wire",
      class: `wire ${direction} pointed hidden-end${negative ? " negative" : ""}`,
      d: curve(left, right),
      "stroke-width": 2.5,
    }),
  ];
}
