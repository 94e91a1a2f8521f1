/** The words of a text, with the numbers and symbols of the network on the screen in them. */

import { withheld } from "../../dom/controls.js";
import { m } from "../../dom/marks.js";
import { split } from "../../language/catalogue.js";
import { lettersOf } from "../../language/letters.js";
import { nameOf, spoken } from "../../language/notation.js";
import { number } from "../../language/number.js";
import { withAside } from "../../language/phrase.js";
import { valueAt } from "../../network/address.js";
import { colourOf, isKnown } from "../../state/page.js";
import { glossed } from "../glossed.js";
import { resolved } from "./places.js";

/**
 * @typedef {import("../../state/page.js").Page} Page
 * @typedef {import("../../dom/marks.js").Child} Child
 */

/**
 * @param {Page} page
 * @param {import("../../state/lesson.js").LessonText} text
 * @param {string} words  `{name}` is one of the text's numbers or symbols, or a letter; `**` makes bold
 * @param {string} [place]  of these words, for the terms in them
 * @returns {Child[]}
 */
export function lessonWords(page, text, words, place = "title") {
  const { numbers = {}, symbols = {} } = text;
  /** @param {Record<string, string>} addresses @param {(address: string) => Child} show */
  const shown = (addresses, show) =>
    Object.entries(addresses).map(([name, template]) => {
      const address = resolved(template, page.problem, page.sample);
      return /** @type {const} */ ([name, address ? show(address) : "–"]);
    });
  const letters = Object.entries(lettersOf(page.notation)).map(([name, letter]) => [name, whole(letter)]);
  const params = /** @type {Record<string, Child>} */ ({
    ...Object.fromEntries(letters),
    ...Object.fromEntries(shown(numbers, (address) => liveNumber(page, address))),
    ...Object.fromEntries(shown(symbols, (address) => liveSymbol(page, address))),
  });
  return words
    .split("**")
    .flatMap((part, index) => {
      const children = withSigns(glossed(page, part, params, place));
      return index % 2 === 1 ? [m("strong", null, ...children)] : children;
    })
    .map((child, index) => (typeof child === "string" ? child : { ...child, key: `${index} ${child.key}` }));
}

/** What is not broken at the end of a line. @param {...Child} children */
const whole = (...children) => m("span", { class: "whole" }, ...children);

/** A sign that no line may begin with. */
const CLOSING_SIGN = /^[,.;:?)\u2019\u201d，。、；：？）」』]+/;

/**
 * The signs behind a number, a symbol or a letter stay on its line.
 *
 * @param {readonly Child[]} children
 * @returns {Child[]}
 */
function withSigns(children) {
  /** @type {Child[]} */
  const kept = [];
  for (const child of children) {
    const before = kept.at(-1);
    const isShort = before && typeof before !== "string" && (before.tag === "button" || before.attrs.class === "whole");
    const sign = typeof child === "string" && isShort && CLOSING_SIGN.exec(child)?.[0];
    if (!sign) kept.push(child);
    else kept.splice(-1, 1, whole(/** @type {Child} */ (before), sign), child.slice(sign.length));
  }
  return kept.filter((child) => child !== "");
}

/** A title in a list, with the letters of the notation in it. @param {Page} page @param {string} title */
export const titleIn = ({ notation }, title) => split(title, lettersOf(notation)).join("");

/** @param {Page} page @param {string} address @param {string} said @param {Child} shown */
const chosenBy = (page, address, said, shown) =>
  m(
    "button",
    {
      type: "button",
      class: `term is-${colourOf(address)}${page.hover === address ? " pointed" : ""}`,
      "data-choose": address,
      "aria-label": withAside(page.t, spoken(address, page.t), said),
    },
    shown,
  );

/** @param {Page} page @param {string} address */
function liveNumber(page, address) {
  const { answer, t } = page;
  const value = answer ? valueAt(address, answer.problem, answer.trace) : undefined;
  const words = number(value, page.digits);
  const known = isKnown(page, address);
  return chosenBy(page, address, known ? words : t("page.legend.waiting"), known ? words : withheld(words));
}

/** @param {Page} page @param {string} address */
const liveSymbol = (page, address) => chosenBy(page, address, "", nameOf(page, address));
