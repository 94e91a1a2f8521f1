/**
 * Why backward is cheap: what the gradients of all parameters cost in four ways, counted in multiplications. The bars
 * are on a log scale, or one could not see the sweep beside the paths.
 */

import { m } from "../../../dom/marks.js";
import { superscript } from "../../../language/number.js";
import { isAllowed } from "../../../network/reshape.js";
import { sizesOf } from "../../../network/problem.js";
import { sentenceGap } from "../../../language/phrase.js";

/** @typedef {import("../../../state/page.js").Page} Page */

const METHODS = /** @type {const} */ (["paths", "recursion", "differences", "sweep", "forward"]);

/** Above this a count is rounded to three digits. */
const MAX_EXACT_COUNT = 1_000_000_000n;

/**
 * A count as one reads it: 1,234,567, or 1.23×10¹².
 *
 * @param {number | string} count
 * @param {string} language
 */
export function readable(count, language) {
  const whole = BigInt(count);
  if (whole < MAX_EXACT_COUNT) return whole.toLocaleString(language);
  const digits = String(whole);
  const rounded = Number(`${digits[0]}.${digits.slice(1, 6)}`).toFixed(2);
  return `${rounded}×10${superscript(digits.length - 1)}`;
}

/** Its logarithm to base 10, of numbers too large for a float64 too. @param {number | string} count */
export function magnitude(count) {
  const digits = String(BigInt(count));
  return digits === "0" ? 0 : digits.length - 1 + Math.log10(Number(`${digits[0]}.${digits.slice(1, 15)}`));
}

/**
 * How many times as many: 7.3, 17, 1.2×10⁹.
 *
 * @param {number | string} count
 * @param {number | string} than
 * @param {string} language
 */
export function times(count, than, language) {
  const [dividend, divisor] = [BigInt(count), BigInt(than)];
  if (divisor === 0n) return "–";
  const tenths = (dividend * 10n) / divisor;
  return tenths < 100n
    ? (Number(tenths) / 10).toLocaleString(language)
    : readable(String((dividend + divisor / 2n) / divisor), language);
}

/** @param {Page} page @param {import("../../../state/page.js").Boot} boot */
export function costs(page, boot) {
  const { t, answer, language } = page;
  const counts = answer?.trace.costs;
  if (!counts) return [];
  const longest = Math.max(...METHODS.map((way) => magnitude(counts[way])), 1);
  return [
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
