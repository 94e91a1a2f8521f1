import assert from "node:assert/strict";
import { test } from "node:test";
import { MAX_PROSE_STEPS, chapters, prose } from "../../../../static/js/stage/text/prose.js";
import { timeline } from "../../../../static/js/time/timeline.js";
import { wordsIn } from "../../../../static/js/language/letters.js";
import { words } from "../../answers.js";
import { all, textOf } from "../../pictures.js";
import { page, pageOf, sized } from "../../pages.js";

const items = (marks) => all(marks, ({ tag }) => tag === "li");
const sentences = (marks) => items(marks).map((mark) => textOf(all([mark], ({ key }) => key === "sentence")[0]));
const heads = (marks) => all(marks, ({ tag }) => tag === "h3").map(textOf);
const present = (marks) => items(marks).filter(({ attrs }) => attrs["aria-current"] === "step");
const said = (of) => textOf(all(timeline(of), ({ attrs }) => attrs.id === "sentence")[0]);

test("every step up to now is told, the present one is marked, in every grain and language", () => {
  for (const language of ["en", "zh-Hans", "zh-Hant"]) {
    const t = wordsIn(words(language), "lecture");
    for (const [grain, count] of [
      ["phase", 5],
      ["layer", 14],
      ["neuron", 63],
      ["operation", 87],
    ]) {
      const marks = prose(page("lecture", { at: 63, grain, language, t }));
      assert.equal(items(marks).length, count, grain);
      assert.deepEqual(present(marks), [items(marks).at(-1)]);
      assert.ok(sentences(marks).every((text) => text.length > 5 && !text.includes("{")));
    }
  }
});

test("each sentence is the one that the timeline says at that moment", () => {
  const told = sentences(prose(page("lecture", { at: 62 })));
  for (let at = 1; at <= 62; at += 1) assert.equal(told[at - 1], said(page("lecture", { at })), `step ${at}`);
});

test("half way through the last step the loss after it is not told yet", () => {
  const last = (at) => sentences(prose(page("lecture", { at }))).at(-1);
  assert.equal(last(62.5), said(page("lecture", { at: 62.5 })));
  assert.doesNotMatch(last(62.5), /0\.3924/);
  assert.match(last(63), /0\.3924/);
});

test("the steps stand under the headings of their phases and count on from one to the next", () => {
  const marks = prose(page("lecture", { at: 20 }));
  assert.deepEqual(heads(marks), ["Forward pass", "Loss", "Backward pass"]);
  assert.deepEqual(
    all(marks, ({ tag }) => tag === "ol").map(({ attrs, children }) => [attrs.start, children.length]),
    [
      [1, 12],
      [13, 1],
      [14, 7],
    ],
  );
  assert.deepEqual(heads(prose(page("lecture", { at: 63 }))), [
    "Forward pass",
    "Loss",
    "Backward pass",
    "Gradients",
    "Update",
  ]);
});

test("a step is titled by what it computes, which can be chosen", () => {
  const titles = all(prose(page("lecture", { at: 20 })), ({ attrs }) => attrs["data-choose"]);
  assert.deepEqual([textOf(titles[19]), titles[19].attrs["data-choose"]], ["∂l/∂z²₁", "dl_dz.2.0"]);
  const layers = items(prose(page("lecture", { at: 63, grain: "layer" }))).map((mark) => textOf(mark.children[0]));
  assert.deepEqual(layers.slice(0, 5), ["layer 1", "layer 2", "layer 3", "l", "layer 3"]);
});

test("before the first step the text says that nothing is computed yet", () => {
  const marks = prose(page("lecture", { at: 0 }));
  assert.equal(items(marks).length, 0);
  assert.equal(marks.map(textOf).join(""), said(page("lecture", { at: 0 })));
});

test("more than four hundred steps are counted, and the last ones are told", () => {
  const large = sized([6, 12, 12, 3]);
  const end = large.trace.steps.length;
  const marks = prose(pageOf(large, { at: end }));
  assert.equal(MAX_PROSE_STEPS, 400);
  assert.ok(end > 400);
  assert.equal(items(marks).length, 400);
  assert.ok(
    marks
      .map(textOf)
      .join(" ")
      .includes(`${end - 400} earlier steps are not listed.`),
  );
  assert.equal(present(marks).length, 1);
  assert.equal(chapters(pageOf(large, { at: end }))[0].from, end - 400);
});
