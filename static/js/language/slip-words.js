/** What is said of a number that was worked out by hand and is not the right one. */

import { nameOf } from "./notation.js";

/** @typedef {Parameters<typeof nameOf>[0] & {t: import("../network/types.js").Translate}} Lettered */

/** The usual slip that gives the number. @param {Lettered} page @param {import("../network/slips.js").Slip} slip */
export function slipWords(page, { kind, at }) {
  const names = Object.fromEntries(Object.entries(at).map(([key, address]) => [key, nameOf(page, address)]));
  return page.t(`page.slip.${kind}`, names);
}

/**
 * What is said of an answer to a question: why it is wrong, as far as that is known.
 *
 * @param {Lettered} page
 * @param {import("../network/asked.js").AskedVerdict | null} verdict  null where it is no number
 * @param {string} hint  what it is to be held against, where no usual slip gives it
 */
export function wrongWords(page, verdict, hint) {
  if (!verdict) return page.t("page.own.unread");
  if (verdict.slip) return `✗ ${slipWords(page, verdict.slip)}`;
  return `✗ ${page.t(verdict.isNear ? "page.ask.near" : `page.ask.why.${hint}`)}`;
}
