import assert from "node:assert/strict";
import { test } from "node:test";
import { askedStrip, recursionSection } from "../../../../../static/js/screens/explore/sections/recursion.js";
import { page, pageOf, sized } from "../../../pages.js";
import { all, textOf } from "../../../pictures.js";

const at = (place, patch = {}) => page("lecture", { recursion: { from: 0, place, running: false }, ...patch });
const counters = (mark) => all([mark], ({ attrs }) => attrs["data-count"]).map(textOf);
const sentence = (mark) => textOf(all([mark], ({ attrs }) => attrs["data-recursion"])[0]);

test("two counters go side by side, and the sweep is done first", () => {
  assert.deepEqual(counters(recursionSection(at(0))), ["0 / 7", "0 / 6"]);
  assert.deepEqual(counters(recursionSection(at(4))), ["4 / 7", "4 / 6"]);
  assert.deepEqual(counters(recursionSection(at(7))), ["7 / 7", "6 / 6"]);
});

test("a sentence says who is asked, how often, and at the end what it took", () => {
  assert.equal(sentence(recursionSection(at(0))), "Nothing has been asked yet.");
  assert.equal(sentence(recursionSection(at(3))), "Asked now: ∂l/∂z³₁, for the first time.");
  assert.equal(sentence(recursionSection(at(6))), "Asked now: ∂l/∂z³₁. With this it was asked 2 times.");
  assert.equal(
    sentence(recursionSection(at(7))),
    "From the front it took 7 questions. The sweep made 6 visits and has every ∂l/∂z of the network.",
  );
});

test("where motion is unwanted there is the slider alone", () => {
  const buttons = (shown) => all([recursionSection(shown)], ({ attrs }) => attrs["data-do"] === "recursion").length;
  const sliders = (shown) => all([recursionSection(shown)], ({ attrs }) => attrs["data-slide"] === "recursion").length;
  assert.deepEqual([buttons(at(0)), sliders(at(0))], [1, 1]);
  assert.deepEqual([buttons(at(0, { still: true })), sliders(at(0, { still: true }))], [0, 1]);
});

test("too many questions are only counted; one layer alone asks nobody", () => {
  assert.deepEqual(counters(recursionSection(pageOf(sized([4, 8, 8, 8, 1])))), ["0 / 137", "0 / 25"]);
  assert.equal(counters(recursionSection(pageOf(sized([4, 8, 8, 8, 8, 1])))).length, 0);
  assert.match(
    sentence(recursionSection(pageOf(sized([4, 8, 8, 8, 8, 1])))),
    /takes 1,097 questions, too many to watch/,
  );
  assert.equal(recursionSection(pageOf(sized([2, 2]))), null);
});

test("one can begin at any neuron of the first layer, or at all of them one after another", () => {
  const values = all([recursionSection(at(0))], ({ tag }) => tag === "option").map(({ attrs }) => attrs.value);
  assert.deepEqual(values, ["0", "1", "all"]);
});

test("over the drawing stand the counters as long as the section is closed and something was asked", () => {
  assert.deepEqual(counters(askedStrip(at(4))), ["4 / 7", "4 / 6"]);
  for (const patch of [{ drawer: "costs" }, { view: "forward" }, { view: "text" }, { printing: true }])
    assert.equal(askedStrip(at(4, patch)), null);
  assert.equal(askedStrip(at(0)), null);
});
