/**
 * The curve in a forward neuron, in the drawing's own units: its axis, the point where the neuron stands, and the
 * tangent there. Drawn by the forward lane, and followed by what travels from z to a.
 */

import { curvePoints, softmaxShift } from "../../network/activation-curve.js";
import { round } from "./layout.js";
import { slopeOf } from "../../network/problem.js";

/**
 * @typedef {import("../../network/activation-curve.js").Coordinates} Coordinates
 * @typedef {object} NeuronCurve
 * @property {{left: number, right: number, y: number}} axis  where a is 0
 * @property {Coordinates[]} points
 * @property {Coordinates | null} point  where the neuron stands, once its z is known
 * @property {[Coordinates, Coordinates] | null} tangent  once its gain is known
 */

/**
 * @param {import("./context.js").Context} context
 * @param {number} layer
 * @param {number} i
 * @param {import("./layout.js").Point} centre  of the neuron
 * @returns {NeuronCurve | null} null for an activation that has none
 */
export function neuronCurve(context, layer, i, centre) {
  const { width, height, tall, curve: side } = context.layout.node;
  const { activation } = context.problem.layers[layer - 1];
  const softmax = activation === "softmax";
  const z = context.value(context.here(`z.${layer}.${i}`));
  const a = context.value(context.here(`a.${layer}.${i}`));
  const slope = context.value(context.here(slopeOf(context.problem, layer, i)));
  const samples = context.curves.curves[softmax ? "sigmoid" : activation];
  if (!samples) return null;
  const [x, y] = tall
    ? [centre.x - side / 2, centre.y - height / 2 + 8]
    : [centre.x - width / 2 + 8, centre.y - side / 2];
  const shift = softmax && z !== undefined && a !== undefined ? softmaxShift(Number(z), Number(a)) : 0;
  const {
    points,
    point,
    tangent,
    window: { low, high },
  } = curvePoints({ curve_z: context.curves.curve_z, a: samples }, z, shift, {
    da_dz: context.frozen ? undefined : slope,
  });
  /** @param {Coordinates} unit @returns {Coordinates} */
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
