/**
 * What must be said over the stage: why there is nothing on it, that the server does not answer, numbers that grew too
 * large. Each can be closed; closed, it stays away until there is something else to say.
 */

import { m } from "./marks.js";
import { TRIES, isStale } from "./outage.js";
import { FIELD } from "./page.js";
import { iconButton } from "./parts.js";
import { reason } from "./pass.js";
import { nameOf } from "./symbols.js";

/** @typedef {import("./page.js").Page} Page */

/** @param {Page} page */
export function notices(page) {
  return [outage(page), trouble(page), tooLarge(page)];
}

/**
 * @param {Page} page
 * @param {{key: string, of?: string, role: "alert" | "status", words: string, retry?: boolean}} said  `of`: by what it is closed
 */
function notice({ t, dismissed }, { key, of = key, role, words, retry = false }) {
  if (dismissed.includes(of)) return null;
  return m(
    "div",
    { key, class: "notice wrong", role },
    m("p", { key: "words" }, words),
    retry && m("button", { key: "retry", type: "button", class: "plain", "data-do": "retry" }, t("page.retry")),
    iconButton({ action: "dismiss", of, image: "close", label: t("page.close"), name: "icon close" }),
  );
}

/** @param {Page} page */
function outage(page) {
  const { t, unanswered } = page;
  if (!unanswered) return null;
  const over = unanswered.tries >= TRIES;
  const what = t(isStale(page) ? "page.outage.stale" : "page.outage.silent");
  return notice(page, { key: over ? "given-up" : "outage", role: "alert", words: t("step.both", { first: what, second: t(over ? "page.outage.given-up" : "page.outage.again") }), retry: true });
}

/** A reason that stands at no field which one can see now. @param {Page} page */
function trouble(page) {
  const where = page.answer ? FIELD.network : (page.rejection?.where ?? FIELD.network);
  const why = reason(page, where);
  if (!why || page.drawer === "network") return null;
  const gone = page.rejection?.fault.code === "unreachable";
  return notice(page, { key: "trouble", of: "rejection", role: "alert", words: why, retry: gone });
}

/** @param {Page} page */
function tooLarge(page) {
  const nonfinite = page.answer?.trace.nonfinite;
  if (!nonfinite || !page.answer) return null;
  const address = nonfinite.first?.address;
  const words = address
    ? page.t("page.stage.nonfinite", { address: nameOf({ ...page, problem: page.answer.problem }, address), count: nonfinite.count })
    : page.t("page.stage.nonfinite-after");
  return notice(page, { key: "nonfinite", of: words, role: "status", words });
}
