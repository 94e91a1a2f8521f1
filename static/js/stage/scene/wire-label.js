/** The label of a wire: its weight, the gradient or the new weight beside it, its keys, as far as there is room. */

import { m } from "../../dom/marks.js";
import { alone } from "../../language/spoken-number.js";
import { breadth } from "./context.js";
import { keptTab } from "./kept-marks.js";
import { INPUT_RADIUS, MAX_LABEL_HEIGHT, MIN_LABEL_HEIGHT, portPitch, round } from "./layout.js";
import { ends, labelPoint } from "./wire-ends.js";
import { LOCK_WIDTH, keyWords, keysOf, wireLock } from "./wire-lock.js";
import { remarksOf } from "../../language/phrase.js";

/**
 * @typedef {import("./context.js").Context} Context
 * @typedef {import("./layout.js").Point} Point
 * @typedef {import("../../network/address.js").Wire} Wire
 * @typedef {import("./wires.js").Direction} Direction
 * @typedef {import("./wires.js").DrawnWire} DrawnWire
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

/** The numbers that a wire and its label stand for. @param {DrawnWire} look */
export const numbersOf = ({ wire: { layer, to, from }, weight, gradient }) => [
  weight,
  gradient,
  `dL_dw.${layer}.${to}.${from}`,
  `w_new.${layer}.${to}.${from}`,
];

/**
 * What makes an element a stop of the keyboard's walk. A wire's is its label; where not every wire has one, it is the
 * wire itself, which Enter edits as it does a label.
 *
 * @param {Direction} lane @param {string} words @param {string | null} [edited]  what Enter changes where a click only
 *   chooses
 */
export const stop = (lane, words, edited = null) => ({
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
  return keyed ? remarksOf(context.t, words, keyWords(context, keysOf(context, wire))) : words;
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
export function label(context, look) {
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
    (lane === "forward" || both) && context.kept(weight) && keptTab("kept", x + width / 2 - 8, y - height / 2 - 1, 0.8),
    isGradient && (hot || chosen) && gradientName(context, wire, { x: x - width / 2 + 5, y }, height / 2),
  );
}

/** An arrow with its blanks. */
const ARROW_CHARACTERS = 2.4;

/**
 * A weight and what stands beside it; where there is no room for both, what is new alone.
 *
 * @param {Context} context @param {string} weight @param {string} between @param {import("../../dom/marks.js").Mark}
 *   other
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
 * The name of a gradient that is told, chosen or pointed at: over the uppermost number of a neuron's wires, and under
 * the lowest; between two numbers there is no room.
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
