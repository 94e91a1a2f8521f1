import assert from "node:assert/strict";
import { test } from "node:test";
import { ACTIONS, CHANGES, make } from "../../../static/js/screens/explore/actions.js";
import { caseProblem } from "../../../static/js/network/worked-example.js";
import { FIXABLE, changedParts, fixedText, readFixed, withPart } from "../../../static/js/network/fixed.js";
import { withHiddenLayer, withNeuron } from "../../../static/js/network/reshape.js";
import { decode, encode } from "../../../static/js/state/link.js";
import { openMoment } from "../../../static/js/state/moment.js";
import { fixedParts, fixedSentence, holdingFixed } from "../../../static/js/state/fixed.js";
import { followEdits, undo } from "../../../static/js/state/undo.js";
import { openEditor, typeNumber } from "../../../static/js/stage/hands/typing.js";
import { withNumber } from "../../../static/js/network/problem.js";
import { holdingScreen } from "../../../static/js/shell/holding.js";
import { stepped } from "../frames.js";
import { page, preset } from "../pages.js";

/** A page on which a link has fixed something. */
function opened(fixed, patch = {}) {
  const inner = stepped({ ...page("lecture"), preset: preset("lecture"), fixed, ...patch });
  return { ...holdingFixed(inner), frame: inner.frame };
}

test("a link says what it fixes, and nothing where that is not known", async () => {
  assert.deepEqual(readFixed("inputs,weights"), ["weights", "inputs"]);
  assert.deepEqual(readFixed("all"), [...FIXABLE]);
  for (const wrong of ["", "weight", "weights,", "weights,layers", "weights,weights,x"])
    assert.equal(readFixed(wrong), undefined);
  for (const parts of [["weights"], ["biases", "targets"], [...FIXABLE]])
    assert.deepEqual(readFixed(fixedText(parts)), parts);
  const { problem } = page("lecture");
  const link = await encode({ problem, example: "lecture", fixed: [...FIXABLE] }, problem);
  assert.equal(link, "example=lecture&fixed=all");
  assert.deepEqual((await decode(link)).state.fixed, [...FIXABLE]);
  assert.match(await encode({ problem, lesson: "chapter-1.goal", fixed: ["inputs"] }, problem, true), /fixed=inputs/);
});

test("what is different in two networks is found part by part", () => {
  const { problem } = page("lecture");
  assert.deepEqual(changedParts(problem, structuredClone(problem)), []);
  assert.deepEqual(changedParts(problem, withNumber(problem, "w.1.0.0", 9)), ["weights"]);
  assert.deepEqual(changedParts(problem, withNumber(problem, "b.1.0", 9)), ["biases"]);
  assert.deepEqual(changedParts(problem, withNumber(problem, "x.0", 9)), ["inputs"]);
  assert.deepEqual(changedParts(problem, withNumber(problem, "t.0", 9)), ["targets"]);
  assert.deepEqual(changedParts(problem, withNumber(problem, "learning_rate", 9)), ["network"]);
  assert.deepEqual(changedParts(problem, { ...problem, loss: "absolute_error" }), ["network"]);
  const frozen = { ...problem, layers: problem.layers.with(0, { ...problem.layers[0], frozen: ["W"] }) };
  assert.deepEqual(changedParts(problem, frozen), ["network"]);
  const wider = withNeuron(problem, 1, [1, 1], [1, 1]);
  assert.deepEqual(changedParts(problem, wider), ["weights", "biases", "network"]);
  const deeper = withHiddenLayer(problem, 0, [
    [1, 0],
    [0, 1],
  ]);
  assert.deepEqual(changedParts(problem, deeper), ["weights", "biases", "network"]);
});

const NUMBERS = { weights: "w.1.0.0", biases: "b.1.0", inputs: "x.0", targets: "t.0", network: "learning_rate" };

for (const [part, address] of Object.entries(NUMBERS))
  test(`${part}: no field opens, nothing typed is taken, and a word says why; the others stay free`, () => {
    const store = opened([part]);
    const { problem, t } = store.get();
    openEditor(store, address);
    assert.equal(store.get().editing, null);
    typeNumber(store, address, "stage", "9");
    assert.equal(store.get().problem, problem);
    assert.equal(store.get().toast, fixedSentence(store.get(), [part]));
    assert.ok(store.get().toast.includes(t(`page.fixed.${part}`)));
    for (const [other, free] of Object.entries(NUMBERS)) {
      if (other === part) continue;
      const before = store.get().problem;
      openEditor(store, free);
      assert.equal(store.get().editing.address, free);
      typeNumber(store, free, "stage", "9");
      assert.notEqual(store.get().problem, before, `${free} with ${part} fixed`);
    }
  });

/** Every button and field by which a network can become another one. */
const ENTRANCES = {
  "add-sample": "",
  "remove-sample": "0",
  "put-sample": "0",
  "add-layer": "0",
  "remove-layer": "1",
  "add-neuron": "1",
  "remove-neuron": "0",
  "scale-weights": "1:2",
  keep: "",
  "keep-nudge": "w.1.0.0",
  paste: "W.1",
  "open-file": "",
  example: "xor",
  "make-like": "2-4-1",
  reseed: "",
};

test("with all fixed every entrance refuses with a sentence, and time, views and choosing are free", () => {
  const store = opened([...FIXABLE]);
  const asked = [];
  const platform = { get: async (path) => asked.push(path), pick: async () => asked.push("file"), random: () => 0.5 };
  const screen = holdingScreen({ actions: ACTIONS, changes: CHANGES, forms: { recipe: make } });
  const before = store.get().problem;
  for (const [name, of] of Object.entries(ENTRANCES)) {
    store.set({ toast: null });
    screen.actions[name](store, of, platform);
    assert.equal(store.get().problem, before, name);
    assert.match(store.get().toast ?? "", /Fixed by the link/, name);
  }
  for (const name of ["loss", "reduction", "activation", "frozen", "rate", "example", "recipe"]) {
    store.set({ toast: null });
    screen.changes[name](store, "tanh", "1", platform);
    assert.match(store.get().toast ?? "", /Fixed by the link/, name);
  }
  store.set({ toast: null });
  screen.forms.recipe(store);
  assert.match(store.get().toast ?? "", /Fixed by the link/);
  assert.deepEqual(asked, []);
  store.set({ toast: null });
  screen.actions.view(store, "matrices", platform);
  screen.actions.drawer(store, "network", platform);
  screen.actions.nudge(store, "w.1.0.0", platform);
  store.set({ at: 5, chosen: "z.1.0" });
  const { view, drawer, nudge, at, chosen, toast } = store.get();
  assert.deepEqual([view, drawer, nudge.of, at, chosen, toast], ["matrices", "network", "w.1.0.0", 5, "z.1.0", null]);
});

test("a case of the example opens where it changes only what is free", () => {
  const homework = preset("relu-homework");
  const problem = caseProblem(homework, null);
  const [, other] = homework.cases;
  const parts = changedParts(problem, caseProblem(homework, other.id));
  assert.ok(parts.length > 0);
  const at = (fixed) => fixedParts({ fixed, preset: homework, problem, origin: null }, "action", "case", other.id);
  assert.deepEqual(at(parts), parts);
  assert.deepEqual(at(FIXABLE.filter((part) => !parts.includes(part))), []);
});

test("another network that is opened is refused whole, unless a link, undo or a lesson brings it", () => {
  const store = opened(["network"], { at: 7 });
  const { problem } = store.get();
  const xor = caseProblem(preset("xor"), null);
  openMoment(store, { problem: xor, example: "xor" }, { preset: preset("xor") });
  assert.deepEqual([store.get().problem, store.get().example, store.get().at], [problem, null, 7]);
  openMoment(store, { problem: xor, example: "xor", fixed: ["network"] });
  assert.equal(store.get().problem, xor);
});

test("undo brings back what was fixed then", () => {
  const store = opened(null, { past: [], future: [] });
  followEdits(store);
  const { problem } = store.get();
  openMoment(store, { problem: withNumber(problem, "x.0", 3), fixed: [...FIXABLE] });
  store.frame();
  undo(store);
  assert.deepEqual([store.get().problem, store.get().fixed], [problem, null]);
});

test("a box ticked fixes its part, and one ticks them all", () => {
  assert.deepEqual(withPart([], "targets", true), ["targets"]);
  assert.deepEqual(withPart(["targets", "weights"], "targets", false), ["weights"]);
  assert.deepEqual(withPart(["weights"], "all", true), [...FIXABLE]);
  assert.deepEqual(withPart([...FIXABLE], "all", false), []);
});
