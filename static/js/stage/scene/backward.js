/**
 * The reversed network: the same wires turned round, and in each neuron's place an amplifier that multiplies by the
 * slope of the activation above it. What comes in stands over the gain, what comes out in the capsule at the tip.
 */

import { number } from "../../language/number.js";
import { frozenInput, frozenMarks } from "./frozen-gains.js";
import { m } from "../../dom/marks.js";
import { FOLD_ABOVE } from "./folding.js";
import { INPUT_RADIUS, LOSS_RADIUS, along, curve, round } from "./layout.js";
import { NEGLIGIBLE_SHARE, breadth, nodeKey } from "./context.js";
import { foldedBoxes } from "./folded-box.js";
import { alone } from "../../language/spoken-number.js";
import { slopeOf } from "../../network/problem.js";
import { flow, wires } from "./wires.js";

/** @typedef {import("./context.js").Context} Context */

/** @param {Context} context */
export function backwardLane(context) {
  const lane = /** @type {import("./layout.js").Lane} */ (context.layout.backward);
  const { paths, labels } = wires(context, "backward");
  return [
    ...entering(context, lane),
    paths,
    ...lane.nodes[0].map((centre, j) => input(context, centre, j)),
    ...lane.nodes
      .slice(1)
      .flatMap((column, index) => column.map((centre, i) => amplifier(context, centre, index + 1, i))),
    ...foldedBoxes(context, lane, "backward"),
    loss(context, lane),
    labels,
  ];
}

/**
 * ∂l/∂y on its way from the loss to the amplifiers of the last layer.
 *
 * @param {Context} context
 * @param {import("./layout.js").Lane} lane
 */
function entering(context, lane) {
  const last = context.sizes.length - 1;
  return lane.nodes[last].flatMap((centre, i) => {
    const address = context.here(`dl_da.${last}.${i}`);
    const value = context.value(address);
    const known = value !== undefined;
    const from = { x: centre.x + context.layout.amplifier.width / 2, y: centre.y };
    const to = { x: lane.loss.x - LOSS_RADIUS, y: lane.loss.y };
    const middle = along(from, to, 0.42);
    const words = context.shown(address);
    const width = Math.max(30, 14 + 7.4 * breadth(words));
    const state = [
      !known && "waiting",
      known && Number(value) < 0 && "negative",
      context.hot.has(`entering:${i}`) && "hot",
    ]
      .filter(Boolean)
      .join(" ");
    return [
      m("path", {
        key: `entering:${i}`,
        class: `wire backward ${known ? flow(Number(value)) : ""} ${state}`,
        d: curve(from, to),
        "stroke-width": 2,
      }),
      m(
        "g",
        {
          key: `entering:${i}:label`,
          class: `signal ${state} ${context.marked(address)}`,
          numbers: [address],
          role: "button",
          tabindex: "-1",
          "data-choose": address,
          "data-edit": address,
          "data-walk": "backward",
          "aria-label": alone(context.spokenNumber(address)),
        },
        m("rect", {
          key: "box",
          x: round(middle.x - width / 2),
          y: round(middle.y - 10),
          width: round(width),
          height: 20,
          rx: 10,
        }),
        m(
          "text",
          {
            key: "number",
            "data-address": address,
            x: round(middle.x),
            y: round(middle.y + 4),
            "text-anchor": "middle",
          },
          words,
        ),
      ),
    ];
  });
}

/** @param {Context} context @param {import("./layout.js").Point} centre @param {number} layer @param {number} i */
function amplifier(context, centre, layer, i) {
  const { width, height, capsule, room } = context.layout.amplifier;
  const softmax = context.problem.layers[layer - 1].activation === "softmax";
  const last = layer === context.sizes.length - 1;
  const gain = context.here(slopeOf(context.problem, layer, i));
  const into = context.here(`dl_da.${layer}.${i}`);
  const out = context.here(`dl_dz.${layer}.${i}`);
  const bias = context.updating ? `dL_db.${layer}.${i}` : context.here(`dl_db.${layer}.${i}`);
  const done = context.known(out);
  const hot = context.hot.has(nodeKey("backward", layer, i));
  const blocked = done && !softmax && context.value(gain) === 0;
  const numbers = [out, into, gain, bias];
  const classes = ["amplifier", hot && "hot", !done && "waiting", blocked && "blocked", context.marked(...numbers)];
  const left = centre.x - width / 2;
  const right = centre.x + width / 2;
  const half = height / 2;
  const high = height > 60;
  const tip = left - capsule + 2;
  const two = !last && context.known(into);
  return m(
    "g",
    { key: `amp.${layer}.${i}`, class: classes.filter(Boolean).join(" "), numbers },
    m(
      "g",
      {
        key: "body",
        role: "button",
        tabindex: "-1",
        "data-choose": out,
        "data-walk": "backward",
        "aria-label": context.t("page.stage.amplifier", {
          neuron: i + 1,
          layer,
          gain: context.spokenValue(gain),
          signal: context.spokenValue(out),
        }),
      },
      context.sizes[layer] > FOLD_ABOVE &&
        m(
          "text",
          { key: "which", class: "which", x: round(left - capsule + 4), y: round(centre.y - 16) },
          String(i + 1),
        ),
      m("path", { key: "triangle", class: "body", d: triangle(left, right, centre.y, half) }),
      m(
        "text",
        {
          key: "gain",
          class: "gain",
          "data-choose": gain,
          x: round(right - 8),
          y: round(centre.y + (two ? 13 : 4)),
          "text-anchor": "end",
        },
        context.known(gain) && (softmax ? "J " : "×"),
        m("tspan", { key: "number", "data-address": gain }, context.shown(gain, high ? 7 : 6)),
      ),
      !last &&
        m(
          "text",
          {
            key: "into",
            "data-address": into,
            class: "into",
            "data-choose": into,
            x: round(right - 8),
            y: round(centre.y - 4),
            "text-anchor": "end",
          },
          two ? context.shown(into, 8) : "",
        ),
      m("rect", {
        key: "capsule",
        class: "capsule",
        x: round(tip),
        y: round(centre.y - 11),
        width: capsule,
        height: 22,
        rx: 11,
      }),
      m(
        "text",
        {
          key: "out",
          "data-address": out,
          class: "out",
          x: round(tip + capsule / 2),
          y: round(centre.y + 4),
          "text-anchor": "middle",
        },
        context.shown(out, room),
      ),
    ),
    why(context, layer, i, { x: right - LABEL_CLEARANCE, y: centre.y + half + 12 }),
    ...frozenMarks(context, layer, i, {
      gain,
      out,
      centre: { x: centre.x - capsule / 2, y: centre.y + half + 9 },
      corner: { x: right - 10, y: centre.y - half + 11 },
    }),
    context.known(bias) &&
      m(
        "text",
        {
          key: "bias",
          class: "bias-gradient",
          role: "button",
          tabindex: "-1",
          "data-choose": bias,
          "data-walk": "backward",
          "aria-label": alone(context.spokenNumber(bias)),
          x: round(right - LABEL_CLEARANCE),
          y: round(centre.y - half - 5),
          "text-anchor": "end",
        },
        m(
          "tspan",
          { key: "symbol", class: "symbol" },
          `${context.updating ? context.letters._dL_db : context.letters._dl_db} `,
        ),
        m("tspan", { key: "number", "data-address": bias }, context.shown(bias, 10)),
      ),
  );
}

/** How far ∂l/∂b keeps from the base of its triangle: the longest gradient on a wire reaches in that far. */
const LABEL_CLEARANCE = 14;

/**
 * Why next to nothing comes through an amplifier: the slope at this z.
 *
 * @param {Context} context
 * @param {number} layer
 * @param {number} i
 * @param {import("./layout.js").Point} end
 */
function why(context, layer, i, { x, y }) {
  if (
    context.frozen ||
    context.problem.layers[layer - 1].activation === "softmax" ||
    context.layout.row < MIN_ROW_FOR_REASONS
  )
    return null;
  const [gain, into, out] = ["da_dz", "dl_da", "dl_dz"].map((quantity) =>
    context.value(context.here(`${quantity}.${layer}.${i}`)),
  );
  if (out === undefined || into === 0 || typeof gain !== "number" || Math.abs(gain) >= NEGLIGIBLE_SHARE) return null;
  const z = context.shown(context.here(`z.${layer}.${i}`));
  const percent = number(100 * gain, 2);
  const words = gain === 0 ? context.t("page.stage.shut", { z }) : context.t("page.stage.saturated", { z, percent });
  const roomy = REASON_CHARACTER_WIDTH * breadth(words) < context.layout.pitch - LABEL_CLEARANCE;
  return m(
    "text",
    { key: "why", class: "why", x: round(x), y: round(y), "text-anchor": "end" },
    roomy ? words : context.t("page.stage.percent", { percent }),
  );
}

/** How wide a character of a reason is. */
const REASON_CHARACTER_WIDTH = 6.9;

/** Distance of two neurons that leaves room for a line below an amplifier. */
const MIN_ROW_FOR_REASONS = 96;

/**
 * A triangle that points left, with rounded corners at its base.
 *
 * @param {number} left @param {number} right @param {number} y @param {number} half
 */
function triangle(left, right, y, half) {
  const [l, r, top, bottom] = [left, right, y - half, y + half].map(round);
  return `M${l},${round(y)} L${r - 6},${round(top + 2)} Q${r},${top} ${r},${round(top + 8)} L${r},${round(bottom - 8)} Q${r},${bottom} ${r - 6},${round(bottom - 2)} Z`;
}

/** @param {Context} context @param {import("./layout.js").Point} centre @param {number} j */
function input(context, centre, j) {
  const address = context.here(`dl_dx.${j}`);
  const known = context.known(address);
  const hot = context.hot.has(nodeKey("backward", 0, j));
  return m(
    "g",
    {
      key: `dl_dx.${j}`,
      class: ["input backward", !known && "waiting", hot && "hot", context.marked(address)].filter(Boolean).join(" "),
      numbers: [address],
      role: "button",
      tabindex: j === 0 ? "0" : "-1",
      "data-choose": address,
      "data-walk": "backward",
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
        class: "number small",
        x: round(centre.x),
        y: round(centre.y + 14),
        "text-anchor": "middle",
      },
      context.shown(address, 8),
    ),
    frozenInput(context, j, address, { x: centre.x - INPUT_RADIUS - 5, y: centre.y + INPUT_RADIUS + 13 }),
  );
}

/** @param {Context} context @param {import("./layout.js").Lane} lane */
function loss(context, lane) {
  const { x, y } = lane.loss;
  return m(
    "g",
    {
      key: "loss",
      class: `loss backward${context.driven ? " driven" : ""}${context.hot.has("loss:backward") ? " hot" : ""}${context.known("L") ? "" : " waiting"}`,
    },
    m("circle", { key: "disc", cx: round(x), cy: round(y), r: LOSS_RADIUS }),
    m(
      "text",
      { key: "symbol", class: "symbol", x: round(x), y: round(y + 5), "text-anchor": "middle" },
      context.driven ? context.t("page.drive.hand") : context.letters._dl_dy,
    ),
  );
}
