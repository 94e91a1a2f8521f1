/** What a finger means: it is less exact than a mouse, and the numbers of the wires are small. */

/** Pixels of a side that a number has for a finger, whatever it is drawn in. */
const FINGER_SIDE = 24;

/**
 * The label of the wire that is meant by a finger beside it. What else can be chosen there is meant itself.
 *
 * @param {Element} target  on which the finger lies
 * @param {number} x  in the window
 * @param {number} y
 * @returns {Element}
 */
export function underFinger(target, x, y) {
  const figure = target.closest("svg.figure");
  const taken = target.closest("[data-choose], [data-do], [data-edit]");
  if (!figure || (taken && !taken.matches(".hit"))) return target;
  const labels = [...figure.querySelectorAll(".wire-label")];
  return (
    labels.find((label) => {
      const { left, right, top, bottom } = label.getBoundingClientRect();
      const [aside, above] = [right - left, bottom - top].map((side) => Math.max(0, FINGER_SIDE - side) / 2);
      return x >= left - aside && x <= right + aside && y >= top - above && y <= bottom + above;
    }) ?? target
  );
}
