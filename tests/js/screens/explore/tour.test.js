import assert from "node:assert/strict";
import { test } from "node:test";
import { isToured, tour, tourEnd } from "../../../../static/js/screens/explore/tour.js";
import { wordsIn } from "../../../../static/js/language/letters.js";
import { signSeconds } from "../../../../static/js/screens/explore/signs.js";
import { playingTime } from "../../../../static/js/time/pace.js";
import { turningPoints } from "../../../../static/js/time/turning-points.js";
import { words } from "../../answers.js";
import { stepped } from "../../frames.js";
import { all, textOf } from "../../pictures.js";
import { page } from "../../pages.js";
import { running } from "../../running.js";

test("a first look begins with the loss, stops nowhere, and ends with the backward pass", () => {
  const time = running({ speed: 20, view: "matrices", chosen: "z.1.0" }, "lecture", { turningPoints });
  tour(time.store);
  assert.deepEqual([time.at(), time.store.get().view, time.store.get().chosen], [12, "both", null]);
  time.wait(60);
  assert.deepEqual([time.at(), time.store.get().playing, isToured(time.store.get())], [27, false, true]);
});

for (const language of ["en", "zh-Hans", "zh-Hant"])
  test(`a first look takes less than a minute in ${language}`, () => {
    const store = stepped(
      page("lecture", { language, words: words(language), t: wordsIn(words(language), "lecture") }),
    );
    tour(store);
    const seconds = playingTime(store.get());
    assert.ok(seconds > 30 && seconds < 60, String(seconds));
    assert.ok(signSeconds(store.get()) < 10);
  });

test("what was seen is said at its end, until one goes elsewhere or looks at a number", () => {
  const end = page("lecture", { at: 27, touring: true });
  assert.equal(isToured(end), true);
  for (const other of [{ at: 26 }, { playing: true }, { chosen: "z.1.0" }, { touring: false }])
    assert.equal(isToured({ ...end, ...other }), false);
  const said = tourEnd(end);
  assert.match(textOf(said), /∂l\/∂z/);
  assert.deepEqual(
    all([said], ({ tag }) => tag === "button").map(({ attrs }) => attrs["data-do"]),
    ["start", "lesson"],
  );
});
