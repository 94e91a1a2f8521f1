/** The small field over a number of the picture: what is typed there changes the network at once. */

import { m } from "../../dom/marks.js";
import { spoken } from "../../language/notation.js";
import { reason } from "../../server/trace.js";
import { resting } from "./typing.js";

/**
 * @param {import("../../state/page.js").Page} page
 * @param {{x: number, y: number, shift: number} | null} place  of the field, in pixels of the sheet, and how far a
 *   message must be moved aside to be seen whole
 */
export function editor(page, place) {
  if (page.editing?.place !== "stage" || !place) return [];
  const { address } = page.editing;
  const style = { left: `${place.x}px`, top: `${place.y}px`, "--shift": `${place.shift}px` };
  return [
    m("div", { key: address, class: "editor", style }, numberField(page, address, "stage", spoken(address, page.t))),
  ];
}

/**
 * A field for one number of the problem or one signal, with the reason beside it when what was typed is not taken.
 *
 * @param {import("../../state/page.js").Page} page
 * @param {string} address
 * @param {"drawer" | "inspector" | "stage"} place
 * @param {string} label
 */
export function numberField(page, address, place, label) {
  const typing = page.editing?.address === address && page.editing.place === place ? page.editing.text : null;
  // The keys for digits of some phones have no minus; in a table of numbers there is no room for a button of its own.
  const flips = page.touch && place !== "drawer";
  const why = !page.editing || typing !== null ? reason(page, address) : null;
  return m(
    "span",
    { key: `field-${address}`, class: "field" },
    m("input", {
      key: "input",
      type: "text",
      inputmode: page.touch && !flips ? "text" : "decimal",
      autocomplete: "off",
      spellcheck: "false",
      "aria-label": label,
      "data-number": address,
      "data-place": place,
      value: typing ?? resting(page, address),
      "aria-invalid": why ? "true" : null,
      "aria-describedby": why ? `why-${place}-${address}` : null,
    }),
    flips &&
      m(
        "button",
        { key: "flip", type: "button", class: "flip", "data-flip": true, "aria-label": page.t("page.number.flip") },
        "±",
      ),
    why && m("span", { key: "why", id: `why-${place}-${address}`, class: "wrong", role: "alert" }, why),
  );
}
