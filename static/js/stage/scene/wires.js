/**
 * Wires and the numbers on them. A dashed wire is negative, a thick one has a large weight, and its colour says
 * which way the number on it flows.
 */

import { sentAddress, wireOf } from "../../network/address.js";
import { m } from "../../dom/marks.js";
import { once } from "../../network/once.js";
import {
  INPUT_RADIUS,
  LABEL_AT,
  MAX_LABEL_HEIGHT,
  MIN_LABEL_HEIGHT,
  along,
  curve,
  portPitch,
  round,
} from "./layout.js";
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
const LABEL_PADDING = 9;
const LABEL_CHARACTER_WIDTH = 7;
const BOLD_CHARACTER_WIDTH = 7.7;

/** How far a label keeps from the neuron on its left. */
const LABEL_DISTANCE = 2;

/**
 * The part of the way between two neurons that a label may take: behind that the wires meet, those that lead to more
 * than two neurons earlier.
 */
const MAX_LABEL_SHARE = { two: 0.82, more: 0.5 };

/** No label shows more characters. */
const MAX_LABEL_CHARACTERS = 14;

/**
 * The two ends of a wire, left end first, whichever way the number on it flows. At its left end the wires of a neuron
 * stand one above the other, in the order of the neurons that they lead to.
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
  const down = layout.ports[layer][to];
  const half =
    layer === 1
      ? Math.sqrt(Math.max(0, INPUT_RADIUS ** 2 - down ** 2))
      : (lane === "forward" ? layout.node.width : layout.amplifier.width) / 2;
  const reach = lane === "forward" ? layout.node.width / 2 : layout.amplifier.width / 2 + layout.amplifier.capsule - 4;
  return [
    { x: left.x + half, y: left.y + down },
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
  return along(left, right, LABEL_AT);
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
  return {
    paths: m(
      "g",
      { key: `${lane}-wires` },
      single.flatMap((wire) => path(context, wire)),
    ),
    labels: labelsOf(context, lane, numbered(context, single)),
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
 * The wires that show their numbers: between two layers with few wires all of them; else the chosen one and those that
 * move, as far as they are of one neuron, those of the chosen neuron, and those that are pointed at.
 *
 * @param {Context} context
 * @param {DrawnWire[]} single
 * @param {ReadonlySet<DrawnWire>} [pointed]
 */
function numbered(context, single, pointed = new Set()) {
  const few = single.filter(({ wire }) => context.labelled(wire.layer));
  const many = single.filter(({ wire }) => !context.labelled(wire.layer));
  const moving = countsOf(many.filter(({ hot }) => hot));
  /** @param {DrawnWire} wire */
  const isTold = ({ hot, wire: { layer } }) =>
    hot && (moving.get(layer) ?? 0) <= Math.max(context.layout.counts[layer - 1], context.layout.counts[layer]);
  const crowded = many.filter(
    (wire) => wire.chosen || isTold(wire) || pointed.has(wire) || neuronNumbers(context, wire).some(isChosen(context)),
  );
  return [
    ...few.filter(({ hot, chosen }) => !hot && !chosen),
    ...apart(context, crowded, pointed),
    ...few.filter(({ hot, chosen }) => hot || chosen),
  ];
}

/** @param {Context} context @returns {(address: string) => boolean} */
const isChosen = (context) => (address) => address === context.chosen;

/** How many of these wires lead to each layer. @param {DrawnWire[]} some */
function countsOf(some) {
  /** @type {Map<number, number>} */
  const counts = new Map();
  for (const { wire } of some) counts.set(wire.layer, (counts.get(wire.layer) ?? 0) + 1);
  return counts;
}

/**
 * The numbers of the neuron to which a wire carries what is on it: forward its z and a, backward its ∂l/∂a and ∂l/∂z.
 *
 * @param {Context} context
 * @param {DrawnWire} look
 */
function neuronNumbers(context, { lane, wire }) {
  const [layer, neuron] = lane === "forward" ? [wire.layer, wire.to] : [wire.layer - 1, wire.from];
  return (lane === "forward" ? ["z", "a"] : ["dl_da", "dl_dz"]).map((name) =>
    context.here(`${name}.${layer}.${neuron}`),
  );
}

/**
 * What is in a lane only while wires or their neuron are pointed at: the paths of those that are else only painted, and,
 * where not every wire has one, the labels with theirs among them.
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
  const pointed = new Set([
    ...single.filter((look) => stands(look) || neuronNumbers(context, look).some(isPointed)),
    ...painted,
  ]);
  if (pointed.size === 0) return { paths: [], labels: null };
  return {
    paths: painted.flatMap((look) => path(context, look)),
    labels: labelsOf(context, lane, numbered(context, [...single, ...painted], pointed)),
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
  const walked = context.labelled(wire.layer)
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
 * How many characters fit beside the neuron on the left of a wire, with its lock.
 *
 * @param {Point} left
 * @param {Point} right
 * @param {number} taken
 * @param {number} width  of a character
 * @param {number} targets  neurons that the wires lead to
 */
const roomBetween = (left, right, taken, width, targets) =>
  Math.min(
    MAX_LABEL_CHARACTERS,
    (MAX_LABEL_SHARE[targets > 2 ? "more" : "two"] * (right.x - left.x) - LABEL_PADDING - taken) / width,
  );

/**
 * The right edge of what stands on the left of a wire: beside a disc, labels stand nearly under one another.
 *
 * @param {Context} context @param {Direction} lane @param {Wire} wire @param {Point} left  its end
 */
function besideOf({ layout }, lane, { layer, from }, left) {
  const disc = layer === 1 && layout[lane]?.nodes[0][from];
  return disc ? Math.max(left.x, disc.x + MIN_DISC_SHARE * INPUT_RADIUS) : left.x;
}

const MIN_DISC_SHARE = 0.8;

/** @param {Context} context @param {DrawnWire} look */
function label(context, look) {
  const { wire, lane, key, weight, gradient, state, hot, chosen } = look;
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
  const character = hot || chosen ? BOLD_CHARACTER_WIDTH : LABEL_CHARACTER_WIDTH;
  const room = roomBetween(left, right, keys ? LOCK_WIDTH : 0, character, context.layout.counts[layer]);
  const parts =
    nudged !== null
      ? pair(context, weight, " → ", m("tspan", { key: "nudged", class: "new" }, nudged), room)
      : isRenewed
        ? pair(context, weight, " → ", part(context, renewed, "new", room - ARROW_CHARACTERS), room)
        : isGradient && lane === "forward"
          ? pair(context, weight, "  ", part(context, gradient, "gradient", room), room)
          : [isGradient ? part(context, gradient, "", room) : part(context, weight, "", room, lane === "forward")];
  const width = Math.max(24, LABEL_PADDING + character * breadthOf(parts)) + (keys ? LOCK_WIDTH : 0);
  const x = Math.max(place.x, besideOf(context, lane, wire, left) + LABEL_DISTANCE + width / 2);
  const { y } = place;
  const height = Math.min(MAX_LABEL_HEIGHT, Math.max(MIN_LABEL_HEIGHT, portPitch(context.layout, layer)));
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
      ...(context.labelled(layer) ? stop(lane, spokenLabel(context, wire, lane, address)) : { "aria-hidden": "true" }),
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
    isGradient && (hot || chosen) && gradientName(context, wire, { x: x - width / 2 + 5, y }, height / 2),
  );
}

/** An arrow with its blanks. */
const ARROW_CHARACTERS = 2.4;

/**
 * A weight and what stands beside it; where there is no room for both, what is new alone.
 *
 * @param {Context} context @param {string} weight @param {string} between @param {import("../../dom/marks.js").Mark} other
 * @param {number} room
 */
function pair(context, weight, between, other, room) {
  const both = [part(context, weight, "old", room), between, other];
  if (breadthOf(both) <= room) return both;
  return between.trim() ? [`${between.trim()} `, other] : [other];
}

/** How wide the parts of a label are, in characters. @param {(string | import("../../dom/marks.js").Mark)[]} parts */
const breadthOf = (parts) =>
  parts.reduce(
    (sum, part) =>
      sum + (typeof part === "string" ? (part.trim() ? ARROW_CHARACTERS : 1) : breadth(String(part.children[0]))),
    0,
  );

/** What must be free between the numbers of two neurons for a name under the upper ones and over the lower ones. */
const MIN_ROOM_FOR_NAMES = 28;

/**
 * The name of a gradient that is told, chosen or pointed at: over the uppermost number of a neuron's wires, and under the
 * lowest; between two numbers there is no room.
 *
 * @param {Context} context @param {Wire} wire @param {Point} start @param {number} half  the height of the label
 */
function gradientName({ layout, letters, updating }, { layer, to, from }, { x, y }, half) {
  const [sources, targets] = [layout.drawn[layer - 1], layout.drawn[layer]];
  const free = layout.row - portPitch(layout, layer) * targets.length >= MIN_ROOM_FOR_NAMES;
  const over = to === targets[0] && (free || from === sources[0]);
  const under = to === targets.at(-1) && (free || from === sources.at(-1));
  if (!over && !under) return null;
  return m(
    "text",
    { key: "name", class: "symbol", x: round(x), y: round(over ? y - half - 4 : y + half + 11) },
    updating ? letters._dL_dw : letters._dl_dw,
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
