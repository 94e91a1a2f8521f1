/** What a picture is called, and how large it may be: all that its dialog has to know of it beforehand. */

import { networkTitle } from "../language/summary.js";
import { phases } from "../network/steps.js";
import { stepsOf } from "../state/page.js";
import { placeWords, stepNumber } from "../time/timeline.js";

/** @typedef {import("../state/page.js").Page} Page */

/** Which network, which moment. @param {Page} page */
export function titleOf(page) {
  const { t, at } = page;
  const steps = stepsOf(page);
  const phase = phases(steps).find(({ end }) => at <= end)?.phase ?? "forward";
  const moment = t("page.time.value", { place: placeWords(page), phase: t(`page.phase.${phase}`) });
  return t("page.picture.heading", { network: networkTitle(page), moment });
}

/**
 * The name of a file: what it shows, in letters that every system takes.
 *
 * @param {Page} page
 * @param {string} ending
 */
export function fileName(page, ending) {
  return `backprop-${page.example ?? "network"}-step-${stepNumber(page.at)}${ending}`;
}

/** What every browser's canvas can be: pixels of a side, and in all. */
const MAX_CANVAS_SIDE = 32_767;
const MAX_CANVAS_PIXELS = 2 ** 28;

/**
 * Whether a picture of this size in pixels is possible.
 *
 * @param {{width: number, height: number}} size  in pixels of the page
 * @param {number} zoom
 */
export const isPossible = ({ width, height }, zoom) =>
  Math.max(width, height) * zoom <= MAX_CANVAS_SIDE && width * height * zoom * zoom <= MAX_CANVAS_PIXELS;
