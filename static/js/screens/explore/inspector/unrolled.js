/**
 * A derivation written out: every number replaced by its own formula, level by level, down to what was given. For a
 * gradient of the first layer it is the lecture's whole product of sums.
 */

import { m } from "../../../dom/marks.js";
import { explain } from "../../../server/api.js";
import { pieces } from "./derivation.js";
import { answerTo } from "../../../server/ask.js";
import { inspected, isKnown } from "../../../state/page.js";
import { passOf } from "../../../network/request.js";
import { sentenceOf } from "../../../language/tex-speech.js";
import { plural } from "../../../language/catalogue.js";

/** @typedef {import("../../../state/page.js").Page} Page */

const BACKWARD_ADDRESS = /^(d[lL]_d|[wb]_new)/;

/** Deeper than any path through the largest network: all the way. */
export const ALL_LEVELS = 1000;

/**
 * Whether only gradients are followed, so that what the forward pass computed stays.
 *
 * @param {Page} page
 * @param {string} address
 */
const keepsForward = ({ unroll }, address) => BACKWARD_ADDRESS.test(address) && unroll?.gradients !== false;

/** @param {Page} page @returns {import("../../../server/ask.js").Question | null} */
export function unrollQuestion(page) {
  const address = inspected(page);
  if (!page.unroll || !address || !page.answer || page.goal !== null || !isKnown(page, address)) return null;
  const gradients = keepsForward(page, address);
  const { depth } = page.unroll;
  return {
    path: `/api/explain?depth=${depth}${gradients ? "&gradients=1" : ""}`,
    body: { ...passOf(page.answer, page), address, notation: page.notation },
    about: [address, page.answer, depth, gradients, page.notation],
  };
}

/** @param {Page} page @param {string} address  in the inspector */
export function unrolled(page, address) {
  const { t, unroll } = page;
  if (!unroll)
    return m(
      "button",
      { key: "unroll", type: "button", class: "plain unroll", "data-do": "unroll", "data-of": "1" },
      t("page.unroll.open"),
    );
  const answered = answerTo(page.unrolled, unrollQuestion(page));
  const found = (answered ?? (page.unrolled?.about[0] === address ? page.unrolled : null))?.value?.unrolled;
  const deepest = found?.deepest ?? unroll.depth;
  const depth = Math.min(unroll.depth, deepest);
  /** @param {string} key @param {number} to @param {string} sign @param {boolean} disabled */
  const step = (key, to, sign, disabled) =>
    m(
      "button",
      {
        key,
        type: "button",
        class: "plain step",
        "data-do": "unroll",
        "data-of": String(to),
        disabled,
        "aria-label": t(`page.unroll.${key}`),
        title: t(`page.unroll.${key}`),
      },
      sign,
    );
  return m(
    "section",
    { key: "unrolled", class: "unrolled", "aria-label": t("page.unroll.title") },
    m(
      "div",
      { key: "head", class: "unrolled-head" },
      m("h3", { key: "title", class: "line-name" }, t("page.unroll.title")),
      step("shallower", depth - 1, "−", depth <= 0),
      m(
        "span",
        { key: "level", class: "level", "data-depth": String(depth) },
        t("page.unroll.level", { depth, deepest }),
      ),
      step("deeper", depth + 1, "+", depth >= deepest),
      m(
        "button",
        {
          key: "all",
          type: "button",
          class: "plain",
          "data-do": "unroll",
          "data-of": String(ALL_LEVELS),
          disabled: depth >= deepest,
        },
        t("page.unroll.all"),
      ),
      m("button", { key: "close", type: "button", class: "plain", "data-do": "roll-up" }, t("page.unroll.close")),
    ),
    BACKWARD_ADDRESS.test(address) &&
      m(
        "label",
        { key: "keep", class: "check" },
        m("input", { type: "checkbox", checked: keepsForward(page, address), "data-change": "unroll-gradients" }),
        t("page.unroll.gradients"),
      ),
    answered?.fault && m("p", { key: "fault", class: "hint" }, explain(answered.fault, t, page.language)),
    found && lines(page, found),
  );
}

/** @param {Page} page @param {import("openapi").UnrolledAnswer} found */
function lines(page, found) {
  const { t } = page;
  const short = found.written_depth < Math.min(page.unroll?.depth ?? 0, found.deepest);
  return m(
    "div",
    { key: "lines", "data-paths": String(found.paths) },
    found.lines.map(({ kind, parts }) =>
      m(
        "div",
        { key: kind, class: kind === "numbers" ? "line numbers-line long" : "line long" },
        m("p", { key: "said", class: "visually-hidden" }, sentenceOf(parts, t)),
        m("div", { class: "pieces", role: "group", "aria-label": t(`page.lines.${kind}`) }, pieces(page, parts)),
      ),
    ),
    short && m("p", { key: "short", class: "hint" }, t("page.unroll.too-long", { depth: found.written_depth })),
    m(
      "p",
      { key: "paths", class: "hint" },
      typeof found.paths === "number"
        ? plural(t, "page.unroll.paths", found.paths, page.language)
        : t("page.unroll.paths.other", { count: found.paths }),
    ),
  );
}
