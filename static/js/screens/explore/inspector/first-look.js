/**
 * The inspector before the first step: what this network is worth looking at for, and how the drawing is to be read.
 */

import { m } from "../../../dom/marks.js";
import { pushEntry } from "./push-entry.js";
import { networkTitle } from "../../../language/summary.js";
import { wireLock } from "../../../stage/scene/wire-lock.js";

/** @typedef {import("../../../state/page.js").Page} Page */

/**
 * Before the first step: what this network is worth looking at for.
 *
 * @param {Page} page
 * @param {import("../../../dom/marks.js").Mark} close
 */
export function opening(page, close) {
  const { t, preset } = page;
  const title = networkTitle(page);
  return [
    m("div", { key: "head", class: "panel-head" }, m("h2", null, title), close),
    preset && m("p", { key: "note", class: "note" }, t(`preset.${preset.id}.note`)),
    m("p", { key: "empty", class: "hint" }, t("page.inspector.empty")),
    m(
      "div",
      { key: "buttons", class: "buttons" },
      m("button", { key: "on", type: "button", class: "primary", "data-do": "on" }, t("page.inspector.first-step")),
      pushEntry(page, ""),
      preset &&
        m(
          "button",
          { key: "source", type: "button", class: "plain", "data-do": "drawer", "data-of": "published" },
          t("page.drawer.published"),
        ),
    ),
    m("section", { key: "legend", class: "section" }, m("h3", null, t("page.inspector.legend")), legend(t)),
  ];
}

/** How the drawing is to be read, in its own signs. @param {import("../../../network/types.js").Translate} t */
export function legend(t) {
  /** @param {string} key @param {import("../../../dom/marks.js").Mark} sign */
  const row = (key, sign) =>
    m(
      "li",
      { key },
      m("svg", { key: "sign", viewBox: "0 0 44 22", width: 44, height: 22, "aria-hidden": "true" }, sign),
      m("span", { key: "words" }, t(`page.legend.${key}`)),
    );
  /** @param {string} name */
  const line = (name) => m("path", { class: `wire ${name} hot`, d: "M2,11 L42,11", "stroke-width": 2.4 });
  const triangle = m("path", { class: "body", d: "M8,11 L34,2 L34,20 Z" });
  return m(
    "ul",
    { class: "legend" },
    row("forward", line("forward")),
    row("backward", line("backward")),
    row("negative", line("forward negative")),
    row(
      "strength",
      m(
        "g",
        { class: "strengths" },
        [0, 2, 4].map((step, k) =>
          m("path", {
            key: step,
            class: `wire backward flow-${step}`,
            d: `M${2 + 14 * k},11 l11,0`,
            "stroke-width": 3,
          }),
        ),
      ),
    ),
    row(
      "pulse",
      m(
        "g",
        { class: "pulses" },
        m("circle", { key: "small", cx: 10, cy: 11, r: 3 }),
        m("circle", { key: "large", cx: 31, cy: 11, r: 7 }),
      ),
    ),
    row("ring", m("g", { class: "pulses" }, m("circle", { class: "hollow", cx: 22, cy: 11, r: 6 }))),
    row("amplifier", m("g", { class: "amplifier" }, triangle)),
    row("shut", m("g", { class: "amplifier blocked" }, triangle)),
    row("jacobian", m("text", { class: "gain", x: 22, y: 15, "text-anchor": "middle" }, "J")),
    row("lock", wireLock({ a: "", dl_dz: "", forward: true, backward: true, product: false }, 22, 11)),
    row("waiting", m("text", { class: "number", x: 22, y: 15, "text-anchor": "middle" }, "–")),
  );
}
