import assert from "node:assert/strict";
import { test } from "node:test";
import { along } from "../../../../static/js/stage/scene/layout.js";
import { LABEL, gateOf, labelOf } from "../../../../static/js/stage/pulse-canvas.js";
import { paced, pulseAt, pulse, radius, tail } from "../../../../static/js/stage/scene/pulse.js";

/** Moments of a step: when half of the way is done, and all of it. */
const HALF = 0.52;
const DONE = 0.88;

const A = { x: 0, y: 0 };
const B = { x: 100, y: 50 };
const straight = (patch = {}, leaving = 1, arriving = leaving) =>
  pulse({ colour: "forward", way: [A, B], straight: true, ...patch }, String, leaving, arriving);
const close = (one, other) => Math.abs(one - other) < 1e-9;

test("a pulse starts at its start, is half way in the middle of its way, and has arrived and faded at the end", () => {
  const one = straight();
  const { x, y, opacity, radius } = pulseAt(one, 0);
  assert.deepEqual([x, y, opacity, radius], [0, 0, 0, one.sizes[0]]);
  const ready = pulseAt(one, 0.16);
  assert.deepEqual([ready.x, ready.y, ready.opacity], [0, 0, 1], "it waits until the sentence is read");
  const middle = pulseAt(one, HALF);
  assert.ok(close(middle.x, 50) && close(middle.y, 25) && middle.opacity === 1);
  const end = pulseAt(one, 1);
  assert.deepEqual([end.x, end.y, end.opacity], [100, 50, 0]);
  const resting = pulseAt(one, 0.94);
  assert.deepEqual([resting.x, resting.y], [100, 50]);
  assert.ok(resting.opacity > 0.4 && resting.opacity < 0.6);
});

test("it is one number before its turn and another one after it, and grows from one to the other there", () => {
  const one = straight({ turn: 0.3 }, 0.5, -4);
  assert.deepEqual(
    [one.words, one.negative],
    [
      ["0.5", "-4"],
      [false, true],
    ],
  );
  const moments = Array.from({ length: 861 }, (_, k) => pulseAt(one, k / 1000));
  const turned = moments.findIndex(({ negative }) => negative);
  assert.ok(close(Math.round(moments[turned].x), 30));
  assert.equal(moments[turned].words, "-4");
  assert.equal(moments[turned - 1].words, "0.5");
  assert.equal(pulseAt(one, 0.2).radius, one.sizes[0]);
  assert.equal(pulseAt(one, 0.8).radius, one.sizes[1]);
  for (let k = 1; k < moments.length; k++) assert.ok(moments[k].radius >= moments[k - 1].radius);
});

test("a pulse on a wire keeps to the wire", () => {
  const [from, to] = [
    { x: 200, y: 10 },
    { x: 0, y: 90 },
  ];
  const one = pulse({ colour: "backward", way: [from, to] }, String, 1);
  const { x, y } = pulseAt(one, HALF);
  const middle = along(from, to, 0.5);
  assert.ok(close(x, middle.x) && close(y, middle.y));
  assert.deepEqual([pulseAt(one, 0).x, pulseAt(one, 0).y], [200, 10]);
});

test("round corners it goes with the same speed, and through each of them", () => {
  const way = [A, { x: 0, y: -30 }, { x: 40, y: -30 }, { x: 40, y: 0 }];
  const one = straight({ way });
  const context = Array.from({ length: 2001 }, (_, k) => pulseAt(one, k / 2000));
  for (const corner of way)
    assert.ok(
      context.some(({ x, y }) => Math.hypot(x - corner.x, y - corner.y) < 0.2),
      JSON.stringify(corner),
    );
  const middle = pulseAt(one, HALF);
  assert.ok(close(middle.x, 20) && close(middle.y, -30));
});

test("a way without length is no way: the pulse stays", () => {
  const one = straight({ way: [A, { ...A }, { ...A }] });
  for (const progress of [0, 0.3, DONE, 1])
    assert.deepEqual([pulseAt(one, progress).x, pulseAt(one, progress).y], [0, 0]);
});

test("a pulse never turns back", () => {
  const one = straight({ way: [A, { x: 1, y: 0 }] });
  let before = 0;
  for (let k = 0; k <= 200; k++) {
    const { x } = pulseAt(one, k / 200);
    assert.ok(x >= before - 1e-12 && x <= 1);
    before = x;
  }
});

test("one that leaves later is not there before", () => {
  const one = straight({ starts: 0.5, lasts: 0.5 });
  assert.deepEqual([pulseAt(one, 0.5).opacity, pulseAt(one, 0.5).clear], [0, 0]);
  assert.equal(pulseAt(one, 0.53).opacity, 1);
  assert.deepEqual([pulseAt(one, DONE).x, pulseAt(one, DONE).y], [100, 50]);
});

test("of several the larger ones are quicker, and those with a time of their own keep it", () => {
  const all = paced([straight({}, 4), straight({}, 1), straight({ starts: 0.5, lasts: 0.5 }, 100)]);
  assert.deepEqual(
    all.map(({ lasts }) => Math.round(100 * lasts) / 100),
    [0.68, 0.84, 0.5],
  );
  assert.deepEqual(
    paced([straight({}, 0), straight({}, 0)]).map(({ lasts }) => lasts),
    [1, 1],
  );
});

test("its tail is where it has just been, thinner and fainter, and has caught up when it rests", () => {
  const one = straight();
  const behind = tail(one, 0.5);
  const { x } = pulseAt(one, 0.5);
  behind.forEach((point, k) => {
    assert.ok(point.x < (behind[k - 1]?.x ?? x));
    assert.ok(point.opacity < (behind[k - 1]?.opacity ?? 1) && point.radius < (behind[k - 1]?.radius ?? one.sizes[0]));
  });
  const length = (quick) => pulseAt(quick, 0.4).x - tail(quick, 0.4).at(-1).x;
  assert.ok(length(straight({ lasts: 0.68 })) > length(straight()), "the faster, the longer");
  for (const point of tail(one, 0.97)) assert.ok(close(point.x, 100));
});

test("its words come and go with it, over it or beneath it, and are not written twice", () => {
  const one = straight();
  assert.equal(pulseAt(one, 0).clear, 0);
  assert.equal(pulseAt(one, HALF).clear, 1);
  assert.equal(pulseAt(one, DONE).clear, 0);
  const { x, y, radius } = pulseAt(one, HALF);
  const over = labelOf(one, HALF);
  const under = labelOf(straight({ under: true }), HALF);
  assert.deepEqual([over.x, under.x], [x, x]);
  assert.ok(over.y + LABEL.height / 2 < y - radius && under.y - LABEL.height / 2 > y + radius);
  assert.equal(labelOf(straight({ lean: -1 }), HALF).x, x - over.width / 2);
  const late = straight({ words: ["", "7"] });
  assert.equal(labelOf(late, 0.3).clear, 0);
  assert.equal(labelOf(late, HALF + 0.2).clear, 1);
});

test("a signal that stops keeps a bar before it, as high as it is large", () => {
  const one = straight({ stopped: true, way: [B, A] }, 4);
  const gate = gateOf(one);
  assert.ok(gate.x + gate.width < A.x - one.sizes[0]);
  assert.ok(gate.height > 2 * one.sizes[0]);
  assert.equal(pulseAt(one, 0.99).opacity, 1);
});

test("a number's size grows with its power of ten, between bounds; 0 has none", () => {
  const sizes = [1e-9, 0.01, 0.1, 1, 10, 100, 1e9].map(radius);
  for (let k = 1; k < sizes.length; k++) assert.ok(sizes[k] > sizes[k - 1]);
  assert.ok(close(sizes[3] - sizes[2], sizes[2] - sizes[1]) && close(sizes[4] - sizes[3], sizes[3] - sizes[2]));
  assert.equal(radius(-10), radius(10));
  assert.equal(radius(0), 0);
});

test("numbers that cannot be measured still have a size", () => {
  for (const value of [Infinity, -Infinity, NaN, 1e300]) assert.equal(radius(value), radius(Infinity), String(value));
  assert.equal(radius(5e-324), radius(1e-9));
});
