/** What the reversed network answers to a signal of 1 at each output alone: asked once for all signals. */

import { networkOf } from "../../network/request.js";
import { usesOtherGains } from "../../network/drive.js";
import { withoutRate } from "../../network/problem.js";
import { isSummed } from "../../network/superposition.js";
import { answerTo } from "../ask.js";

/** @typedef {import("../../state/page.js").Page} Page */

/**
 * What the units depend on.
 *
 * @param {Page} page
 * @returns {[import("../../network/types.js").Problem, number[][] | null] | null} null while the network is not driven
 *   by hand
 */
function aboutOf({ answer, problem, drive, gains, drawer }) {
  if (drawer !== "drive" && drive === null) return null;
  if (!answer || answer.problem !== problem || answer.gains !== gains || !isSummed(problem)) return null;
  return [problem, gains];
}

/** @param {Page} page @returns {import("../ask.js").Question | null} */
export function unitsQuestion(page) {
  const about = aboutOf(page);
  if (!about) return null;
  const [problem, gains] = about;
  const outputs = problem.layers[problem.layers.length - 1].b;
  const usesOthers = problem.x.some((_, sample) => usesOtherGains({ problem, sample, gains }));
  const sets = usesOthers ? [gains, problem.x] : [gains];
  /** @param {number[][]} rows */
  const tiled = (rows) => sets.flatMap(() => outputs.flatMap(() => rows));
  const body = {
    ...withoutRate(networkOf(problem, page)),
    x: tiled(problem.x),
    target: tiled(problem.target),
    dl_dy: sets.flatMap(() => outputs.flatMap((_, i) => problem.x.map(() => outputs.map((_, k) => (k === i ? 1 : 0))))),
    fields: [...(usesOthers ? ["da_dz"] : []), "dl_da", "dl_dz"],
    ...(gains && { gains_x: sets.flatMap((rows) => outputs.flatMap(() => rows ?? [])) }),
  };
  return { path: "/api/trace", body, about };
}

/** @param {Page} page @returns {import("../../network/superposition.js").Units | null} null before they have come */
export function driveUnitsOf(page) {
  const about = aboutOf(page);
  return about && (answerTo(page.units, { about })?.value ?? null);
}
