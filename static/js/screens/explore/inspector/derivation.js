/**
 * Where a number comes from, in lines: symbols, numbers, chain rule. Everything in them that is a number can be chosen.
 */

import { foldingHead, withheld } from "../../../dom/controls.js";
import { foreign, m } from "../../../dom/marks.js";
import { becauseKey } from "../../../language/because.js";
import { number } from "../../../language/number.js";
import { valueAt } from "../../../network/address.js";
import { sentenceOf } from "../../../language/tex-speech.js";
import { spoken } from "../../../language/notation.js";
import { mathElement } from "../../../language/tex.js";
import { isGiven, sizesOf } from "../../../network/problem.js";
import { colourOf, isKnown } from "../../../state/page.js";
import { arrivals } from "./arrivals.js";
import { withAside } from "../../../language/phrase.js";

/**
 * @typedef {import("../../../state/page.js").Page} Page
 * @typedef {import("../../../server/explanation.js").Piece} Piece
 */

/** The lines in their order. While time plays each keeps its place from step to step; the last one not all have. */
const KINDS = /** @type {const} */ (["symbolic", "numbers", "chain"]);

/**
 * Whether sums of more than two paths occur, which need more room.
 *
 * @param {import("../../../network/types.js").Problem} problem
 */
const isWide = (problem) => Math.max(...sizesOf(problem)) > 2;

/** A line of more pieces than this is set smaller. */
const MAX_LARGE_PIECES = 16;

/** @param {Page} page @param {string} address */
export function derivation(page, address) {
  const { t } = page;
  const explanation = page.explanations.get(address);
  // Until its answer is there, the room that it will take.
  if (!explanation) return !isGiven(address) && m("div", { key: "coming", class: "derivation-coming" });
  const shown = explanation.lines.filter(({ kind }) => kind !== "value" && explanation.lines.length > 1);
  if (shown.length === 0) return null;
  const stale = explanation.of !== page.answer;
  const hasArrived = arrivals(page);
  const kinds = page.playing ? KINDS : KINDS.filter((kind) => shown.some((line) => line.kind === kind));
  return m(
    "section",
    {
      key: `derivation-${address}`,
      class: ["derivation", stale && "stale", hasArrived && "arriving", isWide(page.problem) && "wide"]
        .filter(Boolean)
        .join(" "),
      "aria-label": t("page.lines.title"),
    },
    kinds.map((kind) => line(page, address, kind, shown.find((line) => line.kind === kind)?.parts ?? null, hasArrived)),
  );
}

/**
 * @param {Page} page
 * @param {string} address
 * @param {string} kind
 * @param {Piece[] | null} parts  null where the number has no such line
 * @param {((factor: string) => boolean) | null} hasArrived
 */
function line(page, address, kind, parts, hasArrived) {
  const { t } = page;
  if (parts === null) return m("div", { key: kind, class: `line ${kind}-line none` });
  const result = () => resultOf(page, address);
  const withholding = { hasArrived, hidesNumbers: kind === "numbers" };
  return m(
    "div",
    { key: kind, class: `line ${kind}-line${parts.length > MAX_LARGE_PIECES ? " many" : ""}` },
    m("h3", { class: "line-name" }, t(`page.lines.${kind}`)),
    m(
      "p",
      { key: "said", class: "visually-hidden" },
      sentenceOf(kind === "numbers" ? numbersSaid(page, address, parts) : parts, t),
    ),
    m(
      "div",
      { key: "rows", role: "group", "aria-label": t(`page.lines.${kind}`) },
      rowsOf(kind === "chain" ? parts : withoutLeft(parts)).map((row, index) =>
        m(
          "div",
          { key: index, class: "pieces" },
          pieces(page, row, withholding),
          kind === "numbers" &&
            index === 0 &&
            m(
              "span",
              { key: "result", class: `result is-${colourOf(address)}` },
              "= ",
              isKnown(page, address) ? result() : withheld(result()),
            ),
        ),
      ),
    ),
  );
}

/** What stands between two equations. */
const BETWEEN_EQUATIONS = /^,\\quad\s*$/;

/**
 * A row for each sign of equality.
 *
 * @param {Piece[]} parts
 * @returns {Piece[][]}
 */
export function rowsOf(parts) {
  /** @type {Piece[][]} */
  const rows = [[]];
  for (const part of parts) {
    const row = rows[rows.length - 1];
    if (BETWEEN_EQUATIONS.test(part.tex)) rows.push([]);
    else if (part.tex === "=" && row.some(({ tex }) => tex === "=")) rows.push([part]);
    else row.push(part);
  }
  return rows;
}

/**
 * The numbers as they are read aloud: three dots for what is not known yet.
 *
 * @param {Page} page
 * @param {string} address
 * @param {Piece[]} parts
 * @returns {Piece[]}
 */
function numbersSaid(page, address, parts) {
  const said = parts.map((part) =>
    part.address && part.address !== address && !isKnown(page, part.address)
      ? { ...part, tex: "…", role: "spoken" }
      : part,
  );
  return isKnown(page, address) ? [...said, ...outcome(page, address)] : said;
}

/** What the numbers come to, as pieces. @param {Page} page @param {string} address @returns {Piece[]} */
function outcome(page, address) {
  return [
    { tex: "=", address: null, role: "operator" },
    { tex: resultOf(page, address), address: null, role: "spoken" },
  ];
}

/**
 * The reason and then the formula in words, for those who read better than they decipher.
 *
 * @param {Page} page
 * @param {string} address
 */
export function inWords({ t, unfolded, answer, explanations }, address) {
  const lines = explanations.get(address)?.lines ?? [];
  if (lines.length < 2) return null;
  const reason = answer && becauseKey(answer, address);
  const open = unfolded === "words";
  return m(
    "div",
    { key: "words", class: "folded in-words" },
    foldingHead({ of: "words", open, words: t("page.lines.words") }),
    open && reason !== null && m("p", { key: "reason", class: "hint" }, t(reason)),
    open && m("p", { key: "sentence", class: "hint" }, sentenceOf(lines[0].parts, t)),
  );
}

/**
 * @typedef {object} Withholding
 * @property {((factor: string) => boolean) | null} [hasArrived]  where the number is computed now
 * @property {boolean} [hidesNumbers]  whether what is not computed yet is withheld: the pieces are numbers
 */

/**
 * A row of pieces; those that are numbers of the network can be chosen. Where it is too long it is broken before a plus
 * or a minus.
 *
 * @param {Page} page
 * @param {Piece[]} parts
 * @param {Withholding} [withholding]
 */
export function pieces(page, parts, withholding = {}) {
  const breaks = breaksOf(parts);
  /** @type {import("../../../dom/marks.js").Mark[][]} */
  const terms = [[]];
  parts.forEach((part, index) => {
    if (breaks.has(index)) terms.push([]);
    terms[terms.length - 1].push(piece(page, part, index, withholding));
  });
  return terms.map((term, index) => m("span", { key: index, class: "summand" }, term));
}

/**
 * Before which pieces a row may be broken: plus and minus between terms, outside of brackets where there are such.
 *
 * @param {Piece[]} parts
 */
function breaksOf(parts) {
  let depth = 0;
  /** @type {{index: number, depth: number}[]} */
  const signs = [];
  parts.forEach(({ tex }, index) => {
    const isSign = /^[+-]$/.test(tex) && index > 0 && !/^(\(|\\bigl\[|=)$/.test(parts[index - 1].tex);
    if (isSign) signs.push({ index, depth });
    if (/^(\(|\\bigl\[)$/.test(tex)) depth += 1;
    if (/^(\)|\\bigr\])/.test(tex)) depth -= 1;
  });
  const outermost = Math.min(...signs.map((sign) => sign.depth));
  return new Set(signs.filter((sign) => sign.depth === outermost).map(({ index }) => index));
}

/** @param {Page} page @param {string} address */
function resultOf({ answer, digits }, address) {
  return answer ? number(valueAt(address, answer.problem, answer.trace), digits) : "";
}

/** Whether the number has come from others, and is not given. @param {Page} page @param {string} address */
export function isDerived({ explanations }, address) {
  return (explanations.get(address)?.lines.length ?? 0) > 1;
}

/** The line without the number itself, which stands above it. @param {Piece[]} parts */
function withoutLeft(parts) {
  return parts[1]?.tex === "=" ? parts.slice(2) : parts;
}

/**
 * The learning rate, which leads to its curve, or a sign.
 *
 * @param {Page} page
 * @param {string} tex
 * @param {number} key
 * @param {import("../../../dom/marks.js").Mark} shape
 */
function sign({ t }, tex, key, shape) {
  if (tex.trim() !== "\\eta") return m("span", { key, class: "sign" }, shape);
  const label = t("page.network.learning-rate");
  return m(
    "button",
    { key, type: "button", class: "term is-plain", "data-do": "rates", "aria-label": label, title: label },
    shape,
  );
}

/** @param {Page} page @param {Piece} part @param {number} index @param {Withholding} withholding */
function piece(page, { tex, address }, index, { hasArrived, hidesNumbers }) {
  const shape = foreign(tex, (document) => mathElement(document, tex));
  if (!address) return sign(page, tex, index, shape);
  const known = isKnown(page, address);
  return m(
    "button",
    {
      key: index,
      type: "button",
      class: [
        `term is-${colourOf(address)}`,
        page.hover === address && "pointed",
        known && hasArrived?.(address) && "lit",
      ]
        .filter(Boolean)
        .join(" "),
      "data-choose": address,
      "aria-label": withAside(
        page.t,
        spoken(address, page.t),
        known ? resultOf(page, address) : page.t("page.legend.waiting"),
      ),
    },
    hidesNumbers && !known ? withheld(shape) : shape,
  );
}
