/** The recursion from the front, question by question, beside the sweep from the back: two counters and a slider. */

import { iconButton, select } from "../../../dom/controls.js";
import { m } from "../../../dom/marks.js";
import { plural } from "../../../language/catalogue.js";
import { readable } from "../../../language/count-words.js";
import { nameOf } from "../../../language/notation.js";
import { forSample } from "../../../network/address.js";
import { amplifierKey, visitedBy } from "../../../network/from-the-front.js";
import { recursionOf } from "../../../time/recursion.js";
import { signLine } from "../legend.js";

/** @typedef {import("../../../state/page.js").Page} Page */

/** Neurons of the first layer among which one can choose. */
const MAX_CHOICES = 64;

/** @param {Page} page */
export function recursionSection(page) {
  const { t, language, problem } = page;
  // One layer alone asks nobody.
  if (problem.layers.length < 2) return null;
  const { visits, sweep, total, place } = recursionOf(page);
  const params = { total: readable(String(total), language), sweep: readable(sweep.length, language) };
  return m(
    "section",
    { key: "recursion", class: "section recursion" },
    m("h3", { key: "title" }, t("page.recursion.title")),
    m("p", { key: "what", class: "hint" }, t("page.recursion.what")),
    choice(page),
    ...(visits.length === 0
      ? [m("p", { key: "many", "data-recursion": true }, t("page.recursion.many", params))]
      : [
          counters(page),
          hands(page, place, visits.length),
          m(
            "p",
            { key: "now", "data-recursion": true },
            place === visits.length ? t("page.recursion.over", params) : asked(page),
          ),
          place > 0 && signLine("asked", t),
          m(
            "button",
            { key: "drawing", type: "button", class: "plain", "data-do": "recursion-in-drawing" },
            t("page.recursion.show"),
          ),
        ]),
  );
}

/** With which neuron it begins. @param {Page} page */
function choice(page) {
  const { t, problem } = page;
  const size = Math.min(problem.layers[0].b.length, MAX_CHOICES);
  const { from } = recursionOf(page);
  /** @param {number} i */
  const name = (i) => nameOf(page, `dl_dz.1.${i}`);
  return select({
    label: t("page.recursion.from"),
    value: from === null ? "all" : String(from),
    change: "recursion-from",
    options: [
      ...Array.from(
        { length: size },
        (_, i) => /** @type {const} */ ([String(i), t("page.recursion.one", { name: name(i) })]),
      ),
      /** @type {const} */ (["all", t("page.recursion.all")]),
    ],
  });
}

/** How often the recursion has asked by now, and the sweep. @param {Page} page */
function counters(page) {
  const { t } = page;
  const { visits, sweep, place } = recursionOf(page);
  return m(
    "dl",
    { key: "counters", class: "counters" },
    counter("front", t("page.costs.recursion"), place, visits.length),
    counter("back", t("page.costs.sweep"), Math.min(place, sweep.length), sweep.length),
  );
}

/** @param {string} name @param {string} words @param {number} count @param {number} of */
const counter = (name, words, count, of) =>
  m(
    "div",
    { key: name, class: `counter ${name}` },
    m("dt", { key: "name" }, words),
    m("dd", { key: "count", "data-count": name }, m("strong", { key: "now" }, String(count)), ` / ${of}`),
  );

/**
 * The slider, and where things may move the button that asks on.
 *
 * @param {Page} page @param {number} place @param {number} end
 */
function hands({ t, recursion, still }, place, end) {
  return m(
    "div",
    { key: "hands", class: "hands" },
    !still &&
      m(
        "button",
        { key: "ask", type: "button", class: "plain", "data-do": "recursion" },
        t(`page.recursion.${recursion.running ? "pause" : place === end ? "again" : "ask"}`),
      ),
    m("input", {
      key: "slide",
      type: "range",
      min: 0,
      max: end,
      step: 1,
      value: String(place),
      "data-slide": "recursion",
      "aria-label": t("page.recursion.slider"),
    }),
  );
}

/** Which one is asked now, and how often by now. @param {Page} page */
function asked(page) {
  const { t, sample, language } = page;
  const { visits, place } = recursionOf(page);
  const visit = visits[place - 1];
  if (!visit) return t("page.recursion.start");
  const times = visitedBy(visits, place).get(amplifierKey(visit)) ?? 0;
  const name = nameOf(page, forSample(`dl_dz.${visit.layer}.${visit.neuron}`, sample));
  return plural(t, "page.recursion.now", times, language, { name });
}

/**
 * Over the drawing, as long as the section is closed: the counters and what one has in hand.
 *
 * @param {Page} page
 */
export function askedStrip(page) {
  const { t, recursion, drawer, answer, view, printing } = page;
  const { visits, place } = recursionOf(page);
  const isShown = (recursion.running || place > 0) && drawer !== "costs" && visits.length > 0;
  if (!answer || !isShown || printing || (view !== "both" && view !== "backward")) return null;
  return m(
    "section",
    { key: "asked", class: "asked-strip", "aria-label": t("page.recursion.title") },
    counters(page),
    hands(page, place, visits.length),
    iconButton({ action: "no-recursion", image: "close", label: t("page.close") }),
  );
}
