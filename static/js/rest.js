/** What stands for the neurons of a folded layer that are not drawn: how many there are, and the way to see them. */

import { m } from "./marks.js";
import { round } from "./layout.js";

const WIDTH = 96;
const HEIGHT = 30;

/**
 * @param {import("./view.js").Seen} seen
 * @param {import("./layout.js").Lane} lane
 * @param {"forward" | "backward"} direction
 */
export function rests(seen, lane, direction) {
  return lane.rest.flatMap((at, layer) => {
    if (!at) return [];
    const count = seen.sizes[layer] - seen.layout.drawn[layer].length;
    const words = seen.t("page.fold.unfold", { layer, count });
    return [
      m(
        "g",
        { key: `rest:${layer}`, class: `rest ${direction}`, role: "button", tabindex: "-1", "data-do": "unfold-layer", "data-of": String(layer), "data-walk": direction, "aria-label": words },
        m("title", { key: "title" }, words),
        m("rect", { key: "box", x: round(at.x - WIDTH / 2), y: round(at.y - HEIGHT / 2), width: WIDTH, height: HEIGHT, rx: HEIGHT / 2 }),
        m("text", { key: "text", x: round(at.x), y: round(at.y + 4.5), "text-anchor": "middle" }, seen.t("page.fold.more", { count })),
      ),
    ];
  });
}
