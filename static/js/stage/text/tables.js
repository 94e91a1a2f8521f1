/**
 * The network without its picture: every number of the current sample in tables whose rows and columns are named, so
 * that they can be read by ear and on paper. What is not computed yet is a dash; each number opens the inspector.
 */

import { m } from "../../dom/marks.js";
import { blank } from "./blank.js";
import { forSample, exists, sentAddress, valueAt } from "../../network/address.js";
import { exactText, number } from "../../language/number.js";
import { lettersOf } from "../../language/letters.js";
import { letter, nameOf, spoken } from "../../language/notation.js";
import { slopeOf } from "../../network/problem.js";
import { isComputed } from "../../network/steps.js";
import { colourOf, isKnown, isOver, movingOf, stepsOf } from "../../state/page.js";
import { asNum, numeric } from "../../network/numeric.js";
import { withAside } from "../../language/phrase.js";

/** More rows than this are counted, not listed. */
export const MAX_TABLE_ROWS = 200;

/** As many are printed. Where there are more, the rows with the largest numbers are. */
export const MAX_PRINTED_ROWS = 1000;

/** A table of more rows than this stands on paper in two columns, if it is no broader than that. */
const MIN_PAIRED_ROWS = 60;
const MAX_PAIRED_COLUMNS = 8;

/** @param {Page} page */
const limitOf = ({ printing }) => (printing ? MAX_PRINTED_ROWS : MAX_TABLE_ROWS);

/**
 * @typedef {import("../../state/page.js").Page} Page
 * @typedef {import("../../network/types.js").Problem} Problem
 * @typedef {string | {text: string}} Cell  an address, or words
 * @typedef {{heads: string[], cells: Cell[]}} TableRow
 * @typedef {object} NumberTable
 * @property {string} name  of its caption, `page.text.<name>`
 * @property {string[]} columns
 * @property {TableRow[]} rows  not more than are listed
 * @property {number} count  of all rows
 * @property {string} [note]
 * @property {string | null} [by]  the symbol of the numbers by whose size the rows were chosen
 */

/** @param {Page} page @returns {NumberTable[]} */
export function tablesOf(page) {
  const { answer } = page;
  if (!answer) return [];
  return [inputTableOf, outputTableOf, lossTableOf, neuronTableOf, wireTable].map((make) => make(page, answer));
}

/** @param {Page} page */
export function tables(page) {
  const moving = movingOf(page);
  const fresh = new Set(moving?.steps.flatMap((index) => stepsOf(page)[index].writes) ?? []);
  const [inputTable, outputTable, lossTable, ...large] = tablesOf(page).map((table) => drawn(page, table, fresh));
  return inputTable ? [m("div", { key: "ends", class: "ends" }, inputTable, outputTable, lossTable), ...large] : [];
}

/** @typedef {import("../../state/page.js").Answer} Answer */

/** @param {Page} page @param {Answer} answer @returns {NumberTable} */
function inputTableOf(page, { problem: { x } }) {
  const { t, notation } = page;
  const { _x, _dl_dx } = lettersOf(notation);
  const rows = x[0]
    .slice(0, limitOf(page))
    .map((_, j) => ({ heads: [String(j + 1)], cells: [`x.${j}`, `dl_dx.${j}`] }));
  return { name: "inputs", columns: [t("page.text.input"), _x, _dl_dx], rows, count: x[0].length };
}

/** @param {Page} page @param {Answer} answer @returns {NumberTable} */
function outputTableOf(page, { problem: { layers, target } }) {
  const { t, notation } = page;
  const { _y, _t } = lettersOf(notation);
  const rows = target[0]
    .slice(0, limitOf(page))
    .map((_, i) => ({ heads: [String(i + 1)], cells: [`a.${layers.length}.${i}`, `t.${i}`] }));
  return { name: "outputs", columns: [t("page.text.output"), _y, _t], rows, count: target[0].length };
}

/**
 * The loss, and what it is after one more forward pass.
 *
 * @param {Page} page
 * @param {Answer} answer
 * @returns {NumberTable}
 */
function lossTableOf(page, { problem, trace: { update }, sample }) {
  const { t, digits } = page;
  const over = isOver(page);
  /** @param {string} address @param {import("../../network/types.js").Num | undefined} after @returns {TableRow} */
  const row = (address, after) => ({
    heads: [nameOf({ problem, notation: page.notation }, forSample(address, sample))],
    cells: [address, { text: number(over ? after : undefined, digits) }],
  });
  const rows = [row("l", update?.l_after[sample]), ...(problem.x.length > 1 ? [row("L", update?.L_after)] : [])];
  return {
    name: "losses",
    columns: [t("page.text.loss"), t("page.text.now"), t("page.text.after")],
    rows,
    count: rows.length,
  };
}

/** @param {Page} page @param {Answer} answer @returns {NumberTable} */
function neuronTableOf(page, { problem }) {
  const { t, notation } = page;
  const letters = lettersOf(notation);
  const kinds = [...new Set(problem.layers.map(({ activation }) => activation))];
  const slope = `${kinds.length === 1 ? letter(kinds[0]) : "f"}′(${letters._z})`;
  const several = problem.x.length > 1;
  const columns = [
    t("page.text.layer"),
    t("page.text.neuron"),
    letters._z,
    letters._a,
    t("page.text.gain", { slope }),
    letters._dl_da,
    letters._dl_dz,
    letters._b,
    letters._dl_db,
    ...(several ? [letters._dL_db] : []),
    letters._b_new,
  ];
  const count = problem.layers.reduce((sum, { b }) => sum + b.length, 0);
  const { rows, by } = listed(
    page,
    count,
    () => neuronsOf(problem),
    ["dl_dz", "b"],
    ([layer, i]) => {
      const own = `${layer}.${i}`;
      return {
        heads: [String(layer), String(i + 1)],
        cells: [
          `z.${own}`,
          `a.${own}`,
          slopeOf(problem, layer, i),
          `dl_da.${own}`,
          `dl_dz.${own}`,
          `b.${own}`,
          `dl_db.${own}`,
          ...(several ? [`dL_db.${own}`] : []),
          `b_new.${own}`,
        ],
      };
    },
  );
  return {
    name: "neurons",
    columns,
    rows,
    count,
    by,
    note: kinds.includes("softmax") ? t("page.text.softmax") : undefined,
  };
}

/** @param {Page} page @param {Answer} answer @returns {NumberTable} */
function wireTable(page, { problem, trace, sample }) {
  const { t, notation, digits } = page;
  const letters = lettersOf(notation);
  const several = problem.x.length > 1;
  /** @param {string} address */
  const name = (address) => nameOf({ problem, notation }, forSample(address, sample));
  const columns = [
    t("page.text.layer"),
    t("page.text.from"),
    t("page.text.to"),
    letters._w,
    `${letters._a} · ${letters._w}`,
    letters._dl_dw,
    ...(several ? [letters._dL_dw] : []),
    letters._w_new,
  ];
  const count = problem.layers.reduce((sum, { W }) => sum + W.length * W[0].length, 0);
  const { rows, by } = listed(
    page,
    count,
    () => wiresOf(problem),
    ["dl_dw", "w"],
    ([layer, to, from]) => {
      const own = `${layer}.${to}.${from}`;
      const before = forSample(sentAddress(layer - 1, from), sample);
      const carried = isKnown(page, before)
        ? numeric(valueAt(before, problem, trace)) * problem.layers[layer - 1].W[to][from]
        : undefined;
      return {
        heads: [String(layer), name(sentAddress(layer - 1, from)), name(`z.${layer}.${to}`)],
        cells: [
          `w.${own}`,
          { text: carried === undefined ? number(carried) : number(asNum(carried), digits) },
          `dl_dw.${own}`,
          ...(several ? [`dL_dw.${own}`] : []),
          `w_new.${own}`,
        ],
      };
    },
  );
  const parameters = count + problem.layers.reduce((sum, { b }) => sum + b.length, 0);
  return { name: "wires", columns, rows, count, by, note: t("page.text.theta", { count: parameters }) };
}

/** @param {Problem} problem @returns {Generator<[number, number]>} */
function* neuronsOf({ layers }) {
  for (const [index, { b }] of layers.entries()) for (const i of b.keys()) yield [index + 1, i];
}

/** @param {Problem} problem @returns {Generator<[number, number, number]>} */
function* wiresOf({ layers }) {
  for (const [index, { W }] of layers.entries())
    for (const [i, row] of W.entries()) for (const j of row.keys()) yield [index + 1, i, j];
}

/**
 * Only some of the rows: a large network has a hundred thousand. On the screen the first; on
 * paper those whose number is the largest, of the first of these quantities that is computed everywhere.
 *
 * @template {number[]} T
 * @param {Page} page
 * @param {number} count  of all places
 * @param {() => Generator<T>} places
 * @param {readonly string[]} quantities
 * @param {(place: T) => TableRow} row
 */
function listed(page, count, places, quantities, row) {
  const limit = limitOf(page);
  if (!page.printing || count <= limit) return { rows: first(places(), limit).map(row), by: null };
  const { problem, trace, sample } = /** @type {Answer} */ (page.answer);
  const all = [...places()];
  /** @param {string} quantity @param {T} place */
  const address = (quantity, place) => forSample([quantity, ...place].join("."), sample);
  const ranking = /** @type {string} */ (
    quantities.find((quantity) =>
      [all[0], all[all.length - 1]].every((place) => isKnown(page, address(quantity, place))),
    )
  );
  const sized = all.map((place) => ({
    place,
    size: Math.abs(numeric(valueAt(address(ranking, place), problem, trace))),
  }));
  const largest = sized.sort((a, b) => (b.size || 0) - (a.size || 0)).slice(0, limit);
  return { rows: largest.map(({ place }) => row(place)), by: lettersOf(page.notation)[`_${ranking}`] };
}

/** @template T @param {Generator<T>} places @param {number} count */
function first(places, count) {
  /** @type {T[]} */
  const found = [];
  for (const place of places) {
    if (found.push(place) === count) break;
  }
  return found;
}

/** @param {Page} page @param {NumberTable} table @param {ReadonlySet<string>} fresh  what the present step writes */
function drawn(page, { name, columns, rows, count, note, by }, fresh) {
  const { t, printing } = page;
  const more = by
    ? t("page.text.largest", { listed: rows.length, count: count - rows.length, by })
    : t("page.text.more", { count: count - rows.length });
  const paired = printing && rows.length > MIN_PAIRED_ROWS && columns.length <= MAX_PAIRED_COLUMNS;
  return m(
    "div",
    { key: name, class: `number-table ${name} scroll-x${paired ? " paired" : ""}` },
    m(
      "table",
      { key: "table" },
      m("caption", { key: "caption" }, t(`page.text.${name}`)),
      m(
        "thead",
        { key: "head" },
        m(
          "tr",
          null,
          columns.map((words, index) => m("th", { key: index, scope: "col" }, words)),
        ),
      ),
      m(
        "tbody",
        { key: "body" },
        rows.map(({ heads, cells }) =>
          m(
            "tr",
            { key: heads.join(" ") },
            heads.map((words, index) => m("th", { key: `head-${index}`, scope: "row" }, words)),
            cells.map((cell, index) =>
              m(
                "td",
                { key: index },
                typeof cell === "string"
                  ? button(page, cell, fresh)
                  : cell.text === number(undefined)
                    ? blank(page)
                    : cell.text,
              ),
            ),
          ),
        ),
      ),
    ),
    note && m("p", { key: "note", class: "hint" }, note),
    count > rows.length && m("p", { key: "more", class: "hint" }, more),
  );
}

/** @param {Page} page @param {string} address  without its sample @param {ReadonlySet<string>} fresh */
function button(page, address, fresh) {
  const { t, answer, digits } = page;
  const { problem, trace, sample } = /** @type {Answer} */ (answer);
  if (!exists(address, problem)) return t("page.text.frozen");
  const here = forSample(address, sample);
  const value = isKnown(page, here) ? valueAt(here, problem, trace) : undefined;
  const classes = [
    "table-number",
    `is-${colourOf(here)}`,
    page.chosen === here && "chosen",
    isComputed(fresh, here) && "fresh",
  ];
  if (value === undefined && page.printing) return blank(page);
  const shown = value === undefined ? t("page.legend.waiting") : number(value, digits);
  return m(
    "button",
    {
      type: "button",
      class: classes.filter(Boolean).join(" "),
      "data-choose": here,
      title: exactText(value) || null,
      "aria-label": withAside(t, spoken(here, t), shown),
    },
    number(value, digits),
  );
}
