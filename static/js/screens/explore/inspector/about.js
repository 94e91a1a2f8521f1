/** What a number is, in a sentence that leads on to the number it is easily taken for. */

import { m } from "../../../dom/marks.js";
import { nameOf, spoken } from "../../../language/notation.js";
import { parseAddress } from "../../../network/address.js";
import { usesOtherGains } from "../../../network/drive.js";
import { isByHand } from "../../../network/request.js";
import { isCoupled } from "../../../network/problem.js";
import { glossWords, glossed } from "../../glossed.js";

/** @typedef {import("../../../state/page.js").Page} Page */

/** Numbers of one neuron that are easily taken for each other: what comes back to it, and what leaves its amplifier. */
const COUNTERPARTS = /** @type {const} */ (["dl_da", "dl_dz"]);

/** @param {Page} page @param {string} address  in the inspector */
export function about(page, address) {
  const links = Object.fromEntries(COUNTERPARTS.map((quantity) => [quantity, link(page, address, quantity)]));
  return m(
    "p",
    { key: `about-${address}`, class: "about" },
    ...glossed(page, page.t(aboutKey(page, address)), links, "about"),
    glossWords(page, "about"),
  );
}

/** What a number is; one that comes back by hand is not what it would be. @param {Page} page @param {string} address */
function aboutKey(page, address) {
  const { answer } = page;
  const { quantity, indices } = /** @type {import("../../../network/types.js").Address} */ (parseAddress(address));
  if (answer && quantity === "da_dz" && usesOtherGains(answer)) return "page.about.da_dz.frozen";
  const isOutput = quantity === "dl_da" && indices[0] === page.problem.layers.length;
  if (answer && isByHand(answer) && /^d[lL]_d/.test(quantity)) {
    if (answer.drive) return "page.about.driven";
    if (usesOtherGains(answer) && !isOutput) return "page.about.frozen";
  }
  const coupled = isCoupled(page.problem, indices[0] ?? 1);
  if (isOutput) return `page.about.dl_da.${coupled ? "softmax" : "output"}`;
  return `page.about.${quantity}${coupled && /^(da_dz|dl_dz)$/.test(quantity) ? ".softmax" : ""}`;
}

/** @param {Page} page @param {string} address @param {string} quantity */
function link(page, address, quantity) {
  const other = address.replace(/^\w+/, quantity);
  return m(
    "button",
    { key: quantity, type: "button", class: "counterpart", "data-choose": other, "aria-label": spoken(other, page.t) },
    nameOf(page, other),
  );
}
