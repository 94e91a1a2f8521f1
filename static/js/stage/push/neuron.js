/** The neuron that is pushed, large: its curve, how it turns Δz into Δa, and what its slope promises. */

import { m } from "../../dom/marks.js";
import { nameOf } from "../../language/notation.js";
import { number } from "../../language/number.js";
import { parseAddress } from "../../network/address.js";
import { productOf } from "../../network/push.js";
import { round } from "../scene/layout.js";
import { choosable, svgWords } from "./parts.js";
import { curvePicture } from "./picture.js";
import { backOf, backOfZ, changeText, deltaOf } from "./words.js";

/**
 * @typedef {import("./scene.js").ShownPush} ShownPush
 * @typedef {import("./layout.js").PushBox} PushBox
 */

/** So wide a neuron has room for what is true and what is promised in one line. */
const WIDE = 330;

/** Pixels of the lines of words above the curve, and of what stands beneath it. */
const HEAD = 86;
const NARROW_HEAD = 102;
const FOOT = 62;

/** @param {ShownPush} shown @param {PushBox} box */
export function neuronMarks(shown, box) {
  const { page, push, playing } = shown;
  const { plan } = push;
  const { quantity } = plan;
  const z = /** @type {string} */ (plan.curve?.z ?? plan.joint);
  const { indices } = /** @type {import("../../network/types.js").Address} */ (parseAddress(z));
  const place = { layer: indices[0], neuron: indices[1] + 1 };
  const left = box.x + 16;
  const top = page.pushing.backwards || box.width > WIDE ? HEAD : NARROW_HEAD;
  const picture = { x: box.x + 12, y: box.y + top, width: box.width - 24, height: box.height - top - FOOT };
  const isStart = quantity === "z" && playing.state("start") === "current";
  const state = isStart ? "current" : playing.state(plan.curve ? "curve" : "wires");
  return m(
    "g",
    { key: "neuron", class: `unit ${state}` },
    m("rect", {
      key: "box",
      class: "frame",
      x: round(box.x),
      y: round(box.y),
      width: round(box.width),
      height: round(box.height),
      rx: 14,
    }),
    svgWords(
      "which",
      { x: left, y: box.y + 24 },
      page.t(plan.joint ? "page.push.softmax" : "page.push.neuron", place),
      "aside",
    ),
    ...(page.pushing.backwards ? headBack(shown, left, box) : head(shown, left, box)),
    ...curvePicture(shown, z, picture, quantity === "z"),
  );
}

/** What happens to a, in words and numbers. @param {ShownPush} shown @param {number} left @param {PushBox} box */
function head({ page, push }, left, box) {
  const { digits, t } = page;
  const { plan, a } = push;
  if (!plan.curve || !a) return [svgWords("joint", { x: left, y: box.y + 46 }, t("page.push.mixes"), "aside")];
  const wide = box.width > WIDE;
  return [
    slopeMark(page, plan.curve, { x: left, y: box.y + 46 }),
    choosable(page, {
      key: "a",
      point: { x: left, y: box.y + 70 },
      address: plan.curve.a,
      text: `${deltaOf(page, plan.curve.a)} = ${changeText(a.actual, digits)}`,
      name: "actual",
    }),
    svgWords(
      "promised",
      wide ? { x: box.x + box.width - 16, y: box.y + 70 } : { x: left, y: box.y + 88 },
      t("page.push.promised", { number: changeText(a.promised, digits) }),
      "promised",
      wide ? "end" : "start",
    ),
  ];
}

/**
 * The slope of the curve, as a number that can be chosen.
 *
 * @param {import("../../state/page.js").Page} page
 * @param {{slope: string, by: number}} curve
 * @param {import("../scene/layout.js").Point} point
 */
function slopeMark(page, { slope, by }, point) {
  return choosable(page, {
    key: "slope",
    point,
    address: slope,
    text: `${nameOf(page, slope)} = ${number(by, page.digits)}`,
    name: "returning heavy",
  });
}

/** What comes back, and what leaves the neuron. @param {ShownPush} shown @param {number} left @param {PushBox} box */
function headBack({ page, push }, left, box) {
  const { digits, answer } = page;
  const { plan } = push;
  const { sum } = productOf(plan);
  const right = box.x + box.width - 16;
  const marks = [
    choosable(page, {
      key: "back",
      point: { x: left, y: box.y + 70 },
      address: backOfZ(plan),
      text: `${nameOf(page, backOfZ(plan))} = ${number((plan.curve?.by ?? 1) * sum, digits)}`,
      name: "returning heavy",
    }),
  ];
  if (!plan.curve || !answer) return marks;
  return [
    slopeMark(page, plan.curve, { x: left, y: box.y + 46 }),
    choosable(page, {
      key: "sum",
      point: { x: right, y: box.y + 46 },
      address: backOf(plan),
      text: `${nameOf(page, backOf(plan))} = ${number(sum, digits)}`,
      name: "returning",
      anchor: "end",
    }),
    ...marks,
  ];
}
