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

test("∇L has an entry for each weight and bias, in the order of the layers, and each leads to its number", () => {
  const drawn = shown("L");
  const chosen = all([drawn], ({ attrs }) => attrs["data-choose"]).map(({ attrs }) => attrs["data-choose"]);
  assert.equal(chosen.length, 18);
  assert.deepEqual([chosen[0], chosen[5], chosen[17]], ["dL_dw.1.0.0", "dL_db.1.1", "dL_db.3.1"]);
  assert.match(textOf(drawn), /θ and ∇L: 18 entries/);
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
