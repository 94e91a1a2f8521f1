/**
 * The parts of a pass's answer that follow from its shape alone, its steps above all: they are most of its bytes. They
 * are asked for once a shape, and every answer of that shape shares the same objects, so that what is computed from
 * them is kept.
 *
 * @typedef {Pick<import("../network/types.js").Trace, "steps" | "layer_steps" | "costs">} OfShape
 * @typedef {import("../network/request.js").Asked & {sample: number}} Wanted  a pass, and the current sample
 */

import { passShape } from "../network/request.js";

/** At most this many shapes are kept; those of large networks take megabytes. */
const MAX_SHAPES = 8;

/**
 * @returns {{of: (wanted: Wanted) => OfShape | undefined, keep: (wanted: Wanted, answer: Partial<OfShape>) => OfShape}}
 *   keep: of an answer that has the steps, or those of its layers
 */
export function createShapes() {
  /** @type {Map<string, OfShape>} */
  const known = new Map();
  /** @param {Wanted} wanted */
  const keyOf = (wanted) => `${wanted.sample} ${passShape(wanted)}`;

  return {
    of: (wanted) => known.get(keyOf(wanted)),
    keep(wanted, { steps, layer_steps, costs }) {
      const parts = { steps: layer_steps ?? steps ?? [], ...(layer_steps && { layer_steps }), ...(costs && { costs }) };
      known.set(keyOf(wanted), parts);
      for (const key of known.keys()) if (known.size > MAX_SHAPES) known.delete(key);
      return parts;
    },
  };
}
