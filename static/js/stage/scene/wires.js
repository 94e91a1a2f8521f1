/**
 * Wires and the numbers on them. A dashed wire is negative, a thick one has a large weight, and its colour says
 * which way the number on it flows.
 */

import { sentAddress, wireOf } from "../../network/address.js";
import { m } from "../../dom/marks.js";
import { once } from "../../network/once.js";
import { INPUT_RADIUS, MIN_LABEL_HEIGHT, along, curve, labelAt, labelRise, round } from "./layout.js";
import { breadth, wireKey } from "./context.js";
import { alone } from "../../language/spoken-number.js";
import { LOCK_WIDTH, keyWords, keysOf, wireLock } from "./wire-lock.js";

/**
 * @typedef {import("./context.js").Context} Context
 * @typedef {import("./layout.js").Point} Point
 * @typedef {import("../../network/address.js").Wire} Wire
 * @typedef {"forward" | "backward"} Direction
 *
 * @typedef {object} DrawnWire  a wire as one lane draws it
 * @property {Wire} wire
 * @property {Direction} lane
 * @property {string} key
 * @property {string} weight  address
 * @property {string} gradient  address of ∂l/∂w of the current sample, or during the update of ∂L/∂w
 * @property {string} carried  address of the number that comes along it, before its weight
 * @property {string} state  classes that wire and label have in common
 * @property {boolean} hot
 * @property {boolean} chosen
 */

/** What a label measures beside its characters, and one of them. */
const LABEL_PADDING = 11;
const LABEL_CHARACTER_WIDTH = 6.8;
const BOLD_CHARACTER_WIDTH = 7.6;

/** Characters of −0.0001234. */
const FOUR_DIGIT_CHARACTERS = 9.6;

/** How far a long label may reach over the neuron on its left without covering a digit there. */
const MAX_LABEL_OVERLAP = 8;

/**
 * The two ends of a wire, left end first, whichever way the number on it flows.
 *
 * @param {Context} context
 * @param {Direction} lane
 * @param {Wire} wire
 * @returns {[Point, Point]}
 */
export function ends({ layout }, lane, { layer, to, from }) {
  const { nodes } = /** @type {import("./layout.js").Lane} */ (layout[lane]);
  const left = nodes[layer - 1][from];
  const right = nodes[layer][to];
  const half = layer === 1 ? INPUT_RADIUS : (lane === "forward" ? layout.node.width : layout.amplifier.width) / 2;
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
 * @param {Context} context
 * @param {Direction} lane
 * @param {Wire} wire
 */
export function labelPoint(context, lane, wire) {
  const [left, right] = ends(context, lane, wire);
  return along(left, right, labelAt(labelRise(context.layout.counts, wire.layer)));
}

/** @param {Context} context @param {number} weight */
export function thickness(context, weight) {
  return round(1.3 + 3.2 * Math.min(1, Math.abs(weight) / context.thick));
}

/**
 * All wires of one lane, and apart from them their labels, which are drawn over everything else: no number is crossed.
 *
 * @param {Context} context
 * @param {Direction} lane
 * @returns {{paths: import("../../dom/marks.js").Mark, labels: import("../../dom/marks.js").Mark}}
 */
export function wires(context, lane) {
  const { single } = splitWires(context, lane);
  const stressed = single.filter((wire) => wire.hot || wire.chosen);
  const others = single.filter((wire) => !wire.hot && !wire.chosen);
  return {
    paths: m(
      "g",
      { key: `${lane}-wires` },
      single.flatMap((wire) => path(context, wire)),
    ),
    labels: labelsOf(context, lane, context.roomy ? [...others, ...stressed] : apart(context, stressed)),
  };
}

/** @param {Context} context @param {Direction} lane @param {DrawnWire[]} labelled */
function labelsOf(context, lane, labelled) {
  return m(
    "g",
    { key: `${lane}-labels` },
    labelled.map((wire) => label(context, wire)),
  );
}

/**
 * What is in a lane only while wires are pointed at: the paths of those that are else only painted, and, where not
 * every wire has one, the labels with theirs among them.
 *
 * @param {Context} context
 * @param {Direction} lane
 * @param {(address: string) => boolean} isPointed
 * @returns {{paths: import("../../dom/marks.js").Mark[], labels: import("../../dom/marks.js").Mark | null}}
 */
export function wiresPointedAt(context, lane, isPointed) {
  if (context.roomy) return { paths: [], labels: null };
  const { single, crowd } = splitWires(context, lane);
  /** @param {DrawnWire} look */
  const stands = (look) => numbersOf(look).some(isPointed);
  const painted = crowd.filter(stands);
  const pointed = new Set([...single.filter(stands), ...painted]);
  if (pointed.size === 0) return { paths: [], labels: null };
  const stressed = [...single.filter(({ hot, chosen }) => hot || chosen), ...pointed];
  return {
    paths: painted.flatMap((look) => path(context, look)),
    labels: labelsOf(context, lane, apart(context, [...new Set(stressed)], pointed)),
  };
}

/** The numbers that a wire and its label stand for. @param {DrawnWire} look */
const numbersOf = ({ wire: { layer, to, from }, weight, gradient }) => [
  weight,
  gradient,
  `dL_dw.${layer}.${to}.${from}`,
  `w_new.${layer}.${to}.${from}`,
];

/**
 * Those of them whose labels leave one another alone, the chosen wire's before all others, then that of the wire
 * pointed at.
 *
 * @param {Context} context
 * @param {DrawnWire[]} stressed
 * @param {ReadonlySet<DrawnWire>} [pointed]
 */
function apart(context, stressed, pointed = new Set()) {
  /** @type {{look: DrawnWire, y: number}[]} */
  const placed = [];
  /** @param {DrawnWire} look */
  const rank = (look) => (look.chosen ? 2 : Number(pointed.has(look)));
  for (const look of [...stressed].sort((a, b) => rank(b) - rank(a))) {
    const { y } = labelPoint(context, look.lane, look.wire);
    if (
      placed.every((before) => before.look.wire.layer !== look.wire.layer || Math.abs(before.y - y) >= MIN_LABEL_HEIGHT)
    )
      placed.push({ look, y });
  }
  return placed.map((placedWire) => placedWire.look).reverse();
}

/**
 * @param {Context} context
 * @param {Direction} lane
 * @param {Wire} wire
 * @param {Wire | null} choice  the wire of the chosen number
 * @returns {DrawnWire}
 */
function drawnWire(context, lane, wire, choice) {
  const { layer, to, from } = wire;
  const key = wireKey(lane, wire);
  const weight = `w.${layer}.${to}.${from}`;
  const gradient = context.updating ? `dL_dw.${layer}.${to}.${from}` : context.here(`dl_dw.${layer}.${to}.${from}`);
  const carried = context.here(lane === "forward" ? sentAddress(layer - 1, from) : `dl_dz.${layer}.${to}`);
  const hot = context.hot.has(key);
  const chosen = choice !== null && key === wireKey(lane, choice);
  const state = [!context.known(carried) && "waiting", hot && "hot", chosen && "chosen"].filter(Boolean).join(" ");
  return { wire, lane, key, weight, gradient, carried, state, hot, chosen };
}

/** More wires than this in one lane cannot be distinguished, and would be slow as elements of the drawing. */
const MAX_SVG_WIRES = 1000;

/** While no more than this many of them move, the moving ones stay elements of the drawing. */
const MAX_MOVING_SVG_WIRES = 200;

/**
 * The wires of a lane that stand in the drawing one by one, and those, of very many, that are only painted.
 *
 * @param {Context} context @param {Direction} lane
 */
const splitWires = (context, lane) => once(context, `wires, ${lane}`, () => splitWiresAnew(context, lane));

/** @param {Context} context @param {Direction} lane @returns {{single: DrawnWire[], crowd: DrawnWire[]}} */
function splitWiresAnew(context, lane) {
  const choice = context.chosen === null ? null : wireOf(context.chosen);
  const { drawn } = context.layout;
  const all = drawn
    .slice(1)
    .flatMap((column, index) =>
      column.flatMap((to) =>
        drawn[index].map((from) => drawnWire(context, lane, { layer: index + 1, to, from }, choice)),
      ),
    );
  if (!context.sparse || all.length <= MAX_SVG_WIRES) return { single: all, crowd: [] };
  const few = all.filter(({ hot }) => hot).length <= MAX_MOVING_SVG_WIRES;
  /** @param {DrawnWire} wire */
  const stands = ({ hot, chosen }) => chosen || (few && hot);
  return { single: all.filter(stands), crowd: all.filter((wire) => !stands(wire)) };
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
 * The wires that are only painted, of each layer the strongest last.
 *
 * @param {Context} context
 * @param {Direction} lane
 * @returns {Painted[][]} by layer
 */
export function crowd(context, lane) {
  const { crowd } = splitWires(context, lane);
  return context.sizes.slice(1).map((_, before) =>
    painted(
      context,
      lane,
      crowd.filter(({ wire }) => wire.layer === before + 1),
    ),
  );
}

/** @param {Context} context @param {Direction} lane @param {DrawnWire[]} all @returns {Painted[]} */
function painted(context, lane, all) {
  return all
    .map((drawn) => {
      const value = weightOf(context, drawn);
      const strength = drawn.hot
        ? "hot"
        : drawn.state.includes("waiting")
          ? "waiting"
          : strengthOf(context, drawn) || "waiting";
      return {
        lane,
        way: ends(context, lane, drawn.wire),
        width: thickness(context, value),
        strength,
        negative: value < 0,
      };
    })
    .sort((a, b) => STRENGTHS.indexOf(a.strength) - STRENGTHS.indexOf(b.strength));
}

const STRENGTHS = ["waiting", "flow-0", "flow-1", "flow-2", "flow-3", "flow-4", "hot"];

/** @param {Context} context @param {DrawnWire} look */
const weightOf = (context, { wire }) => context.problem.layers[wire.layer - 1].W[wire.to][wire.from];

/** @param {Context} context @param {DrawnWire} look */
const strengthOf = (context, look) => flow(Number(context.value(look.carried) ?? NaN) * weightOf(context, look));

/**
 * How strongly a wire is drawn for what it carries: a step for each power of ten, so that one can see a signal
 * shrink on its way.
 *
 * @param {number} carried  w·a, or w·∂l/∂z; NaN while it is not known
 * @returns {string} class
 */
export function flow(carried) {
  if (Number.isNaN(carried)) return "";
  return `flow-${Math.max(0, Math.min(MAX_FLOW, Math.floor(Math.log10(Math.abs(carried)) + MAX_FLOW + 1e-9)))}`;
}

/** Steps of a wire's strength; the uppermost begins at 1. */
const MAX_FLOW = 4;

/** @param {Context} context @param {DrawnWire} look */
function path(context, look) {
  const { wire, lane, key, weight, gradient } = look;
  const value = weightOf(context, look);
  const classes = ["wire", lane, strengthOf(context, look), value < 0 && "negative", look.state]
    .filter(Boolean)
    .join(" ");
  const d = curve(...ends(context, lane, wire));
  const address = lane === "forward" ? weight : gradient;
  const walked = context.roomy
    ? {}
    : stop(
        lane,
        alone(lane === "forward" ? context.spokenNumber(weight, value) : context.spokenNumber(gradient)),
        lane === "forward" ? weight : null,
      );
  return [
    m("path", { key, class: classes, d, "stroke-width": thickness(context, value), numbers: numbersOf(look) }),
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
 * A wire's number in words, and the keys that it holds where they are drawn.
 *
 * @param {Context} context
 * @param {Wire} wire
 * @param {Direction} lane
 * @param {string} address
 */
function spokenLabel(context, wire, lane, address) {
  const words = alone(context.spokenNumber(address));
  const keyed =
    (lane === "backward" || isAlone(context, lane)) &&
    !context.known(context.here(`dl_dw.${wire.layer}.${wire.to}.${wire.from}`));
  return keyed ? `${words}; ${keyWords(context, keysOf(context, wire))}` : words;
}

/** Whether the other lane is not drawn. @param {Context} context @param {Direction} lane */
const isAlone = ({ layout }, lane) => !layout[lane === "forward" ? "backward" : "forward"];

/**
 * How many characters fit between the two neurons of a wire, beside its lock.
 *
 * @param {Point} left
 * @param {Point} right
 * @param {number} taken
 */
const roomBetween = (left, right, taken) => {
  const between = right.x - left.x - LABEL_PADDING - taken;
  // What four digits need may lie over the edges of the neurons; more digits only come where they do not.
  const inside = Math.floor((between - MAX_LABEL_OVERLAP) / BOLD_CHARACTER_WIDTH);
  return Math.max(
    7,
    Math.min(
      Math.floor((between + MAX_LABEL_OVERLAP) / LABEL_CHARACTER_WIDTH),
      Math.max(FOUR_DIGIT_CHARACTERS, inside),
    ),
  );
};

/** @param {Context} context @param {DrawnWire} look */
function label(context, look) {
  const { wire, lane, key, weight, gradient, state } = look;
  const { layer, to, from } = wire;
  const renewed = `w_new.${layer}.${to}.${from}`;
  const [left, right] = ends(context, lane, wire);
  const place = labelPoint(context, lane, wire);
  const both = isAlone(context, lane);
  const isRenewed = (lane === "forward" || both) && context.known(renewed);
  // What is driven by hand makes no gradients: there the weights go on to say how the signals are multiplied.
  const isGradient = !isRenewed && !context.driven && (lane === "backward" || both) && context.known(gradient);
  const nudged = lane === "forward" && context.nudged?.address === weight ? context.nudged.shown : null;
  const keys = (lane === "backward" || both) && !isGradient && !isRenewed ? keysOf(context, wire) : null;
  const room = roomBetween(left, right, keys ? LOCK_WIDTH : 0);
  const half = Math.max(7, Math.floor((room - 3) / 2));
  const parts =
    nudged !== null
      ? [part(context, weight, "old", half), " → ", m("tspan", { key: "nudged", class: "new" }, nudged)]
      : isRenewed
        ? [part(context, weight, "old", half), " → ", part(context, renewed, "new", half)]
        : isGradient && lane === "forward"
          ? [part(context, weight, "old", half), "  ", part(context, gradient, "gradient", half)]
          : [isGradient ? part(context, gradient, "", room) : part(context, weight, "", room, lane === "forward")];
  const length = parts.reduce(
    (sum, part) => sum + (typeof part === "string" ? part.length : breadth(String(part.children[0]))),
    0,
  );
  const width =
    Math.max(
      24,
      LABEL_PADDING +
        (isGradient && length > FOUR_DIGIT_CHARACTERS ? BOLD_CHARACTER_WIDTH : LABEL_CHARACTER_WIDTH) * length,
    ) + (keys ? LOCK_WIDTH : 0);
  const x = Math.max(place.x, left.x - MAX_LABEL_OVERLAP + width / 2);
  const { y } = place;
  const height = Math.min(18, Math.max(MIN_LABEL_HEIGHT, context.layout.row * labelRise(context.layout.counts, layer)));
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
      numbers: numbersOf(look),
      "data-choose": address,
      "data-edit": lane === "forward" ? weight : null,
      ...(context.roomy ? stop(lane, spokenLabel(context, wire, lane, address)) : { "aria-hidden": "true" }),
    },
    m("rect", {
      key: "box",
      x: round(x - width / 2),
      y: round(y - height / 2),
      width: round(width),
      height: round(height),
      rx: round(height / 2),
    }),
    keys && wireLock(keys, x - width / 2 + 12, y),
    m(
      "text",
      { key: "number", x: round(x + (keys ? LOCK_WIDTH / 2 : 0)), y: round(y + 4), "text-anchor": "middle" },
      parts,
    ),
  );
}

/**
 * One number of a label; `own` when the element of this number is this one.
 *
 * @param {Context} context @param {string} address @param {string} name @param {number} room @param {boolean} [own]
 */
function part(context, address, name, room, own = true) {
  return m(
    "tspan",
    { key: address, "data-address": own ? address : null, class: name || null },
    context.shown(address, room),
  );
}
