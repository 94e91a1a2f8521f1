/** The pieces that a drawn push is made of: numbers that can be chosen, the handle, labels on a wire. */

import { m } from "../../dom/marks.js";
import { spoken } from "../../language/notation.js";
import { bezierPoint } from "./layout.js";
import { round } from "../scene/layout.js";
import { withAside } from "../../language/phrase.js";

/**
 * @typedef {import("../../dom/marks.js").Mark} Mark
 * @typedef {import("../scene/layout.js").Point} Point
 */

/**
 * Words in the drawing.
 *
 * @param {string} key
 * @param {Point} point  of their baseline
 * @param {string} text
 * @param {string} name  of the class
 * @param {"start" | "middle" | "end"} [anchor]
 */
export const svgWords = (key, { x, y }, text, name, anchor = "start") =>
  m("text", { key, class: name, x: round(x), y: round(y), "text-anchor": anchor }, text);

/**
 * A number that can be chosen, with its name: it is lit where it stands anywhere else, too.
 *
 * @param {import("../../state/page.js").Page} page
 * @param {object} given
 * @param {string} given.key
 * @param {Point} given.point
 * @param {string} given.address
 * @param {string} given.text
 * @param {string} given.name  of the class
 * @param {"start" | "middle" | "end"} [given.anchor]
 * @param {Mark | null} [given.ground]  what stands behind it
 * @param {string} [given.value]  as it is read aloud
 */
export function choosable(page, { key, point, address, text, name, anchor = "start", ground = null, value = text }) {
  const lit = page.hover === address ? " pointed" : "";
  return m(
    "g",
    {
      key,
      class: `datum ${name}${lit}`,
      role: "button",
      tabindex: 0,
      "data-choose": address,
      "aria-label": withAside(page.t, spoken(address, page.t), value),
    },
    ground,
    m("text", { "data-address": address, x: round(point.x), y: round(point.y), "text-anchor": anchor }, text),
  );
}

/** Pixels of a label on a wire. @param {number} characters */
export const pillWidth = (characters) => Math.max(38, characters * 7.4 + 18);

/**
 * The ground of a label on a wire.
 *
 * @param {Point} centre
 * @param {number} characters
 */
export function pill({ x, y }, characters) {
  const width = pillWidth(characters);
  return m("rect", {
    class: "pill",
    x: round(x - width / 2),
    y: round(y - 13),
    width: round(width),
    height: 26,
    rx: 13,
  });
}

/**
 * An arrow head at an end of a way.
 *
 * @param {string} key
 * @param {import("./layout.js").Bezier} curve
 * @param {boolean} backwards
 */
export function arrow(key, curve, backwards) {
  const [tip, before] = backwards ? [curve[0], bezierPoint(curve, 0.06)] : [curve[3], bezierPoint(curve, 0.94)];
  const angle = (Math.atan2(tip.y - before.y, tip.x - before.x) * 180) / Math.PI;
  return m("path", {
    key,
    class: "head",
    d: "M0,0 l-9,-4.5 l0,9 z",
    transform: `translate(${round(tip.x)} ${round(tip.y)}) rotate(${round(angle)})`,
  });
}

/** A box as attributes of a rectangle. @param {import("./layout.js").PushBox} box */
export const rounded = ({ x, y, width, height }) => ({
  x: round(x),
  y: round(y),
  width: round(width),
  height: round(height),
});

/**
 * The handle on its rail.
 *
 * @param {object} given
 * @param {number} given.from  where it is at rest
 * @param {number} given.to  where it is now
 * @param {number} given.y
 * @param {[number, number]} given.rail
 * @param {number} given.stride  pixels from one place to the next
 * @param {number} given.place
 * @param {number} given.most  places to either side
 * @param {{reach: number, beside: boolean}} given.ends  how far it goes, written beside the ends of its rail or beneath
 * @param {string} given.label
 * @param {string} given.text  what it says aloud
 */
export function handle({ from, to, y, rail, stride, place, most, ends, label, text }) {
  /** @param {string} sign @param {number} side */
  const end = (sign, side) =>
    svgWords(
      `end${side}`,
      { x: rail[side] + (ends.beside ? 14 * (2 * side - 1) : 0), y: ends.beside ? y + 4 : y + 25 },
      `${sign}${ends.reach}`,
      "tiny",
      ends.beside ? (side ? "start" : "end") : "middle",
    );
  return m(
    "g",
    {
      key: "handle",
      class: "handle",
      role: "slider",
      tabindex: 0,
      "aria-label": label,
      "aria-valuemin": -most,
      "aria-valuemax": most,
      "aria-valuenow": place,
      "aria-valuetext": text,
      "data-handle": round(from),
      "data-stride": Number(stride.toFixed(3)),
    },
    m("rect", {
      key: "reach",
      class: "reach",
      x: round(rail[0]),
      y: round(y - 16),
      width: round(rail[1] - rail[0]),
      height: 32,
      fill: "transparent",
    }),
    m("line", { key: "rail", class: "groove", x1: round(rail[0]), x2: round(rail[1]), y1: round(y), y2: round(y) }),
    end("−", 0),
    end("+", 1),
    m("line", { key: "zero", class: "zero", x1: round(from), x2: round(from), y1: round(y - 6), y2: round(y + 6) }),
    m("line", { key: "pushed", class: "pushed", x1: round(from), x2: round(to), y1: round(y), y2: round(y) }),
    m("circle", { key: "knob", class: "knob", cx: round(to), cy: round(y), r: 10 }),
    m("path", {
      key: "ways",
      class: "ways",
      d: `M${round(to - 3)},${round(y - 3.5)} l-3,3.5 l3,3.5 M${round(to + 3)},${round(y - 3.5)} l3,3.5 l-3,3.5`,
    }),
  );
}
