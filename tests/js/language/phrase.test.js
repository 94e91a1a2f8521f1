import assert from "node:assert/strict";
import { test } from "node:test";
import { wordsIn } from "../../../static/js/language/letters.js";
import { inOneText, remarksOf, sentenceGap, withAside } from "../../../static/js/language/phrase.js";
import { words } from "../answers.js";

const [en, zh, hant] = ["en", "zh-Hans", "zh-Hant"].map((code) => wordsIn(words(code), "lecture"));

test("sentences follow one another with a space in English and without one in Chinese", () => {
  assert.equal(inOneText(en, ["One.", "Two.", "Three."]), "One. Two. Three.");
  assert.equal(inOneText(zh, ["一。", "二。", "三。"]), "一。二。三。");
  assert.equal(inOneText(en, []), "");
  assert.equal(sentenceGap(en), " ");
  assert.equal(sentenceGap(zh), "");
  assert.equal(sentenceGap(hant), "");
});

test("remarks are parted by the punctuation of the language", () => {
  assert.equal(withAside(en, "input 1", "0.5"), "input 1, 0.5");
  assert.equal(withAside(zh, "第 1 个输入", "0.5"), "第 1 个输入，0.5");
  assert.equal(remarksOf(en, "one", "two", "three"), "one; two; three");
  assert.equal(remarksOf(zh, "一", "二"), "一；二");
});
