import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { parseTex } from "../../../static/js/language/tex.js";

const SNAPSHOTS = new URL("../../explain/snapshots/", import.meta.url);

/** The text that a reader sees, fractions as (top/bottom). */
function read(node) {
  switch (node.kind) {
    case "row":
      return node.children.map(read).join("");
    case "fraction":
      return `(${read(node.top)}/${read(node.bottom)})`;
    case "scripts":
      return `${read(node.base)}${node.sub ? `_${read(node.sub)}` : ""}${node.sup ? `^${read(node.sup)}` : ""}`;
    case "accent":
      return `${read(node.base)}${node.mark}`;
    case "root":
      return `√${read(node.inside)}`;
    case "bold":
      return read(node.inside);
    case "space":
      return " ";
    default:
      return node.text;
  }
}

for (const name of readdirSync(SNAPSHOTS)) {
  test(`every formula of the server in ${name} is understood`, () => {
    const formulas = readFileSync(new URL(name, SNAPSHOTS), "utf8")
      .split("\n")
      .filter((line) => /^ {2}\w+: /.test(line))
      .map((line) => line.replace(/^ {2}\w+: /, ""));
    assert.ok(formulas.length > 20);
    for (const formula of formulas) assert.ok(read(parseTex(formula)).length > 2, formula);
  });
}

test("a partial derivative is a fraction, its layer above and its neuron below", () => {
  assert.equal(
    read(parseTex(String.raw`\frac{\partial l}{\partial z^{2}_{1}}=\sigma'(z^{2}_{1})\,w^{3}_{11}`)),
    "(∂l/∂z_1^2)=σ′(z_1^2) w_11^3",
  );
});

test("a minus is a minus, a bracket keeps its size, a hat sits on its letter", () => {
  assert.equal(read(parseTex(String.raw`\tfrac{1}{2}\,\bigl[(y_{1}-\hat{y}_{1})^{2}\bigr]`)), "(1/2) [(y_1−y^_1)^2]");
});

test("what is not in the language of the formulas is an error", () => {
  for (const wrong of [String.raw`\href{x}{y}`, "{a", String.raw`\frac{a}`, "a_"])
    assert.throws(() => parseTex(wrong), SyntaxError, wrong);
});
