/** How large the drawing is shown. */

export const MIN_ZOOM = 0.05;
export const MAX_ZOOM = 4;

/** A zoom in percent, of the three decimals that a link keeps of it. @param {number} zoom */
export const percent = (zoom) => Math.round(Math.round(1000 * zoom) / 10);

/** @param {number} zoom @param {number} by  factor @returns {number} within the limits, and exactly 1 near it */
export function zoomed(zoom, by) {
  const next = Math.min(MAX_ZOOM, Math.max(MIN_ZOOM, zoom * by));
  return Math.abs(next - 1) < 0.02 ? 1 : next;
}
