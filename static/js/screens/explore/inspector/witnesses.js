/**
 * Who else says what a gradient is: backpropagation, a central difference of the loss that knows nothing of the chain
 * rule, and the number that the source of an example prints. Each row can be opened.
 */

import { m } from "../../../dom/marks.js";
import { errorPlot } from "./error-plot.js";
import { answerTo } from "../../../server/ask.js";
import { exactText, number } from "../../../language/number.js";
import { caseOf, isChanged, publishedFor } from "../../../network/worked-example.js";
import { explain } from "../../../server/api.js";
import { inspected, isKnown } from "../../../state/page.js";
import { withoutRate } from "../../../network/problem.js";
import { isByHand, networkOf } from "../../../network/request.js";

/** @typedef {import("../../../state/page.js").Page} Page */

const WITNESS_DIGITS = 9;
const GRADIENT_ADDRESS = /^d[lL]_d/;

/**
 * What to ask about the gradient in the inspector, once it is known and nothing moves.
 *
 * @param {Page} page
 * @returns {import("../../../server/ask.js").Question | null}
 */
export function witnessQuestion(page) {
  const address = inspected(page);
  if (
    !address ||
    !GRADIENT_ADDRESS.test(address) ||
    !page.answer ||
    page.goal !== null ||
    !isKnown(page, address) ||
    isByHand(page.answer)
  )
    return null;
  const { problem } = page.answer;
  return {
    path: "/api/witness",
    body: { ...withoutRate(networkOf(problem, page)), address },
    about: [address, problem],
  };
}

/** @param {Page} page @param {string} address  of a number that is known */
export function witnesses(page, address) {
  const printed = printedRow(page, address);
  if (!GRADIENT_ADDRESS.test(address))
    return publishedFor(page, address) && m("ul", { key: "witnesses", class: "witnesses" }, printed);
  return m(
    "section",
    { key: "witnesses", class: "section" },
    m("h3", null, page.t("page.witness.title")),
    m("ul", { class: "witnesses" }, computedRows(page), printed),
  );
}

/** @param {Page} page */
function computedRows(page) {
  const { t } = page;
  if (page.answer && isByHand(page.answer))
    return [m("li", { key: "wait", class: "hint by-hand" }, t("page.witness.by-hand"))];
  const answered = answerTo(page.witnessed, witnessQuestion(page));
  if (!answered) return [m("li", { key: "wait", class: "hint" }, t("page.witness.asking"))];
  if (answered.fault) return [m("li", { key: "wait", class: "hint" }, explain(answered.fault, t, page.language))];
  if (!answered.value) return [];
  const found = answered.value;
  const { numeric, h, uncertainty, verdict, reason } = found.central_difference;
  const words = reason ? `page.witness.undecided.${reason}` : `page.witness.verdict.${verdict}`;
  return [
    row(page, {
      name: "backpropagation",
      verdict,
      shown: number(found.backpropagation, WITNESS_DIGITS),
      title: exactText(found.backpropagation),
      inside: () => [m("p", { key: "p", class: "hint" }, t("page.witness.backpropagation.how"))],
    }),
    row(page, {
      name: "difference",
      verdict,
      shown: numeric === "NaN" ? "–" : number(numeric, WITNESS_DIGITS),
      title: exactText(numeric),
      inside: () => [
        m("p", { key: "how", class: "hint" }, t("page.witness.difference.how", { h: number(h, 2), loss: found.loss })),
        m(
          "p",
          { key: "verdict", class: "hint" },
          t(words, { difference: number(found.central_difference.difference, 2), rounding: number(uncertainty, 2) }),
        ),
        ...(Number.isFinite(Number(found.best.difference)) ? errorPlot(found.differences, found.best, t) : []),
      ],
    }),
  ];
}

const VERDICT_SIGNS = /** @type {Record<string, string>} */ ({
  match: "✓",
  close: "✓",
  truncated: "✓",
  kink: "–",
  undecided: "–",
  mismatch: "✗",
  differs: "✗",
});

/**
 * One witness: its verdict, its name, its number; opened, why.
 *
 * @param {Page} page
 * @param {{name: string, verdict: string, shown: string, title: string, inside: () =>
 *   (import("../../../dom/marks.js").Child | false | null)[]}} witness
 */
function row({ t, unfolded }, { name, verdict, shown, title, inside }) {
  const open = unfolded === name;
  return m(
    "li",
    { key: name, class: `witness ${verdict}` },
    m(
      "button",
      {
        key: "row",
        type: "button",
        class: "witness-row",
        "data-do": "unfold",
        "data-of": name,
        "aria-expanded": String(open),
        "data-witness": name,
      },
      m(
        "span",
        {
          key: "verdict",
          class: "verdict",
          role: "img",
          "aria-label": t(
            `page.witness.sign.${VERDICT_SIGNS[verdict] === "✓" ? "agrees" : VERDICT_SIGNS[verdict] === "✗" ? "differs" : "undecided"}`,
          ),
        },
        VERDICT_SIGNS[verdict],
      ),
      m("span", { key: "name", class: "witness-name" }, t(`page.witness.${name}`)),
      m("span", { key: "number", class: "witness-number", title }, shown),
    ),
    open &&
      m(
        "div",
        { key: "inside", class: "witness-inside" },
        inside().filter((child) => child !== false && child !== null),
      ),
  );
}

/** @param {Page} page @param {string} address */
function printedRow(page, address) {
  const found = publishedFor(page, address);
  const { t } = page;
  if (!found)
    return (
      page.preset &&
      !isChanged(page) &&
      // A source that prints no numbers at all leaves none out.
      caseOf(page.preset, page.case).numbers.length > 0 &&
      m(
        "li",
        { key: "published", class: "witness not-printed" },
        m("span", { key: "verdict", class: "verdict" }, "–"),
        m("span", { key: "name" }, t("page.witness.published")),
        m("span", { key: "number", class: "hint" }, t("page.witness.not-printed")),
      )
    );
  return row(page, {
    name: "published",
    verdict: found.verdict,
    shown: found.printed.replace("-", "−"),
    title: "",
    inside: () => [
      m("p", { key: "what", class: "hint" }, t(`page.published.${found.verdict}`)),
      found.erratum !== null && m("p", { key: "erratum", class: "hint" }, t(found.erratum)),
      m(
        "button",
        { key: "all", type: "button", class: "plain", "data-do": "drawer", "data-of": "published" },
        t("page.drawer.published"),
      ),
    ],
  });
}
