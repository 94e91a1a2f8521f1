import assert from "node:assert/strict";
import { test } from "node:test";
import {
  entriesOfGradient,
  gradientVector,
} from "../../../../../static/js/screens/explore/inspector/gradient-vector.js";
import { page } from "../../../pages.js";
import { all, textOf } from "../../../pictures.js";

const END = 63;
const shown = (address, patch = {}) =>
  gradientVector(page("lecture", { at: END, unfolded: "theta", ...patch }), address);

const buttons = (drawn, name) => all([drawn], ({ tag, attrs }) => tag === "button" && attrs.class === name);

test("θ and ∇L have an entry for each weight and bias, in the order of the layers, and each leads to its number", () => {
  const drawn = shown("L");
  const [theta, gradient] = ["of-theta", "of-gradient"].map((name) =>
    buttons(drawn, name).map(({ attrs }) => attrs["data-choose"]),
  );
  assert.deepEqual([theta.length, gradient.length], [18, 18]);
  assert.deepEqual([theta[0], theta[5], theta[17]], ["w.1.0.0", "b.1.1", "b.3.1"]);
  assert.deepEqual([gradient[0], gradient[5], gradient[17]], ["dL_dw.1.0.0", "dL_db.1.1", "dL_db.3.1"]);
  assert.match(textOf(drawn), /θ and ∇L: 18 entries/);
});

test("after the update each parameter stands there old and new, before it the old one alone", () => {
  const first = (patch) => textOf(buttons(shown("L", patch), "of-theta")[0]);
  const { answer } = page("lecture");
  assert.equal(first({ at: 20 }), "w¹₁₁ 1");
  assert.equal(first({}), `w¹₁₁ 1 → ${answer.trace.update.layers[0].W_new[0][0].toPrecision(4)}`);
});

test("at the update the forecast ∇L · Δθ stands beside what happened; before it that they will come", () => {
  const { trace, problem } = page("lecture").answer;
  let forecast = 0;
  trace.update.layers.forEach(({ W_new, b_new }, l) => {
    const { W, b } = problem.layers[l];
    W_new.forEach((row, i) => row.forEach((w, j) => (forecast += trace.layers[l].dL_dW[i][j] * (w - W[i][j]))));
    b_new.forEach((one, i) => (forecast += trace.layers[l].dL_db[i] * (one - b[i])));
  });
  const words = (patch) => textOf(all([shown("w_new.1.0.0", patch)], ({ attrs }) => attrs["data-step-forecast"])[0]);
  const minus = (value) => value.toPrecision(4).replace("-", "−");
  assert.equal(
    words({}),
    `Forecast of the whole step: the change of L is ∇L · Δθ = ${minus(forecast)}. What happened: ${minus(trace.update.L_after - trace.L)}.`,
  );
  assert.match(words({ at: 40 }), /^Once the update is there/);
});

test("what is pointed at in the drawing is marked in the list: the wire's entry, or the bias's", () => {
  const tied = (hover) => all([shown("L", { hover })], ({ attrs }) => attrs.class === "tied").map(({ key }) => key);
  assert.deepEqual(tied("w.2.0.1"), ["dL_dw.2.0.1"]);
  assert.deepEqual(tied("dl_dw.2.0.1"), ["dL_dw.2.0.1"]);
  assert.deepEqual(tied("b.2.1"), ["dL_db.2.1"]);
  assert.deepEqual(tied("z.2.1"), []);
  assert.deepEqual(tied(null), []);
});

test("its length is the root of the sum of the squares of its entries, once all are known", () => {
  const { trace } = page("lecture").answer;
  const squares = trace.layers.flatMap(({ dL_dW, dL_db }) => [...dL_dW.flat(), ...dL_db].map((one) => one ** 2));
  const length = Math.sqrt(squares.reduce((sum, one) => sum + one, 0));
  const words = (mark) => textOf(all([mark], ({ attrs }) => attrs["data-length"])[0]);
  assert.equal(words(shown("L")), `‖∇L‖ = ${length.toPrecision(4)}`);
  assert.equal(words(shown("L", { at: 20 })), "‖∇L‖ = –");
});

test("what an update leaves alone is no entry; folded nothing is listed; a z is no place to ask for it", () => {
  const { problem } = page("lecture");
  const [first, ...others] = problem.layers;
  assert.equal(entriesOfGradient({ ...problem, layers: [{ ...first, frozen: ["W"] }, ...others] }).length, 14);
  assert.equal(all([shown("L", { unfolded: null })], ({ tag }) => tag === "li").length, 0);
  assert.equal(shown("z.1.0"), null);
});
