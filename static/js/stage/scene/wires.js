/**
 * Wires and the numbers on them. A dashed wire is negative, a thick one has a large weight, and its colour says
 * which way the number on it flows.
 */

import { sentAddress, wireOf } from "../../network/address.js";
import { m } from "../../dom/marks.js";
import { once } from "../../network/once.js";
import { MIN_LABEL_HEIGHT, curve } from "./layout.js";
import { wireKey } from "./context.js";
import { alone } from "../../language/spoken-number.js";
import { ends, labelPoint } from "./wire-ends.js";
import { label, numbersOf, stop } from "./wire-label.js";
import { flow, thickness } from "./wire-strength.js";

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
 * What is in a lane only while wires or their neuron are pointed at: the paths of those that are else only painted,
 * and, where not every wire has one, the labels with theirs among them.
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
