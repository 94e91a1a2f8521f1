/**
 * The drawing of one moment, as marks, and what moves over it: the same for the stage, for a picture that is saved and
 * for a film. Pure: it depends on the page's state alone.
 */

import { m } from "../../dom/marks.js";
import { alikeSigns } from "./alike-signs.js";
import { askedMarks, askedWays } from "./asked-marks.js";
import { drawnOf } from "./folding.js";
import { keptMarks } from "./kept-marks.js";
import { layout } from "./layout.js";
import { fit, createContext } from "./context.js";
import { trueGainsOf } from "./frozen-gains.js";
import { forwardLane } from "./forward.js";
import { backwardLane } from "./backward.js";
import { runningSum } from "./running-sum.js";
import { lit, pulses } from "./motion.js";
import { valueAt } from "../../network/address.js";
import { keptAddresses } from "../../network/kept-values.js";
import { once } from "../../network/once.js";
import { isCoupled, sizesOf } from "../../network/problem.js";
import { derived } from "../../state/memo.js";
import { movingOf, progressOf, stepsOf, computedOf, isOver } from "../../state/page.js";
import { countKeys } from "./wire-lock.js";
import { usesOtherGains } from "../../network/drive.js";
import { MIN_ZOOM } from "../../state/zoom.js";
import { nudgedNow } from "../../server/questions/nudge.js";

/**
 * @typedef {import("../../state/page.js").Page} Page
 * @typedef {import("./context.js").Context} Context
 */

/** What stands on a hand-out with gaps for a number that is to be written there. */
const BLANK = "_".repeat(5);

/** Characters of a loss after the update, behind its arrow in the circle, and of a number that is nudged. */
const LOSS_AFTER_CHARACTERS = 7.6;
const NUDGED_CHARACTERS = 10;

/**
 * The activations' curves, as the server sampled them.
 *
 * @param {import("../../state/page.js").Boot} boot
 * @returns {Context["curves"]}
 */
export function curvesOf({ curve_z, activations }) {
  return { curve_z, curves: Object.fromEntries(activations.map(({ name, curve }) => [name, curve?.a ?? []])) };
}

/**
 * What the drawing modules look at, for a page that has an answer.
 *
 * @param {Page} page
 * @param {Context["curves"]} curves
 * @param {boolean} [sparse]  whether very many wires are left to a canvas of their own
 * @returns {Context}
 */
export function contextOf(page, curves, sparse = false) {
  const answer = /** @type {NonNullable<Page["answer"]>} */ (page.answer);
  const { problem, trace, sample } = answer;
  const steps = stepsOf(page);
  const moving = movingOf(page);
  const nudged = nudgedNow(page);
  const pushed = nudged && nudged.place !== 0 ? nudged.moved : null;
  const update = isOver(page) ? trace.update : null;
  const drawn = drawnOf({ problem, trace, sample, folding: page, chosen: page.chosen });
  /** @param {import("../../network/types.js").Num | undefined} value @param {number} [room] */
  const shown = (value, room = LOSS_AFTER_CHARACTERS) =>
    fit(value, room === LOSS_AFTER_CHARACTERS ? Math.min(page.digits, 5) : page.digits, room);
  const afterUpdate = pushed
    ? { l: shown(pushed.l), L: shown(pushed.L) }
    : update
      ? { l: shown(update.l_after[sample]), L: shown(update.L_after) }
      : null;
  return createContext({
    answer,
    trueGains: trueGainsOf(page),
    state: { sample, digits: page.digits, chosen: page.chosen, notation: page.notation },
    layout: layout(sizesOf(problem), lanesOf(page), page.space, drawn, page.zoom, page.present, placeOf(page)),
    computed: computedOf(page),
    hot: lit(steps, moving, drawn),
    afterUpdate,
    nudged: nudged && pushed ? { address: nudged.subject, shown: shown(pushed.value, NUDGED_CHARACTERS) } : null,
    kept: page.kept ? keptAddresses(steps) : null,
    updating: moving !== null && steps[moving.steps[0]].phase === "update",
    curves,
    t: page.t,
    sparse,
    blank: page.printing && page.handout === "gaps" ? BLANK : undefined,
  });
}

/**
 * What travels at this moment, and how far it has come. Where motion is unwanted nothing is ever on its way.
 *
 * @param {Page} page
 * @param {Context} context
 */
export function movesOn(page, context) {
  const moving = movingOf(page);
  return { moves: moving ? travelling(page, context, moving) : [], progress: page.still ? 1 : progressOf(page) };
}

/**
 * The pulses of a step: made once, however many frames it lasts.
 *
 * @param {Page} page
 * @param {Context} context
 * @param {import("../../state/page.js").Movement} moving
 */
function travelling(page, context, moving) {
  const { steps, operation } = moving;
  const when = [steps[0], steps.length, operation?.index, operation?.count].join();
  return once(context, `pulses of ${when}`, () =>
    pulses(context, stepsOf(page), moving, (address) => valueAt(address, context.problem, context.trace)),
  );
}

/** Pixels that are left of the stage beside a section; where there are more, a small network has room enough. */
const WIDTHS_BESIDE = { from: 800, to: 952 };

/** A stage lower than this shows the reversed network alone while it is driven by hand. */
const MIN_TWO_LANE_HEIGHT = 320;

/**
 * Which networks are drawn: beside the matrices the forward one, on paper with the tables both.
 *
 * @type {(page: Page) => "both" | "forward" | "backward"}
 */
export const lanesOf = derived(({ view, printing, drawer, space }) => {
  if (view === "both" && drawer === "drive" && space.height < MIN_TWO_LANE_HEIGHT) return "backward";
  if (view === "matrices") return printing ? "both" : "forward";
  return view === "text" || view === "push" ? "both" : view;
});

/**
 * Where the drawing stands: alone, over the matrices, or beside a section of the editor which has taken a part of its
 * width; in a narrow window that lies over it.
 *
 * @param {Page} page
 */
function placeOf({ view, printing, drawer, present, space }) {
  if (view === "matrices" && !printing) return "overview";
  const isNarrowed = space.width >= WIDTHS_BESIDE.from && space.width < WIDTHS_BESIDE.to;
  return drawer !== null && !present && isNarrowed ? "beside" : "alone";
}

/** Zooms that differ by less look the same. */
const SAME_ZOOM = 0.001;

/**
 * The zoom at which all of the drawing is in sight; where it is that already, the one at which it is read well.
 *
 * @param {Page} page
 * @returns {number}
 */
export function fitted(page) {
  if (!page.answer) return 1;
  const { problem, trace, sample } = page.answer;
  const drawn = drawnOf({ problem, trace, sample, folding: page, chosen: page.chosen });
  const { width, height, scale } = layout(
    sizesOf(problem),
    lanesOf(page),
    page.space,
    drawn,
    1,
    page.present,
    placeOf(page),
  );
  const whole = Math.max(
    MIN_ZOOM,
    Math.min(1, page.space.width / (width * scale), page.space.height / (height * scale)),
  );
  return Math.abs(page.zoom - whole) < SAME_ZOOM ? 1 : whole;
}

/** Both networks on their lanes. @param {Page} page @param {Context} context */
export function figureMarks(page, context) {
  const { forward, backward } = context.layout;
  return [
    forward && lane(page, "forward", forward.box, page.space.width, null),
    backward && lane(page, "backward", backward.box, page.space.width, context.roomy ? countKeys(context) : null),
    forward && m("g", { key: "forward", class: backward ? null : "alone" }, forwardLane(context)),
    backward &&
      m("g", { key: "backward", class: forward ? null : "alone" }, backwardLane(context, askedWays(page, context))),
    keptMarks(context),
    alikeSigns(context),
    askedMarks(page, context),
    runningSum(page, context),
  ];
}

/**
 * How many wires hold which key.
 *
 * @param {import("../../state/page.js").Page} page
 * @param {ReturnType<typeof countKeys>} counts
 * @param {import("./layout.js").Point} end
 */
function keyCount({ t }, { wires, forward, backward, both }, { x, y }) {
  const words = t("page.stage.keys", { forward, backward, both, wires });
  return m("text", { key: "keys", class: "lane-hint key-count", x, y, "text-anchor": "end" }, words);
}

/**
 * @param {import("../../state/page.js").Page} page
 * @param {"forward" | "backward"} name
 * @param {import("./layout.js").Box} box
 * @param {number} room
 * @param {ReturnType<typeof countKeys> | null} counts
 */
function lane(page, name, box, room, counts) {
  const { problem } = /** @type {NonNullable<Page["answer"]>} */ (page.answer);
  const title = page.t(`page.stage.${name}`);
  const moving = movingOf(page);
  const phase = moving ? stepsOf(page)[moving.steps[0]].phase : "forward";
  const many = problem.x.length > 1;
  const gradients =
    name === "backward"
      ? phase === "gradient" || phase === "update"
      : phase === "gradient" && lanesOf(page) === "forward";
  const hint = gradients
    ? `page.stage.${phase === "update" && many ? "gradient-total" : "gradient"}-hint`
    : `page.stage.${name === "backward" && isCoupled(problem, problem.layers.length) ? "softmax" : name}-hint`;
  const byHand =
    name !== "backward" || !page.answer
      ? null
      : usesOtherGains(page.answer)
        ? "page.stage.frozen-hint"
        : page.answer.drive && "page.stage.driven-hint";
  return m(
    "g",
    { key: `lane-${name}` },
    m("rect", { key: "box", class: `lane ${name}`, x: box.x, y: box.y, width: box.width, height: box.height, rx: 14 }),
    m(
      "text",
      { key: "title", x: box.x + 14, y: box.y + 20 },
      m("tspan", { key: "name", class: `lane-name ${name}` }, title),
      (room > 700 || page.printing) && m("tspan", { key: "hint", class: "lane-hint", dx: 14 }, page.t(byHand ?? hint)),
    ),
    counts && room > 700 && keyCount(page, counts, { x: box.x + box.width - 14, y: box.y + 20 }),
  );
}
