/** All samples on paper, each in a row: its inputs, target, output and loss. */

import { m } from "../../dom/marks.js";
import { lettersOf } from "../../language/letters.js";
import { number } from "../../language/number.js";
import { forSample } from "../../network/address.js";
import { isKnown } from "../../state/page.js";
import { blank } from "./blank.js";

/** @typedef {import("../../state/page.js").Page} Page */

/** Samples that are listed; the others are counted. */
const MAX_PRINTED_SAMPLES = 60;

/** Entries of a vector that are written down. */
const MAX_PRINTED_ENTRIES = 8;

/** @param {Page} page */
export function samplesTable(page) {
  const { answer, printing, t, digits, notation } = page;
  if (!answer || !printing || answer.problem.x.length < 2) return null;
  const { problem, trace, sample } = answer;
  const { _x, _t, _y } = lettersOf(notation);
  const outputs = trace.layers[problem.layers.length - 1].a;
  const isComputed = isKnown(page, forSample(`a.${problem.layers.length}.0`, sample));
  const count = problem.x.length;
  /** @param {readonly import("../../network/types.js").Num[]} entries */
  const vector = (entries) => {
    const shown = entries.slice(0, MAX_PRINTED_ENTRIES).map((entry) => number(entry, digits));
    const all = [...shown, ...(entries.length > shown.length ? ["…"] : [])].join(", ");
    return entries.length === 1 ? all : `(${all})`;
  };
  return m(
    "div",
    { key: "samples", class: "number-table samples" },
    m(
      "table",
      { key: "table" },
      m("caption", { key: "caption" }, t("page.text.samples")),
      m(
        "thead",
        { key: "head" },
        m(
          "tr",
          null,
          [t("page.text.sample-column"), _x, _t, _y, "l"].map((words, index) =>
            m("th", { key: index, scope: "col" }, words),
          ),
        ),
      ),
      m(
        "tbody",
        { key: "body" },
        problem.x
          .slice(0, MAX_PRINTED_SAMPLES)
          .map((x, n) =>
            m(
              "tr",
              { key: n },
              m("th", { key: "n", scope: "row" }, String(n + 1)),
              m("td", { key: "x" }, vector(x)),
              m("td", { key: "t" }, vector(problem.target[n])),
              m("td", { key: "y" }, isComputed ? vector(outputs[n]) : blank(page)),
              m("td", { key: "l" }, isKnown(page, "L") ? number(trace.l[n], digits) : blank(page)),
            ),
          ),
      ),
    ),
    count > MAX_PRINTED_SAMPLES &&
      m("p", { key: "more", class: "hint" }, t("page.text.more", { count: count - MAX_PRINTED_SAMPLES })),
  );
}
