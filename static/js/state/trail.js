/** The numbers that were visited before the chosen one, and the way back. */

import { m } from "../dom/marks.js";
import { forSample, exists, parseAddress } from "../network/address.js";
import { inspected } from "./page.js";
import { nameOf, spoken } from "../language/notation.js";

/** @typedef {import("./page.js").Page} Page */

/** At most this many numbers are remembered. */
const MAX_TRAIL_LENGTH = 12;

/** At most this many of them are shown. */
const MAX_CRUMBS = 3;

/**
 * The numbers visited before the present one. Coming to one of them again goes back to it; leaving the choice forgets
 * them all; another sample takes them with it.
 *
 * @param {readonly string[]} trail
 * @param {string | null} before  what the inspector showed
 * @param {string | null} chosen  what was chosen now
 * @returns {readonly string[]}
 */
export function trailTo(trail, before, chosen) {
  if (chosen === null) return [];
  const sample = parseAddress(chosen)?.sample ?? 0;
  if (before !== null && before !== chosen && forSample(before, sample) === chosen)
    return trail.map((address) => forSample(address, sample));
  const index = trail.indexOf(chosen);
  if (index >= 0) return trail.slice(0, index);
  return before === null || before === chosen ? trail : [...trail, before].slice(-MAX_TRAIL_LENGTH);
}

/** @param {import("./page.js").Store} store */
export function followTrail(store) {
  store.subscribe((page, before) => {
    if (page.chosen === before.chosen) return;
    store.set({ trail: trailTo(store.get().trail, before.answer ? inspected(before) : null, page.chosen) });
  });
}

/** Back to the number visited last. @param {import("./page.js").Store} store */
export function goBack(store) {
  const { trail } = store.get();
  const last = trail.at(-1);
  if (last !== undefined) store.set({ chosen: last });
}

/** The crumbs: visited numbers as buttons, the present one last. @param {Page} page @param {string} address */
export function crumbs(page, address) {
  const visited = page.trail.filter((address) => exists(address, page.problem));
  if (visited.length === 0) return null;
  const shown = visited.slice(-MAX_CRUMBS);
  /** @param {string} key */
  const sign = (key) => m("span", { key, class: "sign", "aria-hidden": "true" }, "›");
  return m(
    "nav",
    { key: "trail", class: "trail", "aria-label": page.t("page.trail.label") },
    shown.length < visited.length && m("span", { key: "more", class: "sign", "aria-hidden": "true" }, "… ›"),
    shown.flatMap((visit) => [
      m(
        "button",
        {
          key: visit,
          type: "button",
          class: "crumb",
          "data-choose": visit,
          "aria-label": page.t("page.trail.back", { name: spoken(visit, page.t) }),
        },
        nameOf(page, visit),
      ),
      sign(`after-${visit}`),
    ]),
    m("span", { key: "here", class: "crumb here", "aria-current": "true" }, nameOf(page, address)),
  );
}
