/**
 * The links of a push in their order, and which of them has been reached while it is played: forward from the handle to
 * the loss, backward from the loss to the handle.
 *
 * @typedef {"start" | "entry" | "curve" | "wires" | "known" | "loss"} PushStage
 */

/** @param {import("../../network/push.js").PushPlan} plan @returns {PushStage[]} */
export function stagesOf({ entry, curve, kind }) {
  return [
    "start",
    ...(entry ? [/** @type {const} */ ("entry")] : []),
    ...(curve ? [/** @type {const} */ ("curve")] : []),
    ...(kind === "loss" ? [] : [/** @type {const} */ ("wires")]),
    "known",
    "loss",
  ];
}

/**
 * @typedef {object} PushPlaying  how far the play has come
 * @property {(stage: PushStage) => "" | "current" | "later"} state  of a link; nothing while nothing is played
 * @property {(stage: PushStage) => number | null} part  how much of a link is done, in [0, 1], while it is the one
 */

/**
 * @param {readonly PushStage[]} stages
 * @param {{backwards: boolean, progress: number | null}} push
 * @returns {PushPlaying}
 */
export function playingOf(stages, { backwards, progress }) {
  const order = backwards ? stages.toReversed() : stages;
  const current = progress === null ? null : Math.min(order.length - 1, Math.floor(progress));
  return {
    state(stage) {
      const index = order.indexOf(stage);
      if (current === null || index < 0) return "";
      return index === current ? "current" : index > current ? "later" : "";
    },
    part: (stage) => (current !== null && order[current] === stage ? Math.min(1, (progress ?? 0) - current) : null),
  };
}
