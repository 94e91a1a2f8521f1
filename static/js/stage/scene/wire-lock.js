/**
 * Two keys open a wire: its ∂l/∂w needs a, which the forward pass brings to its left end, and ∂l/∂z, which the backward
 * pass brings to its right end. A lock of two halves shows which of them it holds; with both the halves close.
 */

import { m } from "../../dom/marks.js";
import { sentAddress } from "../../network/address.js";
import { round } from "./layout.js";

/**
 * @typedef {import("./context.js").Context} Context
 * @typedef {import("../../network/address.js").Wire} Wire
 * @typedef {object} Keys
 * @property {string} a  address of the forward factor
 * @property {string} dl_dz  address of the backward factor
 * @property {boolean} forward  whether the first is held
 * @property {boolean} backward  whether the second is
 * @property {boolean} product  whether they have been multiplied
 */

/** Room that a lock takes beside a number. */
export const LOCK_WIDTH = 18;

const LOCK_RADIUS = 5;

/** @param {Context} context @param {Wire} wire @returns {Keys} */
export function keysOf(context, { layer, to, from }) {
  const a = context.here(sentAddress(layer - 1, from));
  const dl_dz = context.here(`dl_dz.${layer}.${to}`);
  return {
    a,
    dl_dz,
    forward: context.known(a),
    backward: context.known(dl_dz),
    product: context.known(context.here(`dl_dw.${layer}.${to}.${from}`)),
  };
}

/**
 * How many wires hold which keys.
 *
 * @param {Context} context
 * @returns {{wires: number, forward: number, backward: number, both: number}}
 */
export function countKeys(context) {
  const counts = { wires: 0, forward: 0, backward: 0, both: 0 };
  for (let layer = 1; layer < context.sizes.length; layer += 1) {
    const [from, to] = [context.sizes[layer - 1], context.sizes[layer]];
    const left = knownIn(from, (j) => context.known(context.here(sentAddress(layer - 1, j))));
    const right = knownIn(to, (i) => context.known(context.here(`dl_dz.${layer}.${i}`)));
    counts.wires += from * to;
    counts.forward += left * to;
    counts.backward += right * from;
    counts.both += left * right;
  }
  return counts;
}

/** @param {number} count @param {(index: number) => boolean} isKnown */
function knownIn(count, isKnown) {
  let known = 0;
  for (let index = 0; index < count; index += 1) known += Number(isKnown(index));
  return known;
}

/**
 * In words, for those who hear the drawing: which keys a wire holds.
 *
 * @param {Context} context
 * @param {Keys} keys
 */
export function keyWords(context, { a, dl_dz, forward, backward }) {
  const held = { a: context.spokenNumber(a), signal: context.spokenNumber(dl_dz) };
  return context.t(
    `page.keys-of-wire.${forward ? (backward ? "both" : "forward") : backward ? "backward" : "none"}`,
    held,
  );
}

/**
 * The lock: an empty half for a key that is not there, a full one for a key that is; with both, one ring around them.
 *
 * @param {Keys} keys
 * @param {number} x  of its middle
 * @param {number} y
 */
export function wireLock({ forward, backward }, x, y) {
  const open = forward && backward;
  const apart = open ? 0.4 : 1.6;
  /** @param {-1 | 1} side */
  const half = (side) => {
    const edge = round(x + side * apart);
    return `M${edge},${round(y - LOCK_RADIUS)} A${LOCK_RADIUS},${LOCK_RADIUS} 0 0 ${side < 0 ? 0 : 1} ${edge},${round(y + LOCK_RADIUS)} Z`;
  };
  return m(
    "g",
    { key: "lock", class: open ? "lock open" : "lock", "data-lock": `${forward ? "a" : "-"}${backward ? "d" : "-"}` },
    open && m("circle", { key: "ring", class: "ring", cx: round(x), cy: round(y), r: LOCK_RADIUS + 2.6 }),
    m("path", { key: "forward", class: forward ? "key forward held" : "key forward", d: half(-1) }),
    m("path", { key: "backward", class: backward ? "key backward held" : "key backward", d: half(1) }),
  );
}
