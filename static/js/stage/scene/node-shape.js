/**
 * What a neuron of the forward network measures: a low one has its curve beside its numbers, a tall one over them.
 *
 * @typedef {object} NodeShape
 * @property {number} width
 * @property {number} height
 * @property {boolean} tall  whether its curve stands over its numbers, which are larger then
 * @property {number} curve  side of the square that the curve has
 * @property {number} room  of a number, in characters
 * @property {{z: number, rule: number, a: number}} lines  how far beneath the middle z, a, and what parts them stand
 */

const WIDTH = 124;

/** Characters of a number. */
const ROOM = 7.8;

/** From this height on a neuron is tall. */
const MIN_TALL_HEIGHT = 104;

/** Side of a low neuron's curve, and the height that a tall one's leaves. */
const LOW_CURVE = 32;
const NUMBERS_HEIGHT = 66;

/** A neuron of this height. @param {number} height @returns {NodeShape} */
export function nodeOf(height) {
  const gap = height > 60 ? 13 : 11;
  return height < MIN_TALL_HEIGHT
    ? { width: WIDTH, height, tall: false, curve: LOW_CURVE, room: ROOM, lines: { z: -gap, rule: 0, a: gap } }
    : {
        width: WIDTH,
        height,
        tall: true,
        curve: height - NUMBERS_HEIGHT,
        room: ROOM,
        lines: { z: height / 2 - 39, rule: height / 2 - 26, a: height / 2 - 13 },
      };
}
