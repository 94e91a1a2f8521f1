/**
 * What is pointed at, in a drawing that is there already: its marks have the class, and what only now comes into sight
 * is added. Every other mark stays the very same, so that nothing is drawn anew for a pointer that moves.
 */

import { foldedBoxes } from "./folded-box.js";
import { wiresPointedAt } from "./wires.js";

/**
 * @typedef {import("../../dom/marks.js").Mark} Mark
 * @typedef {import("../../dom/marks.js").Child} Child
 */

/**
 * @param {import("./context.js").Context} context
 * @param {readonly (Mark | null | false | undefined)[]} marks  of a drawing in which nothing is pointed at
 * @param {string | null} pointed  what is under the pointer or under the keyboard's focus, anywhere: an address, or the
 *   beginning of a whole layer's, dl_dz.2
 * @returns {readonly (Mark | null | false | undefined)[]}
 */
export function pointAt(context, marks, pointed) {
  if (pointed === null) return marks;
  /** @param {string} address */
  const isPointed = (address) => address === pointed || address.startsWith(`${pointed}.`);
  return marks.map((mark) =>
    mark && (mark.key === "forward" || mark.key === "backward")
      ? lit(completed(context, mark, mark.key, pointed, isPointed), isPointed)
      : mark,
  );
}

/**
 * A lane with what is not in it unless it is pointed at: wires that are only painted, the numbers of wires that have
 * too little room for all of them, and the neurons in a folded box.
 *
 * @param {import("./context.js").Context} context
 * @param {Mark} mark
 * @param {"forward" | "backward"} direction
 * @param {string} pointed
 * @param {(address: string) => boolean} isPointed
 * @returns {Mark}
 */
function completed(context, mark, direction, pointed, isPointed) {
  const lane = /** @type {import("./layout.js").Lane} */ (context.layout[direction]);
  const { paths, labels } = wiresPointedAt(context, direction, isPointed);
  const again = [...foldedBoxes(context, lane, direction, pointed), ...(labels ? [labels] : [])];
  if (again.length === 0 && paths.length === 0) return mark;
  const byKey = new Map(again.map((one) => [one.key, one]));
  const added = again.filter(
    ({ key }) => !mark.children.some((child) => typeof child !== "string" && child.key === key),
  );
  const children = mark.children.flatMap(
    /** @returns {Child | Child[]} */ (child) => {
      if (typeof child === "string") return child;
      const renewed = byKey.get(child.key);
      if (child.key !== `${direction}-wires`) return renewed ? keeping(renewed, child) : child;
      return [{ ...child, children: [...child.children, ...paths] }, ...added];
    },
  );
  return { ...mark, children };
}

/**
 * The labels of a lane, of which those that were there before are the very same.
 *
 * @param {Mark} renewed @param {Mark} before
 */
function keeping(renewed, before) {
  if (!String(renewed.key).endsWith("-labels")) return renewed;
  const known = new Map(before.children.map((child) => [typeof child === "string" ? "" : child.key, child]));
  return {
    ...renewed,
    children: renewed.children.map((child) => (typeof child === "string" ? child : (known.get(child.key) ?? child))),
  };
}

/**
 * The same mark, unless it or one inside it stands for a number that is pointed at.
 *
 * @param {Mark} mark
 * @param {(address: string) => boolean} isPointed
 * @returns {Mark}
 */
function lit(mark, isPointed) {
  const children = mark.children.map((child) => (typeof child === "string" ? child : lit(child, isPointed)));
  const isSame = children.every((child, index) => child === mark.children[index]);
  const names = String(mark.attrs.class ?? "");
  const isLit = mark.numbers.some(isPointed) && !/\bchosen\b/.test(names);
  if (isSame && !isLit) return mark;
  return { ...mark, children, attrs: isLit ? { ...mark.attrs, class: `${names} pointed` } : mark.attrs };
}
