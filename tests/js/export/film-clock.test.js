import assert from "node:assert/strict";
import { test } from "node:test";
import {
  HOLD_SECONDS,
  filmStart,
  filmTime,
  nextStill,
  projector,
  stillOf,
} from "../../../static/js/export/film-clock.js";
import { playingTime, restSeconds } from "../../../static/js/time/pace.js";
import { NO_PICTURE } from "../../../static/js/export/dialog.js";
import { stepsOf, unitsOf } from "../../../static/js/state/page.js";
import { page } from "../pages.js";

const picture = (patch) => ({ picture: { ...NO_PICTURE, ...patch } });

/** Seconds until a film of this page is over, frame by frame. */
function shown(begin) {
  const show = projector(begin);
  let frames = 1;
  while (show.on(10)) frames += 1;
  assert.equal(show.page().at, stepsOf(begin).length);
  return frames / 100;
}

for (const grain of /** @type {const} */ (["guided", "phase", "layer", "neuron", "operation"])) {
  for (const at of [0, 3.5, 41]) {
    test(`a film by ${grain} from ${at} takes as long as it says`, () => {
      const begin = page("lecture", { grain, at });
      const said = playingTime(begin);
      assert.ok(said > 1);
      // A movement and a rest each end with a whole frame, so a little is added to most of them.
      const took = shown(begin);
      assert.ok(took >= said - 0.02 && took < 1.03 * said, `${took} for ${said}`);
    });
  }
}

test("half the time at twice the speed", () => {
  assert.equal(playingTime(page("lecture", { speed: 2 })), playingTime(page("lecture")) / 2);
  assert.equal(filmTime(page("lecture", picture({ speed: 0.5 }))), 2 * playingTime(page("lecture")) + HOLD_SECONDS);
});

test("a film lasts as its movements and its rests do, but for the last rest", () => {
  const begin = page("lecture");
  const rests = unitsOf(begin)
    .slice(0, -1)
    .reduce((sum, unit) => sum + restSeconds(begin, unit), 0);
  assert.ok(Math.abs(playingTime(begin) - (63 * 0.95 + rests)) < 1e-9);
  assert.equal(playingTime(page("lecture", { at: 63 })), 0);
  assert.ok(playingTime(page("lecture", { until: "backward" })) < 0.5 * playingTime(begin));
});

test("a film begins where one chose, and at the end with all of it", () => {
  assert.equal(filmStart(page("lecture", { at: 20, ...picture({ from: "here" }) })), 20);
  assert.equal(filmStart(page("lecture", { at: 20, ...picture({ from: "beginning" }) })), 0);
  assert.equal(filmStart(page("lecture", { at: 63, ...picture({ from: "here" }) })), 0);
});

test("a film moves even where the page itself must not", () => {
  const show = projector(page("lecture", { still: true }));
  show.on(20);
  show.on(400);
  assert.ok(show.page().at > 0.05 && show.page().at < 0.9, String(show.page().at));
});

test("the page that is filmed stays where it is", () => {
  const begin = page("lecture", { at: 5, speed: 2 });
  const show = projector(begin);
  for (let i = 0; i < 100; i++) show.on(30);
  assert.equal(begin.at, 5);
  assert.ok(show.page().at > 6);
});

test("every drawing of a film is made before it is needed", () => {
  const begin = page("lecture", { grain: "operation", at: 10 });
  const [show, ahead] = [projector(begin), projector(begin)];
  const missed = [];
  let still = stillOf(show.page());
  let awaited = stillOf(nextStill(ahead, show.page()));
  let turns = 0;
  while (show.on(1000 / 60)) {
    if (stillOf(show.page()) === still) continue;
    still = stillOf(show.page());
    if (still !== awaited) missed.push(still);
    awaited = stillOf(nextStill(ahead, show.page()));
    turns += 1;
  }
  assert.ok(turns > 60, String(turns));
  assert.deepEqual(missed, []);
});
