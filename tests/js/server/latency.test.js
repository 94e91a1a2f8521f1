import assert from "node:assert/strict";
import { test } from "node:test";
import { followQuestion } from "../../../static/js/server/ask.js";
import { unitsQuestion } from "../../../static/js/server/questions/units.js";
import { followProblem } from "../../../static/js/server/trace.js";
import { withNumber } from "../../../static/js/network/problem.js";
import { kept } from "../answers.js";
import { stepped } from "../frames.js";
import { page, pageOf } from "../pages.js";
import { lecture } from "../problems.js";
import { trace } from "../reference.js";
import { server, settled } from "../server.js";

for (const latency of [5, 30, 60, 120])
  test(`while the state changes 60 times a second, each answer of ${latency} ms is shown`, async (t) => {
    t.mock.timers.enable({ apis: ["setTimeout"] });
    const store = stepped(page());
    t.mock.method(globalThis, "fetch", async (_, { body }) => {
      const value = trace(JSON.parse(body));
      await new Promise((done) => setTimeout(done, latency));
      return { ok: true, status: 200, json: async () => value };
    });
    followProblem(store);
    let shown = 0;
    let { answer } = store.get();
    for (let now = 0; now < 1000; now += 1) {
      if (now % 17 === 0) store.set({ problem: withNumber(store.get().problem, "x.0", now) });
      if (now % 17 === 0) store.frame();
      t.mock.timers.tick(1);
      await settled();
      if (store.get().answer !== answer) shown += 1;
      answer = store.get().answer;
    }
    const most = Math.min(1000 / latency, 59);
    assert.ok(shown >= 0.9 * most, `${shown} of ${most}`);
    t.mock.timers.tick(latency);
    await settled();
    t.mock.timers.tick(latency);
    await settled();
    assert.equal(store.get().answer.problem, store.get().problem, "and at rest the last one");
  });

/** A page that drives a network, whose units have come. */
async function driving(t) {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { problem, trace: answer } = kept("driven");
  const { dl_dy, ...rest } = problem;
  const drive = dl_dy[0];
  const whole = { ...rest, learning_rate: 0.5 };
  const shown = pageOf({ problem: whole, trace: { ...answer, steps: kept("lecture").trace.steps } }, { drive });
  const asked = server(t);
  const store = stepped({ ...shown, answer: { ...shown.answer, drive } });
  followProblem(store);
  followQuestion(store, "units", unitsQuestion);
  store.set({ digits: 5 });
  store.frame();
  asked[0].answer(200, kept("driven-units").trace);
  await settled();
  store.frame();
  const change = (signals) => {
    store.set({ drive: signals });
    store.frame();
  };
  return { asked, store, change, state: () => store.get(), answer };
}

test("signals that change are summed at once, and at rest the server says what they are", async (t) => {
  const { asked, store, change, state, answer } = await driving(t);
  const { steps } = state().answer.trace;
  for (let step = 1; step <= 30; step += 1) {
    change([step / 10, -1]);
    t.mock.timers.tick(17);
    assert.equal(state().answer.drive, state().drive);
    const { answer: shown } = state();
    store.frame();
    assert.equal(state().answer, shown);
  }
  assert.deepEqual([asked.length, state().answer.summed], [1, true], "only the units were asked for");
  assert.equal(state().answer.trace.steps, steps);
  t.mock.timers.tick(300);
  assert.deepEqual([asked.length, asked[1].body.dl_dy], [2, Array(3).fill([3, -1])]);
  asked[1].answer(200, answer);
  await settled();
  assert.equal(state().answer.summed, undefined);
  assert.equal(state().answer.drive, state().drive);
});

test("an answer to older signals does not take the place of those that are summed", async (t) => {
  const { asked, change, state, answer } = await driving(t);
  change([1, 0]);
  t.mock.timers.tick(300);
  change([2, 0]);
  const shown = state().answer;
  asked[1].answer(200, answer);
  await settled();
  assert.equal(state().answer, shown);
  t.mock.timers.tick(300);
  assert.deepEqual(asked[2].body.dl_dy[0], [2, 0]);
});

test("the loss that takes its outputs back does not wait for the signals to be confirmed", async (t) => {
  const { asked, change, state } = await driving(t);
  change([1, 0]);
  assert.equal(state().answer.summed, true);
  change(null);
  asked[1].answer(200, trace(lecture()));
  await settled();
  assert.deepEqual([state().answer.drive, state().answer.summed], [null, undefined]);
});

test("before the units have come, and of another network, the server is asked", async (t) => {
  const { asked, store, change, state } = await driving(t);
  store.set({ units: null });
  change([1, 0]);
  assert.equal(asked.length, 2);
  asked[1].answer(200, kept("driven").trace);
  await settled();
  store.set({ problem: withNumber(state().problem, "x.0", 3) });
  store.frame();
  change([2, 0]);
  assert.deepEqual(asked.at(-1).body.x[0], [3, -1]);
});
