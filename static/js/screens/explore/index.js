/**
 * Explore: a network with the reversed one beneath it, the sections in which it is changed, and the inspector, in which
 * every number says where it comes from.
 */

import { draw } from "../../dom/marks.js";
import { NO_PICTURE } from "../../export/dialog.js";
import { isBlock } from "../../language/number-block.js";
import { pastePlaceOf } from "../../network/placing.js";
import { USUAL_LEARNING_RATE } from "../../network/problem.js";
import { caseProblem } from "../../network/worked-example.js";
import { followQuestion } from "../../server/ask.js";
import { followExplanations, isExplainedAhead } from "../../server/explanation.js";
import { nudgeQuestion } from "../../server/questions/nudge.js";
import { ratesQuestion } from "../../server/questions/rates.js";
import { unitsQuestion } from "../../server/questions/units.js";
import { followGlossary } from "../../server/glossary.js";
import { followProblem } from "../../server/trace.js";
import { asHandout } from "../../stage/paper.js";
import { createStage } from "../../stage/index.js";
import { heldFixed } from "../../stage/hands/fixed-marks.js";
import { tip } from "../../stage/hands/tip.js";
import { trueGainsQuestion } from "../../stage/scene/frozen-gains.js";
import { originOf } from "../../state/moment.js";
import { USUAL } from "../../state/link.js";
import { followAsked, newAsking } from "../../state/asking.js";
import { inspected } from "../../state/page.js";
import { memo } from "../../state/memo.js";
import { followTrail } from "../../state/trail.js";
import { followEdits } from "../../state/undo.js";
import { createRecursionClock, NO_RECURSION } from "../../time/recursion.js";
import { createClock } from "../../time/clock.js";
import { turningPoints } from "../../time/turning-points.js";
import { ASK_FORMS } from "../../time/question.js";
import { timeline } from "../../time/timeline.js";
import { ACTIONS, CHANGES, make } from "./actions.js";
import { shortOpening } from "./inspector/opening.js";
import { inspector } from "./inspector/index.js";
import { unrollQuestion } from "./inspector/unrolled.js";
import { witnessQuestion } from "./inspector/witnesses.js";
import { KEYS } from "./keys.js";
import { legend } from "./legend.js";
import { openFile, openText } from "./network-file.js";
import { notices } from "./notices.js";
import { NO_PASTE, openPaste, paste, putIn } from "./paste.js";
import { rail } from "./rail.js";
import { strip } from "./sample-strip.js";
import { isToured, tourEnd } from "./tour.js";
import { sideTab } from "./side-tab.js";
import { drawer } from "./sections/index.js";
import { followSigns, sign, signSeconds } from "./signs.js";
import { askedStrip } from "./sections/recursion.js";
import { superposedStrip } from "./sections/superposition.js";

/** @typedef {import("../../state/page.js").Page} Page */

/** @type {import("../screen.js").Screen & Pick<import("../screen.js").ScreenEntry, "initial">} */
export const explore = {
  name: "explore",
  actions: ACTIONS,
  changes: CHANGES,
  forms: { recipe: make, paste: putIn, ...ASK_FORMS },
  paste: pasteInto,
  openFile: (store, file, platform) => openFile(store, file, platform.maxBytes),
  keys: KEYS,
  legend: ({ t }) => legend(t),
  dialogs: { paste, legend: ({ t }) => [legend(t)] },
  initial,
  open,
  start,
};

/** @param {import("../../state/page.js").Boot} boot @returns {import("../../state/page.js").Explore} */
function initial(boot) {
  return {
    ...USUAL,
    ...newAsking(),
    example: boot.preset.id,
    problem: caseProblem(boot.preset, null),
    playing: false,
    preset: boot.preset,
    answer: null,
    rejection: null,
    editing: null,
    goal: null,
    waiting: null,
    space: { width: 0, height: 0, head: 0 },
    hover: null,
    picture: NO_PICTURE,
    paste: NO_PASTE,
    refused: null,
    dropping: false,
    recipeChoices: {
      sizes: "2-4-4-1",
      activation: "tanh",
      own: {},
      output: "identity",
      biases: true,
      scheme: "xavier_uniform",
      seed: "1",
      rate: String(USUAL_LEARNING_RATE),
    },
    explanations: new Map(),
    explained: {},
    sheet: false,
    touring: false,
    taken: [],
    sought: "dl_dz",
    recipe: null,
    recipeLayers: null,
    descent: null,
    origin: null,
    rateReach: null,
    rated: null,
    past: [],
    future: [],
    returning: null,
    trail: [],
    units: null,
    trueGains: null,
    silenced: {},
    witnessed: null,
    unfolded: null,
    nudge: null,
    nudged: null,
    pushing: { backwards: false, progress: null, opened: false, asking: false, from: null },
    recursion: NO_RECURSION,
    compared: null,
    unroll: null,
    unrolled: null,
  };
}

/** @type {WeakMap<import("../screen.js").Regions, import("../screen.js").ScreenView>} */
const OPENED_VIEWS = new WeakMap();

/**
 * Takes its places on the page, once: a screen that shows more beside it takes it over as it stands.
 *
 * @type {import("../screen.js").Screen["open"]}
 */
function open(regions, store, boot, pointer) {
  const view = OPENED_VIEWS.get(regions) ?? newView(regions, store, boot, pointer);
  OPENED_VIEWS.set(regions, view);
  return view;
}

/**
 * @param {import("../screen.js").Regions} regions
 * @param {import("../../state/page.js").Store} store
 * @param {import("../../state/page.js").Boot} boot
 * @param {import("../../stage/hands/tip.js").Pointer} pointer
 * @returns {import("../screen.js").ScreenView}
 */
function newView(regions, store, boot, pointer) {
  const stage = createStage(regions.main, store, boot);
  const views = {
    rail: memo(rail),
    drawer: memo(heldFixed(drawer)),
    strip: memo(heldFixed(strip)),
    sums: memo((/** @type {Page} */ page) => [superposedStrip(page), askedStrip(page)]),
    notices: memo(heldFixed(notices)),
    inspector: memo(heldFixed(inspector)),
    beside: memo(besideSentence),
    sideTab: memo(sideTab),
    timeline: memo(heldFixed(timeline)),
  };
  return {
    draw(page) {
      draw(regions.rail, views.rail(page));
      regions.drawer.hidden = !page.drawer;
      if (page.drawer) regions.drawer.className = `drawer panel ${page.drawer}-section`;
      draw(regions.drawer, views.drawer(page, boot));
      draw(stage.parts.strip, views.strip(page));
      draw(stage.parts.sums, views.sums(page));
      stage.draw(asHandout(page));
      draw(stage.parts.notices, views.notices(page));
      draw(regions.side, views.inspector(page, boot));
      draw(regions.sideTab, views.sideTab(page));
      regions.side.classList.toggle("open", page.sheet);
      regions.side.classList.toggle("film", page.playing);
      draw(regions.foot, views.timeline(page, views.beside(page)));
      draw(regions.tip, pointer.byPointer ? tip(page, pointer) : []);
    },
    follow(page, before) {
      stage.follow(page, before);
      const opened = page.unfolded !== before.unfolded && page.unfolded;
      focusAsked(regions.foot, page, before);
      if (page.compared !== before.compared) show(regions.side, ".own-section .own-verdict");
      if (opened) show(regions.side, `:has(> * > [data-of="${opened}"][aria-expanded=true])`);
    },
  };
}

/** What stands beside the sentence: the beginning where the inspector is a sheet, then a sign. @param {Page} page */
function besideSentence(page) {
  const isAlone = !page.present && !page.embedded && page.screen === "explore";
  if (isAlone && isToured(page)) return tourEnd(page);
  return isAlone && page.answer !== null && inspected(page) === null ? shortOpening(page) : sign(page);
}

/**
 * The focus is on what a question asks for next, and after it on the sentence. Under a finger the keypad waits until
 * the field is touched.
 *
 * @param {HTMLElement} foot
 * @param {Page} page
 * @param {Page} before
 */
function focusAsked(foot, { asked, touch }, { asked: last }) {
  if (asked?.stage === last?.stage) return;
  const { activeElement, body } = foot.ownerDocument;
  const isLost = !activeElement || activeElement === body;
  /** @type {HTMLElement | null} */
  const next = foot.querySelector(asked ? "[data-asks]" : "#sentence");
  if (asked ? !touch || asked.stage !== "value" : isLost) next?.focus({ preventScroll: true });
}

/** What has just come in the panel is not left beneath its edge. @param {HTMLElement} panel @param {string} what */
const show = (panel, what) => panel.querySelector(what)?.scrollIntoView({ block: "nearest" });

/**
 * A block of numbers goes into the arrays of the field into which it is pasted; a network is opened.
 *
 * @type {import("../screen.js").Screen["paste"]}
 */
function pasteInto(store, text, field, isFree) {
  const place = field === null ? null : pastePlaceOf(field);
  if (place && isBlock(text)) openPaste(store, place, text);
  else if (/^\s*\{/.test(text) && isFree) void openText(store, store.get().t("page.file.pasted"), text);
  else return false;
  return true;
}

/**
 * Its time, and its questions to the server.
 *
 * @param {import("../../state/page.js").Store} store
 * @param {import("../../state/page.js").Boot} boot
 * @param {import("./actions.js").Platform} platform
 */
function start(store, boot, platform) {
  store.set({ origin: originOf(store.get()) });
  createClock(store, requestAnimationFrame.bind(window), {
    isReady: isExplainedAhead,
    turningPoints,
    asideSeconds: signSeconds,
  });
  createRecursionClock(store, requestAnimationFrame.bind(window));
  followTrail(store);
  followAsked(store);
  followEdits(store);
  followSigns(store);
  followProblem(store, boot.answer);
  followExplanations(store);
  followGlossary(store, platform.get);
  followQuestion(store, "witnessed", witnessQuestion);
  followQuestion(store, "units", unitsQuestion);
  followQuestion(store, "trueGains", trueGainsQuestion);
  followQuestion(store, "nudged", nudgeQuestion);
  followQuestion(store, "rated", ratesQuestion);
  followQuestion(store, "unrolled", unrollQuestion);
}
