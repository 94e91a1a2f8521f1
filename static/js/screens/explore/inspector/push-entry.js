/** The way from a number to its push. */

import { m } from "../../../dom/marks.js";
import { isByHand } from "../../../network/request.js";
import { subjectOf } from "../../../network/push.js";

/**
 * @param {import("../../../state/page.js").Page} page
 * @param {string} address  "" for what is pushed first
 * @param {string} [words]  on the button
 */
export function pushEntry({ t, view, answer }, address, words = t("page.push.open")) {
  const isPushed = address === "" || subjectOf(address) !== null;
  if (!isPushed || view === "push" || !answer || isByHand(answer)) return null;
  return m(
    "button",
    { key: "push", type: "button", class: "plain push-entry", "data-do": "push", "data-of": address },
    words,
  );
}
