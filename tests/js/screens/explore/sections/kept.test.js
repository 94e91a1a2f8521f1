import assert from "node:assert/strict";
import { test } from "node:test";
import { keptSection, memoryWords } from "../../../../../static/js/screens/explore/sections/kept.js";
import { page } from "../../../pages.js";
import { all, textOf } from "../../../pictures.js";

const counts = (shown) =>
  Object.fromEntries(
    all([keptSection(shown)], ({ attrs }) => attrs["data-kept"]).map((mark) => [mark.attrs["data-kept"], textOf(mark)]),
  );
const total = (shown) => textOf(all([keptSection(shown)], ({ attrs }) => attrs["data-kept-total"])[0]);

test("what is kept stands with its number, and together with its memory", () => {
  assert.deepEqual(counts(page("lecture")), { x: "2", t: "2", a: "6", da_dz: "6", w: "12" });
  assert.equal(
    total(page("lecture")),
    "For this sample they are 16 numbers, 128 bytes. The weights are there anyway, once for all samples: 12 numbers, 96 bytes. A number takes 8 bytes here. In single precision, in which networks are mostly trained, what is kept of the samples would take 64 bytes.",
  );
});

test("several samples keep as many times as much, the weights once", () => {
  const shown = page("softmax-batch");
  const samples = shown.problem.x.length;
  const { w, ...own } = counts(shown);
  const each = Object.values(own).reduce((sum, words) => sum + Number(words), 0);
  assert.ok(samples > 1);
  assert.match(
    total(shown),
    new RegExp(`^For one sample they are ${each} numbers, for all ${samples} samples ${samples * each}: `),
  );
  assert.match(total(shown), new RegExp(`all samples: ${w} numbers, ${8 * Number(w)} bytes`));
});

test("a network that is told by layers says of how many arrays its numbers are", () => {
  const { answer } = page("lecture");
  const words = textOf(
    keptSection(page("lecture", { answer: { ...answer, trace: { ...answer.trace, layer_steps: [] } } })),
  );
  assert.match(words, /activations a in 3 arrays/);
  assert.match(words, /inputs x in 1 array/);
});

test("a switch shows the marks, and then says what they mean", () => {
  const box = ({ attrs }) => attrs["data-change"] === "kept";
  assert.equal(all([keptSection(page("lecture"))], box)[0].attrs.checked, false);
  assert.doesNotMatch(textOf(keptSection(page("lecture"))), /a tab:/);
  assert.match(textOf(keptSection(page("lecture", { kept: true }))), /a tab: left behind/);
});

test("memory is told in bytes while one can read them", () => {
  const shown = page();
  assert.deepEqual(
    [9999, 12_500, 3_140_000].map((bytes) => memoryWords(shown, bytes)),
    ["9,999 bytes", "12.5 KB", "3.1 MB"],
  );
});
