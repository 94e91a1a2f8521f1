import assert from "node:assert/strict";
import { test } from "node:test";
import { goTo, playOrPause } from "../../../static/js/time/clock.js";
import { turningPoints } from "../../../static/js/time/turning-points.js";
import { page } from "../pages.js";
import { running } from "../running.js";

test("the loss, the first signal back, the first sum of two paths and the first pair of keys are turning points", () => {
  assert.deepEqual(turningPoints(page()), [13, 14, 18, 28]);
});

test("playing waits at the turning points until one goes on, and at each of them once", () => {
  for (const grain of /** @type {const} */ (["guided", "neuron", "operation"])) {
    const time = running({ grain, speed: 20 }, "lecture", { turningPoints });
    for (const place of [13, 14, 18, 28]) {
      playOrPause(time.store);
      time.wait(20);
      assert.deepEqual([time.at(), time.store.get().playing, time.store.get().waiting], [place, false, place]);
    }
    goTo(time.store, 12);
    playOrPause(time.store);
    time.wait(30);
    assert.equal(time.at(), 63, "those that are passed do not stop it again");
    playOrPause(time.store);
    time.wait(20);
    assert.equal(time.at(), 13, "but in a new playing they do");
  }
});

test("a turning point within a step of a coarse grain does not stop it", () => {
  const time = running({ grain: "phase", speed: 20 }, "lecture", { turningPoints });
  playOrPause(time.store);
  time.wait(5);
  assert.equal(time.at(), 13);
  playOrPause(time.store);
  time.wait(10);
  assert.equal(time.at(), 63);
});

test("playing can end after the backward pass, and from beyond it goes on to the end", () => {
  const time = running({ until: "backward", speed: 20 });
  playOrPause(time.store);
  time.wait(20);
  assert.deepEqual([time.at(), time.store.get().playing], [27, false]);
  playOrPause(time.store);
  time.wait(0.2);
  assert.ok(time.at() < 5, "there it begins again");
  goTo(time.store, 28);
  playOrPause(time.store);
  time.wait(20);
  assert.equal(time.at(), 63);
});
