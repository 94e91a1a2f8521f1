/**
 * The recursion from the front in the reversed network: the amplifier that is asked now, those that wait for its answer,
 * and on each how often it was asked; beside that, whether the sweep from the back has come to it.
 */

import { m } from "../../dom/marks.js";
import { amplifierKey, chainAt, visitedBy } from "../../network/from-the-front.js";
import { recursionOf } from "../../time/recursion.js";
import { FOLD_ABOVE } from "./folding.js";
import { curve, round } from "./layout.js";
import { ends } from "./wire-ends.js";

/**
 * @typedef {import("./context.js").Context} Context
 * @typedef {import("./layout.js").Lane} Lane
 * @typedef {import("../../network/from-the-front.js").Visit} Visit
 */

const BADGE_HEIGHT = 14;
const CHARACTER_WIDTH = 6.6;

/** How far a badge stands over the middle of an amplifier, and further right where the number of a neuron stands. */
const OVER = 19;
const BESIDE_NUMBER = 18;

/**
 * A count in its badge: filled how often it was asked from the front, outlined the visit of the sweep.
 *
 * @param {"front" | "back"} name
 * @param {number} count
 * @param {number} x  of its left edge
 * @param {number} y  of its middle
 */
export function countBadge(name, count, x, y) {
  const width = badgeWidth(count);
  return m(
    "g",
    { key: name, class: `badge ${name}` },
    m("rect", { key: "box", x: round(x), y: round(y - BADGE_HEIGHT / 2), width, height: BADGE_HEIGHT, rx: 4 }),
    m("text", { key: "count", x: round(x + width / 2), y: round(y + 4), "text-anchor": "middle" }, String(count)),
  );
}

/** @param {number} count */
const badgeWidth = (count) => round(9 + CHARACTER_WIDTH * String(count).length);

/**
 * Whom the one that is asked now was asked by, and by whom that one, as ways along the wires, beneath their numbers.
 *
 * @param {import("../../state/page.js").Page} page @param {Context} context
 */
export function askedWays(page, context) {
  const lane = context.layout.backward;
  const { visits, place } = recursionOf({ recursion: page.recursion, problem: context.problem });
  const chain = chainAt(visits, place);
  if (!lane || chain.length < 2) return null;
  const ways = chain.slice(1).map((visit, index) => way(context, lane, chain[index], visit));
  return m("g", { key: "asked-ways", class: "asked-mark", "aria-hidden": "true" }, ...ways);
}

/** @param {import("../../state/page.js").Page} page @param {Context} context */
export function askedMarks(page, context) {
  const lane = context.layout.backward;
  const { visits, sweep, place } = recursionOf({ recursion: page.recursion, problem: context.problem });
  if (!lane || place === 0) return null;
  const chain = chainAt(visits, place);
  const asked = visitedBy(visits, place);
  const swept = visitedBy(sweep, place);
  return m(
    "g",
    { key: "asked", class: "asked-mark", "aria-hidden": "true" },
    ...chain.map((visit, index) => ring(context, lane, visit, index === chain.length - 1)),
    ...lane.nodes.slice(1).flatMap((column, index) =>
      column.map((centre, neuron) => {
        const key = amplifierKey({ layer: index + 1, neuron });
        return badges(context, centre, index + 1, key, asked.get(key) ?? 0, swept.get(key) ?? 0);
      }),
    ),
  );
}

/** @param {Context} context @param {import("./layout.js").Point} centre */
const tipOf = ({ layout: { amplifier } }, centre) => centre.x - amplifier.width / 2 - amplifier.capsule + 2;

/**
 * @param {Context} context @param {import("./layout.js").Point} centre @param {number} layer @param {string} key
 * @param {number} asked @param {number} swept
 */
function badges(context, centre, layer, key, asked, swept) {
  const x = tipOf(context, centre) + (context.sizes[layer] > FOLD_ABOVE ? BESIDE_NUMBER : 0);
  const y = centre.y - OVER;
  return m(
    "g",
    { key },
    asked > 0 && countBadge("front", asked, x, y),
    swept > 0 && countBadge("back", swept, x + (asked > 0 ? badgeWidth(asked) + 3 : 0), y),
  );
}

/**
 * The wire along which one asks another.
 *
 * @param {Context} context @param {Lane} lane @param {Visit} asker @param {Visit} asked
 */
function way(context, lane, asker, asked) {
  if (!lane.nodes[asker.layer][asker.neuron] || !lane.nodes[asked.layer][asked.neuron]) return null;
  const wire = { layer: asked.layer, to: asked.neuron, from: asker.neuron };
  return m("path", { key: `way.${asker.layer}`, class: "way", d: curve(...ends(context, "backward", wire)) });
}

/** @param {Context} context @param {Lane} lane @param {Visit} visit @param {boolean} isNow */
function ring(context, lane, { layer, neuron }, isNow) {
  const centre = lane.nodes[layer][neuron];
  if (!centre) return null;
  const { width, height } = context.layout.amplifier;
  const tip = tipOf(context, centre);
  return m("rect", {
    key: `ring.${layer}`,
    class: isNow ? "ring now" : "ring",
    x: round(tip - 4),
    y: round(centre.y - height / 2 - 4),
    width: round(centre.x + width / 2 - tip + 8),
    height: round(height + 8),
    rx: 10,
  });
}
