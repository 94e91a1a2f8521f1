import assert from "node:assert/strict";
import { test } from "node:test";
import { exactText, number, oneMinus, signed, typed } from "../../../static/js/language/number.js";
import { anyNumber, random } from "../problems.js";
import { numeric } from "../../../static/js/network/numeric.js";

test("numbers are printed to four significant digits as in the picture", () => {
  const printed = [
    [4, "4"],
    [0.982013790037908, "0.982"],
    [-2.0832305, "−2.083"],
    [0.11920292202211755, "0.1192"],
    [-0.04576289176682413, "−0.04576"],
    [0.017662706213291107, "0.01766"],
    [100, "100"],
    [0.1, "0.1"],
    [1 / 3, "0.3333"],
    [0.99996, "1"],
    [-1, "−1"],
    [1200, "1200"],
    [10.05, "10.05"],
  ];
  for (const [value, text] of printed) assert.equal(number(value), text);
});

test("very small and very large numbers have a power of ten", () => {
  assert.equal(number(1.2341e-7), "1.234×10⁻⁷");
  assert.equal(number(-4.2e-18), "−4.2×10⁻¹⁸");
  assert.equal(number(0.0001), "0.0001");
  assert.equal(number(0.00009999), "9.999×10⁻⁵");
  assert.equal(number(0.000099999), "0.0001");
  assert.equal(number(1e6), "1×10⁶");
  assert.equal(number(999999.9), "1×10⁶");
  assert.equal(number(5e-324), "4.941×10⁻³²⁴");
  assert.equal(number(1.7976931348623157e308), "1.798×10³⁰⁸");
});

test("digits before the decimal point are never rounded away", () => {
  assert.equal(number(12345.678), "12346");
  assert.equal(number(123456, 2), "123456");
  assert.equal(number(99999.5, 4), "100000");
});

test("what is no finite number has its sign, and what is not computed a dash", () => {
  assert.equal(number(undefined), "–");
  assert.equal(number("NaN"), "NaN");
  assert.equal(number(NaN), "NaN");
  assert.equal(number("Infinity"), "∞");
  assert.equal(number("-Infinity"), "−∞");
  assert.equal(number(-0), "0");
  assert.equal(numeric("-Infinity"), -Infinity);
  assert.ok(Number.isNaN(numeric(undefined)));
});

test("the digits wanted are the digits shown", () => {
  assert.equal(number(Math.PI, 2), "3.1");
  assert.equal(number(Math.PI, 12), "3.14159265359");
  assert.equal(number(0.04576289176682413, 6), "0.0457629");
  assert.equal(number(0.1 + 0.2, 17), "0.30000000000000004");
});

test("a factor is in parentheses when it is negative", () => {
  assert.equal(signed(-0.09027732901189876), "(−0.09028)");
  assert.equal(signed(3), "3");
  assert.equal(signed("-Infinity"), "(−∞)");
  assert.equal(signed(undefined), "–");
});

test("the full number comes back exactly, also through what a person may type", () => {
  const next = random(3);
  for (let round = 0; round < 2000; round++) {
    const value = anyNumber(next);
    assert.equal(Number(exactText(value)), value + 0);
    assert.equal(typed(exactText(value)), value + 0);
  }
  assert.equal(exactText("NaN"), "NaN");
  assert.equal(exactText(undefined), "");
  assert.equal(exactText(-2.5), "-2.5");
});

test("what the page prints can be typed back, to the digits printed", () => {
  const next = random(4);
  for (let round = 0; round < 2000; round++) {
    const value = anyNumber(next);
    if (Math.abs(value) > 1e308) continue;
    const back = typed(number(value));
    assert.ok(Math.abs(back - value) <= 0.5001e-3 * Math.abs(value) + 1e-322, `${value} ${number(value)} ${back}`);
  }
});

test("people write numbers in many ways", () => {
  const ways = [
    ["2", 2],
    [" -2 ", -2],
    ["− 2", -2],
    ["–2", -2],
    ["+5", 5],
    [".5", 0.5],
    ["5.", 5],
    ["-.5", -0.5],
    ["1e-3", 0.001],
    ["1E3", 1000],
    ["1/3", 1 / 3],
    ["-1 / 4", -0.25],
    ["0,5", 0.5],
    ["-0,125", -0.125],
    ["1,5", 1.5],
    ["1,2345", 1.2345],
    ["1234,567", 1234.567],
    [",5", 0.5],
    ["1,5e2", 150],
    ["0,5/2", 0.25],
    ["1.234×10⁻⁷", 1.234e-7],
    ["−4.2×10¹⁸", -4.2e18],
    ["１．５", 1.5],
    ["－２", -2],
    ["１／４", 0.25],
    ["\u00a07\u00a0", 7],
    ["007", 7],
  ];
  for (const [text, value] of ways) assert.equal(typed(text), value, text);
});

test("what is not plainly one finite number is refused", () => {
  const refused = [
    "",
    " ",
    "-",
    "+",
    ".",
    "e5",
    "1e",
    "abc",
    "1 2",
    "1 000",
    "1,234",
    "12,345",
    "123,456",
    "1,234.5",
    "1.234,5",
    "1,2,3",
    "1.2.3",
    "0x10",
    "0b1",
    "1_000",
    "Infinity",
    "-∞",
    "NaN",
    "1/0",
    "0/0",
    "1/",
    "/2",
    "1/2/3",
    "1//2",
    "1e999",
    "--1",
    "1-2",
    "1+1",
    "1/-3",
    "10²",
    "½",
    "2px",
    "1e1.5",
    "null",
    "true",
    "1;2",
    "１，２３４",
  ];
  for (const text of refused) assert.equal(typed(text), null, text);
});

test("an activation that prints as 1 says how far it is from 1", () => {
  const z = 40;
  const slope = Math.exp(-z) / (1 + Math.exp(-z)) ** 2;
  assert.equal(oneMinus(1 / (1 + Math.exp(-z)), slope), "4.2×10⁻¹⁸");
  assert.equal(oneMinus(Math.tanh(20), 4 * Math.exp(-40), "tanh"), "8.5×10⁻¹⁸");
  assert.equal(oneMinus(0.99996, 0.00004 * 0.99996), "4×10⁻⁵");
  assert.equal(oneMinus(0.982, 0.0177), null);
  assert.equal(oneMinus(1, 1, "relu"), null);
  assert.equal(oneMinus(1, undefined), null);
});
