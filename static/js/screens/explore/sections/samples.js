/** The editor's section on the samples: one row for each, inputs, then targets. */

import { m } from "../../../dom/marks.js";
import { iconButton } from "../../../dom/controls.js";
import { nameOf as name } from "../../../language/notation.js";
import { sizesOf } from "../../../network/problem.js";
import { everySample } from "../../../network/removed-samples.js";
import { vector } from "../sample-strip.js";
import { numberField } from "../../../stage/hands/number-field.js";

/** @typedef {import("../../../state/page.js").Page} Page */

/** More samples than this are not listed. */
const MAX_SAMPLE_ROWS = 64;

/** @param {Page} page */
export function samples(page) {
  const { t, problem } = page;
  const sizes = sizesOf(problem);
  const outputs = sizes[sizes.length - 1];
  const count = problem.x.length;
  const many = sizes[0] + outputs > 40;
  /** @param {string} base @param {number} n @param {number} index */
  const cell = (base, n, index) => {
    const address = `${base}.${index}${n ? `@${n}` : ""}`;
    return m(
      "td",
      { key: `${base}${index}` },
      numberField(page, address, "drawer", t("page.samples.cell", { symbol: name(page, address), sample: n + 1 })),
    );
  };
  return [
    m("p", { key: "hint", class: "hint" }, t("page.samples.hint")),
    many
      ? m("p", { key: "many", class: "hint" }, t("page.samples.wide"))
      : m(
          "div",
          { key: "scroll", class: "scroll-x", tabindex: "0", role: "region", "aria-label": t("page.drawer.samples") },
          m(
            "table",
            { class: "numbers" },
            m(
              "thead",
              null,
              m(
                "tr",
                null,
                m("td", { key: "corner" }),
                Array.from({ length: sizes[0] }, (_, j) =>
                  m("th", { key: `x${j}`, scope: "col" }, name(page, `x.${j}`)),
                ),
                Array.from({ length: outputs }, (_, i) =>
                  m("th", { key: `t${i}`, scope: "col" }, name(page, `t.${i}`)),
                ),
                m("td", { key: "end" }),
              ),
            ),
            m(
              "tbody",
              null,
              problem.x.slice(0, MAX_SAMPLE_ROWS).map((_, n) =>
                m(
                  "tr",
                  { key: n, class: n === page.sample ? "current" : "" },
                  m(
                    "th",
                    { key: "row", scope: "row" },
                    m(
                      "button",
                      {
                        type: "button",
                        class: "pick",
                        "data-do": "sample",
                        "data-of": String(n),
                        "aria-pressed": String(n === page.sample),
                        "aria-label": t("page.samples.pick", { sample: n + 1 }),
                      },
                      String(n + 1),
                    ),
                  ),
                  Array.from({ length: sizes[0] }, (_, j) => cell("x", n, j)),
                  Array.from({ length: outputs }, (_, i) => cell("t", n, i)),
                  m(
                    "td",
                    { key: "remove" },
                    count > 1 &&
                      iconButton({
                        action: "remove-sample",
                        of: String(n),
                        image: "close",
                        label: t("page.samples.remove", { sample: n + 1 }),
                      }),
                  ),
                ),
              ),
            ),
          ),
        ),
    out(page),
    count > MAX_SAMPLE_ROWS &&
      m("p", { key: "more", class: "hint" }, t("page.samples.more", { count: count - MAX_SAMPLE_ROWS })),
    m(
      "div",
      { key: "buttons", class: "buttons" },
      m("button", { key: "add", type: "button", class: "plain", "data-do": "add-sample" }, t("page.samples.add")),
      m(
        "button",
        {
          key: "paste",
          type: "button",
          class: "plain",
          "data-do": "paste",
          "data-of": "x",
          "aria-haspopup": "dialog",
          "aria-label": t("page.paste.open-samples"),
        },
        t("page.paste.open"),
      ),
    ),
  ];
}

/** Samples that were taken out, to be put back. @param {Page} page */
function out(page) {
  const { t, digits, taken } = page;
  const indices = everySample(page).flatMap((sample) => ("out" in sample ? [sample.out] : []));
  if (indices.length === 0) return null;
  return m(
    "ul",
    { key: "out", class: "samples-out", "aria-label": t("page.samples.taken") },
    indices.map((index) => {
      const [x, target] = [vector(taken[index].x, digits) ?? "…", vector(taken[index].target, digits) ?? "…"];
      return m(
        "li",
        { key: index },
        m("s", null, `${x} → ${target}`),
        m(
          "button",
          {
            type: "button",
            class: "plain",
            "data-do": "put-sample",
            "data-of": String(index),
            "aria-label": t("page.samples.put-back", { x, target }),
          },
          t("page.samples.back"),
        ),
      );
    }),
  );
}
