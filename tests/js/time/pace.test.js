import assert from "node:assert/strict";
import { test } from "node:test";
import { wordsIn } from "../../../static/js/language/letters.js";
import { unitsOf } from "../../../static/js/state/page.js";
import { pageSentence } from "../../../static/js/state/sentence.js";
import { playingTime, readingSeconds, stillSeconds } from "../../../static/js/time/pace.js";
import { words } from "../answers.js";
import { page } from "../pages.js";

const reading = (text) => readingSeconds([{ text, role: "plain" }]);

test("four words or numbers, or six Chinese characters, are read in a second", () => {
  assert.equal(reading("Two signals come back: 3 · (−0.09) + 4 · 0.1 = 0.13."), 9 / 4);
  assert.equal(reading("损失函数比较"), 1);
  assert.equal(reading("损失从 0.4168 降到 0.3924。"), 5 / 6 + 2 / 4);
});

for (const language of ["en", "zh-Hans", "zh-Hant"]) {
  const told = { language, words: words(language), t: wordsIn(words(language), "lecture") };

  test(`guided, the lecture's network takes less than two minutes in ${language}`, () => {
    const seconds = playingTime(page("lecture", { grain: "guided", ...told }));
    assert.ok(seconds > 90 && seconds < 120, String(seconds));
  });

  for (const grain of /** @type {const} */ (["guided", "neuron", "operation", "layer", "phase"]))
    test(`no sentence is cut short by ${grain} in ${language}`, () => {
      const shown = page("lecture", { grain, ...told });
      for (const unit of unitsOf(shown)) {
        const sentence = pageSentence(shown, unit.end);
        assert.ok(stillSeconds(shown, unit) >= readingSeconds(sentence) - 1e-9, JSON.stringify(sentence));
      }
    });
}
