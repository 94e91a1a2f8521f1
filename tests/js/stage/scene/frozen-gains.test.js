import assert from "node:assert/strict";
import { test } from "node:test";
import { errorOf, trueGainsQuestion } from "../../../../static/js/stage/scene/frozen-gains.js";
import { sentence } from "../../../../static/js/language/sentences/sentence.js";
import { unitsOf } from "../../../../static/js/state/page.js";
import { page } from "../../pages.js";
import { usesOtherGains } from "../../../../static/js/network/drive.js";

const { t } = page();

test("how wrong a gradient is, is said by its factor, its sign, or that it should not be there", () => {
  assert.equal(errorOf(0.1, 1, t), "10× too small");
  assert.equal(errorOf(-5, -2, t), "2.5× too large");
  assert.equal(errorOf(0.1, -1, t), "wrong sign");
  assert.equal(errorOf(0.1, 0, t), "should be 0");
  assert.equal(errorOf(0, 0.1, t), "should not be 0");
  assert.equal(errorOf(0, 0, t), null);
  assert.equal(errorOf(0.1 + 0.2, 0.3, t), null, "rounding is no error");
});

/** The lecture's page, driven or frozen. */
function byHand(patch, drive, gains) {
  const shown = page("lecture", patch);
  return { ...shown, drive, gains, answer: { ...shown.answer, drive, gains } };
}

test("the true gains are asked for where others are frozen, with the signals that are set by hand", () => {
  assert.equal(trueGainsQuestion(byHand({}, null, null)), null);
  assert.equal(trueGainsQuestion(byHand({}, null, [[1, -1]])), null, "frozen at the present input nothing is wrong");
  const { body } = trueGainsQuestion(byHand({}, [1, 0], [[2, 2]]));
  assert.deepEqual([body.dl_dy, "gains_x" in body, body.fields], [[[1, 0]], false, ["da_dz", "dl_dz"]]);
  assert.equal(usesOtherGains(byHand({}, null, [[2, 2]]).answer), true);
});

/** Everything that is said of a pass. */
function story(drive, gains, grain) {
  const shown = byHand({ grain }, drive, gains);
  const { problem, trace, sample } = shown.answer;
  return unitsOf(shown)
    .filter(({ steps }) => trace.steps[steps[0]].phase !== "update")
    .map(({ end }) =>
      sentence({
        problem,
        trace: { ...trace },
        state: { ...shown, at: end, sample },
        units: unitsOf(shown).map((unit) => ({ ...unit })),
        t,
        digits: 4,
      })
        .map(({ text }) => text)
        .join(""),
    )
    .join("\n");
}

for (const grain of ["neuron", "layer", "phase"]) {
  test(`with frozen gains no ${grain} speaks of slopes above them or of gradients`, () => {
    const told = story(null, [[2, 2]], grain);
    assert.doesNotMatch(told, /by the slope|Its slope there|its slope is|\d gradients|so the gradient of/);
    assert.match(told, /not the gradient/);
  });

  test(`driven by hand no ${grain} calls what comes back the gradient of the loss`, () => {
    const told = story([1, 0], null, grain);
    assert.doesNotMatch(told, /the loss gives|how the loss would answer|\d gradients|so the gradient of/);
    assert.match(told, /no gradient of the loss/);
  });

  test(`left alone every ${grain} speaks as ever`, () =>
    assert.doesNotMatch(story(null, null, grain), /no gradient of|not the gradient|frozen gain/));
}
