/**
 * The curve in a forward neuron, in the drawing's own units: its axis, the point where the neuron stands, and the
 * tangent there. Drawn by the forward lane, and followed by what travels from z to a.
 */

import { curvePoints, softmaxShift } from "../../network/activation-curve.js";
import { round } from "./layout.js";
import { slopeOf } from "../../network/problem.js";

/**
 * @typedef {[number, number]} Place
 * @typedef {object} NeuronCurve
 * @property {{left: number, right: number, y: number}} axis  where a is 0
 * @property {Place[]} points
 * @property {Place | null} point  where the neuron stands, once its z is known
 * @property {[Place, Place] | null} tangent  once its gain is known
 */

/**
 * @param {import("./context.js").Seen} seen
 * @param {number} layer
 * @param {number} i
 * @param {import("./layout.js").Point} centre  of the neuron
 * @returns {NeuronCurve | null} null for an activation that has none
 */
export function neuronCurve(seen, layer, i, centre) {
  const { width, curve: side } = seen.layout.node;
  const { activation } = seen.problem.layers[layer - 1];
  const softmax = activation === "softmax";
  const z = seen.value(seen.here(`z.${layer}.${i}`));
  const a = seen.value(seen.here(`a.${layer}.${i}`));
  const slope = seen.value(seen.here(slopeOf(seen.problem, layer, i)));
  const samples = seen.curves.curves[softmax ? "sigmoid" : activation];
  if (!samples) return null;
  const [x, y] = [centre.x - width / 2 + 8, centre.y - side / 2];
  const shift = softmax && z !== undefined && a !== undefined ? softmaxShift(Number(z), Number(a)) : 0;
  const {
    points,
    point,
    tangent,
    window: { low, high },
  } = curvePoints({ curve_z: seen.curves.curve_z, a: samples }, z, shift, { da_dz: seen.frozen ? undefined : slope });
  /** @param {Place} unit @returns {Place} */
  const place = ([px, py]) => [round(x + px * side), round(y + py * side)];
  return {
    axis: {
      left: round(x),
      right: round(x + side),
      y: round(y + side * (high > low ? Math.min(1, Math.max(0, high / (high - low))) : 0.5)),
    },
    points: points.map(place),
    point: point && place(point),
    tangent: tangent && slope !== undefined ? [place(tangent[0]), place(tangent[1])] : null,
  };
}
