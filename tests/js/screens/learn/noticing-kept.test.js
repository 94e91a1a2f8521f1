import assert from "node:assert/strict";
import { test } from "node:test";
import { isDoneNow } from "../../../../static/js/screens/learn/noticing.js";
import { alikeGroups } from "../../../../static/js/network/symmetry.js";
import { setBy } from "../../../../static/js/state/lesson.js";
import { page, pageOf, sized } from "../../pages.js";

/** The page at a text with this task, as that has set it, and then with something done. */
function after(noticed, shown, patch = {}) {
  const text = { id: "text", at: "start", task: { noticed } };
  const course = { name: "chapter-1", language: "en", texts: [text], words: {} };
  const arrived = { ...shown, screen: "learn", lesson: "chapter-1.text", course };
  return isDoneNow({ ...arrived, arrived: setBy(arrived), ...patch });
}

test("that the marks were switched on is noticed", () => {
  assert.equal(after({ kind: "marked" }, page("lecture")), false);
  assert.equal(after({ kind: "marked" }, page("lecture"), { kept: true }), true);
});

test("that the recursion was followed is noticed at its end, not before", () => {
  const at = (place) => ({ recursion: { from: 0, place, running: false } });
  assert.equal(after({ kind: "asked" }, page("lecture")), false);
  assert.equal(after({ kind: "asked" }, page("lecture"), at(6)), false);
  assert.equal(after({ kind: "asked" }, page("lecture"), at(7)), true);
});

test("that neurons have stayed alike is noticed after so many updates, all with the same neurons alike", () => {
  const { problem } = sized([2, 2, 1]);
  const [first, second] = problem.layers;
  const layers = [
    { ...first, W: [first.W[0], first.W[0]], b: [0, 0] },
    { ...second, W: [[1, 1]] },
  ];
  const twins = { ...problem, layers };
  const kept = { before: 1, after: 0.5, forecast: -0.5, alike: alikeGroups(layers) };
  const shown = pageOf({ problem: twins, trace: null });
  const done = (steps) => after({ kind: "alike", steps: 2 }, shown, { descent: { steps, problem: twins } });
  assert.equal(done([kept]), false);
  assert.equal(done([kept, kept]), true);
  assert.equal(done([kept, { ...kept, alike: [] }, kept]), false);
  assert.equal(after({ kind: "alike", steps: 1 }, page("lecture"), { descent: { steps: [kept], problem } }), false);
});
