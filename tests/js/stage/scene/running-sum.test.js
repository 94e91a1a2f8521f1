import assert from "node:assert/strict";
import { test } from "node:test";
import { arrivedBack, runningSum } from "../../../../static/js/stage/scene/running-sum.js";
import { stepsOf } from "../../../../static/js/state/page.js";
import { page, pageOf, contextOn, sized } from "../../pages.js";
import { textOf } from "../../pictures.js";

/** What is written beneath the neuron at this part of the step that computes a number, product by product. */
function during(address, part, patch = {}) {
  const shown = page("lecture", { grain: "operation", ...patch });
  const index = stepsOf(shown).findIndex(({ writes }) => writes.includes(address));
  const now = { ...shown, at: index + part };
  const mark = runningSum(now, contextOn(now));
  return (
    mark && {
      words: textOf(mark),
      lane: mark.attrs.class.split(" ")[1],
      box: mark.children[0].attrs,
      context: contextOn(now),
    }
  );
}

test("products are written as they arrive, and then added up with the bias", () => {
  assert.equal(during("z.1.0", 0.2), null, "the first is still on its way");
  assert.equal(during("z.1.0", 1 / 3).words, "1");
  assert.equal(during("z.1.0", 0.5).words, "1");
  assert.equal(during("z.1.0", 2 / 3).words, "1 + 2");
  assert.equal(during("z.1.0", 0.9).words, "1 + 2 + 1 = 4");
});

test("on the way back the signals are, beneath the amplifier", () => {
  const { words, lane, box, context } = during("dl_da.2.0", 0.9);
  assert.equal(words, "−0.2708 − 0.1175 = −0.3883");
  assert.equal(lane, "backward");
  const { y } = context.layout.backward.nodes[2][0];
  assert.ok(box.y > y + context.layout.amplifier.height / 2);
});

for (const grain of ["guided", "neuron"])
  test(`by ${grain} what comes back is written as it arrives, then its sum, then the sum times the slope`, () => {
    const words = (address, part) => during(address, part, { grain })?.words;
    assert.equal(words("dl_da.2.0", 0.6), undefined, "both are on their way");
    assert.equal(words("dl_da.2.0", 0.7), "−0.2708", "the larger one is the quicker");
    assert.equal(words("dl_da.2.0", 0.9), "−0.2708 − 0.1175");
    assert.equal(words("dl_da.2.0", 1), "−0.2708 − 0.1175 = −0.3883");
    assert.equal(words("dl_dz.2.0", 0.5), "−0.3883 × 0.1179");
    assert.equal(words("dl_dz.2.0", 1), "−0.3883 × 0.1179 = −0.04576");
    const shown = page("lecture", { grain });
    assert.deepEqual(
      [17.6, 17.7, 17.9, 19.5].map((at) => arrivedBack({ ...shown, at })),
      ["00", "10", "11", ""],
    );
  });

test("of many only their number and their sum so far are written", () => {
  const wide = pageOf(sized([6, 2]), { grain: "operation" });
  const [step] = stepsOf(wide);
  const { W } = wide.problem.layers[0];
  const at = 5 / 7;
  const words = textOf(runningSum({ ...wide, at }, contextOn({ ...wide, at })));
  const sum = W[step.neuron].slice(0, 5).reduce((all, w, k) => all + w * wide.problem.x[0][k], 0);
  assert.ok(words.startsWith("Σ5 = "), words);
  assert.ok(Math.abs(Number(words.slice(5).replace("−", "-")) - sum) < 1e-3);
});

test("in the other grains, and where nothing is added, there is none", () => {
  assert.equal(during("a.1.0", 0.9), null);
  assert.equal(during("z.1.0", 0.9, { grain: "neuron" }), null);
});
