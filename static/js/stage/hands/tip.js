/** What stands at the pointer: the full number under it; while a number is pushed, the true loss and the forecast. */

import { m } from "../../dom/marks.js";
import { exactText, number } from "../../language/number.js";
import { parseAddress, valueAt } from "../../network/address.js";
import { isKnown } from "../../state/page.js";
import { nameOf } from "../../language/notation.js";
import { outputOf } from "../../network/drive.js";
import { nudgedNow } from "../../server/questions/nudge.js";

/**
 * @typedef {object} Pointer
 * @property {boolean} byPointer  whether the pointer was used last: a choice made with it gives the keys back to time
 * @property {boolean} pushing  whether a number of the drawing is being pushed
 * @property {number} x  of the pointer, in pixels of the window
 * @property {number} y
 * @property {number} top  of what is pointed at in the drawing
 */

/**
 * @param {import("../../state/page.js").Page} page
 * @param {Pointer} pointer
 */
export function tip(page, pointer) {
  if (pointer.pushing) return pushed(page, pointer);
  const address = page.hover;
  if (!address || !page.answer || !parseAddress(address) || page.editing) return [];
  const value = isKnown(page, address) ? valueAt(address, page.answer.problem, page.answer.trace) : undefined;
  const isDriven = outputOf(page, address) !== null;
  const style = { left: `${pointer.x}px`, top: `${isDriven ? pointer.y : pointer.top}px` };
  const name = nameOf({ ...page, problem: page.answer.problem }, address);
  return [
    m(
      "div",
      { key: "tip", class: isDriven ? "tip clear" : "tip", style, "aria-hidden": "true" },
      `${name} = `,
      m("code", null, value === undefined ? "–" : exactText(value)),
    ),
  ];
}

/** @param {import("../../state/page.js").Page} page @param {Pointer} pointer */
function pushed(page, pointer) {
  const now = nudgedNow(page);
  if (!now) return [];
  const { subject, moved, found } = now;
  const { t } = page;
  const name = nameOf(page, subject);
  const loss = found.total ? "L" : nameOf(page, found.gradient.address.replace(/^dl_d[^@]*/, "l"));
  /** @param {string} key @param {string} words @param {import("../../network/types.js").Num | undefined} value */
  const row = (key, words, value) =>
    m("div", { key, class: key }, `${words} ${loss} = `, m("code", null, number(value, 5)));
  return [
    m(
      "div",
      {
        key: "tip",
        class: "tip pushing",
        style: { left: `${pointer.x}px`, top: `${pointer.y}px` },
        "aria-hidden": "true",
      },
      m("div", { key: "name" }, `${name} = `, m("code", null, number(moved.value, 6))),
      row("truth", t("page.nudge.true"), found.total ? moved.L : moved.l),
      row("forecast", t("page.nudge.forecast"), found.total ? moved.L_forecast : moved.forecast),
    ),
  ];
}
