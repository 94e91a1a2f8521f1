import assert from "node:assert/strict";
import { test } from "node:test";
import { drawnOf } from "../../../static/js/stage/scene/folding.js";
import { page, pageOf, sized } from "../pages.js";
import { onPaper } from "../../../static/js/stage/paper.js";

test("on paper the drawing is whole, as wide as a sheet, and as an audience does not see it", () => {
  const printed = onPaper(page("lecture", { zoom: 3, present: true }));
  assert.deepEqual([printed.zoom, printed.present, printed.space.width], [1, false, 690]);
  const height = (view) => onPaper(page("lecture", { view })).space.height;
  assert.ok(height("forward") < height("both") && height("matrices") === height("both"));
});

test("wide layers that are unfolded on the screen are folded on paper; what is pinned stays", () => {
  const shown = pageOf(sized([20, 30, 2]), { opened: [0, 1], pinned: ["1.29"] });
  const drawn = (folding) => drawnOf({ ...shown.answer, folding, chosen: null });
  assert.deepEqual(
    drawn(shown).map(({ length }) => length),
    [20, 30, 2],
  );
  const onSheet = drawn(onPaper(shown));
  assert.ok(onSheet[0].length < 9 && onSheet[1].length < 9);
  assert.ok(onSheet[1].includes(29));
});
