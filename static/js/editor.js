/** The small field over a number of the picture: what is typed there changes the network at once. */

import { m } from "./marks.js";
import { numberField } from "./parts.js";
import { spoken } from "./symbols.js";

/**
 * @param {import("./page.js").Page} page
 * @param {{x: number, y: number} | null} place  centre of the number, in pixels of the sheet
 */
export function editor(page, place) {
  if (page.editing?.place !== "stage" || !place) return [];
  const { address } = page.editing;
  const style = { left: `${place.x}px`, top: `${place.y}px` };
  return [m("div", { key: address, class: "editor", style }, numberField(page, address, "stage", spoken(address, page.t)))];
}
