/** What must be said over the stage: why there is nothing on it, that the server does not answer, numbers that grew too large. */

import { m } from "./marks.js";
import { FIELD } from "./page.js";
import { reason } from "./pass.js";
import { nameOf } from "./symbols.js";

/** @param {import("./page.js").Page} page */
export function notices(page) {
  return [trouble(page), tooLarge(page)];
}

/** A reason that stands at no field which one can see now. @param {import("./page.js").Page} page */
function trouble(page) {
  const where = page.answer ? FIELD.network : (page.rejection?.where ?? FIELD.network);
  const why = reason(page, where);
  if (!why || page.drawer === "network") return null;
  const gone = page.rejection?.fault.code === "unreachable";
  return m(
    "p",
    { key: "trouble", class: "wrong", role: "alert" },
    why,
    gone && m("button", { key: "retry", type: "button", class: "plain", "data-do": "retry" }, page.t("page.retry")),
  );
}

/** @param {import("./page.js").Page} page */
function tooLarge(page) {
  const nonfinite = page.answer?.trace.nonfinite;
  if (!nonfinite || !page.answer) return null;
  const address = nonfinite.first?.address;
  const words = address
    ? page.t("page.stage.nonfinite", { address: nameOf({ ...page, problem: page.answer.problem }, address), count: nonfinite.count })
    : page.t("page.stage.nonfinite-after");
  return m("p", { key: "nonfinite", class: "wrong", role: "status" }, words);
}
