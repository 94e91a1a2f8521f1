/** The view of the push keeps in sight what is played. */

/**
 * Where the view is higher than its window, as on a phone, it moves on with what is played.
 *
 * @param {HTMLElement} pane @param {import("../../state/page.js").Page["pushing"]} pushing
 */
export function keepPlayInSight(pane, { progress }) {
  if (progress === null || pane.scrollHeight <= pane.clientHeight) return;
  const current = [...pane.querySelectorAll(".current")].map((element) => element.getBoundingClientRect());
  if (current.length === 0) return;
  const [top, bottom] = [Math.min(...current.map((box) => box.top)), Math.max(...current.map((box) => box.bottom))];
  const window = pane.getBoundingClientRect();
  if (top >= window.top && bottom <= window.bottom) return;
  pane.scrollBy({ top: (top + bottom - window.top - window.bottom) / 2, behavior: "instant" });
}
