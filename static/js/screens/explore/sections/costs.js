/**
 * Why backward is cheap: what the gradients of all parameters cost in four ways, counted in multiplications. The bars
 * are on a log scale, or one could not see the sweep beside the paths. Beneath them the recursion from the front is
 * followed, and what the sweep needs in memory is counted.
 */

import { m } from "../../../dom/marks.js";
import { magnitude, readable, times } from "../../../language/count-words.js";
import { isAllowed } from "../../../network/reshape.js";
import { sizesOf } from "../../../network/problem.js";
import { sentenceGap } from "../../../language/phrase.js";
import { textOf } from "../../../state/lesson.js";
import { keptSection } from "./kept.js";
import { recursionSection } from "./recursion.js";

/** @typedef {import("../../../state/page.js").Page} Page */

const METHODS = /** @type {const} */ (["paths", "recursion", "differences", "sweep", "forward"]);

/** @param {Page} page @param {import("../../../state/page.js").Boot} boot */
export function costs(page, boot) {
  const { t, answer, language } = page;
  const counts = answer?.trace.costs;
  if (!counts) return [];
  const longest = Math.max(...METHODS.map((way) => magnitude(counts[way])), 1);
  const counted = [
    m("p", { key: "what", class: "hint" }, t("page.costs.what")),
    shape(page, boot),
    m(
      "dl",
      { key: "ways", class: "costs" },
      METHODS.map((way) =>
        m(
          "div",
          { key: way, class: `cost ${way}` },
          m("dt", { key: "name" }, t(`page.costs.${way}`)),
          m(
            "dd",
            { key: "count", class: "count", "data-cost": way, title: String(counts[way]) },
            readable(counts[way], language),
          ),
          m(
            "dd",
            { key: "bar", class: "bar-of-cost", "aria-hidden": "true" },
            m("i", { style: { width: `${Math.max(1.5, (100 * magnitude(counts[way])) / longest).toFixed(2)}%` } }),
          ),
          m(
            "dd",
            { key: "how", class: "hint" },
            t(`page.costs.${way}.how`),
            way !== "sweep" &&
              way !== "forward" &&
              m("strong", { key: "times" }, [
                sentenceGap(t),
                t("page.costs.times", { times: times(counts[way], counts.sweep, language) }),
              ]),
          ),
        ),
      ),
    ),
    m("p", { key: "scale", class: "hint" }, t("page.costs.scale")),
  ];
  const [recursion, kept] = [recursionSection(page), keptSection(page)];
  // What the task of a lesson speaks of stands first.
  const wanted = page.screen === "learn" && textOf(page)?.task?.noticed.kind;
  if (wanted === "asked") return [recursion, ...counted, kept];
  if (wanted === "marked") return [kept, ...counted, recursion];
  return [...counted, recursion, kept];
}

/**
 * Layers more and fewer, to see how the counts grow.
 *
 * @param {Page} page
 * @param {import("../../../state/page.js").Boot} boot
 */
function shape({ t, problem }, { limits }) {
  const sizes = sizesOf(problem);
  const last = sizes.length - 2;
  const more = isAllowed([...sizes.slice(0, -1), sizes[last], sizes[last + 1]], limits);
  return m(
    "div",
    { key: "shape", class: "buttons" },
    m("span", { key: "sizes", class: "sizes", "data-sizes": sizes.join("-") }, sizes.join("-")),
    m(
      "button",
      { key: "fewer", type: "button", class: "plain", "data-do": "remove-layer", disabled: last < 1 },
      t("page.costs.fewer"),
    ),
    m(
      "button",
      {
        key: "more",
        type: "button",
        class: "plain",
        "data-do": "add-layer",
        disabled: !more,
        title: more ? null : t("page.shape.limit"),
      },
      t("page.costs.more"),
    ),
  );
}
