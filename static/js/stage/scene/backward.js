/**
 * The reversed network: the same wires turned round, and in each neuron's place an amplifier that multiplies by the
 * slope of the activation above it. What comes in stands over the gain, what comes out in the capsule at the tip.
 */

import { number } from "../../language/number.js";
import { frozenInput, frozenMarks } from "./frozen-gains.js";
import { m } from "../../dom/marks.js";
import { WIDE } from "./folding.js";
import { INPUT, LOSS, along, curve, round } from "./layout.js";
import { LITTLE, breadth, nodeKey } from "./context.js";
import { rests } from "./folded-box.js";
import { alone } from "../../language/spoken-number.js";
import { slopeOf } from "../../network/problem.js";
import { flow, wires } from "./wires.js";

/** @typedef {import("./context.js").Seen} Seen */

/** @param {Seen} seen */
export function backwardLane(seen) {
  const lane = /** @type {import("./layout.js").Lane} */ (seen.layout.backward);
  const { paths, labels } = wires(seen, "backward");
  return [
    ...entering(seen, lane),
    paths,
    ...lane.nodes[0].map((at, j) => input(seen, at, j)),
    ...lane.nodes.slice(1).flatMap((column, index) => column.map((at, i) => amplifier(seen, at, index + 1, i))),
    ...rests(seen, lane, "backward"),
    loss(seen, lane),
    labels,
  ];
}

/**
 * ∂l/∂y on its way from the loss to the amplifiers of the last layer.
 *
 * @param {Seen} seen
 * @param {import("./layout.js").Lane} lane
 */
function entering(seen, lane) {
  const last = seen.sizes.length - 1;
  return lane.nodes[last].flatMap((at, i) => {
    const address = seen.here(`dl_da.${last}.${i}`);
    const value = seen.value(address);
    const known = value !== undefined;
    const from = { x: at.x + seen.layout.amplifier.width / 2, y: at.y };
    const to = { x: lane.loss.x - LOSS, y: lane.loss.y };
    const middle = along(from, to, 0.42);
    const words = seen.shown(address);
    const width = Math.max(30, 14 + 7.4 * breadth(words));
    const state = [
      !known && "waiting",
      known && Number(value) < 0 && "negative",
      seen.hot.has(`entering:${i}`) && "hot",
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
          class: `signal ${state} ${seen.marked(address)}`,
          role: "button",
          tabindex: "-1",
          "data-choose": address,
          "data-edit": address,
          "data-walk": "backward",
          "aria-label": alone(seen.said(address)),
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

/** @param {Seen} seen @param {import("./layout.js").Point} at @param {number} layer @param {number} i */
function amplifier(seen, at, layer, i) {
  const { width, height, capsule, room } = seen.layout.amplifier;
  const softmax = seen.problem.layers[layer - 1].activation === "softmax";
  const last = layer === seen.sizes.length - 1;
  const gain = seen.here(slopeOf(seen.problem, layer, i));
  const into = seen.here(`dl_da.${layer}.${i}`);
  const out = seen.here(`dl_dz.${layer}.${i}`);
  const bias = seen.updating ? `dL_db.${layer}.${i}` : seen.here(`dl_db.${layer}.${i}`);
  const done = seen.known(out);
  const hot = seen.hot.has(nodeKey("backward", layer, i));
  const blocked = done && !softmax && seen.value(gain) === 0;
  const classes = [
    "amplifier",
    hot && "hot",
    !done && "waiting",
    blocked && "blocked",
    seen.marked(out, into, gain, bias),
  ];
  const left = at.x - width / 2;
  const right = at.x + width / 2;
  const half = height / 2;
  const high = height > 60;
  const tip = left - capsule + 2;
  const two = !last && seen.known(into);
  return m(
    "g",
    { key: `amp.${layer}.${i}`, class: classes.filter(Boolean).join(" ") },
    m(
      "g",
      {
        key: "body",
        role: "button",
        tabindex: "-1",
        "data-choose": out,
        "data-walk": "backward",
        "aria-label": seen.t("page.stage.amplifier", {
          neuron: i + 1,
          layer,
          gain: seen.heard(gain),
          signal: seen.heard(out),
        }),
      },
      seen.sizes[layer] > WIDE &&
        m("text", { key: "which", class: "which", x: round(left - capsule + 4), y: round(at.y - 16) }, String(i + 1)),
      m("path", { key: "triangle", class: "body", d: triangle(left, right, at.y, half) }),
      m(
        "text",
        {
          key: "gain",
          class: "gain",
          "data-choose": gain,
          x: round(right - 8),
          y: round(at.y + (two ? 13 : 4)),
          "text-anchor": "end",
        },
        seen.known(gain) && (softmax ? "J " : "×"),
        m("tspan", { key: "number", "data-address": gain }, seen.shown(gain, high ? 7 : 6)),
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
            y: round(at.y - 4),
            "text-anchor": "end",
          },
          two ? seen.shown(into, 8) : "",
        ),
      m("rect", {
        key: "capsule",
        class: "capsule",
        x: round(tip),
        y: round(at.y - 11),
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
          y: round(at.y + 4),
          "text-anchor": "middle",
        },
        seen.shown(out, room),
      ),
    ),
    why(seen, layer, i, { x: right - CLEAR, y: at.y + half + 12 }),
    ...frozenMarks(seen, layer, i, {
      gain,
      out,
      at: { x: at.x - capsule / 2, y: at.y + half + 9 },
      corner: { x: right - 10, y: at.y - half + 11 },
    }),
    seen.known(bias) &&
      m(
        "text",
        {
          key: "bias",
          class: "bias-gradient",
          role: "button",
          tabindex: "-1",
          "data-choose": bias,
          "data-walk": "backward",
          "aria-label": alone(seen.said(bias)),
          x: round(right - CLEAR),
          y: round(at.y - half - 5),
          "text-anchor": "end",
        },
        m("tspan", { key: "symbol", class: "symbol" }, `${seen.updating ? seen.letters._dL_db : seen.letters._dl_db} `),
        m("tspan", { key: "number", "data-address": bias }, seen.shown(bias, 10)),
      ),
  );
}

/** How far ∂l/∂b keeps from the base of its triangle: the longest gradient on a wire reaches in that far. */
const CLEAR = 14;

/**
 * Why next to nothing comes through an amplifier: the slope at this z.
 *
 * @param {Seen} seen
 * @param {number} layer
 * @param {number} i
 * @param {import("./layout.js").Point} end
 */
function why(seen, layer, i, { x, y }) {
  if (seen.frozen || seen.problem.layers[layer - 1].activation === "softmax" || seen.layout.row < ROOM_FOR_REASONS)
    return null;
  const [gain, into, out] = ["da_dz", "dl_da", "dl_dz"].map((quantity) =>
    seen.value(seen.here(`${quantity}.${layer}.${i}`)),
  );
  if (out === undefined || into === 0 || typeof gain !== "number" || Math.abs(gain) >= LITTLE) return null;
  const z = seen.shown(seen.here(`z.${layer}.${i}`));
  const percent = number(100 * gain, 2);
  const words = gain === 0 ? seen.t("page.stage.shut", { z }) : seen.t("page.stage.saturated", { z, percent });
  const roomy = REASON * breadth(words) < seen.layout.pitch - CLEAR;
  return m(
    "text",
    { key: "why", class: "why", x: round(x), y: round(y), "text-anchor": "end" },
    roomy ? words : seen.t("page.stage.percent", { percent }),
  );
}

/** How wide a character of a reason is. */
const REASON = 6.9;

/** Distance of two neurons that leaves a line beneath an amplifier. */
const ROOM_FOR_REASONS = 96;

/**
 * A triangle that points left, with rounded corners at its base.
 *
 * @param {number} left @param {number} right @param {number} y @param {number} half
 */
function triangle(left, right, y, half) {
  const [l, r, top, bottom] = [left, right, y - half, y + half].map(round);
  return `M${l},${round(y)} L${r - 6},${round(top + 2)} Q${r},${top} ${r},${round(top + 8)} L${r},${round(bottom - 8)} Q${r},${bottom} ${r - 6},${round(bottom - 2)} Z`;
}

/** @param {Seen} seen @param {import("./layout.js").Point} at @param {number} j */
function input(seen, at, j) {
  const address = seen.here(`dl_dx.${j}`);
  const known = seen.known(address);
  const hot = seen.hot.has(nodeKey("backward", 0, j));
  return m(
    "g",
    {
      key: `dl_dx.${j}`,
      class: ["input backward", !known && "waiting", hot && "hot", seen.marked(address)].filter(Boolean).join(" "),
      role: "button",
      tabindex: j === 0 ? "0" : "-1",
      "data-choose": address,
      "data-walk": "backward",
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
        class: "number small",
        x: round(at.x),
        y: round(at.y + 14),
        "text-anchor": "middle",
      },
      seen.shown(address, 8),
    ),
    frozenInput(seen, j, address, { x: at.x - INPUT - 5, y: at.y + INPUT + 13 }),
  );
}

/** @param {Seen} seen @param {import("./layout.js").Lane} lane */
function loss(seen, lane) {
  const { x, y } = lane.loss;
  return m(
    "g",
    {
      key: "loss",
      class: `loss backward${seen.driven ? " driven" : ""}${seen.hot.has("loss:backward") ? " hot" : ""}${seen.known("L") ? "" : " waiting"}`,
    },
    m("circle", { key: "disc", cx: round(x), cy: round(y), r: LOSS }),
    m(
      "text",
      { key: "symbol", class: "symbol", x: round(x), y: round(y + 5), "text-anchor": "middle" },
      seen.driven ? seen.t("page.drive.hand") : seen.letters._dl_dy,
    ),
  );
}
