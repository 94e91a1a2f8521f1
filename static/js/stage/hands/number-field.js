/** The small field over a number of the picture: what is typed there changes the network at once. */

import { m } from "../../dom/marks.js";
import { numberField } from "../../dom/controls.js";
import { spoken } from "../../language/notation.js";

/**
 * @param {import("../../state/page.js").Page} page
 * @param {{x: number, y: number, shift: number} | null} place  of the field, in pixels of the sheet, and how far a message must be moved aside to be seen whole
 */
export function editor(page, place) {
  if (page.editing?.place !== "stage" || !place) return [];
  const { address } = page.editing;
  const style = { left: `${place.x}px`, top: `${place.y}px`, "--shift": `${place.shift}px` };
  return [m("div", { key: address, class: "editor", style }, numberField(page, address, "stage", spoken(address, page.t)))];
}
