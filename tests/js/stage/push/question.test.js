import assert from "node:assert/strict";
import { test } from "node:test";
import { ownNumber } from "../../../../static/js/screens/explore/inspector/own-number.js";
import { planOf } from "../../../../static/js/network/push.js";
import { pushMarks } from "../../../../static/js/stage/push/index.js";
import { askedAfter } from "../../../../static/js/stage/push/question.js";
import { kept } from "../../answers.js";
import { hands } from "../../hands.js";
import { page, sized } from "../../pages.js";
import { all, textOf } from "../../pictures.js";
import { CURVES, answered } from "./answered.js";

const words = (marks) => marks.map(textOf).join(" ");

/** What is asked after a push. */
const asked = (answer, subject) => askedAfter(answer, planOf(answer, subject))?.subject ?? null;

test("the question is about another neuron, of the same layer where there is one", () => {
  const answer = kept("lecture");
  assert.equal(asked(answer, "z.2.0"), "z.2.1");
  assert.equal(asked(answer, "w.2.1.0"), "z.2.0");
  assert.equal(asked(answer, "z.3.1"), "z.3.0");
  assert.equal(asked(answer, "x.0"), "z.3.0");
  assert.equal(asked({ ...kept("softmax-batch"), sample: 1 }, "z.1.2@1"), "z.1.0@1");
  assert.equal(asked(sized([2, 3, 12, 1]), "z.1.0"), "z.3.0", "twelve paths are too many for a head");
  assert.equal(asked(sized([1, 1]), "z.1.0"), null);
});

test("after a push one is asked, told what is known, and a slip is named", () => {
  const shown = answered("lecture", { chosen: "z.2.0" });
  assert.ok(words(pushMarks(shown, CURVES)).includes("Now you: ∂l/∂z²₂ = ?"));
  const asking = { ...shown, pushing: { ...shown.pushing, asking: true } };
  const said = words(pushMarks(asking, CURVES));
  for (const part of [
    "how large is ∂l/∂z²₂?",
    "σ′(z²₂) = 0.09847, w³₁₂ = −1, ∂l/∂z³₁ = −0.09028, w³₂₂ = 4",
    "Back to this push",
  ])
    assert.ok(said.includes(part), part);
  assert.equal(said.includes("0.05516"), false, "the answer is not given away");
  for (const [text, verdict] of [
    ["0.0552", "✓ Right: ∂l/∂z²₂ = 0.05516."],
    ["−0.05516", "✗ The right size with the wrong sign."],
    ["0.5601", "✗ That comes out without the slope: the factor σ′(z²₂) is missing."],
    ["0.04628", "✗ One path is missing: the one over z³₁."],
    ["12", "✗ Not this number, and none of the usual slips gives it. Go through the factors one by one."],
    ["1,2,3", "That is not one number."],
  ])
    assert.ok(words(pushMarks({ ...asking, compared: { of: "dl_dz.2.1", text } }, CURVES)).includes(verdict), verdict);
});

test("the question is opened and closed, and what is typed is kept for its number alone", () => {
  const { press, change, state } = hands("lecture", { view: "push" });
  press("push-ask");
  assert.equal(state().pushing.asking, true);
  change("own", "0.05", "dl_dz.2.1");
  assert.deepEqual(state().compared, { of: "dl_dz.2.1", text: "0.05" });
  press("push-ask");
  assert.equal(state().pushing.asking, false);
});

test("the same field stands beside every gradient of the inspector, and beside nothing else", () => {
  const shown = page("lecture", { compared: { of: "dl_dw.2.0.1", text: "-0.04576" } });
  const field = ownNumber(shown, "dl_dw.2.0.1");
  assert.ok(textOf(field).includes("the factor a¹₂ is missing"));
  assert.equal(all([ownNumber(shown, "dl_dz.3.0")], ({ tag }) => tag === "input")[0].attrs.value, "");
  for (const address of ["dL_db.1.0", "dl_da.1.0", "dl_dx.1"])
    assert.notEqual(ownNumber(shown, address), null, address);
  for (const address of ["z.2.0", "w.1.0.0", "da_dz.1.0", "l"]) assert.equal(ownNumber(shown, address), null, address);
  const driven = { ...shown, answer: { ...shown.answer, drive: [1, 0] } };
  assert.equal(ownNumber(driven, "dl_dz.2.0"), null, "what comes back by hand is no gradient");
});
