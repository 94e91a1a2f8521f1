import assert from "node:assert/strict";
import { test } from "node:test";
import { movesOn } from "../../../static/js/stage/scene/drawing.js";
import { round } from "../../../static/js/stage/scene/layout.js";
import { pulseAt, tail } from "../../../static/js/stage/scene/pulse.js";
import { fileName, titleOf } from "../../../static/js/export/naming.js";
import { picture, pulseMarks } from "../../../static/js/export/picture.js";
import { NO_PICTURE } from "../../../static/js/export/dialog.js";
import { wordsIn } from "../../../static/js/language/letters.js";
import { words } from "../answers.js";
import { page } from "../pages.js";
import { all, textOf } from "../pictures.js";

const CURVES = {
  curve_z: [-2, -1, 0, 1, 2],
  curves: { sigmoid: [0.1, 0.3, 0.5, 0.7, 0.9], softmax: [], tanh: [-0.9, -0.7, 0, 0.7, 0.9] },
};
const shot = (name, patch, options) => picture(page(name, patch), CURVES, options).mark;
const travelling = (shown) => movesOn(shown, picture(shown, CURVES).context).moves;
const named = (mark, tag) => textOf(all([mark], (one) => one.tag === tag)[0]);
const chinese = { language: "zh-Hans", words: words("zh-Hans"), t: wordsIn(words("zh-Hans"), "lecture") };

test("the title names the network and the moment, in the reader's language", () => {
  assert.equal(named(shot("lecture", { at: 20 }), "title"), "Your own network: step 20 of 63, backward");
  assert.equal(
    titleOf(page("lecture", { at: 20, preset: { id: "lecture" } })),
    "The lecture's network: step 20 of 63, backward",
  );
  assert.match(
    titleOf(page("lecture", { at: 20, preset: { id: "lecture" }, ...chinese })),
    /^课程中的网络：.*20.*63.*反向/,
  );
});

test("the description says the network, what happens, and the loss as far as it is computed", () => {
  assert.equal(
    named(shot("lecture", { at: 20 }), "desc"),
    "2-2-2-2 · sigmoid · ½ Σ(y − ŷ)². The amplifier of neuron 1 of layer 2 multiplies −0.3883 by the slope 0.1179: ∂l/∂z²₁ = −0.04576. Loss: l = 0.4168.",
  );
  assert.match(named(shot("lecture", { at: 2 }), "desc"), /Loss: l = –\.$/);
  assert.match(named(shot("lecture", { at: 63 }), "desc"), /Loss: l = 0\.4168 → 0\.\d+\.$/);
});

test("of several samples the loss of the one that is told and the total are said", () => {
  assert.match(named(shot("softmax-batch", { at: 1000 }), "desc"), /Loss: l\S* = [\d.]+.*, L = [\d.]+/);
});

test("the names of the columns stand above the drawing, each with what its layer does", () => {
  const made = picture(page("lecture"), CURVES);
  const marks = all([made.mark], (one) => String(one.attrs.class).startsWith("picture-column"));
  assert.deepEqual(marks.map(textOf), [
    "input x",
    "",
    "layer 1",
    "sigmoid",
    "layer 2",
    "sigmoid",
    "layer 3 = output y",
    "sigmoid",
    "loss l",
    "½ Σ(y − ŷ)²",
  ]);
  const [left, top, width] = String(made.mark.attrs.viewBox).split(" ").map(Number);
  assert.deepEqual([left, top], [0, -made.top]);
  assert.ok(marks.every(({ attrs }) => attrs.y < 0 && attrs.y > top && attrs.x < width));
  assert.equal(made.mark.attrs.width, made.width);
});

test("a picture fills its pixels to the edge, whatever room the page has", () => {
  for (const space of [
    { width: 1060, height: 640 },
    { width: 1051, height: 659 },
    { width: 373, height: 391 },
  ]) {
    for (const caption of [true, false]) {
      const { mark, width, height } = picture(page("lecture", { space, picture: { ...NO_PICTURE, caption } }), CURVES);
      const box = String(mark.attrs.viewBox).split(" ").map(Number);
      assert.ok(Number.isInteger(width) && Number.isInteger(height));
      assert.ok(Math.abs((box[2] / box[3]) * height - width) < 0.01, `${box} in ${width} × ${height}`);
    }
  }
});

test("the sentence of the moment stands beneath the drawing, where it is wanted", () => {
  const caption = (mark) => all([mark], (one) => one.attrs.class === "picture-caption");
  const made = picture(page("lecture", { at: 20 }), CURVES);
  const bare = picture(page("lecture", { at: 20, picture: { ...NO_PICTURE, caption: false } }), CURVES);
  assert.equal(
    caption(made.mark).map(textOf).join(""),
    "step 20 of 63\u2003The amplifier of neuron 1 of layer 2 multiplies −0.3883 by the slope 0.1179: ∂l/∂z²₁ = −0.04576.",
  );
  assert.deepEqual(caption(bare.mark), []);
  assert.ok(Math.abs(made.height - bare.height - 58 * made.scale) < 1);
});

test("the picture does not show where the pointer is", () => {
  assert.equal(
    all([shot("lecture", { hover: "a.1.0" })], (one) => /\bpointed\b/.test(String(one.attrs.class))).length,
    0,
  );
  assert.equal(
    all([shot("lecture", { chosen: "a.1.0" })], (one) => /\bchosen\b/.test(String(one.attrs.class))).length,
    1,
  );
});

test("what is on its way is there, unless motion is unwanted, nothing moves, or a film draws it", () => {
  const kinds = ["pulse", "glow", "tail", "tag"];
  const counted = (mark) => kinds.map((kind) => all([mark], (one) => String(one.key).startsWith(`${kind}-`)).length);
  assert.deepEqual(counted(shot("lecture", { at: 0.5 })), [3, 3, 15, 3]);
  for (const [patch, options] of [[{ at: 0.5, still: true }], [{ at: 1 }], [{ at: 0.5 }, { moving: false }]])
    assert.deepEqual(counted(shot("lecture", patch, options)), [0, 0, 0, 0]);
});

test("a pulse is a disc, its glow, its tail and its number, where the stage draws them", () => {
  const pulse = travelling(page("lecture", { at: 0.5 }))[0];
  const { x, y, radius } = pulseAt(pulse, 0.3);
  const marks = pulseMarks([pulse], 0.3);
  const [glow, disc, tag] = ["glow-0", "pulse-0", "tag-0"].map((key) => marks.find((mark) => mark.key === key));
  assert.deepEqual(disc.attrs, {
    class: "picture-pulse forward",
    cx: round(x),
    cy: round(y),
    r: round(radius),
    opacity: 1,
  });
  assert.deepEqual(glow.attrs, { ...disc.attrs, r: round(radius + 6), opacity: 0.22 });
  assert.equal(textOf(tag), pulseAt(pulse, 0.3).words);
  const behind = marks.filter(({ key }) => key.startsWith("tail-")).map(({ attrs }) => attrs.cx);
  assert.deepEqual(
    behind,
    tail(pulse, 0.3).map((point) => round(point.x)),
  );
});

test("where many pulses are on their way none has its number, and of very many none a tail", () => {
  const pulse = travelling(page("lecture", { at: 0.5 }))[0];
  const kinds = (count) => new Set(pulseMarks(new Array(count).fill(pulse), 0.3).map(({ key }) => key.split("-")[0]));
  assert.deepEqual(kinds(8), new Set(["tail", "glow", "pulse", "tag"]));
  assert.deepEqual(kinds(9), new Set(["tail", "glow", "pulse"]));
  assert.deepEqual(kinds(251), new Set(["glow", "pulse"]));
});

test("a file is named after its example and its step", () => {
  assert.equal(fileName(page("lecture", { example: "mazur", at: 6.4 }), ".svg"), "backprop-mazur-step-7.svg");
  assert.equal(fileName(page(), "@2x.png"), "backprop-network-step-0@2x.png");
});
