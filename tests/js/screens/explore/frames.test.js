import assert from "node:assert/strict";
import { test } from "node:test";
import { memo } from "../../../../static/js/state/memo.js";
import { inspector } from "../../../../static/js/screens/explore/inspector/index.js";
import { notices } from "../../../../static/js/screens/explore/notices.js";
import { rail } from "../../../../static/js/screens/explore/rail.js";
import { strip } from "../../../../static/js/screens/explore/sample-strip.js";
import { drawer } from "../../../../static/js/screens/explore/sections/index.js";
import { superposedStrip } from "../../../../static/js/screens/explore/sections/superposition.js";
import { bar } from "../../../../static/js/shell/bar.js";
import { contextOf, figureMarks } from "../../../../static/js/stage/scene/drawing.js";
import { matrices } from "../../../../static/js/stage/matrices/equations.js";
import { heading, reading } from "../../../../static/js/stage/text/index.js";
import { SECTIONS } from "../../../../static/js/state/page.js";
import { kept } from "../../answers.js";
import { page, pageOf, preset } from "../../pages.js";

const boot = {
  activations: ["identity", "sigmoid", "tanh", "relu", "softmax"].map((name) => ({ name, curve: null })),
  losses: [{ name: "half_squared_error" }, { name: "cross_entropy" }],
  presets: [],
  languages: [],
  curve_z: [],
  limits: { widths: 784, layers: 9, parameters: 120_000, layer_width: 784, layer_count: 9 },
};

/** Whether a view returns the very same at several moments. */
function stands(view, shown, moments, patch = {}) {
  const remembered = memo(view);
  const first = remembered({ ...shown, at: moments[0] }, boot);
  return moments.every((at) => remembered({ ...shown, ...patch, at }, boot) === first);
}

const STEP = [20.2, 20.4, 20.9];

const VIEWS = {
  bar,
  rail,
  strip,
  notices,
  matrices,
  heading,
  reading,
  inspector,
  sums: (shown) => [superposedStrip(shown)],
  figure: (shown) => figureMarks(shown, contextOf(shown, { curve_z: [], curves: {} })),
};

for (const [name, view] of Object.entries(VIEWS)) {
  for (const grain of ["neuron", "operation", "layer"]) {
    test(`while a step by ${grain} lasts, nothing of ${name} is made anew`, () => {
      const moments = grain === "operation" ? [20.02, 20.05, 20.09] : STEP;
      for (const answer of ["lecture", "softmax-batch"])
        for (const chosen of [null, "dl_dz.2.0", "dl_dw.1.0.1"])
          assert.ok(
            stands(view, pageOf(kept(answer), { grain, chosen, playing: true, still: false }), moments),
            answer,
          );
    });
  }
}

for (const section of SECTIONS) {
  test(`while a step lasts, nothing of the section ${section} is made anew`, () => {
    const shown = page("lecture", { drawer: section, preset: { ...preset("lecture"), published: [] } });
    assert.ok(stands(drawer, shown, STEP));
  });
}

test("while time plays, from its beginning to its end, nothing of the section network is made anew", () => {
  assert.ok(stands(drawer, page("lecture", { drawer: "network" }), [0, 4.2, 20, 40.5, 63]));
});

test("pointing at a number makes neither the drawing nor the section network anew", () => {
  const shown = page("lecture", { drawer: "network" });
  for (const view of [drawer, VIEWS.figure]) assert.ok(stands(view, shown, [20.2, 20.2], { hover: "a.1.0" }));
});

test("the next step makes the drawing and the inspector anew", () => {
  for (const view of [VIEWS.figure, inspector, reading])
    assert.equal(stands(view, page("lecture"), [20.2, 21.2]), false);
});
