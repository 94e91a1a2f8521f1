/** The symbol of a number as a mark. */

import { foreign } from "./marks.js";
import { mathml, notationOf, symbol, text } from "./symbols.js";

/** @param {import("./page.js").Page} page @param {string} address */
export function formula(page, address) {
  const tree = symbol(address, notationOf(address, page.problem));
  return foreign(text(tree), (document) => mathml(document, tree));
}
