import assert from "node:assert/strict";
import { test } from "node:test";
import { followTasks, isDoneNow } from "../../../../static/js/screens/learn/noticing.js";
import { setBy } from "../../../../static/js/state/lesson.js";
import { valueAt } from "../../../../static/js/network/address.js";
import { withNumber } from "../../../../static/js/network/problem.js";
import { stepped } from "../../frames.js";
import { page } from "../../pages.js";
import { trace } from "../../reference.js";

/** The page as a text with this task has set it, and what changes it afterwards. */
function after(noticed, patch, set = {}) {
  const text = { id: "it", at: "start", task: { noticed } };
  const course = { language: "en", name: "chapter-1", words: {}, texts: [text] };
  const there = { ...page("lecture", { screen: "learn", lesson: "chapter-1.it", course, ...set }) };
  const arrived = { ...there, arrived: setBy(there) };
  return { ...arrived, ...(typeof patch === "function" ? patch(arrived) : patch) };
}

const isDone = (noticed, patch, set) => isDoneNow(after(noticed, patch, set));

/** Another number in the network, with the pass of it. */
const put = (address, value) => (shown) => {
  const problem = withNumber(shown.problem, address, value);
  return { problem, answer: { ...shown.answer, problem, trace: trace(problem) } };
};

const both =
  (...changes) =>
  (shown) =>
    changes.reduce((now, change) => ({ ...now, ...change({ ...shown, ...now }) }), {});

/** What each kind of task wants; what does it; and what does something else. */
const TABLE = [
  [{ kind: "changed", of: "x.0" }, put("x.0", 3), [{}, put("x.1", 3), put("w.1.0.0", 3)]],
  [{ kind: "changed", of: "w.O.1.0", to: 0 }, put("w.3.1.0", 0), [put("w.3.1.0", 1), put("w.3.0.0", 0)]],
  [{ kind: "changed", of: "b.H.0" }, put("b.2.0", 1), [put("b.1.0", 5), put("b.3.0", 5)]],
  [{ kind: "changed-any", of: "x" }, put("x.1", 4), [{}, put("t.0", 4), put("b.1.0", 4)]],
  [{ kind: "changed-any", of: "t" }, put("t.1", 4), [put("x.0", 4)]],
  [{ kind: "sign", of: "dl_da.O.0" }, put("t.0", -2), [{}, put("t.0", 2), put("t.1", -2)]],
  [{ kind: "below", of: "da_dz.H.0", limit: 0.02 }, put("b.2.0", 9), [{}, put("b.2.0", 1), put("b.2.1", 9)]],
  [{ kind: "above", of: "da_dz.F.0", limit: 0.2 }, put("b.1.0", -3), [{}, put("b.1.0", 2), put("b.1.1", 2)]],
  [{ kind: "reached", at: "after forward" }, { at: 20 }, [{}, { at: 3 }, { chosen: "l" }]],
  [{ kind: "chosen", of: "a.H.0" }, { chosen: "a.2.0" }, [{}, { chosen: "z.2.0" }, { hover: "a.2.0" }]],
  [{ kind: "opened", section: "costs" }, { drawer: "costs" }, [{}, { drawer: "budget" }, { dialog: "help" }]],
  [{ kind: "driven" }, { drive: [1, 0] }, [{}, { gains: [[1, 1]] }, put("x.0", 2)]],
  [
    { kind: "pushed", of: "z" },
    { view: "push", nudge: { of: "z.2.0", reach: 1, place: 3 } },
    [
      { view: "push" },
      { view: "push", nudge: { of: "z.2.0", reach: 1, place: 0 } },
      { view: "push", nudge: { of: "w.1.0.0", reach: 1, place: 3 } },
      { view: "both", nudge: { of: "z.2.0", reach: 1, place: 3 } },
    ],
  ],
];

for (const [noticed, deed, others] of TABLE)
  test(`${JSON.stringify(noticed)} is noticed when it is done, and not when something else is`, () => {
    assert.equal(isDone(noticed, deed), true);
    others.forEach((other, index) => assert.equal(isDone(noticed, other), false, `other ${index}`));
  });

test("a number that one was to work out is noticed where it is right, to its digits, and the one that was asked for", () => {
  const shown = page("lecture");
  const exact = valueAt("dl_dz.2.1", shown.problem, shown.answer.trace);
  const noticed = { kind: "answered", of: "dl_dz.H.1" };
  const says = (of, text) => isDone(noticed, { compared: { of, text } });
  assert.equal(says("dl_dz.2.1", exact.toPrecision(4)), true);
  assert.equal(says("dl_dz.2.1", (1.2 * exact).toPrecision(4)), false);
  assert.equal(says("dl_dz.2.1", "nonsense"), false);
  assert.equal(says("dl_dz.2.0", exact.toPrecision(4)), false);
  assert.equal(isDone(noticed, {}), false);
});

test("steps that were kept are counted", () => {
  const keptSteps = (count) => (shown) => ({
    descent: { problem: shown.problem, steps: Array.from({ length: count }, () => ({ before: 1, after: 0.5 })) },
  });
  const noticed = { kind: "kept", steps: 2 };
  assert.deepEqual(
    [0, 1, 2, 3].map((count) => isDone(noticed, keptSteps(count))),
    [false, false, true, true],
  );
});

test("nothing is noticed before a text has set its moment, while that is on its way, or of another network's pass", () => {
  const noticed = { kind: "changed", of: "x.0" };
  assert.equal(
    isDone(
      noticed,
      both(put("x.0", 3), () => ({ arrived: null })),
    ),
    false,
  );
  assert.equal(
    isDone(
      noticed,
      both(put("x.0", 3), () => ({ arriving: true })),
    ),
    false,
  );
  assert.equal(
    isDone(
      noticed,
      both(put("x.0", 3), () => ({ goal: 9 })),
    ),
    false,
  );
  assert.equal(
    isDone(
      noticed,
      both(put("x.0", 3), () => ({ editing: { address: "x.0" } })),
    ),
    false,
  );
  assert.equal(
    isDone(noticed, ({ problem }) => ({ problem: withNumber(problem, "x.0", 3) })),
    false,
  );
});

test("what was reached, chosen or open at the beginning does not count", () => {
  assert.equal(isDone({ kind: "reached", at: "after forward" }, { at: 30 }, { at: 20 }), false);
  assert.equal(isDone({ kind: "chosen", of: "l" }, { at: 3 }, { chosen: "l" }), false);
  assert.equal(isDone({ kind: "opened", section: "costs" }, { at: 3 }, { drawer: "costs" }), false);
});

test("a task that was done is written down once, and only in Learn", () => {
  const noticed = { kind: "reached", at: "end" };
  const store = stepped(after(noticed, {}));
  followTasks(store);
  store.set({ at: 63, screen: "explore" });
  store.frame();
  assert.deepEqual(store.get().done, []);
  store.set({ screen: "learn" });
  store.frame();
  const { done } = store.get();
  assert.deepEqual(done, ["chapter-1.it"]);
  store.set({ at: 62 });
  store.frame();
  assert.equal(store.get().done, done);
});
