import assert from "node:assert/strict";
import { test } from "node:test";

import { pastePlaceOf, withBlock, placesIn, arrayShape } from "../../../static/js/network/placing.js";

/** 3-2-1 with two samples. */
const PROBLEM = {
  layers: [
    {
      W: [
        [1, 2, 3],
        [4, 5, 6],
      ],
      b: [7, 8],
      activation: "tanh",
      frozen: ["b"],
    },
    { W: [[9, 10]], b: [11], activation: "identity" },
  ],
  loss: "half_squared_error",
  reduction: "sum",
  x: [
    [1, 2, 3],
    [4, 5, 6],
  ],
  target: [[0], [1]],
  learning_rate: 0.3,
};

const BLOCK = [
  [10, 20, 30],
  [40, 50, 60],
];
const TURNED = [
  [10, 40],
  [20, 50],
  [30, 60],
];

/** @param {string | import("../../../static/js/network/placing.js").PastePlace} place */
const put = (place, rows, isTurned = false) =>
  withBlock(PROBLEM, typeof place === "string" ? { into: place, from: null } : place, [rows], isTurned);

test("a block as large as the weights takes their place, and nothing else changes", () => {
  const { problem, from } = put("W.1", BLOCK);
  assert.deepEqual(problem.layers[0], { ...PROBLEM.layers[0], W: BLOCK });
  assert.equal(problem.layers[1], PROBLEM.layers[1]);
  assert.equal(problem.x, PROBLEM.x);
  assert.equal(from, null);
  assert.deepEqual(PROBLEM.layers[0].W[0], [1, 2, 3]);
});

test("what does not fit says both shapes, and whether it fits turned over", () => {
  const params = { rows: 2, columns: 3, actual_rows: 3, actual_columns: 2 };
  assert.deepEqual(put("W.1", TURNED).misfit, { code: "shape", params, turns: true });
  assert.deepEqual(put("W.1", TURNED, true).problem.layers[0].W, BLOCK);
  assert.deepEqual(put("W.1", BLOCK, true).misfit, { code: "shape", params, turns: true });
  assert.equal(put("W.1", [[1, 2, 3, 4]]).misfit.turns, false);
  assert.equal(put("W.1", [[1, 2, 3]]).misfit.turns, false);
});

test("a column of a last layer as Keras has it fits turned over", () => {
  assert.equal(put("W.2", [[1], [2]]).misfit.turns, true);
  assert.deepEqual(put("W.2", [[1], [2]], true).problem.layers[1].W, [[1, 2]]);
});

test("biases are taken as a row or as a column", () => {
  for (const rows of [[[1, 2]], [[1], [2]]])
    for (const isTurned of [false, true]) assert.deepEqual(put("b.1", rows, isTurned).problem.layers[0].b, [1, 2]);
  assert.deepEqual(put("b.1", [[1, 2, 3]]).misfit.params, { rows: 2, columns: 1, actual_rows: 1, actual_columns: 3 });
});

test("a smaller block begins at the number into which it is pasted, if it ends inside", () => {
  const { problem, from } = put(pastePlaceOf("w.1.1.1"), [[50, 60]]);
  assert.deepEqual(problem.layers[0].W, [
    [1, 2, 3],
    [4, 50, 60],
  ]);
  assert.equal(from, "w.1.1.1");
  assert.equal(put(pastePlaceOf("w.1.1.2"), [[50, 60]]).misfit.code, "shape");
  assert.deepEqual(put(pastePlaceOf("b.1.1"), [[80]]).problem.layers[0].b, [7, 80]);
  assert.equal(put("W.1", [[50, 60]]).misfit.code, "shape", "the whole is meant where no number is named");
});

test("a block as large as the place takes all of it, wherever it is pasted", () => {
  assert.deepEqual(put(pastePlaceOf("w.1.1.2"), BLOCK).problem.layers[0].W, BLOCK);
  assert.deepEqual(put(pastePlaceOf("x.2@1"), BLOCK).problem.x, BLOCK);
});

test("inputs and targets are put in alone or together, and together may be more or fewer", () => {
  assert.deepEqual(put("x", BLOCK).problem.x, BLOCK);
  assert.equal(put("x", BLOCK).problem.target, PROBLEM.target);
  assert.deepEqual(put("target", [[5], [6]]).problem.target, [[5], [6]]);
  const three = [
    [1, 1, 1, 0],
    [2, 2, 2, 1],
    [3, 3, 3, 0],
  ];
  for (const into of ["x", "target"]) {
    const { problem } = put(into, three);
    assert.deepEqual(problem.x, [
      [1, 1, 1],
      [2, 2, 2],
      [3, 3, 3],
    ]);
    assert.deepEqual(problem.target, [[0], [1], [0]]);
    assert.equal(put(into, three.slice(0, 1)).problem.x.length, 1);
  }
  assert.equal(put("x", [[1, 1, 1]]).misfit.code, "shape", "inputs without targets");
});

test("whole samples that are pasted at a sample leave those before it, and may go on behind the last", () => {
  const two = [
    [7, 7, 7, 1],
    [8, 8, 8, 0],
  ];
  const { problem, from } = put(pastePlaceOf("x.0@1"), two);
  assert.deepEqual(problem.x, [
    [1, 2, 3],
    [7, 7, 7],
    [8, 8, 8],
  ]);
  assert.deepEqual(problem.target, [[0], [1], [0]]);
  assert.equal(from, "x.0@1");
  assert.equal(put(pastePlaceOf("x.0"), two).from, null);
  assert.deepEqual(put(pastePlaceOf("x.0"), two.slice(0, 1)).problem.x, [
    [7, 7, 7],
    [4, 5, 6],
  ]);
  assert.deepEqual(
    put(pastePlaceOf("x.2@1"), [[9, 1]]).problem.target,
    [[0], [1]],
    "over the edge from inputs to targets",
  );
  assert.deepEqual(put(pastePlaceOf("t.0@1"), [[5]]).problem.target, [[0], [5]]);
});

test("samples as columns fit turned over", () => {
  assert.equal(put("x", TURNED).misfit.turns, true);
  assert.deepEqual(put("x", TURNED, true).problem.x, BLOCK);
});

test("of two readings the one that fits is taken, and of two that fit neither", () => {
  const separate = [
    [0, 5],
    [0, 7],
  ];
  const decimal = [[0.5], [0.7]];
  assert.deepEqual(
    withBlock(PROBLEM, { into: "b.1", from: null }, [separate, decimal], false).problem.layers[0].b,
    [0.5, 0.7],
  );
  const both = withBlock(PROBLEM, pastePlaceOf("w.1.0.0"), [separate, decimal], false);
  assert.deepEqual(both.misfit, { code: "ambiguous", params: {}, turns: false });
});

test("every given number has a place, and every place a shape", () => {
  assert.deepEqual(placesIn(PROBLEM), ["W.1", "b.1", "W.2", "b.2", "x", "target"]);
  assert.deepEqual(
    placesIn(PROBLEM).map((into) => arrayShape(PROBLEM, into)),
    [
      [2, 3],
      [2, 1],
      [1, 2],
      [1, 1],
      [2, 3],
      [2, 1],
    ],
  );
  assert.deepEqual(pastePlaceOf("t.0@1"), { into: "target", from: "t.0@1" });
  for (const address of ["learning_rate", "z.1.0", "L", ""]) assert.equal(pastePlaceOf(address), null, address);
});
