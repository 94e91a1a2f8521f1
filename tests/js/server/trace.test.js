import assert from "node:assert/strict";
import { test } from "node:test";
import { typeNumber } from "../../../static/js/stage/hands/typing.js";
import { FIELD } from "../../../static/js/state/page.js";
import { askAgain, isStale } from "../../../static/js/server/outage.js";
import { followProblem, reason } from "../../../static/js/server/trace.js";
import { withActivation, withFrozen, withNumber, withoutSample } from "../../../static/js/network/problem.js";
import { stepped } from "../frames.js";
import { page } from "../pages.js";
import { trace } from "../reference.js";
import { refusal, server, settled } from "../server.js";

/** A page that follows its problem, and the server that it asks. */
function following(t, name = "lecture", patch = {}) {
  const asked = server(t);
  const store = stepped(page(name, patch));
  followProblem(store);
  const edit = (change) => {
    store.set({ problem: change(store.get().problem), rejection: null });
    store.frame();
  };
  const last = () => asked.at(-1);
  const accept = async (request = last()) => {
    request.answer(200, trace(request.body));
    await settled();
    store.frame();
  };
  const refuse = async (code, pointer, params) => {
    last().answer(422, refusal(code, pointer, params));
    await settled();
    store.frame();
  };
  return { asked, store, edit, last, accept, refuse, state: () => store.get() };
}

test("a page that has its answer asks for nothing", (t) => {
  assert.equal(following(t).asked.length, 0);
});

test("a page without an answer asks for it, with the steps of the sample that is told", async (t) => {
  const { asked, last, state, accept } = following(t, "softmax-batch", { answer: null });
  assert.equal(asked.length, 1);
  assert.equal(last().path, "/api/trace");
  assert.deepEqual([last().body.include, last().body.sample], [["steps", "costs"], 1]);
  await accept();
  assert.equal(state().answer.problem, state().problem);
  assert.equal(state().answer.sample, 1);
});

test("the answer that came with the page is there before the first frame, and is no answer to anything else", async (t) => {
  const asked = server(t);
  const { problem } = page("lecture");
  const request = { ...problem, include: ["steps", "costs"], sample: 0 };
  const known = { request, value: trace(request) };
  const store = stepped(page("lecture", { answer: null }));
  followProblem(store, known);
  for (let k = 0; k < 10; k += 1) await null;
  assert.deepEqual([asked.length, store.get().answer.trace], [0, { ...known.value, steps: known.value.steps }]);
  store.set({ problem: withNumber(problem, "x.0", 3) });
  store.frame();
  assert.equal(asked.length, 1);

  const other = stepped(page("lecture", { answer: null, drive: [1, 0] }));
  followProblem(other, known);
  assert.deepEqual([asked.length, other.get().answer], [2, null]);
});

test("an edit is answered with its own numbers", async (t) => {
  const { edit, accept, state, last } = following(t);
  edit((problem) => withNumber(problem, "x.0", 3));
  assert.deepEqual(last().body.x, [[3, -1]]);
  await accept();
  assert.equal(state().answer.trace.layers[0].z[0][0], 6);
  assert.equal(state().answer.problem, state().problem);
});

test("one question is on its way, the newest waits, and each answer is shown as what it is", async (t) => {
  const { asked, edit, accept, state } = following(t);
  for (const x of [3, 4, 5]) edit((problem) => withNumber(problem, "x.0", x));
  assert.equal(asked.length, 1);
  await accept();
  assert.deepEqual([state().answer.problem.x[0][0], state().answer.trace.layers[0].z[0][0]], [3, 6]);
  assert.equal(state().problem.x[0][0], 5);
  assert.deepEqual([asked.length, asked[1].body.x], [2, [[5, -1]]]);
  await accept();
  assert.equal(state().answer.problem, state().problem);
  assert.equal(asked.length, 2);
});

test("the answer of a network that has gone is not shown", async (t) => {
  const { asked, edit, accept, state } = following(t, "lecture", { at: 63 });
  edit((problem) => withNumber(problem, "x.0", 3));
  edit((problem) => withFrozen(problem, 1, "W", true));
  assert.deepEqual(
    asked.map((request) => request.aborted()),
    [true, false],
  );
  await accept();
  assert.equal(state().answer.problem, state().problem);
});

test("what was changed and changed back is asked again after the answer that came between", async (t) => {
  const { asked, store, edit, accept, state } = following(t);
  const { problem } = state();
  edit((before) => withNumber(before, "x.0", 3));
  edit(() => problem);
  await accept(asked[0]);
  assert.equal(state().answer.problem.x[0][0], 3);
  store.frame();
  await accept(asked[1]);
  assert.equal(state().answer.problem, problem);
  assert.equal(asked.length, 2);
});

test("a refusal of what no longer stands takes nothing back", async (t) => {
  const { asked, edit, accept, state } = following(t);
  edit((problem) => withNumber(problem, "t.1", 9));
  edit((problem) => withNumber(problem, "t.1", 1));
  asked[0].answer(422, refusal("target-out-of-range", "#/target/0/1"));
  await settled();
  assert.equal(state().problem.target[0][1], 1);
  assert.equal(state().rejection, null);
  await accept(asked[1]);
  assert.equal(state().answer.problem, state().problem);
});

test("steps are asked for once a shape, and its answers have the very same ones", async (t) => {
  const { edit, accept, state, last, store } = following(t, "lecture", { answer: null });
  await accept();
  const { steps } = state().answer.trace;
  edit((problem) => withNumber(problem, "x.0", 3));
  assert.deepEqual(last().body.include, []);
  last().answer(200, { ...trace(last().body), steps: undefined });
  await settled();
  assert.equal(state().answer.trace.steps, steps);
  assert.equal(state().answer.trace.layers[0].z[0][0], 6);
  const drives = (drive) => {
    store.set({ drive });
    store.frame();
  };
  drives([1, 0]);
  assert.deepEqual(last().body.include, ["steps", "costs"], "what drives it has other steps");
  await accept();
  assert.notEqual(state().answer.trace.steps, steps);
  drives(null);
  assert.deepEqual(last().body.include, [], "they are still known");
  await accept();
  assert.equal(state().answer.trace.steps, steps);
});

test("another shape has its own steps, and the old ones come back with the old shape", async (t) => {
  const { edit, accept, state, last } = following(t, "softmax-batch");
  const { problem } = state();
  const { steps } = state().answer.trace;
  edit((before) => withoutSample(before, 0));
  await accept({ ...last(), body: { ...last().body, sample: 1 } });
  assert.notEqual(state().answer.trace.steps.length, 0);
  assert.notEqual(state().answer.trace.steps, steps);
  edit(() => withNumber(problem, "x.1", 7));
  assert.deepEqual(last().body.include, []);
  await accept();
  assert.equal(state().answer.trace.steps, steps);
  edit((before) => withActivation(before, 1, "tanh"));
  assert.deepEqual(last().body.include, ["steps", "costs"]);
});

test("steps that did not come are asked for again", async (t) => {
  const { edit, refuse, last } = following(t);
  edit((problem) => withActivation(problem, 3, "softmax"));
  await refuse("not-finite", "#/layers/2/W/0/0");
  edit((problem) => withActivation(problem, 3, "softmax"));
  assert.deepEqual(last().body.include, ["steps", "costs"]);
});

test("what the server refuses is taken back, and the reason stands at its field", async (t) => {
  const { edit, refuse, state, asked } = following(t);
  const before = state().problem;
  edit((problem) => withNumber(problem, "t.1", 9));
  await refuse("target-out-of-range", "#/target/0/1");
  assert.equal(state().problem, before);
  assert.equal(state().rejection.where, "t.1");
  assert.notEqual(reason(state(), "t.1"), null);
  assert.equal(reason(state(), "t.0"), null);
  assert.equal(asked.length, 1, "the problem that stands is not asked for again");
});

test("a reason finds the field that it belongs to", async (t) => {
  const pointers = {
    "#/layers/1/activation": FIELD.activation(2),
    "#/loss": FIELD.loss,
    "#/layers/0/W/1/0": "w.1.1.0",
    "#/layers/2/b/1": "b.3.1",
    "#/x/0/0": "x.0",
    "#/learning_rate": "learning_rate",
    "#/layers": FIELD.network,
    "": FIELD.network,
  };
  for (const [pointer, where] of Object.entries(pointers)) {
    const { edit, refuse, state } = following(t);
    edit((problem) => withNumber(problem, "x.0", 3));
    await refuse("not-finite", pointer);
    assert.equal(state().rejection.where, where, pointer);
  }
});

test("while the server is gone an edit is kept, the numbers count as old, and the next answer makes up for it", async (t) => {
  const { edit, last, state, store, accept } = following(t);
  assert.ok(!isStale(state()));
  edit((problem) => withNumber(problem, "x.0", 3));
  last().gone();
  await settled();
  store.frame();
  assert.equal(state().problem.x[0][0], 3);
  assert.deepEqual(state().unanswered, { tries: 1, again: false });
  assert.ok(isStale(state()));
  store.set({ problem: withNumber(state().problem, "x.0", 4) });
  store.frame();
  await accept();
  assert.equal(state().unanswered, null);
  assert.equal(state().answer.problem.x[0][0], 4);
  assert.ok(!isStale(state()));
});

test("what nobody answered is asked again when it is wanted, the same problem and whatever was changed", async (t) => {
  const { edit, last, state, store, accept, asked } = following(t);
  edit((problem) => ({ ...problem, loss: "absolute_error" }));
  for (const tries of [1, 2, 3]) {
    last().gone();
    await settled();
    store.frame();
    assert.deepEqual(state().unanswered, { tries, again: false });
    assert.equal(asked.length, tries);
    askAgain(store, tries);
    store.frame();
  }
  await accept();
  assert.equal(asked.length, 4);
  assert.equal(state().answer.trace.loss, "absolute_error");
  assert.equal(state().unanswered, null);
});

test("a server that is too busy is asked again, not obeyed", async (t) => {
  const { edit, last, state, store } = following(t);
  edit((problem) => withNumber(problem, "x.0", 3));
  last().answer(503, refusal("busy", ""));
  await settled();
  store.frame();
  assert.equal(state().problem.x[0][0], 3);
  assert.equal(state().unanswered.tries, 1);
});

test("a refusal is an answer too", async (t) => {
  const { edit, last, state, store, refuse } = following(t);
  edit((problem) => withNumber(problem, "t.1", 9));
  last().gone();
  await settled();
  askAgain(store);
  store.frame();
  await refuse("target-out-of-range", "#/target/0/1");
  assert.equal(state().unanswered, null);
  assert.equal(state().rejection.where, "t.1");
});

test("where a loss and an activation do not fit, the reason stands at the one that was changed", async (t) => {
  const loss = following(t);
  loss.edit((problem) => ({ ...problem, loss: "softmax_cross_entropy" }));
  await loss.refuse("loss-needs-identity", "#/layers/2/activation");
  assert.equal(loss.state().rejection.where, FIELD.loss);
  const activation = following(t);
  activation.edit((problem) => withActivation(problem, 3, "relu"));
  await activation.refuse("loss-needs-identity", "#/loss");
  assert.equal(activation.state().rejection.where, FIELD.activation(3));
});

test("an answer leaves alone the reason of a text that was never sent", async (t) => {
  const { store, accept, state } = following(t);
  typeNumber(store, "x.0", "stage", "3");
  store.frame();
  typeNumber(store, "x.0", "stage", "3x");
  store.frame();
  await accept();
  assert.equal(state().answer.problem.x[0][0], 3);
  assert.equal(state().rejection.where, "x.0");
  assert.match(reason(state(), "x.0"), /\w/);
});

test("an answer leaves alone the reason why a new network was not made", async (t) => {
  const { store, edit, accept, state } = following(t);
  edit((problem) => withNumber(problem, "x.0", 3));
  store.set({ rejection: { where: FIELD.recipe, fault: refusal("too-large", "#/sizes").errors[0] } });
  await accept();
  assert.equal(state().rejection.where, FIELD.recipe);
});

test("with fewer steps time stands at the end", async (t) => {
  const { edit, accept, state } = following(t, "lecture", { at: 63 });
  edit((problem) => withFrozen(problem, 1, "W", true));
  await accept();
  assert.equal(state().answer.trace.steps.length, 59);
  assert.equal(state().at, 59);
});

test("a number that is no longer there is no longer chosen", async (t) => {
  const { edit, accept, state, store } = following(t, "lecture", { chosen: "da_dz.3.0" });
  edit((problem) => withActivation(problem, 3, "softmax"));
  await accept();
  assert.equal(state().chosen, null);
  store.set({ chosen: "dl_dz.3.0" });
  edit((problem) => withActivation(problem, 3, "tanh"));
  await accept();
  assert.equal(state().chosen, "dl_dz.3.0");
});

test("a sample that is not there is the last one", (t) => {
  const { store, state, last } = following(t, "softmax-batch", { answer: null, sample: 7 });
  store.frame();
  assert.equal(state().sample, 2);
  assert.equal(last().body.sample, 2);
});

test("another sample is asked for, and its answer says whose it is", async (t) => {
  const { store, accept, state, last } = following(t, "softmax-batch");
  store.set({ sample: 2 });
  store.frame();
  last().answer(200, trace(state().problem, { sample: 2 }));
  await settled();
  assert.equal(state().answer.sample, 2);
  assert.equal(state().answer.trace.steps[0].writes[0], "z.1.0@2");
});
