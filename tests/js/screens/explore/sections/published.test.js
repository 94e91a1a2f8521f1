import assert from "node:assert/strict";
import { test } from "node:test";
import { caseProblem } from "../../../../../static/js/network/worked-example.js";
import { withNumber } from "../../../../../static/js/network/problem.js";
import { published } from "../../../../../static/js/screens/explore/sections/published.js";
import { all, textOf } from "../../../pictures.js";
import { page, preset } from "../../../pages.js";

const ROWS = [
  { address: "z.1.0", after_updates: 0, printed: "1.32", ours: 1.32, verdict: "match", erratum: null },
  { address: "dl_dw.1.0.0", after_updates: 0, printed: "-0.172", ours: -0.1728, verdict: "truncated", erratum: null },
  {
    address: "dl_dw.1.1.0",
    after_updates: 0,
    printed: "0.0576021",
    ours: 0.0576,
    verdict: "differs",
    erratum: "preset.wrong-hidden-gradient.erratum",
  },
  { address: "l", after_updates: 1, printed: "0.0094", ours: 0.00937, verdict: "match", erratum: null },
  {
    address: "l",
    after_updates: 10,
    printed: "0.0001",
    ours: 0.000098,
    verdict: "match",
    erratum: "preset.wrong-hidden-gradient.erratum",
  },
];

/** The published homework open in its editor, with rows of every verdict. */
function open(patch = {}) {
  const homework = preset("relu-homework");
  homework.cases[0].numbers = ROWS;
  return page("lecture", {
    example: "relu-homework",
    preset: homework,
    problem: caseProblem(homework, null),
    ...patch,
  });
}

const rowsOf = (marks) =>
  all(marks, (mark) => mark.tag === "tr" && ["match", "truncated", "differs"].includes(String(mark.attrs.class)));
const cell = (row, key) => row.children.find((child) => child.key === key);

test("a tick stands where ours agrees to the printed digits, a cross where it differs", () => {
  const rows = rowsOf(published(open()));
  assert.deepEqual(
    rows.map((row) => row.attrs.class),
    ["match", "truncated", "differs", "match", "match"],
  );
  assert.deepEqual(
    rows.map((row) => textOf(cell(row, "verdict"))),
    ["✓", "✓", "✗", "✓", "✓"],
  );
  const labels = rows.map((row) => all([row], (mark) => mark.attrs.class === "verdict")[0].attrs["aria-label"]);
  assert.deepEqual(labels.slice(0, 3), [
    "agrees to the printed digits",
    "agrees; the source cut its digits off instead of rounding",
    "differs: the source is wrong",
  ]);
});

test("the printed number keeps its digits, and ours shows enough of them to compare", () => {
  const rows = rowsOf(published(open()));
  assert.deepEqual(
    rows.map((row) => textOf(cell(row, "printed"))),
    ["1.32", "−0.172", "0.0576021", "0.0094", "0.0001"],
  );
  assert.deepEqual(
    rows.map((row) => textOf(cell(row, "ours"))),
    ["1.32", "−0.1728", "0.0576", "0.00937", "9.8×10⁻⁵"],
  );
  assert.equal(cell(rows[1], "ours").attrs.title, "-0.1728");
});

test("how many agree is counted, and what is wrong in the source is said once", () => {
  const marks = published(open());
  assert.equal(
    all(marks, (mark) => mark.key === "count").map(textOf)[0],
    "4 of 5 printed numbers agree to their last digit.",
  );
  assert.equal(all(marks, (mark) => mark.attrs.class === "erratum").length, 1);
});

test("a number of the open case can be chosen, one after an update says after how many", () => {
  const rows = rowsOf(published(open()));
  const links = rows.map((row) =>
    all([row], (mark) => mark.attrs["data-choose"] !== undefined).map((mark) => mark.attrs["data-choose"]),
  );
  assert.deepEqual(links, [["z.1.0"], ["dl_dw.1.0.0"], ["dl_dw.1.1.0"], [], []]);
  assert.match(textOf(cell(rows[3], "name")), /after 1 update$/);
  assert.match(textOf(cell(rows[4], "name")), /after 10 updates$/);
  const elsewhere = rowsOf(published(open({ case: "sigmoid" })));
  assert.deepEqual(
    all(elsewhere, (mark) => mark.attrs["data-choose"] !== undefined),
    [],
  );
});

test("exactly one case is open, also when a link names one that is not there", () => {
  for (const [id, expected] of [
    [null, "default"],
    ["dead-output", "dead-output"],
    ["gone", "default"],
  ]) {
    const pressed = all(
      published(open({ case: id })),
      (mark) => mark.attrs["data-do"] === "case" && mark.attrs["aria-pressed"] === "true",
    );
    assert.deepEqual(
      pressed.map((mark) => mark.attrs["data-of"]),
      [expected],
    );
  }
});

test("a network that was edited says so and can be restored", () => {
  const as = open();
  assert.deepEqual(
    all(published(as), (mark) => mark.key === "changed"),
    [],
  );
  const edited = published({ ...as, problem: withNumber(as.problem, "w.1.0.0", 9) });
  const [note] = all(edited, (mark) => mark.key === "changed");
  assert.deepEqual(
    all([note], (mark) => mark.attrs["data-do"] === "case").map((mark) => mark.attrs["data-of"]),
    ["default"],
  );
});

test("one's own network has no source, and a case without printed numbers says that", () => {
  assert.deepEqual(published(page()).map(textOf), ["This is your own network: there is no source to compare with."]);
  const [, dead] = all(published(open()), (mark) => mark.tag === "section");
  assert.match(textOf(dead), /No published numbers/);
});
