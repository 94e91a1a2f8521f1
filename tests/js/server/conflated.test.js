import assert from "node:assert/strict";
import { test } from "node:test";
import { MAX_WAIT_MILLISECONDS, conflated } from "../../../static/js/server/conflated.js";
import { settled } from "../server.js";

/** Questions that wait until the test answers them. */
function asking(isUseless) {
  const open = [];
  const ask = conflated(
    (signal, value) => new Promise((resolve, reject) => open.push({ value, signal, resolve, reject })),
    isUseless,
  );
  return { open, ask, values: () => open.map(({ value }) => value) };
}

test("one question is on its way, the newest waits, older ones are dropped", async () => {
  const { open, ask, values } = asking();
  const answers = ["first", "second", "third"].map((value) => ask(value));
  assert.deepEqual(values(), ["first"]);
  open[0].resolve(1);
  await settled();
  assert.deepEqual(values(), ["first", "third"]);
  open[1].resolve(3);
  assert.deepEqual(await Promise.all(answers), [1, undefined, 3]);
  const fourth = ask("fourth");
  open[2].resolve(4);
  assert.equal(await fourth, 4);
});

test("a question that fails lets the next one through", async () => {
  const { open, ask } = asking();
  const [old, fresh] = [ask("old"), ask("new")];
  open[0].reject(new Error("broken"));
  await assert.rejects(old, /broken/);
  open[1].resolve("well");
  assert.equal(await fresh, "well");
});

test("what nobody wants any more is called off", async () => {
  const { open, ask } = asking(([running], [newer]) => running[0] !== newer[0]);
  const [a1, a2, b] = [ask("a1"), ask("a2"), ask("b")];
  assert.deepEqual(
    open.map(({ value, signal }) => [value, signal.aborted]),
    [
      ["a1", true],
      ["b", false],
    ],
  );
  open[0].reject(new Error("aborted"));
  open[1].resolve(2);
  assert.deepEqual(await Promise.all([a1, a2, b]), [undefined, undefined, 2]);
});

test("a question that takes too long makes room for a newer one, and only for that", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { open, ask, values } = asking();
  const slow = ask("slow");
  t.mock.timers.tick(2 * MAX_WAIT_MILLISECONDS);
  assert.equal(open[0].signal.aborted, false);
  const newer = ask("newer");
  t.mock.timers.tick(MAX_WAIT_MILLISECONDS);
  assert.deepEqual([open[0].signal.aborted, values()], [true, ["slow", "newer"]]);
  open[0].resolve(1);
  open[1].resolve(2);
  assert.deepEqual(await Promise.all([slow, newer]), [undefined, 2]);
});
