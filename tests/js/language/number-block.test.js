import assert from "node:assert/strict";
import { test } from "node:test";

import { isBlock, readBlock } from "../../../static/js/language/number-block.js";

/** @param {string} text */
function readings(text) {
  const block = readBlock(text);
  assert.ok("readings" in block, `${JSON.stringify(text)}: ${JSON.stringify(block)}`);
  return block.readings;
}

/** The one reading. @param {string} text */
function rows(text) {
  const found = readings(text);
  assert.equal(found.length, 1, `${JSON.stringify(text)} has ${found.length} readings`);
  return found[0];
}

/** @param {string} text */
function fault(text) {
  const block = readBlock(text);
  assert.ok("fault" in block, `${JSON.stringify(text)}: ${JSON.stringify(block)}`);
  return block.fault;
}

const SQUARE = [
  [1, 2],
  [3, 4],
];

test("rows and columns are read whatever stands between them", () => {
  for (const text of [
    "1\t2\n3\t4",
    "1\t2\r\n3\t4\r\n",
    "1, 2\n3, 4",
    "1 2\n3 4",
    "  1   2 \n\n  3   4\n",
    "1 2; 3 4",
    "1, 2; 3, 4",
    "1;2\n3;4",
    "1, 2;\n3, 4;",
    "1 | 2\n3 | 4",
    "| 1 | 2 |\n| 3 | 4 |",
  ])
    assert.deepEqual(rows(text), SQUARE, JSON.stringify(text));
});

test("brackets say where a row ends, and a wrapped line does not", () => {
  for (const text of [
    "[[1,2],[3,4]]",
    "[[1, 2], [3, 4]]",
    "[[1., 2.], [3., 4.]]",
    "array([[1., 2.],\n       [3., 4.]])",
    "np.array([[1, 2], [3, 4]], dtype=np.float32)",
    "W1 = numpy.array([[1, 2],\n  [3, 4]])",
    "[[1. 2.]\n [3. 4.]]",
    "[[1.\n  2.]\n [3.\n  4.]]",
    "tensor([[1., 2.],\n        [3., 4.]], device='cuda:0', grad_fn=<AddmmBackward0>)",
    "Parameter containing:\ntensor([[1., 2.],\n        [3., 4.]], requires_grad=True)",
    "tensor([[1., 2.], [3., 4.]], dtype=torch.float64)",
    "tf.Tensor(\n[[1. 2.]\n [3. 4.]], shape=(2, 2), dtype=float32)",
    "<tf.Variable 'dense/kernel:0' shape=(2, 2) dtype=float32, numpy=\narray([[1., 2.],\n       [3., 4.]], dtype=float32)>",
    "<tf.Tensor: shape=(2, 2), dtype=float32, numpy=\narray([[1., 2.],\n       [3., 4.]], dtype=float32)>",
    "Array([[1., 2.], [3., 4.]], dtype=float32)",
    "[1 2; 3 4]",
    "[1, 2; 3, 4]",
    "{{1, 2}, {3, 4}}",
    "((1, 2), (3, 4))",
    "[1, 2], [3, 4]",
    "[1, 2]\n[3, 4]",
    "[[[1, 2], [3, 4]]]",
    "[[np.float64(1.0), np.float64(2.0)], [np.float64(3.0), np.float64(4.0)]]",
    "# weights\n[[1, 2],  # first\n [3, 4]]",
    "［［1，2］，［3，4］］",
  ])
    assert.deepEqual(rows(text), SQUARE, JSON.stringify(text));
});

test("a plain list is one row", () => {
  for (const text of [
    "[1, 2, 3]",
    "1 2 3",
    "1\t2\t3",
    "1, 2, 3",
    "1,2,3",
    "array([1., 2., 3.])",
    "(1, 2, 3)",
    "[[1, 2, 3]]",
    "[[[1, 2, 3]]]",
  ])
    assert.deepEqual(rows(text), [[1, 2, 3]], text);
});

test("a column stays a column", () => {
  for (const text of ["1\n2\n3", "[[1], [2], [3]]", "[1; 2; 3]"]) assert.deepEqual(rows(text), [[1], [2], [3]], text);
});

test("every digit, exponent and sign is kept", () => {
  assert.deepEqual(rows("[-5.34e-08, 1.2E+03, −2, +.5, 1/4, 0.1000000000000000055, -0.0]"), [
    [-5.34e-8, 1200, -2, 0.5, 0.25, 0.1, -0],
  ]);
  assert.deepEqual(rows("[[ 0.5 -1.25]\n [-3.    4.  ]]"), [
    [0.5, -1.25],
    [-3, 4],
  ]);
  assert.deepEqual(rows("1.2×10⁻⁷ −0.5"), [[1.2e-7, -0.5]]);
});

test("a decimal comma is read where it can be nothing else", () => {
  const expected = [
    [0.5, 0.7],
    [-1.25, 3],
  ];
  for (const text of ["0,5\t0,7\n-1,25\t3", "0,5;0,7\n-1,25;3", "0,5 0,7\n-1,25 3", "0,5; 0,7;\n-1,25; 3;"])
    assert.deepEqual(rows(text), expected, JSON.stringify(text));
  assert.deepEqual(rows("0,05\n0,25"), [[0.05], [0.25]]);
});

test("a comma that may be a decimal one gives both readings", () => {
  assert.deepEqual(readings("0,5\n0,7"), [
    [
      [0, 5],
      [0, 7],
    ],
    [[0.5], [0.7]],
  ]);
  assert.deepEqual(readings("1,2;3,4"), [SQUARE, [[1.2, 3.4]]]);
});

test("numbers in one line with semicolons between them are a column in MATLAB and a row in a table", () => {
  assert.deepEqual(readings("1; 2; 3"), [[[1], [2], [3]], [[1, 2, 3]]]);
});

test("a comma with a space behind it, beside a point, or one of several in a row separates", () => {
  assert.deepEqual(rows("0, 5\n0, 7"), [
    [0, 5],
    [0, 7],
  ]);
  assert.deepEqual(rows("0.5,7\n1.5,8"), [
    [0.5, 7],
    [1.5, 8],
  ]);
  assert.deepEqual(rows("0,0,1\n0,1,1"), [
    [0, 0, 1],
    [0, 1, 1],
  ]);
});

test("a comma before three digits may be a thousand, and in brackets with spaces it may be anything", () => {
  assert.deepEqual(fault("1,234\t5,678"), { code: "comma", params: { token: "1,234" } });
  assert.deepEqual(fault("[1,2 3,4]"), { code: "comma", params: { token: "1,2" } });
});

test("what is no finite number is refused by name", () => {
  for (const token of ["nan", "NaN", "inf", "-inf", "Infinity", "∞", "None", "null", "1e999"])
    assert.deepEqual(fault(`[1, ${token}]`), { code: "not-finite", params: { token } }, token);
  assert.deepEqual(fault("1\tNaN"), { code: "not-finite", params: { token: "NaN" } });
  assert.deepEqual(fault("x1 x2\n1 2"), { code: "not-a-number", params: { token: "x1" } });
  assert.deepEqual(fault("[True, 1]"), { code: "not-a-number", params: { token: "True" } });
  assert.deepEqual(fault("1\t\t2"), { code: "not-a-number", params: { token: "–" } });
  assert.equal(fault(`[1, ${"x".repeat(90)}]`).params.token, `${"x".repeat(24)}…`);
});

test("numbers that were left out, brackets that do not close and rows of several lengths are said", () => {
  assert.equal(fault("[[1. 2. ... 3. 4.]]").code, "left-out");
  assert.equal(fault("[[1, 2], [3, 4]").code, "brackets");
  assert.equal(fault("[1, 2)").code, "brackets");
  assert.equal(fault("1, 2]").code, "brackets");
  assert.equal(fault("[[[1], [2]], [[3], [4]]]").code, "too-deep");
  assert.equal(fault("[[1, 2], 3]").code, "too-deep");
  assert.equal(fault("[".repeat(50)).code, "too-deep");
  assert.deepEqual(fault("1 2 3\n4 5"), { code: "ragged", params: { row: 2, expected: 3, actual: 2 } });
  assert.deepEqual(fault("[[1, 2], [3]]"), { code: "ragged", params: { row: 2, expected: 2, actual: 1 } });
  for (const text of ["", "  \n ", "[]", "[[], []]"]) assert.equal(fault(text).code, "empty", text);
});

test("one number is left to its field, more than one is a block", () => {
  for (const text of [
    "0.5",
    " -2 ",
    "− 2",
    "0,5",
    "1/3",
    "1 / 3",
    "1.2×10⁻⁷",
    "1e-3",
    "abc",
    "",
    "nan",
    "1e999",
    "0x10",
  ])
    assert.equal(isBlock(text), false, text);
  for (const text of ["1 2", "1\t2", "[1]", "[[0.5]]", "1,2,3", "nan 1", "[nan]", "array([1., 2.])", "1\n2"])
    assert.equal(isBlock(text), true, text);
});

test("a hundred thousand numbers are read in a moment", () => {
  const row = Array.from({ length: 300 }, (_, i) => (i / 7 - 20).toFixed(8)).join(", ");
  const text = `[${Array.from({ length: 330 }, () => `[${row}]`).join(",\n")}]`;
  const began = performance.now();
  assert.equal(rows(text).length, 330);
  assert.ok(performance.now() - began < 2000);
});
