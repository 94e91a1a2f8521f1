/**
 * Wires and the numbers on them. A dashed wire is negative, a thick one has a large weight, and its colour says
 * which way the number on it flows.
 */

import { output, wireOf } from "../../network/address.js";
import { m } from "../../dom/marks.js";
import { INPUT, LABEL, along, curve, labelAt, labelRise, round } from "./layout.js";
import { breadth, wireKey } from "./context.js";
import { alone } from "../../language/spoken-number.js";
import { LOCK, keyWords, keysOf, lock } from "./wire-lock.js";

/**
 * @typedef {import("./context.js").Seen} Seen
 * @typedef {import("./layout.js").Point} Point
 * @typedef {import("../../network/address.js").Wire} Wire
 * @typedef {"forward" | "backward"} Direction
 *
 * @typedef {object} Look  a wire as one lane draws it
 * @property {Wire} wire
 * @property {Direction} lane
 * @property {string} key
 * @property {string} weight  address
 * @property {string} gradient  address of ∂l/∂w of the sample that is told, or during the update of ∂L/∂w
 * @property {string} carried  address of the number that comes along it, before its weight
 * @property {string} state  classes that wire and label have in common
 * @property {boolean} hot
 * @property {boolean} chosen
 * @property {boolean} pointed
 */

/** What a label measures beside its characters, and one of them. */
const PADDING = 11;
const CHARACTER = 6.8;
const BOLD = 7.6;

/** Characters of −0.0001234. */
const FOUR_DIGITS = 9.6;

/** How far a long label may reach over the neuron on its left without covering a digit there. */
const MARGIN = 8;

/**
 * The two ends of a wire, left end first, whichever way the number on it flows.
 *
 * @param {Seen} seen
 * @param {Direction} lane
 * @param {Wire} wire
 * @returns {[Point, Point]}
 */
export function ends({ layout }, lane, { layer, to, from }) {
  const { nodes } = /** @type {import("./layout.js").Lane} */ (layout[lane]);
  const left = nodes[layer - 1][from];
  const right = nodes[layer][to];
  const half = layer === 1 ? INPUT : (lane === "forward" ? layout.node.width : layout.amplifier.width) / 2;
  const reach = lane === "forward" ? layout.node.width / 2 : layout.amplifier.width / 2 + layout.amplifier.capsule - 4;
  return [
    { x: left.x + half, y: left.y },
    { x: right.x - reach, y: right.y },
  ];
}

/**
 * Where the number of a wire stands: in both lanes near the layer on the left, so that the two pictures of one wire can
 * be compared at a glance.
 *
 * @param {Seen} seen
 * @param {Direction} lane
 * @param {Wire} wire
 */
export function labelPoint(seen, lane, wire) {
  const [left, right] = ends(seen, lane, wire);
  return along(left, right, labelAt(labelRise(seen.layout.counts, wire.layer)));
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
 * @returns {{paths: import("../../dom/marks.js").Mark, labels: import("../../dom/marks.js").Mark}}
 */
export function wires(seen, lane) {
  const { single } = parted(seen, lane);
  const stressed = single.filter((one) => one.hot || one.chosen || (one.pointed && !seen.roomy));
  const others = single.filter((one) => !one.hot && !one.chosen);
  const labelled = seen.roomy ? [...others, ...stressed] : apart(seen, stressed);
  return {
    paths: m(
      "g",
      { key: `${lane}-wires` },
      single.flatMap((one) => path(seen, one)),
    ),
    labels: m(
      "g",
      { key: `${lane}-labels` },
      labelled.map((one) => label(seen, one)),
    ),
  };
}

/**
 * Those of them whose labels leave one another alone, the chosen wire's before all others, then that of the wire
 * pointed at.
 *
 * @param {Seen} seen
 * @param {Look[]} stressed
 */
function apart(seen, stressed) {
  /** @type {{look: Look, y: number}[]} */
  const placed = [];
  /** @param {Look} look */
  const rank = ({ chosen, pointed }) => (chosen ? 2 : Number(pointed));
  for (const look of [...stressed].sort((one, other) => rank(other) - rank(one))) {
    const { y } = labelPoint(seen, look.lane, look.wire);
    if (placed.every((other) => other.look.wire.layer !== look.wire.layer || Math.abs(other.y - y) >= LABEL))
      placed.push({ look, y });
  }
  return placed.map((one) => one.look).reverse();
}

/**
 * @param {Seen} seen
 * @param {Direction} lane
 * @param {Wire} wire
 * @param {Wire | null} choice  the wire of the chosen number
 * @returns {Look}
 */
function look(seen, lane, wire, choice) {
  const { layer, to, from } = wire;
  const key = wireKey(lane, wire);
  const weight = `w.${layer}.${to}.${from}`;
  const gradient = seen.updating ? `dL_dw.${layer}.${to}.${from}` : seen.here(`dl_dw.${layer}.${to}.${from}`);
  const carried = seen.here(lane === "forward" ? output(layer - 1, from) : `dl_dz.${layer}.${to}`);
  const hot = seen.hot.has(key);
  const chosen = choice !== null && key === wireKey(lane, choice);
  const pointed = seen.marked(weight, gradient, `dL_dw.${layer}.${to}.${from}`, `w_new.${layer}.${to}.${from}`);
  const state = [!seen.known(carried) && "waiting", hot && "hot", chosen ? "chosen" : pointed]
    .filter(Boolean)
    .join(" ");
  return { wire, lane, key, weight, gradient, carried, state, hot, chosen, pointed: pointed !== "" };
}

/** More wires than this in one lane cannot be told apart one by one, and would be slow to draw so. */
const MANY = 1000;

/** Of those, so many that move now are still drawn one by one. */
const FEW = 200;

/**
 * The wires of a lane that stand in the drawing one by one, and those, of very many, that are only painted.
 *
 * @param {Seen} seen @param {Direction} lane
 * @returns {{single: Look[], crowd: Look[]}}
 */
function parted(seen, lane) {
  const choice = seen.chosen === null ? null : wireOf(seen.chosen);
  const { drawn } = seen.layout;
  const all = drawn
    .slice(1)
    .flatMap((column, index) =>
      column.flatMap((to) => drawn[index].map((from) => look(seen, lane, { layer: index + 1, to, from }, choice))),
    );
  if (!seen.sparse || all.length <= MANY) return { single: all, crowd: [] };
  const few = all.filter(({ hot }) => hot).length <= FEW;
  /** @param {Look} one */
  const stands = ({ hot, chosen, pointed }) => chosen || (few && hot) || pointed;
  return { single: all.filter(stands), crowd: all.filter((one) => !stands(one)) };
}

/**
 * @typedef {object} Painted  a wire that is painted
 * @property {Direction} lane
 * @property {[Point, Point]} way  its ends, left and right
 * @property {number} width
 * @property {string} strength  class of `flow`, `waiting` or `hot`
 * @property {boolean} negative
 */

/**
 * The wires that are only painted, the strongest last.
 *
 * @param {Seen} seen
 * @param {Direction} lane
 * @returns {Painted[]}
 */
export function crowd(seen, lane) {
  return parted(seen, lane)
    .crowd.map((one) => {
      const value = weightOf(seen, one);
      const strength = one.hot ? "hot" : one.state.includes("waiting") ? "waiting" : strengthOf(seen, one) || "waiting";
      return { lane, way: ends(seen, lane, one.wire), width: thickness(seen, value), strength, negative: value < 0 };
    })
    .sort((one, other) => ORDER.indexOf(one.strength) - ORDER.indexOf(other.strength));
}

const ORDER = ["waiting", "flow-0", "flow-1", "flow-2", "flow-3", "flow-4", "hot"];

/** @param {Seen} seen @param {Look} look */
const weightOf = (seen, { wire }) => seen.problem.layers[wire.layer - 1].W[wire.to][wire.from];

/** @param {Seen} seen @param {Look} look */
const strengthOf = (seen, look) => flow(Number(seen.value(look.carried) ?? NaN) * weightOf(seen, look));

/**
 * How strongly a wire is drawn for what it carries: a step for each power of ten, so that a signal that dies away on
 * its way is seen to.
 *
 * @param {number} carried  w·a, or w·∂l/∂z; NaN while it is not known
 * @returns {string} class
 */
export function flow(carried) {
  if (Number.isNaN(carried)) return "";
  return `flow-${Math.max(0, Math.min(FLOWS, Math.floor(Math.log10(Math.abs(carried)) + FLOWS + 1e-9)))}`;
}

/** Steps of a wire's strength; the uppermost begins at 1. */
const FLOWS = 4;

/** @param {Seen} seen @param {Look} look */
function path(seen, look) {
  const { wire, lane, key, weight, gradient } = look;
  const value = weightOf(seen, look);
  const classes = ["wire", lane, strengthOf(seen, look), value < 0 && "negative", look.state].filter(Boolean).join(" ");
  const d = curve(...ends(seen, lane, wire));
  const address = lane === "forward" ? weight : gradient;
  const walked = seen.roomy
    ? {}
    : stop(
        lane,
        alone(lane === "forward" ? seen.said(weight, value) : seen.said(gradient)),
        lane === "forward" ? weight : null,
      );
  return [
    m("path", { key, class: classes, d, "stroke-width": thickness(seen, value) }),
    m("path", { key: `${key}:hit`, class: "hit", d, "data-choose": address, ...walked }),
  ];
}

/**
 * What makes an element a stop of the keyboard's walk. A wire's is its label; where not every wire has one, it is the
 * wire itself, which Enter edits as it does a label.
 *
 * @param {Direction} lane @param {string} words @param {string | null} [edited]  what Enter changes where a click only
 *   chooses
 */
const stop = (lane, words, edited = null) => ({
  role: "button",
  tabindex: "-1",
  "data-walk": lane,
  "data-enter": edited,
  "aria-label": words,
});

/**
 * A wire's number in words, and the keys that it holds where one sees them.
 *
 * @param {Seen} seen
 * @param {Wire} wire
 * @param {Direction} lane
 * @param {string} address
 */
function heardOf(seen, wire, lane, address) {
  const words = alone(seen.said(address));
  const keyed =
    (lane === "backward" || isAlone(seen, lane)) &&
    !seen.known(seen.here(`dl_dw.${wire.layer}.${wire.to}.${wire.from}`));
  return keyed ? `${words}; ${keyWords(seen, keysOf(seen, wire))}` : words;
}

/** Whether the other lane is not drawn. @param {Seen} seen @param {Direction} lane */
const isAlone = ({ layout }, lane) => !layout[lane === "forward" ? "backward" : "forward"];

/**
 * How many characters fit between the two neurons of a wire, beside its lock.
 *
 * @param {Point} left
 * @param {Point} right
 * @param {number} taken
 */
const roomBetween = (left, right, taken) => {
  const between = right.x - left.x - PADDING - taken;
  // What four digits need may lie over the edges of the neurons; more digits only come where they do not.
  const inside = Math.floor((between - MARGIN) / BOLD);
  return Math.max(7, Math.min(Math.floor((between + MARGIN) / CHARACTER), Math.max(FOUR_DIGITS, inside)));
};

/** @param {Seen} seen @param {Look} look */
function label(seen, { wire, lane, key, weight, gradient, state }) {
  const { layer, to, from } = wire;
  const renewed = `w_new.${layer}.${to}.${from}`;
  const [left, right] = ends(seen, lane, wire);
  const place = labelPoint(seen, lane, wire);
  const both = isAlone(seen, lane);
  const isRenewed = (lane === "forward" || both) && seen.known(renewed);
  // What is driven by hand makes no gradients: there the weights go on to say how the signals are multiplied.
  const isGradient = !isRenewed && !seen.driven && (lane === "backward" || both) && seen.known(gradient);
  const nudged = lane === "forward" && seen.nudged?.address === weight ? seen.nudged.shown : null;
  const keys = (lane === "backward" || both) && !isGradient && !isRenewed ? keysOf(seen, wire) : null;
  const room = roomBetween(left, right, keys ? LOCK : 0);
  const half = Math.max(7, Math.floor((room - 3) / 2));
  const parts =
    nudged !== null
      ? [part(seen, weight, "old", half), " → ", m("tspan", { key: "nudged", class: "new" }, nudged)]
      : isRenewed
        ? [part(seen, weight, "old", half), " → ", part(seen, renewed, "new", half)]
        : isGradient && lane === "forward"
          ? [part(seen, weight, "old", half), "  ", part(seen, gradient, "gradient", half)]
          : [isGradient ? part(seen, gradient, "", room) : part(seen, weight, "", room, lane === "forward")];
  const length = parts.reduce(
    (sum, one) => sum + (typeof one === "string" ? one.length : breadth(String(one.children[0]))),
    0,
  );
  const width =
    Math.max(24, PADDING + (isGradient && length > FOUR_DIGITS ? BOLD : CHARACTER) * length) + (keys ? LOCK : 0);
  const x = Math.max(place.x, left.x - MARGIN + width / 2);
  const { y } = place;
  const height = Math.min(18, Math.max(LABEL, seen.layout.row * labelRise(seen.layout.counts, layer)));
  const address = isGradient || lane === "backward" ? gradient : weight;
  const classes = [
    "wire-label",
    lane,
    isGradient && lane === "backward" && "gradient",
    (isRenewed || nudged !== null) && "renewed",
    state,
  ];
  return m(
    "g",
    {
      key: `${key}:label`,
      class: classes.filter(Boolean).join(" "),
      "data-choose": address,
      "data-edit": lane === "forward" ? weight : null,
      ...(seen.roomy ? stop(lane, heardOf(seen, wire, lane, address)) : { "aria-hidden": "true" }),
    },
    m("rect", {
      key: "box",
      x: round(x - width / 2),
      y: round(y - height / 2),
      width: round(width),
      height: round(height),
      rx: round(height / 2),
    }),
    keys && lock(keys, x - width / 2 + 12, y),
    m("text", { key: "number", x: round(x + (keys ? LOCK / 2 : 0)), y: round(y + 4), "text-anchor": "middle" }, parts),
  );
}

/**
 * One number of a label; `own` when the element of this number is this one.
 *
 * @param {Seen} seen @param {string} address @param {string} name @param {number} room @param {boolean} [own]
 */
function part(seen, address, name, room, own = true) {
  return m(
    "tspan",
    { key: address, "data-address": own ? address : null, class: name || null },
    seen.shown(address, room),
  );
}
