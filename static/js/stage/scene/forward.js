/**
 * The forward network: inputs, neurons with their activation's curve, and the loss. The tangent on each curve is
 * drawn in the colour of the backward pass, because its slope is the gain of the amplifier beneath.
 */

import { m } from "../../dom/marks.js";
import { FOLD_ABOVE } from "./folding.js";
import { INPUT_RADIUS, LOSS_RADIUS, curve, round } from "./layout.js";
import { neuronCurve } from "./neuron-curve.js";
import { slopeOf } from "../../network/problem.js";
import { breadth, nodeKey } from "./context.js";
import { foldedBoxes } from "./folded-box.js";
import { alone } from "../../language/spoken-number.js";
import { TARGET_WIDTH, targetHeight } from "./target-place.js";
import { wires } from "./wires.js";

/** @typedef {import("./context.js").Context} Context */

/** @param {Context} context */
export function forwardLane(context) {
  const lane = /** @type {import("./layout.js").Lane} */ (context.layout.forward);
  const last = context.sizes.length - 1;
  const { paths, labels } = wires(context, "forward");
  return [
    ...lossWires(context, lane),
    paths,
    ...lane.nodes[0].map((centre, j) => input(context, centre, j)),
    ...lane.nodes.slice(1).flatMap((column, index) => column.map((centre, i) => neuron(context, centre, index + 1, i))),
    ...context.layout.drawn[last].map((i, place) => target(context, lane, i, place)),
    ...foldedBoxes(context, lane, "forward"),
    loss(context, lane),
    labels,
  ];
}

/** @param {Context} context @param {import("./layout.js").Lane} lane */
function lossWires(context, lane) {
  const last = context.sizes.length - 1;
  return lane.nodes[last].map((centre, i) =>
    m("path", {
      key: `loss:${i}`,
      class: [
        "wire forward to-loss",
        !context.known(context.here(`a.${last}.${i}`)) && "waiting",
        context.hot.has("loss") && "hot",
      ]
        .filter(Boolean)
        .join(" "),
      d: curve(
        { x: centre.x + context.layout.node.width / 2, y: centre.y },
        { x: lane.loss.x - LOSS_RADIUS, y: lane.loss.y },
      ),
      "stroke-width": 1.6,
    }),
  );
}

/** A longer number is written small, to stay in its circle. */
const MAX_INPUT_CHARACTERS = 6;

/** How much larger the neuron of the current step is, on every side, and how long its numbers may be. */
const TOLD_GROWTH = 3;
const TOLD_CHARACTERS = 6.7;

/** Characters by which an activation must be shorter to stand in the usual size, which is bold. */
const BOLD_EXTRA_CHARACTERS = 0.8;

/** @param {Context} context @param {import("./layout.js").Point} centre @param {number} j */
function input(context, centre, j) {
  const address = context.here(`x.${j}`);
  const words = context.shown(address, 8);
  return m(
    "g",
    {
      key: `x.${j}`,
      class: `input ${context.marked(address)}`,
      numbers: [address],
      role: "button",
      tabindex: j === 0 ? "0" : "-1",
      "data-choose": address,
      "data-edit": address,
      "data-walk": "forward",
      "aria-label": alone(context.spokenNumber(address)),
    },
    m("circle", { key: "disc", cx: round(centre.x), cy: round(centre.y), r: INPUT_RADIUS }),
    m(
      "text",
      { key: "symbol", class: "symbol", x: round(centre.x), y: round(centre.y - 6), "text-anchor": "middle" },
      context.name(address),
    ),
    m(
      "text",
      {
        key: "number",
        "data-address": address,
        class: `number strong${breadth(words) > MAX_INPUT_CHARACTERS ? " small" : ""}`,
        x: round(centre.x),
        y: round(centre.y + 14),
        "text-anchor": "middle",
      },
      words,
    ),
  );
}

/** @param {Context} context @param {import("./layout.js").Point} centre @param {number} layer @param {number} i */
function neuron(context, centre, layer, i) {
  const { width, height, tall, curve: side, room, lines } = context.layout.node;
  const z = context.here(`z.${layer}.${i}`);
  const a = context.here(`a.${layer}.${i}`);
  const b = `b.${layer}.${i}`;
  const renewed = `b_new.${layer}.${i}`;
  const left = centre.x - width / 2;
  const edge = left + width - 7;
  const text = left + (tall ? 9 : side + 12);
  const hot = context.hot.has(nodeKey("forward", layer, i));
  const numbers = [
    z,
    a,
    context.here(slopeOf(context.problem, layer, i)),
    context.here(`dl_dz.${layer}.${i}`),
    context.here(`dl_da.${layer}.${i}`),
  ];
  const classes = ["neuron", tall && "tall", hot && "hot", !context.known(z) && "waiting", context.marked(...numbers)];
  const nudged = context.nudged?.address === b ? context.nudged.shown : null;
  const grown = hot ? TOLD_GROWTH : 0;
  const activated = context.shown(a, hot ? TOLD_CHARACTERS : room);
  const isRenewed = context.known(renewed) || nudged !== null;
  return m(
    "g",
    { key: `n.${layer}.${i}`, class: classes.filter(Boolean).join(" "), numbers },
    m(
      "g",
      {
        key: "body",
        role: "button",
        tabindex: "-1",
        "data-choose": context.known(a) ? a : z,
        "data-walk": "forward",
        "aria-label": context.t("page.stage.neuron", {
          neuron: i + 1,
          layer,
          z: context.spokenValue(z),
          a: context.spokenValue(a),
        }),
      },
      m("rect", {
        key: "box",
        class: "body",
        x: round(left - grown),
        y: round(centre.y - height / 2 - grown),
        width: width + 2 * grown,
        height: height + 2 * grown,
        rx: 14,
      }),
      ...curveMarks(context, layer, i, centre),
      context.sizes[layer] > FOLD_ABOVE &&
        m(
          "text",
          { key: "which", class: "which", x: round(left + 2), y: round(centre.y - height / 2 - 5) },
          String(i + 1),
        ),
      m(
        "text",
        { key: "z-symbol", class: "symbol", x: round(text), y: round(centre.y + lines.z + 5) },
        context.letters._z,
      ),
      m(
        "text",
        {
          key: "z",
          "data-address": z,
          class: "number",
          "data-choose": z,
          x: round(edge),
          y: round(centre.y + lines.z + 5),
          "text-anchor": "end",
        },
        context.shown(z, hot ? TOLD_CHARACTERS : room),
      ),
      m("line", {
        key: "rule",
        class: "rule",
        x1: round(text),
        x2: round(edge),
        y1: round(centre.y + lines.rule),
        y2: round(centre.y + lines.rule),
      }),
      m(
        "text",
        { key: "a-symbol", class: "symbol", x: round(text), y: round(centre.y + lines.a + 5) },
        context.letters._a,
      ),
      m(
        "text",
        {
          key: "a",
          "data-address": a,
          class: `number strong${breadth(activated) > room - BOLD_EXTRA_CHARACTERS && !hot ? " small" : ""}`,
          "data-choose": a,
          x: round(edge),
          y: round(centre.y + lines.a + 5),
          "text-anchor": "end",
        },
        activated,
      ),
    ),
    m(
      "g",
      {
        key: "bias",
        class: `bias${isRenewed ? " renewed" : ""} ${context.marked(b, renewed)}${context.hot.has(`bias:${layer}.${i}`) ? " hot" : ""}`,
        numbers: [b, renewed],
        role: "button",
        tabindex: "-1",
        "data-choose": b,
        "data-edit": b,
        "data-walk": "forward",
        "aria-label": alone(context.spokenNumber(b)),
      },
      m("rect", {
        key: "box",
        x: round(centre.x - 44),
        y: round(centre.y - height / 2 - 17),
        width: 88,
        height: 15,
        rx: 7,
      }),
      m(
        "text",
        { key: "text", x: round(centre.x), y: round(centre.y - height / 2 - 6), "text-anchor": "middle" },
        m("tspan", { key: "symbol", class: "symbol" }, `${context.letters._b} `),
        m("tspan", { key: "old", "data-address": b, class: isRenewed ? "old" : "" }, context.shown(b, 9)),
        isRenewed && m("tspan", { key: "arrow", class: "arrow" }, " → "),
        isRenewed &&
          m(
            "tspan",
            { key: "new", "data-address": nudged === null ? renewed : null, class: "new" },
            nudged ?? context.shown(renewed, 9),
          ),
      ),
    ),
  );
}

/** @param {Context} context @param {number} layer @param {number} i @param {import("./layout.js").Point} centre */
function curveMarks(context, layer, i, centre) {
  const shape = neuronCurve(context, layer, i, centre);
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
 * A target, with its word.
 *
 * @param {Context} context
 * @param {import("./layout.js").Lane} lane
 * @param {number} i
 * @param {number} place  among those that are drawn
 */
function target(context, lane, i, place) {
  const address = context.here(`t.${i}`);
  const y = targetHeight(context, lane, place);
  return m(
    "g",
    {
      key: `t.${i}`,
      class: `target ${context.marked(address)}`,
      numbers: [address],
      role: "button",
      tabindex: "-1",
      "data-choose": address,
      "data-edit": address,
      "data-walk": "forward",
      "aria-label": alone(context.spokenNumber(address)),
    },
    m("rect", {
      key: "box",
      x: round(lane.loss.x - TARGET_WIDTH / 2),
      y: round(y - 14),
      width: TARGET_WIDTH,
      height: 19,
      rx: 9,
    }),
    m(
      "text",
      { key: "text", x: round(lane.loss.x), y: round(y), "text-anchor": "middle" },
      m("tspan", { key: "word", class: "word" }, `${context.t("page.name.t")} `),
      m("tspan", { key: "symbol", class: "symbol" }, `${context.name(address)} = `),
      m("tspan", { key: "number", "data-address": address, class: "number" }, context.shown(address, 6)),
    ),
  );
}

/** @param {Context} context @param {import("./layout.js").Lane} lane */
function loss(context, lane) {
  const { x, y } = lane.loss;
  const l = context.here("l");
  const many = context.trace.l.length > 1;
  const classes = ["loss", context.hot.has("loss") && "hot", !context.known(l) && "waiting", context.marked(l, "L")];
  return m(
    "g",
    {
      key: "loss",
      class: classes.filter(Boolean).join(" "),
      numbers: [l, "L"],
      role: "button",
      tabindex: "-1",
      "data-choose": l,
      "data-walk": "forward",
      "aria-label": alone(context.spokenNumber(l)),
    },
    m("circle", { key: "disc", cx: round(x), cy: round(y), r: LOSS_RADIUS }),
    ...(many ? totals(context, l, x, y) : ownLoss(context, l, x, y)),
  );
}

/**
 * The loss of the only sample, and after the update the new one.
 *
 * @param {Context} context
 * @param {string} l
 * @param {number} x
 * @param {number} y
 */
function ownLoss(context, l, x, y) {
  const after = context.afterUpdate?.l;
  return [
    m(
      "text",
      { key: "symbol", class: "symbol", x: round(x), y: round(y - (after ? 20 : 10)), "text-anchor": "middle" },
      context.name(l),
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
      context.shown(l),
    ),
    after &&
      m(
        "text",
        { key: "after", class: "number small after", x: round(x), y: round(y + 19), "text-anchor": "middle" },
        `→ ${after}`,
      ),
  ];
}

/**
 * One of several losses, and their total, which is what an update changes.
 *
 * @param {Context} context
 * @param {string} l
 * @param {number} x
 * @param {number} y
 */
function totals(context, l, x, y) {
  const after = context.afterUpdate?.L;
  /** @param {string} key @param {string} address @param {number} height @param {string} name */
  const line = (key, address, height, name) =>
    m(
      "text",
      { key, class: `number ${name}`, x: round(x), y: round(height), "text-anchor": "middle", "data-choose": address },
      m("tspan", { key: "symbol", class: "symbol" }, `${context.name(address)} `),
      m("tspan", { key: "number", "data-address": address }, context.shown(address, 7)),
    );
  return [
    line("own", l, y - (after ? 16 : 6), "small"),
    line("total", "L", y + (after ? 4 : 16), "strong"),
    after &&
      m(
        "text",
        { key: "after", class: "number small after", x: round(x), y: round(y + 22), "text-anchor": "middle" },
        `→ ${after}`,
      ),
  ];
}
