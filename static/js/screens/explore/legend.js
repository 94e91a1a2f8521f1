/** What the signs of the drawing mean, each beside the sign itself. */

import { m } from "../../dom/marks.js";
import { countBadge } from "../../stage/scene/asked-marks.js";
import { keptTab } from "../../stage/scene/kept-marks.js";
import { wireLock } from "../../stage/scene/wire-lock.js";

/** @typedef {import("../../dom/marks.js").Mark} Mark */

/** @param {string} name */
const line = (name) => m("path", { class: `wire ${name} hot`, d: "M2,11 L42,11", "stroke-width": 2.4 });

const triangle = m("path", { class: "body", d: "M8,11 L34,2 L34,20 Z" });

/** @param {number[]} radii */
const dots = (radii) =>
  m(
    "g",
    { class: "pulses" },
    radii.map((r, k) => m("circle", { key: r, cx: 10 + 21 * k, cy: 11, r })),
  );

/** @param {string} which */
const caseName = (which) => m("text", { class: "gain", x: 22, y: 15, "text-anchor": "middle" }, which);

/** The signs, in the order of the legend; the words of each are `page.legend.<name>`. */
const SIGNS = /** @type {Readonly<Record<string, () => Mark>>} */ ({
  forward: () => line("forward"),
  backward: () => line("backward"),
  negative: () => line("forward negative"),
  strength: () =>
    m(
      "g",
      { class: "strengths" },
      [0, 2, 4].map((step, k) =>
        m("path", { key: step, class: `wire backward flow-${step}`, d: `M${2 + 14 * k},11 l11,0`, "stroke-width": 3 }),
      ),
    ),
  pulse: () => dots([3, 7]),
  ring: () => m("g", { class: "pulses" }, m("circle", { class: "hollow", cx: 22, cy: 11, r: 6 })),
  amplifier: () => m("g", { class: "amplifier" }, triangle),
  shut: () => m("g", { class: "amplifier blocked" }, triangle),
  jacobian: () => m("text", { class: "gain", x: 22, y: 15, "text-anchor": "middle" }, "J"),
  lock: () => wireLock({ a: "", dl_dz: "", forward: true, backward: true, product: false }, 22, 11),
  "case-output": () => caseName("1"),
  "case-hidden": () => caseName("2"),
  kept: () => keptTab("kept", 18, 4, 1.6),
  alike: () => m("g", { class: "alike-sign" }, m("text", { x: 22, y: 16, "text-anchor": "middle" }, "=")),
  asked: () => m("g", { class: "asked-mark" }, countBadge("front", 4, 4, 11), countBadge("back", 1, 24, 11)),
  waiting: () => m("text", { class: "number", x: 22, y: 15, "text-anchor": "middle" }, "–"),
});

/** @param {string} name @param {import("../../network/types.js").Translate} t */
const explained = (name, t) => [
  m("svg", { key: "sign", viewBox: "0 0 44 22", width: 44, height: 22, "aria-hidden": "true" }, SIGNS[name]()),
  m("span", { key: "words" }, t(`page.legend.${name}`)),
];

/** All signs, one a row. @param {import("../../network/types.js").Translate} t */
export const legend = (t) =>
  m(
    "ul",
    { key: "legend", class: "legend" },
    Object.keys(SIGNS).map((name) => m("li", { key: name }, explained(name, t))),
  );

/** One sign with its words. @param {string} name @param {import("../../network/types.js").Translate} t */
export const signLine = (name, t) => m("p", { key: `sign-${name}`, class: "legend one" }, explained(name, t));
