import assert from "node:assert/strict";
import { test } from "node:test";
import { decode, encode } from "../../../static/js/state/link.js";
import {
  practiceName,
  practiceNames,
  practiceNow,
  practisedIn,
  withAnswer,
} from "../../../static/js/state/practice.js";
import { PRACTICE_LENGTH, practicePlace } from "../../../static/js/state/practice-place.js";
import { PRACTICE_KINDS } from "../../../static/js/network/practice.js";
import { page } from "../pages.js";

test("a link names a practice by its seed, and the question in it", async () => {
  for (const [lesson, expected] of [
    ["practice", { seed: null, place: 0 }],
    ["practice.42", { seed: 42, place: 1 }],
    ["practice.42.3", { seed: 42, place: 3 }],
    ["practice.42.end", { seed: 42, place: 11 }],
  ]) {
    assert.deepEqual(practicePlace(lesson), expected);
    assert.equal((await decode(`screen=learn&lesson=${lesson}`)).state.lesson, lesson);
    assert.match(await encode({ ...page(), screen: "learn", lesson }, null, true), new RegExp(`lesson=${lesson}$`));
  }
  for (const lesson of ["practice.", "practice.x", "practice.1234567", "practice.4.0", "practice.4.12", "practices"]) {
    assert.equal(practicePlace(lesson), null, lesson);
    assert.equal((await decode(`screen=learn&lesson=${lesson}`)).state.lesson, undefined, lesson);
  }
  assert.equal(practicePlace("chapter-4.sum"), null);
});

test("a practice goes from its first question to its end", () => {
  const names = practiceNames("practice.7");
  assert.equal(PRACTICE_KINDS.length, PRACTICE_LENGTH);
  assert.equal(names.length, PRACTICE_LENGTH + 1);
  assert.deepEqual([names[0], names.at(-1)], ["practice.7.1", "practice.7.end"]);
  assert.equal(practiceName(7, 11), "practice.7.end");
  assert.deepEqual(practiceNames("practice"), []);
});

test("an answer is kept with its question, and its outcome counts once", () => {
  let shown = page("lecture", { lesson: "practice.7.2" });
  const answer = (change) => (shown = { ...shown, ...withAnswer(shown, change) });
  answer({ text: "3" });
  assert.equal(practiceNow(shown).answered.text, "3");
  assert.deepEqual(shown.practised, {});
  answer({ judged: "3", wrong: true });
  answer({ outcome: "helped" });
  answer({ outcome: "right" });
  assert.equal(practiceNow(shown).answered.outcome, "helped", "what came first stays");
  assert.deepEqual(shown.practised, { z: { asked: 1, right: 0 } });
  shown = { ...shown, lesson: "practice.7.3" };
  answer({ outcome: "right" });
  assert.deepEqual(shown.practised, { z: { asked: 1, right: 0 }, a: { asked: 1, right: 1 } });
  assert.equal(practiceNow({ ...shown, lesson: "practice.7.2" }).answered.outcome, "helped");
  assert.equal(practiceNow({ ...shown, lesson: "practice.8.2" }).answered.outcome, null, "another seed begins anew");
  assert.equal(practiceNow({ ...shown, lesson: "practice.7.end" }), null);
});

test("of what the browser has kept nothing is trusted", () => {
  const good = { z: { asked: 3, right: 1 } };
  assert.deepEqual(practisedIn(good), good);
  for (const bad of [null, 7, "z", [], { z: 3 }, { z: { asked: 1, right: 2 } }, { z: { asked: -1, right: -1 } }])
    assert.deepEqual(practisedIn(bad), {});
  assert.deepEqual(practisedIn({ ...good, constructor: { asked: 1, right: 1 }, other: good.z }), good);
});
