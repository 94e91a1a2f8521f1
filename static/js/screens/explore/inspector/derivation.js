/**
 * Where a number comes from, in lines: symbols, chain rule, numbers. Everything in them that is a number can be chosen.
 */

import { withheld } from "../../../dom/controls.js";
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

/**
 * @typedef {import("../../../state/page.js").Page} Page
 * @typedef {import("../../../server/explanation.js").Piece} Piece
 */

const COPIES = /** @type {const} */ ([
  ["latex", "LaTeX"],
  ["markdown", "Markdown"],
  ["numpy", "NumPy"],
  ["plain", "page.lines.plain"],
]);

/** The lines that every number has while time plays, so that each keeps its place from step to step. */
const KINDS = /** @type {const} */ (["symbolic", "chain", "numbers"]);

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
  const known = isKnown(page, address);
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
    known && !page.playing && inWords(page, address, shown[0].parts),
    known && !page.playing && copies(page, explanation.texts),
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
  const result = () => resultOf(page, address);
  return m(
    "div",
    { key: kind, class: `line ${kind}-line${(parts?.length ?? 0) > MAX_LARGE_PIECES ? " many" : ""}` },
    m("h3", { class: "line-name" }, t(`page.lines.${kind}`)),
    parts === null && m("p", { key: "none", class: "hint" }, t("page.lines.none")),
    parts !== null &&
      m(
        "p",
        { key: "said", class: "visually-hidden" },
        sentenceOf(kind === "numbers" ? numbersSaid(page, address, parts) : parts, t),
      ),
    parts !== null &&
      m(
        "div",
        { class: "pieces", role: "group", "aria-label": t(`page.lines.${kind}`) },
        pieces(page, kind === "chain" ? parts : withoutLeft(parts), { hasArrived, hidesNumbers: kind === "numbers" }),
        kind === "numbers" &&
          m(
            "span",
            { key: "result", class: `result is-${colourOf(address)}` },
            "= ",
            isKnown(page, address) ? result() : withheld(result()),
          ),
      ),
  );
}

/** @param {Page} page @param {Readonly<Record<string, string>>} texts */
function copies({ t }, texts) {
  return m(
    "div",
    { key: "copy", class: "copies", role: "group", "aria-label": t("page.lines.copy") },
    COPIES.map(
      ([form, name]) =>
        texts[form] &&
        m(
          "button",
          { key: form, type: "button", class: "plain", "data-do": "copy", "data-of": texts[form] },
          name.startsWith("page.") ? t(name) : name,
        ),
    ),
  );
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
 * @param {Piece[]} parts
 */
function inWords({ t, unfolded, answer }, address, parts) {
  const reason = answer && becauseKey(answer, address);
  const open = unfolded === "words";
  return m(
    "div",
    { key: "words", class: "in-words" },
    m(
      "h3",
      { key: "head", class: "line-name" },
      m(
        "button",
        { type: "button", class: "unfolding", "data-do": "unfold", "data-of": "words", "aria-expanded": String(open) },
        t("page.lines.words"),
      ),
    ),
    open && reason !== null && m("p", { key: "reason", class: "hint" }, t(reason)),
    open && m("p", { key: "sentence", class: "hint" }, sentenceOf(parts, t)),
  );
}

/**
 * @typedef {object} Withholding
 * @property {((factor: string) => boolean) | null} [hasArrived]  where the number is computed now
 * @property {boolean} [hidesNumbers]  whether what is not computed yet is withheld: the pieces are numbers
 */

/**
 * A row of pieces; those that are numbers of the network can be chosen.
 *
 * @param {Page} page
 * @param {Piece[]} parts
 * @param {Withholding} [withholding]
 */
export function pieces(page, parts, withholding = {}) {
  return parts.map((part, index) => piece(page, part, index, withholding));
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

/** @param {Page} page @param {Piece} part @param {number} index @param {Withholding} withholding */
function piece(page, { tex, address }, index, { hasArrived, hidesNumbers }) {
  const shape = foreign(tex, (document) => mathElement(document, tex));
  if (!address) return m("span", { key: index, class: "sign" }, shape);
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
      "aria-label": `${spoken(address, page.t)}, ${known ? resultOf(page, address) : page.t("page.inspector.not-yet")}`,
    },
    hidesNumbers && !known ? withheld(shape) : shape,
  );
}
