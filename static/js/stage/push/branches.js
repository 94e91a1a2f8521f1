/** The branches of a push: each wire with its weight, what it reaches, and its part in the change of the loss. */

import { m } from "../../dom/marks.js";
import { nameOf, spoken } from "../../language/notation.js";
import { number } from "../../language/number.js";
import { bezierPoint, pathOf } from "./layout.js";
import { round } from "../scene/layout.js";
import { arrow, choosable, pill, pillWidth, rounded, svgWords } from "./parts.js";
import { changeText, deltaOf } from "./words.js";

/**
 * @typedef {import("./scene.js").ShownPush} ShownPush
 * @typedef {import("./layout.js").PushWay} PushWay
 * @typedef {import("./layout.js").PushBox} PushBox
 */

/**
 * One branch: its wire with the weight, and its way to the loss.
 *
 * @param {ShownPush} shown
 * @param {PushWay} way
 * @param {number} k
 */
export function wireMarks(shown, way, k) {
  const { page, push, playing } = shown;
  const { wire, factor, box, out, share } = way;
  const { digits, pushing } = page;
  const branch = push.branches[k];
  const loss = branch ? branch.loss : push.rest;
  const sent = push.a?.promised ?? push.z?.promised ?? push.start.promised;
  const by = branch ? branch.by : 1;
  const lit = branch && page.hover !== null && [branch.factor, branch.gradient].includes(page.hover) ? " pointed" : "";
  const label = branch ? labelOf(branch, page, box.x - Math.max(wire[0].x, factor.x - MAX_LEFT)) : "";
  const isNegative = branch ? (pushing.backwards ? branch.slope * by : by * sent) < 0 : push.rest < 0;
  const wires = playing.state(push.plan.kind === "loss" ? "known" : "wires");
  return m(
    "g",
    { key: `wire-${k}`, class: `branch${lit}` },
    m(
      "g",
      { key: "wire", class: `way ${wires}${isNegative ? " minus" : ""}${branch ? "" : " many"}` },
      m("path", { key: "path", class: "lead", d: pathOf(wire), "stroke-width": round(widthOf(by)) }),
      arrow("head", wire, pushing.backwards),
    ),
    m(
      "g",
      { key: "out", class: `way onward ${playing.state("known")}${loss < 0 ? " minus" : ""}` },
      m("path", { key: "path", class: "lead", d: pathOf(out), "stroke-width": 1.6 }),
      arrow("head", out, pushing.backwards),
    ),
    ...dots(shown, way, k),
    branch?.factor &&
      m(
        "g",
        { key: "factor", class: playing.state("wires") },
        choosable(page, {
          key: "number",
          point: { x: factor.x, y: factor.y + 4.5 },
          address: branch.factor,
          text: label,
          name: branch.factor.startsWith("da_dz") || label.startsWith("=") ? "factor returning" : "factor",
          anchor: "middle",
          ground: pill(factor, label.length),
          value: number(by, digits),
        }),
      ),
    !pushing.backwards &&
      svgWords("share", share, changeText(loss, digits), `part ${playing.state("known")}`, "middle"),
  );
}

/** A label on a wire leaves so many pixels to the left of its middle. */
const MAX_LEFT = 58;

/**
 * What stands on a wire: its weight, and, backward, the product with what comes back; where there is no room for both,
 * the product.
 *
 * @param {import("../../network/push.js").PushBranch} branch
 * @param {import("../../state/page.js").Page} page
 * @param {number} room  in pixels
 */
function labelOf({ factor, by, slope }, { digits, pushing }, room) {
  const weight = `×${number(by, digits)}`;
  if (!pushing.backwards || !factor) return weight;
  const product = `= ${number(by * slope, digits)}`;
  const both = `${weight} ${product}`;
  return pillWidth(both.length) <= room - 12 ? both : product;
}

/** Pixels of a wire for its weight. @param {number} by */
const widthOf = (by) => Math.min(5, 1.4 + 1.1 * Math.log2(1 + Math.abs(by)));

/**
 * What a branch reaches: its change, and the gradient that is known there.
 *
 * @param {ShownPush} shown
 * @param {PushBox} box
 * @param {number} k
 * @param {boolean} compact
 */
export function boxMarks({ page, push, playing }, box, k, compact) {
  const { digits, t, pushing } = page;
  const branch = push.branches[k];
  const left = box.x + 12;
  const state = playing.state("known");
  if (!branch) {
    const text = t("page.push.more", { count: push.plan.rest.length });
    const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 + 4 };
    // Those that are hidden where all are drawn that can be are too many to see.
    const opens = !pushing.opened && { role: "button", tabindex: 0, "data-do": "push-wires", "aria-label": text };
    return m(
      "g",
      { key: `box-${k}`, class: `goal ${state}${opens ? " datum deeper" : ""}`, ...opens },
      m("rect", { key: "box", class: "frame further", ...rounded(box), rx: 10 }),
      svgWords("more", middle, text, opens ? "opens" : "aside", "middle"),
    );
  }
  const { target, gradient, arrived, slope } = branch;
  const isNext = push.plan.kind === "next";
  const pointed = page.hover === gradient || page.hover === target ? " pointed" : "";
  const { backwards } = pushing;
  // Backward there is no change to be told, only what comes back.
  const lines = backwards
    ? [null, null, compact ? 0.6 : 0.42, 0.75]
    : compact
      ? [0.41, null, 0.83, null]
      : [0.25, 0.46, 0.67, 0.88];
  const [deltaY, promisedY, gradientY, knownY] = lines.map((part) =>
    part === null || (compact && part === 0.75) ? null : box.y + part * box.height,
  );
  return m(
    "g",
    { key: `box-${k}`, class: `goal ${state}${pointed}` },
    m("rect", { key: "box", class: "frame", ...rounded(box), rx: 10 }),
    deltaY !== null &&
      choosable(page, {
        key: "delta",
        point: { x: left, y: deltaY },
        address: target,
        text: `${deltaOf(page, target)} = ${changeText(arrived.actual, digits)}`,
        name: "actual",
      }),
    promisedY !== null &&
      svgWords(
        "promised",
        { x: left, y: promisedY },
        t("page.push.promised", { number: changeText(arrived.promised, digits) }),
        "promised",
      ),
    choosable(page, {
      key: "gradient",
      point: { x: left, y: gradientY ?? box.y },
      address: gradient,
      text: `${nameOf(page, gradient)} = ${number(slope, digits)}`,
      name: "returning heavy",
    }),
    knownY !== null &&
      m(
        "g",
        {
          key: "known",
          class: isNext ? "datum deeper" : "datum settled",
          ...(isNext && {
            role: "button",
            tabindex: 0,
            "data-choose": gradient,
            "aria-label": t("page.push.deeper-label", { number: spoken(gradient, t) }),
          }),
        },
        m("text", { x: round(left), y: round(knownY) }, t(isNext ? "page.push.deeper" : "page.push.settled")),
      ),
  );
}

/**
 * What runs along a branch while the push is played.
 *
 * @param {ShownPush} shown
 * @param {PushWay} way
 * @param {number} k
 */
function dots({ page, playing }, { wire, out }, k) {
  if (page.still) return [];
  return /** @type {const} */ ([
    ["wires", wire],
    ["known", out],
  ]).flatMap(([stage, curve]) => {
    const part = playing.part(stage);
    if (part === null || part >= 1) return [];
    const { x, y } = bezierPoint(curve, page.pushing.backwards ? 1 - part : part);
    return [m("circle", { key: `dot-${stage}-${k}`, class: "dot", cx: round(x), cy: round(y), r: 6 })];
  });
}
