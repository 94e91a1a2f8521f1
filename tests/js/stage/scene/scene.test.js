import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { createClock, goTo, playOrPause, stepBack, stepOn } from "../../../../static/js/time/clock.js";
import { figureMarks, movesOn, contextOf } from "../../../../static/js/stage/scene/drawing.js";
import { decode, encode } from "../../../../static/js/state/link.js";
import { pulseAt } from "../../../../static/js/stage/scene/pulse.js";
import { createStore } from "../../../../static/js/state/store.js";
import { screen } from "../../frames.js";
import { page } from "../../pages.js";
import { linesOf } from "../../pictures.js";

const CURVES = {
  curve_z: [-2, -1, 0, 1, 2],
  curves: Object.fromEntries(["sigmoid", "tanh", "relu"].map((name) => [name, [-2, -1, 0, 1, 2].map(Math.tanh)])),
};

/** Everything that is drawn at a moment: the marks, and where the pulses are. */
function scene(shown) {
  const context = contextOf(shown, CURVES);
  const { moves, progress } = movesOn(shown, context);
  return { marks: figureMarks(shown, context), pulses: moves.map((pulse) => pulseAt(pulse, progress)) };
}

/** A scene in lines, one for each mark. */
function written({ marks, pulses }) {
  const moving = pulses.map(
    (pulse) =>
      `pulse ${Object.entries(pulse)
        .map(([name, value]) => `${name}=${typeof value === "number" ? value.toFixed(3) : value}`)
        .join(" ")}\n`,
  );
  return linesOf(marks) + moving.join("");
}

const MOMENTS = [
  ["lecture", "start", { at: 0 }],
  ["lecture", "forward", { at: 4.3 }],
  ["lecture", "backward", { at: 20 }],
  ["lecture", "gradient", { at: 40.5, chosen: "dl_dw.2.0.0" }],
  ["lecture", "updated", { at: 63, notation: "delta" }],
  ["lecture", "backward-alone", { at: 27, view: "backward" }],
  ["dead-relu-frozen", "shut", { at: 1e9, grain: "layer" }],
  ["softmax-batch", "together", { at: 12.5, grain: "phase" }],
];

for (const [name, title, patch] of MOMENTS) {
  test(`the scene of ${name}, ${title}, is as it was looked at and kept`, () => {
    const place = new URL(`../../scenes/${name}-${title}.txt`, import.meta.url);
    const now = written(scene(page(name, patch)));
    if (process.env.KEEP_SCENES) writeFileSync(place, now);
    assert.equal(now, readFileSync(place, "utf8"));
  });
}

test("a lane says what its wires carry: products of a or of ∂l/∂z, then the gradients where they are written", () => {
  const said = (view, at) =>
    written(scene(page("lecture", { view, at, space: { width: 1060, height: 640, head: 60 } })))
      .split("\n")
      .filter((line) => /class="lane-hint"/.test(line))
      .map((line) => line.split(" | ")[1]);
  const [forward, backward] = said("both", 20);
  assert.match(forward, /carries w · a$/);
  assert.match(backward, /carry w · ∂l\/∂z;/);
  assert.deepEqual([said("both", 40)[0], said("forward", 20)[0], said("forward", 60)[0]], [forward, forward, forward]);
  for (const gradients of [said("both", 40)[1], said("backward", 40)[0], said("forward", 40)[0]])
    assert.match(gradients, /∂l\/∂w = a from the left · ∂l\/∂z from the right/);
});

test("a scene is a function of the state: it changes nothing and comes out the same again", () => {
  const frozen = (value) => {
    if (value && typeof value === "object" && !Object.isFrozen(value)) {
      Object.freeze(value);
      Object.values(value).forEach(frozen);
    }
    return value;
  };
  const shown = frozen(page("lecture", { at: 20.4 }));
  assert.deepEqual(scene(shown), scene(shown));
});

/** A page whose clock runs in frames that the test lets come. */
function running(patch) {
  const paper = screen();
  const store = createStore(page("lecture", patch), (tell) => tell());
  createClock(store, paper.request);
  return { store, paper };
}

for (const grain of ["neuron", "operation", "layer"]) {
  test(`by ${grain}, a moment has one scene, whether it was played to, stepped to, gone back to or opened by its link`, async () => {
    const { store, paper } = running({ grain });
    playOrPause(store);
    for (let frame = 0; frame < 100_000 && store.get().at < 24; frame += 1) paper.frames();
    playOrPause(store);
    const { at } = store.get();
    assert.ok(at >= 24 && at < 30);
    const played = written(scene(store.get()));

    goTo(store, 63);
    stepBack(store);
    goTo(store, at);
    assert.equal(written(scene(store.get())), played, "from behind");

    const other = running({ grain, still: true });
    while (other.store.get().at < Math.floor(at) - 2) stepOn(other.store);
    goTo(other.store, at);
    assert.equal(written(scene({ ...other.store.get(), still: false })), played, "step by step");

    const { state } = await decode(await encode(store.get(), null));
    const { problem: _, ...said } = state;
    assert.equal(written(scene(page("lecture", said))), played, "by its link");
  });
}

test("what travels is made once a step, however many frames it lasts", () => {
  const shown = page("lecture", { at: 4.2 });
  const context = contextOf(shown, CURVES);
  const { moves } = movesOn(shown, context);
  assert.ok(moves.length > 0);
  assert.equal(movesOn({ ...shown, at: 4.6 }, context).moves, moves);
  assert.notEqual(movesOn({ ...shown, at: 5.2 }, context).moves, moves);
  assert.notEqual(movesOn({ ...shown, grain: "operation" }, context).moves, moves);
});
