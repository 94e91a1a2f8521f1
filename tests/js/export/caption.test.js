import assert from "node:assert/strict";
import { test } from "node:test";
import { CAPTION_HEIGHT, breadthOf, captionMarks, linesOf } from "../../../static/js/export/caption.js";
import { textOf } from "../pictures.js";

const plain = (text) => ({ text, role: /** @type {const} */ ("plain") });
const lines = (parts, room) =>
  linesOf(parts, room).map((line) =>
    line
      .map(({ text }) => text)
      .join("")
      .trimEnd(),
  );

test("English is broken between words", () => {
  assert.deepEqual(lines([plain("The loss falls from 2.775 to 2.757.")], 12), [
    "The loss falls from",
    "2.775 to 2.757.",
  ]);
});

test("Chinese is broken between signs, and no line begins with punctuation", () => {
  assert.deepEqual(lines([plain("总损失下降，再走一步。")], 5), ["总损失下", "降，再走一", "步。"]);
});

test("a quotation is parted neither from its first sign nor from its last", () => {
  assert.deepEqual(lines([plain("這個數叫做「梯度」。")], 6), ["這個數叫做", "「梯度」。"]);
  assert.deepEqual(lines([plain("這裡要寫「relu」或「elu」。")], 5), ["這裡要寫", "「relu」", "或", "「elu」。"]);
});

test("a number keeps its colour, and the comma after it stays with it", () => {
  const broken = linesOf([plain("It is "), { text: "−0.1179", role: "backward" }, plain(", and no more.")], 8);
  assert.deepEqual(broken[0], [plain("It is "), { text: "−0.1179", role: "backward" }, plain(", ")]);
  assert.equal(broken[1][0].text, "and no more.");
});

test("no word is lost", () => {
  const parts = [plain("One two  three "), { text: "四五六", role: "strong" }, plain(", 7·8 = 56.")];
  assert.equal(
    linesOf(parts, 5)
      .flat()
      .map(({ text }) => text)
      .join(""),
    "One two  three 四五六, 7·8 = 56.",
  );
});

test("a Chinese sign is wider than a letter, and a letter than a full stop", () => {
  assert.ok(breadthOf("层") > breadthOf("a") && breadthOf("a") > breadthOf("."));
});

test("a long sentence is set smaller, and stays in its place", () => {
  const said = (count) =>
    captionMarks([plain("every wire multiplies its two keys ".repeat(count))], { y: 500, width: 720 });
  const [short, long] = [said(1), said(9)];
  assert.deepEqual(
    short.map(({ attrs }) => [attrs["font-size"], attrs.y]),
    [[15, 522]],
  );
  assert.ok(long[0].attrs["font-size"] < 15 && long.length > 1);
  assert.ok(long.every(({ attrs }) => attrs.y > 500 && attrs.y < 500 + CAPTION_HEIGHT));
  assert.equal(long.map(textOf).join("").trim(), "every wire multiplies its two keys ".repeat(9).trim());
});
