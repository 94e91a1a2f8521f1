/**
 * Which neurons of a wide layer are drawn. A layer of more than `FOLD_ABOVE` neurons folds: those with the largest
 * gradient, or the largest activation, are drawn, with those that are pinned or chosen; the others are counted. The
 * choice is made from the whole pass, so that no neuron comes or goes while time runs.
 *
 * @typedef {import("../../network/types.js").Problem} Problem
 * @typedef {import("../../network/types.js").Trace} Trace
 * @typedef {Pick<import("../../network/types.js").Moment, "ranking" | "pinned" | "opened">} Folding
 */

import { neuronOf, parseAddress, wireOf } from "../../network/address.js";
import { sizesOf } from "../../network/problem.js";
import { numeric } from "../../network/numeric.js";

/** A layer with more neurons than this folds. */
export const FOLD_ABOVE = 8;

/** Neurons of a folded layer that are drawn for their size. */
const DRAWN_WHEN_FOLDED = 4;

/** The most neurons that are drawn of one layer, unfolded or not. */
const MAX_DRAWN_NEURONS = 100;

/**
 * Drawn because of the address that is chosen: its neuron, or both ends of its wire.
 *
 * @param {string | null} chosen
 * @returns {[layer: number, neuron: number][]}
 */
function placesOf(chosen) {
  if (chosen === null) return [];
  const wire = wireOf(chosen);
  if (wire)
    return [
      [wire.layer, wire.to],
      [wire.layer - 1, wire.from],
    ];
  const neuron = neuronOf(chosen);
  return neuron ? [[neuron.layer, neuron.neuron]] : [];
}

/**
 * How much each neuron of a layer counts, for one sample.
 *
 * @param {Problem} problem
 * @param {Trace} trace
 * @param {number} layer  0 for the input
 * @param {number} sample
 * @param {Folding["ranking"]} ranking
 */
function sizes(problem, trace, layer, sample, ranking) {
  const row =
    layer === 0
      ? ranking === "gradient"
        ? trace.input.dl_dx[sample]
        : problem.x[sample]
      : trace.layers[layer - 1][ranking === "gradient" ? "dl_dz" : "a"][sample];
  return row.map((value) => Math.abs(numeric(value)) || 0);
}

/**
 * The neurons that are drawn, layer by layer.
 *
 * @param {object} given
 * @param {Problem} given.problem
 * @param {Trace} given.trace
 * @param {number} given.sample
 * @param {Folding} given.folding
 * @param {string | null} given.chosen
 * @returns {number[][]} indices in order, from the input to the output
 */
export function drawnOf({ problem, trace, sample, folding, chosen }) {
  const wanted = [
    ...(folding.pinned ?? []).map((place) => /** @type {[number, number]} */ (place.split(".").map(Number))),
    ...placesOf(chosen),
  ];
  return sizesOf(problem).map((count, layer) => {
    if (count <= FOLD_ABOVE) return Array.from({ length: count }, (_, i) => i);
    const opened = folding.opened?.includes(layer) ?? false;
    if (opened && count <= MAX_DRAWN_NEURONS) return Array.from({ length: count }, (_, i) => i);
    const size = sizes(problem, trace, layer, sample, folding.ranking);
    const ranked = size
      .map((_, i) => i)
      .sort((i, j) => size[j] - size[i] || i - j)
      .slice(0, opened ? MAX_DRAWN_NEURONS : DRAWN_WHEN_FOLDED);
    const pinned = wanted.flatMap(([of, neuron]) => (of === layer && neuron < count ? [neuron] : []));
    return [...new Set([...ranked, ...pinned])].sort((i, j) => i - j);
  });
}

/**
 * The place of a neuron for a link and for a pin: "2.13".
 *
 * @param {string} address  of any of the neuron's numbers
 * @returns {string | null}
 */
export function pinOf(address) {
  const found = parseAddress(address) && neuronOf(address);
  return found ? `${found.layer}.${found.neuron}` : null;
}

/**
 * Pin a neuron, or let it go.
 *
 * @param {readonly string[] | null} pinned
 * @param {string} place
 * @returns {string[] | null}
 */
export function withPin(pinned, place) {
  const rest = (pinned ?? []).filter((pin) => pin !== place);
  const next = rest.length === (pinned ?? []).length ? [...rest, place] : rest;
  return next.length > 0 ? next : null;
}

/**
 * Unfold a layer, or fold it again.
 *
 * @param {readonly number[] | null} opened
 * @param {number} layer
 * @returns {number[] | null}
 */
export function withOpened(opened, layer) {
  const rest = (opened ?? []).filter((number) => number !== layer);
  const next = rest.length === (opened ?? []).length ? [...rest, layer] : rest;
  return next.length > 0 ? next : null;
}
