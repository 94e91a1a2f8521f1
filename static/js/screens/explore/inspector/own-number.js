/** "My own result differs, where is my mistake?", beside every gradient. */

import { m } from "../../../dom/marks.js";
import { isByHand } from "../../../network/request.js";
import { isCompared } from "../../../network/slips.js";
import { ownNumberField } from "../../../stage/hands/own-number.js";

/** @param {import("../../../state/page.js").Page} page @param {string} address */
export function ownNumber(page, address) {
  const { t, answer } = page;
  if (!isCompared(address) || !answer || isByHand(answer)) return null;
  return m(
    "section",
    { key: "own", class: "own-section", "aria-label": t("page.own.title") },
    m("h3", { class: "line-name" }, t("page.own.title")),
    ownNumberField(page, address),
  );
}
