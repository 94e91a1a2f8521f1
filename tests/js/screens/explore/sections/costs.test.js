import assert from "node:assert/strict";
import { test } from "node:test";
import { magnitude, readable, times } from "../../../../../static/js/language/count-words.js";
import { costs } from "../../../../../static/js/screens/explore/sections/costs.js";
import { page } from "../../../pages.js";
import { all, textOf } from "../../../pictures.js";

const BOOT = { limits: { layers: 64, neurons: 1024, parameters: 150_000 } };
const LECTURE = { forward: 12, sweep: 26, recursion: 126, differences: 450, paths: 190 };

function shown(counts) {
  const lecture = page();
  return costs({ ...lecture, answer: { ...lecture.answer, trace: { ...lecture.answer.trace, costs: counts } } }, BOOT);
}

test("counts are read exactly as long as one can read them", () => {
  assert.equal(readable(1234567, "en"), "1,234,567");
  assert.equal(readable(999_999_999, "en"), "999,999,999");
  assert.equal(readable("1234567890123456789012", "en"), "1.23×10²¹");
  assert.equal(readable(0, "en"), "0");
});

test("magnitudes of numbers beyond float64 are still right", () => {
  assert.ok(Math.abs(magnitude(450) - Math.log10(450)) < 1e-12);
  assert.equal(magnitude(`1${"0".repeat(400)}`), 400);
  assert.equal(magnitude(0), 0);
});

test("how many times as many is told with one digit after the point while it is small", () => {
  assert.equal(times(190, 26, "en"), "7.3");
  assert.equal(times(450, 26, "en"), "17");
  assert.equal(times("5200000000000000000000", 26, "en"), "2.00×10²⁰");
});

test("every way stands with its count, and its bar is on a log scale", () => {
  const marks = shown(LECTURE);
  const numbers = Object.fromEntries(
    all(marks, (mark) => mark.attrs["data-cost"]).map((mark) => [mark.attrs["data-cost"], textOf(mark)]),
  );
  assert.deepEqual(numbers, { paths: "190", recursion: "126", differences: "450", sweep: "26", forward: "12" });
  const widths = all(marks, (mark) => mark.tag === "i").map((mark) => parseFloat(mark.attrs.style.width));
  assert.equal(widths[2], 100);
  assert.ok(Math.abs(widths[3] - (100 * Math.log10(26)) / Math.log10(450)) < 0.01);
  assert.match(textOf({ children: marks }), /7\.3 times the sweep/);
});

test("nothing is shown before the server has counted", () => {
  assert.deepEqual(shown(undefined), []);
});
