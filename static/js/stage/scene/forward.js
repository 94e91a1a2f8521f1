/**
 * The forward network: inputs, neurons with their activation's curve, and the loss. The tangent on each curve is
 * drawn in the colour of the backward pass, because its slope is the gain of the amplifier beneath.
 */

import { m } from "../../dom/marks.js";
import { WIDE } from "./folding.js";
import { INPUT, LOSS, curve, round } from "./layout.js";
import { neuronCurve } from "./neuron-curve.js";
import { slopeOf } from "../../network/problem.js";
import { breadth, nodeKey } from "./context.js";
import { rests } from "./folded-box.js";
import { alone } from "../../language/spoken-number.js";
import { wires } from "./wires.js";

/** @typedef {import("./context.js").Seen} Seen */

/** @param {Seen} seen */
export function forwardLane(seen) {
  const lane = /** @type {import("./layout.js").Lane} */ (seen.layout.forward);
  const last = seen.sizes.length - 1;
  const { paths, labels } = wires(seen, "forward");
  return [
    ...lossWires(seen, lane),
    paths,
    ...lane.nodes[0].map((at, j) => input(seen, at, j)),
    ...lane.nodes.slice(1).flatMap((column, index) => column.map((at, i) => neuron(seen, at, index + 1, i))),
    ...seen.layout.drawn[last].map((i, place) => target(seen, lane, i, place)),
    ...rests(seen, lane, "forward"),
    loss(seen, lane),
    labels,
  ];
}

/** @param {Seen} seen @param {import("./layout.js").Lane} lane */
function lossWires(seen, lane) {
  const last = seen.sizes.length - 1;
  return lane.nodes[last].map((at, i) =>
    m("path", {
      key: `loss:${i}`,
      class: [
        "wire forward to-loss",
        !seen.known(seen.here(`a.${last}.${i}`)) && "waiting",
        seen.hot.has("loss") && "hot",
      ]
        .filter(Boolean)
        .join(" "),
      d: curve({ x: at.x + seen.layout.node.width / 2, y: at.y }, { x: lane.loss.x - LOSS, y: lane.loss.y }),
      "stroke-width": 1.6,
    }),
  );
}

/** A longer number is written small, to stay in its circle. */
const BROAD = 6.4;

/** Characters by which an activation must be shorter to stand in the usual size, which is bold. */
const STRONG = 1.3;

/** @param {Seen} seen @param {import("./layout.js").Point} at @param {number} j */
function input(seen, at, j) {
  const address = seen.here(`x.${j}`);
  const words = seen.shown(address, 8);
  return m(
    "g",
    {
      key: `x.${j}`,
      class: `input ${seen.marked(address)}`,
      role: "button",
      tabindex: j === 0 ? "0" : "-1",
      "data-choose": address,
      "data-edit": address,
      "data-walk": "forward",
      "aria-label": alone(seen.said(address)),
    },
    m("circle", { key: "disc", cx: round(at.x), cy: round(at.y), r: INPUT }),
    m(
      "text",
      { key: "symbol", class: "symbol", x: round(at.x), y: round(at.y - 6), "text-anchor": "middle" },
      seen.name(address),
    ),
    m(
      "text",
      {
        key: "number",
        "data-address": address,
        class: `number strong${breadth(words) > BROAD ? " small" : ""}`,
        x: round(at.x),
        y: round(at.y + 14),
        "text-anchor": "middle",
      },
      words,
    ),
  );
}

/** @param {Seen} seen @param {import("./layout.js").Point} at @param {number} layer @param {number} i */
function neuron(seen, at, layer, i) {
  const { width, height, curve: side, room } = seen.layout.node;
  const z = seen.here(`z.${layer}.${i}`);
  const a = seen.here(`a.${layer}.${i}`);
  const b = `b.${layer}.${i}`;
  const renewed = `b_new.${layer}.${i}`;
  const left = at.x - width / 2;
  const edge = left + width - 10;
  const text = left + side + 14;
  const gap = height > 60 ? 13 : 11;
  const hot = seen.hot.has(nodeKey("forward", layer, i));
  const classes = [
    "neuron",
    hot && "hot",
    !seen.known(z) && "waiting",
    seen.marked(
      z,
      a,
      seen.here(slopeOf(seen.problem, layer, i)),
      seen.here(`dl_dz.${layer}.${i}`),
      seen.here(`dl_da.${layer}.${i}`),
    ),
  ];
  const nudged = seen.nudged?.address === b ? seen.nudged.shown : null;
  const activated = seen.shown(a, room);
  const isRenewed = seen.known(renewed) || nudged !== null;
  return m(
    "g",
    { key: `n.${layer}.${i}`, class: classes.filter(Boolean).join(" ") },
    m(
      "g",
      {
        key: "body",
        role: "button",
        tabindex: "-1",
        "data-choose": seen.known(a) ? a : z,
        "data-walk": "forward",
        "aria-label": seen.t("page.stage.neuron", { neuron: i + 1, layer, z: seen.heard(z), a: seen.heard(a) }),
      },
      m("rect", { key: "box", class: "body", x: round(left), y: round(at.y - height / 2), width, height, rx: 14 }),
      ...curveMarks(seen, layer, i, at),
      seen.sizes[layer] > WIDE &&
        m("text", { key: "which", class: "which", x: round(left + 2), y: round(at.y - height / 2 - 5) }, String(i + 1)),
      m("text", { key: "z-symbol", class: "symbol", x: round(text), y: round(at.y - gap + 5) }, seen.letters._z),
      m(
        "text",
        {
          key: "z",
          "data-address": z,
          class: "number",
          "data-choose": z,
          x: round(edge),
          y: round(at.y - gap + 5),
          "text-anchor": "end",
        },
        seen.shown(z, room),
      ),
      m("line", { key: "rule", class: "rule", x1: round(text), x2: round(edge), y1: round(at.y), y2: round(at.y) }),
      m("text", { key: "a-symbol", class: "symbol", x: round(text), y: round(at.y + gap + 5) }, seen.letters._a),
      m(
        "text",
        {
          key: "a",
          "data-address": a,
          class: `number strong${breadth(activated) > room - STRONG ? " small" : ""}`,
          "data-choose": a,
          x: round(edge),
          y: round(at.y + gap + 5),
          "text-anchor": "end",
        },
        activated,
      ),
    ),
    m(
      "g",
      {
        key: "bias",
        class: `bias${isRenewed ? " renewed" : ""} ${seen.marked(b, renewed)}${seen.hot.has(`bias:${layer}.${i}`) ? " hot" : ""}`,
        role: "button",
        tabindex: "-1",
        "data-choose": b,
        "data-edit": b,
        "data-walk": "forward",
        "aria-label": alone(seen.said(b)),
      },
      m("rect", { key: "box", x: round(at.x - 44), y: round(at.y - height / 2 - 17), width: 88, height: 15, rx: 7 }),
      m(
        "text",
        { key: "text", x: round(at.x), y: round(at.y - height / 2 - 6), "text-anchor": "middle" },
        m("tspan", { key: "symbol", class: "symbol" }, `${seen.letters._b} `),
        m("tspan", { key: "old", "data-address": b, class: isRenewed ? "old" : "" }, seen.shown(b, 9)),
        isRenewed && m("tspan", { key: "arrow", class: "arrow" }, " → "),
        isRenewed &&
          m(
            "tspan",
            { key: "new", "data-address": nudged === null ? renewed : null, class: "new" },
            nudged ?? seen.shown(renewed, 9),
          ),
      ),
    ),
  );
}

/** @param {Seen} seen @param {number} layer @param {number} i @param {import("./layout.js").Point} centre */
function curveMarks(seen, layer, i, centre) {
  const shape = neuronCurve(seen, layer, i, centre);
  if (!shape) return [];
  const { axis, points, point, tangent } = shape;
  return [
    m("line", { key: "axis", class: "axis", x1: axis.left, x2: axis.right, y1: axis.y, y2: axis.y }),
    m("polyline", { key: "curve", class: "curve", points: points.map((place) => place.join(",")).join(" ") }),
    tangent &&
      m("line", {
        key: "tangent",
        class: "tangent",
        x1: tangent[0][0],
        y1: tangent[0][1],
        x2: tangent[1][0],
        y2: tangent[1][1],
      }),
    point && m("circle", { key: "point", class: "point", cx: point[0], cy: point[1], r: 3.2 }),
  ];
}

/**
 * The targets stand over the loss and beneath it.
 *
 * @param {Seen} seen
 * @param {import("./layout.js").Lane} lane
 * @param {number} i
 * @param {number} place  among those that are drawn
 */
function target(seen, lane, i, place) {
  const address = seen.here(`t.${i}`);
  const above = Math.ceil(seen.layout.drawn[seen.sizes.length - 1].length / 2);
  const y = lane.loss.y + (place < above ? -56 - (above - 1 - place) * 20 : 64 + (place - above) * 20);
  return m(
    "g",
    {
      key: `t.${i}`,
      class: `target ${seen.marked(address)}`,
      role: "button",
      tabindex: "-1",
      "data-choose": address,
      "data-edit": address,
      "data-walk": "forward",
      "aria-label": alone(seen.said(address)),
    },
    m("rect", { key: "box", x: round(lane.loss.x - LOSS), y: round(y - 14), width: 2 * LOSS, height: 19, rx: 9 }),
    m(
      "text",
      { key: "text", x: round(lane.loss.x), y: round(y), "text-anchor": "middle" },
      m("tspan", { key: "symbol", class: "symbol" }, `${seen.name(address)} = `),
      m("tspan", { key: "number", "data-address": address, class: "number" }, seen.shown(address, 7)),
    ),
  );
}

/** @param {Seen} seen @param {import("./layout.js").Lane} lane */
function loss(seen, lane) {
  const { x, y } = lane.loss;
  const l = seen.here("l");
  const many = seen.trace.l.length > 1;
  const classes = ["loss", seen.hot.has("loss") && "hot", !seen.known(l) && "waiting", seen.marked(l, "L")];
  return m(
    "g",
    {
      key: "loss",
      class: classes.filter(Boolean).join(" "),
      role: "button",
      tabindex: "-1",
      "data-choose": l,
      "data-walk": "forward",
      "aria-label": alone(seen.said(l)),
    },
    m("circle", { key: "disc", cx: round(x), cy: round(y), r: LOSS }),
    ...(many ? totals(seen, l, x, y) : ownLoss(seen, l, x, y)),
  );
}

/**
 * The loss of the only sample, and after the update the new one.
 *
 * @param {Seen} seen
 * @param {string} l
 * @param {number} x
 * @param {number} y
 */
function ownLoss(seen, l, x, y) {
  const after = seen.afterUpdate?.l;
  return [
    m(
      "text",
      { key: "symbol", class: "symbol", x: round(x), y: round(y - (after ? 20 : 10)), "text-anchor": "middle" },
      seen.name(l),
    ),
    m(
      "text",
      {
        key: "number",
        "data-address": l,
        class: "number strong",
        x: round(x),
        y: round(y + (after ? 0 : 11)),
        "text-anchor": "middle",
      },
      seen.shown(l),
    ),
    after &&
      m(
        "text",
        { key: "after", class: "number after", x: round(x), y: round(y + 20), "text-anchor": "middle" },
        `→ ${after}`,
      ),
  ];
}

/**
 * One of several losses, and their total, which is what an update changes.
 *
 * @param {Seen} seen
 * @param {string} l
 * @param {number} x
 * @param {number} y
 */
function totals(seen, l, x, y) {
  const after = seen.afterUpdate?.L;
  /** @param {string} key @param {string} address @param {number} at @param {string} name */
  const line = (key, address, at, name) =>
    m(
      "text",
      { key, class: `number ${name}`, x: round(x), y: round(at), "text-anchor": "middle", "data-choose": address },
      m("tspan", { key: "symbol", class: "symbol" }, `${seen.name(address)} `),
      m("tspan", { key: "number", "data-address": address }, seen.shown(address, 7)),
    );
  return [
    line("own", l, y - (after ? 16 : 6), "small"),
    line("total", "L", y + (after ? 4 : 16), "strong"),
    after &&
      m(
        "text",
        { key: "after", class: "number after", x: round(x), y: round(y + 23), "text-anchor": "middle" },
        `→ ${after}`,
      ),
  ];
}
