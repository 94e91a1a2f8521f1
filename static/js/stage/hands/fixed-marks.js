/**
 * What is drawn of a page whose link fixes something: buttons and fields that would change it are there, switched off,
 * and say why; a number that cannot be changed stands where its field would be.
 */

import { m } from "../../dom/marks.js";
import { exactText } from "../../language/number.js";
import { given } from "../../network/problem.js";
import { fixedParts, fixedSentence, isFixedNumber } from "../../state/fixed.js";

/**
 * @typedef {import("../../state/page.js").Page} Page
 * @typedef {import("../../dom/marks.js").Mark} Mark
 * @typedef {import("../../dom/marks.js").Child} Child
 */

/** What can be switched off; all else only no longer does anything. */
const SWITCHED = new Set(["button", "select", "input", "textarea"]);

/**
 * A view as it is where something is fixed.
 *
 * @template {readonly unknown[]} Rest
 * @param {(page: Page, ...rest: Rest) => readonly (Child | null | false | undefined)[]} view
 * @returns {(page: Page, ...rest: Rest) => readonly (Child | null | false | undefined)[]}
 */
export const heldFixed =
  (view) =>
  (page, ...rest) => {
    const marks = view(page, ...rest);
    return page.fixed ? marks.map((child) => (child ? held(page, child) : child)) : marks;
  };

/** @param {Page} page @param {Child} child @returns {Child} */
function held(page, child) {
  if (typeof child === "string" || child.build) return child;
  const { attrs } = child;
  const address = attrs["data-number"];
  if (typeof address === "string" && isFixedNumber(page, address)) return standing(page, child, address);
  const parts = touchedParts(page, attrs);
  const children = child.children.map((inner) => held(page, inner));
  if (parts.length === 0)
    return children.every((inner, index) => inner === child.children[index]) ? child : { ...child, children };
  const off = SWITCHED.has(child.tag)
    ? { disabled: true, title: fixedSentence(page, parts) }
    : { "data-do": null, role: null, tabindex: null };
  return { ...child, attrs: { ...attrs, ...off }, children };
}

/** What is fixed of what an element would change. @param {Page} page @param {Mark["attrs"]} attrs */
function touchedParts(page, attrs) {
  const of = String(attrs["data-of"] ?? "");
  const named = /** @type {const} */ ([
    ["action", attrs["data-do"]],
    ["change", attrs["data-change"] ?? attrs["data-slide"]],
    ["change", attrs["data-recipe"] && "recipe"],
  ]);
  return named.flatMap(([kind, name]) => (name ? fixedParts(page, kind, String(name), of) : []));
}

/** A number in the place of its field. @param {Page} page @param {Mark} field @param {string} address */
function standing(page, field, address) {
  const label = field.attrs["aria-label"];
  const title = fixedSentence(page, [...new Set(page.fixed)]);
  return m(
    "span",
    { key: field.key, class: "fixed-number", title },
    m("span", { key: "name", class: "visually-hidden" }, `${label} `),
    exactText(given(page.problem, address)).replaceAll("-", "−"),
  );
}

/** That something is fixed, at the head of a section in which it could be changed. @param {Page} page */
export const fixedNote = (page) =>
  page.fixed && m("p", { key: "fixed", class: "hint fixed-note" }, fixedSentence(page, page.fixed));
