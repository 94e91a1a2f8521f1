/**
 * The reversed network: the same wires turned round, and in each neuron's place an amplifier that multiplies by the
 * slope of the activation above it. What comes in stands over its base, what comes out in the capsule at the tip.
 */

import { number } from "../../language/number.js";
import { frozenInput, frozenMarks } from "./frozen-gains.js";
import { m } from "../../dom/marks.js";
import { FOLD_ABOVE } from "./folding.js";
import { INPUT_RADIUS, LOSS_RADIUS, along, curve, round } from "./layout.js";
import { NEGLIGIBLE_SHARE, breadth, nodeKey } from "./context.js";
import { foldedBoxes } from "./folded-box.js";
import { jointBlocks, jointNames, jointRow } from "./joint-block.js";
import { alone } from "../../language/spoken-number.js";
import { isCoupled, slopeOf } from "../../network/problem.js";
import { flow } from "./wire-strength.js";
import { wires } from "./wires.js";
import { isShut } from "../../network/shut.js";

/** @typedef {import("./context.js").Context} Context */

/**
 * @param {Context} context
 * @param {import("../../dom/marks.js").Mark | null} [beneathLabels]  what lies under the wires' numbers
 */
export function backwardLane(context, beneathLabels = null) {
  const lane = /** @type {import("./layout.js").Lane} */ (context.layout.backward);
  const { paths, labels } = wires(context, "backward");
  return [
    ...cases(context, lane),
    ...entering(context, lane),
    paths,
    ...lane.nodes[0].map((centre, j) => input(context, centre, j)),
    ...jointBlocks(context, lane),
    ...lane.nodes
      .slice(1)
      .flatMap((column, index) => column.map((centre, i) => amplifier(context, centre, index + 1, i))),
    ...jointNames(context, lane),
    ...foldedBoxes(context, lane, "backward"),
    loss(context, lane),
    ...(beneathLabels ? [beneathLabels] : []),
    labels,
  ];
}

/**
 * Over each column, which case of the chain rule it is: the first for the output, where the loss gives the signal, the
 * second where the next layer does.
 *
 * @param {Context} context
 * @param {import("./layout.js").Lane} lane
 */
const cases = ({ layout, sizes, t }, lane) =>
  sizes
    .slice(1)
    .map((_, index) =>
      m(
        "text",
        {
          key: `case:${index + 1}`,
          class: "case",
          x: round(layout.columns[index + 1]),
          y: round(lane.box.y + 37),
          "text-anchor": "middle",
          "data-do": "dialog",
          "data-of": "legend",
        },
        t(index + 2 === sizes.length ? "page.stage.case-output" : "page.stage.case-hidden"),
      ),
    );

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
    const middle = along(from, to, SIGNAL_AT);
    const words = context.shown(address);
    const width = Math.max(30, 14 + 7.4 * breadth(words));
    const isNamed = known && (context.hot.has(`entering:${i}`) || context.marked(address) !== "");
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
        isNamed &&
          m(
            "text",
            { key: "symbol", class: "symbol", x: round(middle.x), y: round(middle.y - 15), "text-anchor": "middle" },
            context.letters._dl_dy,
          ),
      ),
    ];
  });
}

/** How wide a character of a gain is, and what the triangle needs beside its gain. */
const GAIN_CHARACTER_WIDTH = 7;
const GAIN_CLEARANCE = 20;

/** A longer number stands in the smaller size where it is told, to stay in its capsule. */
const MAX_BOLD_CHARACTERS = 7.6;

/** The parameter of `along` at which the number of an entering signal stands. */
const SIGNAL_AT = 0.32;

/** @param {Context} context @param {import("./layout.js").Point} centre @param {number} layer @param {number} i */
function amplifier(context, centre, layer, i) {
  const { width, height, capsule, room } = context.layout.amplifier;
  const joint = isCoupled(context.problem, layer);
  const last = layer === context.sizes.length - 1;
  const gain = context.here(slopeOf(context.problem, layer, i));
  const into = context.here(`dl_da.${layer}.${i}`);
  const out = context.here(`dl_dz.${layer}.${i}`);
  const bias = context.updating ? `dL_db.${layer}.${i}` : context.here(`dl_db.${layer}.${i}`);
  const done = context.known(out);
  const hot = context.hot.has(nodeKey("backward", layer, i));
  const blocked = done && isShut(context, layer, i, context.sample);
  const numbers = joint ? [out, into, bias] : [out, into, gain, bias];
  const classes = ["amplifier", hot && "hot", !done && "waiting", blocked && "blocked", context.marked(...numbers)];
  const left = centre.x - width / 2;
  const right = centre.x + width / 2;
  const half = height / 2;
  const tip = left - capsule + 2;
  const isNamed = hot || context.marked(...numbers) !== "";
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
        "aria-label": context.t(joint ? "page.stage.joint" : "page.stage.amplifier", {
          neuron: i + 1,
          layer,
          gain: context.spokenValue(gain),
          signal: context.spokenValue(out),
        }),
      },
      context.sizes[layer] > FOLD_ABOVE &&
        m("text", { key: "which", class: "which", x: round(tip + 2), y: round(centre.y - 16) }, String(i + 1)),
      m("path", {
        key: "triangle",
        class: joint ? "body row" : "body",
        d: (joint ? jointRow : triangle)(left, right, centre.y, half),
      }),
      !joint &&
        m(
          "text",
          {
            key: "gain",
            class: "gain",
            "data-choose": gain,
            x: round(right - 4),
            y: round(centre.y + 4),
            "text-anchor": "end",
          },
          context.known(gain) && "×",
          m(
            "tspan",
            { key: "number", "data-address": gain },
            context.shown(gain, (width - GAIN_CLEARANCE) / GAIN_CHARACTER_WIDTH),
          ),
        ),
      !last &&
        context.known(into) &&
        m(
          "text",
          {
            key: "into",
            class: "into",
            "data-choose": into,
            x: round(right),
            y: round(centre.y - half - 4),
            "text-anchor": "end",
          },
          m("tspan", { key: "symbol", class: "symbol" }, `${context.letters._dl_da} `),
          m("tspan", { key: "number", "data-address": into }, context.shown(into, room)),
        ),
      done &&
        isNamed &&
        m(
          "text",
          {
            key: "out-symbol",
            class: "symbol out-symbol",
            x: round(tip + capsule - 6),
            y: round(centre.y - 15),
            "text-anchor": "end",
          },
          context.letters._dl_dz,
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
          class: breadth(context.shown(out, room)) > MAX_BOLD_CHARACTERS ? "out long" : "out",
          x: round(tip + capsule / 2),
          y: round(centre.y + 4),
          "text-anchor": "middle",
        },
        context.shown(out, room),
      ),
    ),
    why(context, layer, i, { x: tip + 4, y: centre.y + half + 12 }),
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
          x: round(joint ? left - 3 : tip + 2),
          y: round(centre.y + 23),
          "text-anchor": joint ? "end" : null,
        },
        m(
          "tspan",
          { key: "symbol", class: "symbol" },
          `${context.updating ? context.letters._dL_db : context.letters._dl_db} `,
        ),
        m("tspan", { key: "number", "data-address": bias }, context.shown(bias, room)),
      ),
  );
}

/**
 * Why next to nothing comes through an amplifier: the slope at this z.
 *
 * @param {Context} context
 * @param {number} layer
 * @param {number} i
 * @param {import("./layout.js").Point} start
 */
function why(context, layer, i, { x, y }) {
  if (context.frozen || isCoupled(context.problem, layer) || context.layout.row < MIN_ROW_FOR_REASONS) return null;
  const [gain, into, out] = ["da_dz", "dl_da", "dl_dz"].map((quantity) =>
    context.value(context.here(`${quantity}.${layer}.${i}`)),
  );
  if (out === undefined || into === 0 || typeof gain !== "number" || Math.abs(gain) >= NEGLIGIBLE_SHARE) return null;
  const z = context.shown(context.here(`z.${layer}.${i}`));
  const percent = number(100 * gain, 2);
  const words = gain === 0 ? context.t("page.stage.shut", { z }) : context.t("page.stage.saturated", { z, percent });
  const roomy = REASON_CHARACTER_WIDTH * breadth(words) < context.layout.pitch - REASON_CLEARANCE;
  return m(
    "text",
    { key: "why", class: "why", x: round(x), y: round(y) },
    roomy ? words : context.t("page.stage.percent", { percent }),
  );
}

/** How wide a character of a reason is. */
const REASON_CHARACTER_WIDTH = 7.4;

/** How far a reason keeps from the next one. */
const REASON_CLEARANCE = 8;

/** Distance of two neurons that leaves room for a line below an amplifier. */
const MIN_ROW_FOR_REASONS = 76;

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
        y: round(centre.y + 13),
        "text-anchor": "middle",
      },
      context.shown(address, 7.6),
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
      // What it stands for is chosen one by one on its wires; the circle stands for the first.
      "data-choose": context.driven ? null : context.here(`dl_da.${context.sizes.length - 1}.0`),
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
