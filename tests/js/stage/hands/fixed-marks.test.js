import assert from "node:assert/strict";
import { test } from "node:test";
import { FIXABLE } from "../../../../static/js/network/fixed.js";
import { inspector } from "../../../../static/js/screens/explore/inspector/index.js";
import { drawer } from "../../../../static/js/screens/explore/sections/index.js";
import { strip } from "../../../../static/js/screens/explore/sample-strip.js";
import { fixedNote, heldFixed } from "../../../../static/js/stage/hands/fixed-marks.js";
import { page, preset } from "../../pages.js";

const boot = {
  presets: [],
  activations: [{ name: "sigmoid", tex: "", derivative_tex: "", elementwise: true, curve: null }],
  losses: [{ name: "half_squared_error", tex: "", gradient_tex: "", on_logits: false }],
  limits: { layers: 64, neurons: 1024, parameters: 150000 },
  curve_z: [],
};
const shown = (patch) => page("lecture", { preset: preset("lecture"), ...patch });
const all = (marks) =>
  marks.flatMap((mark) => (mark && typeof mark === "object" ? [mark, ...all([...mark.children])] : []));
const said = (mark) => (typeof mark === "string" ? mark : mark.children.map(said).join(""));
const section = (patch) => all(heldFixed(drawer)(shown(patch), boot));
const fields = (marks) => marks.filter(({ attrs }) => attrs["data-number"]).map(({ attrs }) => attrs["data-number"]);

test("without anything fixed a view is the very same", () => {
  const marks = [];
  assert.equal(heldFixed(() => marks)(shown({ fixed: null })), marks);
  assert.equal(fixedNote(shown({ fixed: null })), null);
});

test("in the section of the network only what is free has a field", () => {
  const free = fields(section({ drawer: "network", fixed: null }));
  assert.ok(free.includes("w.1.0.0") && free.includes("b.1.0") && free.includes("learning_rate"));
  const marks = section({ drawer: "network", fixed: ["weights", "network"] });
  assert.deepEqual(
    fields(marks),
    free.filter((address) => address.startsWith("b.")),
  );
  const numbers = marks.filter(({ attrs }) => attrs.class === "fixed-number").map(said);
  assert.ok(
    numbers.some((words) => words.endsWith(" −2")),
    "with a minus, not a hyphen",
  );
  for (const name of ["loss", "reduction", "activation", "frozen"])
    for (const field of marks.filter(({ attrs }) => attrs["data-change"] === name)) {
      assert.equal(field.attrs.disabled, true, name);
      assert.match(field.attrs.title, /Fixed by the link/);
    }
  for (const name of ["add-layer", "remove-layer", "add-neuron", "remove-neuron", "open-file"])
    assert.ok(
      marks.filter(({ attrs }) => attrs["data-do"] === name).every(({ attrs }) => attrs.disabled),
      name,
    );
  assert.ok(marks.some((mark) => mark.attrs.class === "hint fixed-note"));
  const digits = marks.find(({ attrs }) => attrs["data-change"] === "digits");
  assert.ok(!digits.attrs.disabled, "how it is viewed is free");
});

test("samples are neither added nor taken out, nor is one typed, where inputs are fixed", () => {
  const marks = section({ drawer: "samples", fixed: ["inputs"] });
  assert.deepEqual(
    fields(marks).filter((address) => address.startsWith("x.")),
    [],
  );
  assert.ok(fields(marks).length > 0, "targets are free");
  for (const name of ["add-sample", "paste"])
    assert.equal(marks.find(({ attrs }) => attrs["data-do"] === name).attrs.disabled, true, name);
  const chips = all(heldFixed(strip)(page("softmax-batch", { fixed: ["targets"] })));
  const toggles = chips.filter(({ attrs }) => attrs["data-do"] === "remove-sample");
  assert.ok(toggles.length > 1 && toggles.every(({ attrs }) => attrs.disabled));
  assert.ok(chips.some(({ attrs }) => attrs["data-do"] === "sample" && !attrs.disabled));
});

test("in the inspector a fixed number stands where its field would be", () => {
  const held = heldFixed(inspector);
  for (const [chosen, part] of Object.entries({ "w.1.0.0": "weights", "b.1.0": "biases", "x.0": "inputs" })) {
    assert.deepEqual(fields(all(held(shown({ chosen, fixed: [part] }), boot))), [], chosen);
    const others = FIXABLE.filter((one) => one !== part);
    assert.deepEqual(fields(all(held(shown({ chosen, fixed: others }), boot))), [chosen]);
  }
});
