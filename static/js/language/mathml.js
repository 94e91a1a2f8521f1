/** The symbol of a number as a mark. */

import { foreign } from "../dom/marks.js";
import { notationOf, symbol } from "./notation.js";
import { mathElement as math } from "./tex.js";

/** @param {import("../state/page.js").Page} page @param {string} address */
export function symbolMark(page, address) {
  const tex = symbol(address, notationOf(address, page.problem, page.notation));
  return foreign(tex, (document) => math(document, tex));
}
