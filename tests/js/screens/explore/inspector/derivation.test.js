import assert from "node:assert/strict";
import { test } from "node:test";
import { derivation } from "../../../../../static/js/screens/explore/inspector/derivation.js";
import { arrivals } from "../../../../../static/js/screens/explore/inspector/arrivals.js";
import { page } from "../../../pages.js";
import { all, textOf } from "../../../pictures.js";

const part = (tex, address = null) => ({ tex, address, role: address ? "value" : "operator" });
const LINES = [
  {
    kind: "symbolic",
    parts: [part("a", "dl_da.2.0"), part("="), part("w", "w.3.0.0"), part("g", "dl_dz.3.0"), part("v", "dl_dz.3.1")],
  },
  { kind: "numbers", parts: [part("a", "dl_da.2.0"), part("="), part("3", "w.3.0.0"), part("-0.09", "dl_dz.3.0")] },
  { kind: "value", parts: [] },
];

/** The derivation of ∂l/∂a of the first neuron of layer 2, which the eighteenth step computes. */
function shown(at, patch = {}) {
  const explanations = new Map([["dl_da.2.0", { lines: LINES, texts: { latex: "a" } }]]);
  const now = page("lecture", { at, explanations, chosen: "dl_da.2.0", ...patch });
  return derivation(now, "dl_da.2.0");
}
const withClass = (mark, name) =>
  all([mark], ({ attrs }) =>
    String(attrs.class ?? "")
      .split(" ")
      .includes(name),
  );

test("before its step a number shows symbols, and no number that is not known yet", () => {
  const early = shown(5);
  assert.equal(withClass(early, "lit").length, 0);
  assert.equal(withClass(early, "withheld").length, 2, "the signal that has not come back, and the result");
});

test("while its step goes on its factors light as their signals arrive, and the result comes last", () => {
  assert.equal(withClass(shown(17.5), "lit").length, 0);
  assert.equal(withClass(shown(17.7), "lit").length, 4, "the larger product first");
  assert.equal(withClass(shown(17.9), "lit").length, 5);
  assert.equal(withClass(shown(17.9), "withheld").length, 1, "only the result");
  const done = shown(18);
  assert.equal(withClass(done, "lit").length + withClass(done, "withheld").length, 0);
  assert.match(textOf(withClass(done, "result")[0]), /= −0\.3883/);
});

test("product by product, a factor lights when its own has come", () => {
  const lit = (at) => {
    const has = arrivals(page("lecture", { at, grain: "operation", chosen: "dl_da.2.0" }));
    return ["w.3.0.0", "dl_dz.3.0", "w.3.1.0", "dl_dz.3.1"].filter(has).join();
  };
  assert.equal(lit(17.2), "");
  assert.equal(lit(17.33), "w.3.0.0,dl_dz.3.0");
  assert.equal(lit(17.7), "w.3.0.0,dl_dz.3.0,w.3.1.0,dl_dz.3.1");
});

test("while it plays every line has its place, also one that the number has not", () => {
  const lines = withClass(shown(17.5, { playing: true }), "line");
  assert.deepEqual(
    lines.map(({ key }) => key),
    ["symbolic", "numbers", "chain"],
  );
  assert.equal(textOf(lines[2]), "", "its room, and no word in it");
  assert.equal(withClass(shown(17.5), "line").length, 2);
});

test("each equation of the chain rule has a row, and a row is broken before a plus only", () => {
  const sum = [part("S"), part("="), part("p"), part("u"), part("+"), part("q"), part("v")];
  const chain = {
    kind: "chain",
    parts: [part("R"), part("="), part("r"), part(",\\quad "), ...sum, part("="), part("T")],
  };
  const explanations = new Map([["dl_dz.2.0", { lines: [LINES[0], chain], texts: {} }]]);
  const drawn = derivation(page("lecture", { at: 63, explanations, chosen: "dl_dz.2.0" }), "dl_dz.2.0");
  const [line] = withClass(drawn, "chain-line");
  const rows = withClass(line, "pieces");
  assert.equal(rows.length, 3);
  assert.deepEqual(
    rows.map((row) => withClass(row, "summand").map((term) => withClass(term, "sign").length)),
    [[3], [4, 3], [2]],
  );
});

test("the learning rate in a formula leads to its curve", () => {
  const symbolic = { kind: "symbolic", parts: [part("w"), part("="), part("v", "w.1.0.0"), part("-"), part("\\eta")] };
  const explanations = new Map([["w_new.1.0.0", { lines: [symbolic, LINES[2]], texts: {} }]]);
  const drawn = derivation(page("lecture", { at: 63, explanations, chosen: "w_new.1.0.0" }), "w_new.1.0.0");
  assert.equal(all([drawn], ({ attrs }) => attrs["data-do"] === "rates").length, 1);
});
