/** The full number under the pointer. */

import { m } from "./marks.js";
import { full } from "./format.js";
import { parse, read } from "./address.js";
import { isKnown } from "./page.js";
import { notationOf, symbol, text } from "./symbols.js";

/**
 * @param {import("./page.js").Page} page
 * @param {{x: number, y: number}} place  of the pointer, in pixels of the window
 */
export function tip(page, place) {
  const address = page.hover;
  if (!address || !page.answer || !parse(address) || page.editing) return [];
  const value = isKnown(page, address) ? read(address, page.answer.problem, page.answer.trace) : undefined;
  const style = { left: `${place.x}px`, top: `${place.y}px` };
  const name = text(symbol(address, notationOf(address, page.answer.problem)));
  return [m("div", { key: "tip", class: "tip", style, "aria-hidden": "true" }, `${name} = `, m("code", null, value === undefined ? "–" : full(value)))];
}
