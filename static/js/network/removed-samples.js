/**
 * Samples that were taken out of the sum. Each is kept beside the problem with its place, so that it can be put back;
 * one that came back by another way (a step back in the browser's history) is no longer listed.
 *
 * @typedef {import("./types.js").Problem} Problem
 *
 * @typedef {object} Taken
 * @property {number} place  among all samples, those in the sum and those out of it
 * @property {number[]} x
 * @property {number[]} target
 * @property {number} twins  samples of the same numbers that stayed in
 * @property {string} of  the example and case whose sample it was
 *
 * @typedef {{n: number} | {out: number}} Sample  one in the sum by its number, one out of it by its place in `taken`
 * @typedef {Pick<import("../state/page.js").Page, "problem" | "example" | "case" | "taken">} SampleState
 */

/** @param {readonly number[]} a @param {readonly number[]} b */
const equalRows = (a, b) => a.length === b.length && a.every((value, index) => value === b[index]);

/** @param {Problem} problem @param {Pick<Taken, "x" | "target">} sample */
const twins = ({ x, target }, sample) =>
  x.filter((row, n) => equalRows(row, sample.x) && equalRows(target[n], sample.target)).length;

/** @param {Pick<SampleState, "example" | "case">} page */
const origin = (page) => `${page.example ?? ""}/${page.case ?? ""}`;

/** Whether it is out of the sum now, and could be put back. @param {SampleState} page @param {Taken} taken */
const isOut = (page, taken) =>
  taken.of === origin(page) &&
  taken.x.length === page.problem.x[0].length &&
  taken.target.length === page.problem.target[0].length &&
  twins(page.problem, taken) <= taken.twins;

/** All samples in their places. @param {SampleState} page @returns {Sample[]} */
export function everySample(page) {
  /** @type {Sample[]} */
  const all = page.problem.x.map((_, n) => ({ n }));
  const out = page.taken
    .map((sample, index) => ({ sample: sample, index }))
    .filter(({ sample: sample }) => isOut(page, sample));
  for (const { sample: sample, index } of out.sort((a, b) => a.sample.place - b.sample.place))
    all.splice(sample.place, 0, { out: index });
  return all;
}

/**
 * What is kept when a sample leaves the problem.
 *
 * @param {SampleState} page  before it leaves
 * @param {number} n
 * @returns {readonly Taken[]}
 */
export function takenWith(page, n) {
  const [x, target] = [page.problem.x[n], page.problem.target[n]];
  const place = everySample(page).findIndex((sample) => "n" in sample && sample.n === n);
  const left = twins(page.problem, { x, target }) - 1;
  const of = origin(page);
  const others = page.taken.filter(
    (sample) =>
      !(sample.of === of && sample.twins === left && equalRows(sample.x, x) && equalRows(sample.target, target)),
  );
  return [...others, { place, x, target, twins: left, of }];
}

/**
 * The problem with a sample back in its place.
 *
 * @param {SampleState} page
 * @param {number} index  in `taken`
 * @returns {{problem: Problem, n: number} | null} and the number that it has now; null where it is not out
 */
export function putBack(page, index) {
  const all = everySample(page);
  const place = all.findIndex((sample) => "out" in sample && sample.out === index);
  if (place < 0) return null;
  const n = all.slice(0, place).filter((sample) => "n" in sample).length;
  const { x, target } = page.taken[index];
  const { problem } = page;
  return { problem: { ...problem, x: put(problem.x, n, x), target: put(problem.target, n, target) }, n };
}

/** @param {number[][]} rows @param {number} n @param {number[]} row */
const put = (rows, n, row) => [...rows.slice(0, n), row, ...rows.slice(n)];
