/** What is left of the inspector where it has given its room to a section of the drawer: a tab that opens it again. */

import { icon } from "../../dom/controls.js";
import { m } from "../../dom/marks.js";

/** @param {import("../../state/page.js").Page} page */
export function sideTab({ t, drawer, sheet }) {
  if (!drawer) return [];
  const attrs = {
    key: "tab",
    type: "button",
    class: "side-tab-button",
    "data-do": "sheet",
    title: t("page.inspector.open"),
    "aria-expanded": String(sheet),
    "aria-controls": "inspector",
  };
  return [m("button", attrs, icon("panel"), m("span", { key: "words", class: "words" }, t("page.inspector.title")))];
}
