/** Where the targets stand: over the loss and beneath it. */

export const TARGET_WIDTH = 128;

/**
 * The line on which a target is written.
 *
 * @param {Pick<import("./context.js").Context, "layout" | "sizes">} context
 * @param {import("./layout.js").Lane} lane
 * @param {number} place  among those that are drawn
 */
export function targetHeight({ layout, sizes }, lane, place) {
  const above = Math.ceil(layout.drawn[sizes.length - 1].length / 2);
  return lane.loss.y + (place < above ? -56 - (above - 1 - place) * 20 : 64 + (place - above) * 20);
}
