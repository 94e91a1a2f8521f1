/**
 * What every button, field and key does. An element says by a `data-` attribute which action it wants; here each is
 * carried out on the state.
 */

import { fault, latest, post } from "../../server/api.js";
import { forSample } from "../../network/address.js";
import { DRIVE_ACTIONS, DRIVE_CHANGES } from "../../stage/hands/drag-signal.js";
import { goTo, playOrPause, stepBack } from "../../time/clock.js";
import { DESCENT_ACTIONS } from "../../time/descent.js";
import { ASK_ACTIONS, ASK_CHANGES } from "../../time/question.js";
import { caseOf, caseProblem } from "../../network/worked-example.js";
import { fitted } from "../../stage/scene/drawing.js";
import { withOpened, withPin } from "../../stage/scene/folding.js";
import {
  activationsOf,
  lossFor,
  networkBody,
  sizesIn,
  wholeNumber,
  withoutCancellingInputs,
} from "../../network/recipe.js";
import { typed } from "../../language/number.js";
import { FIELD, SPEEDS, VIEWS, inspected, stepsOf } from "../../state/page.js";
import { askAgain } from "../../server/outage.js";
import { PICTURE_ACTIONS, PICTURE_CHANGES } from "../../export/dialog.js";
import { PAPER_ACTIONS } from "../../stage/paper.js";
import { PUSH_ACTIONS, leavePush } from "../../stage/push/actions.js";
import { FILE_ACTIONS } from "./network-file.js";
import { PASTE_ACTIONS, PASTE_CHANGES } from "./paste.js";
import { SHARE_ACTIONS, SHARE_CHANGES } from "./sharing.js";
import { putBack, takenWith } from "../../network/removed-samples.js";
import { SHAPE_ACTIONS } from "../../server/first-weights.js";
import { nameIn } from "../../state/link.js";
import { tour } from "./tour.js";
import { openLesson, openQuestions, showScreen } from "../../state/lesson.js";
import { openMoment } from "../../state/moment.js";
import { goBack } from "../../state/trail.js";
import { redo, undo } from "../../state/undo.js";
import {
  given,
  sizesOf,
  withActivation,
  withFrozen,
  withLayers,
  withNumber,
  withSample,
  withScaledWeights,
  withoutBiases,
  withoutSample,
} from "../../network/problem.js";
import { SECTION_ACTIONS, SECTION_CHANGES } from "./sections/actions.js";
import { NUDGE_ACTIONS } from "../../stage/hands/drag-nudge.js";
import { OWN_CHANGES } from "../../stage/hands/own-number.js";
import { undoTyping } from "../../stage/hands/typing.js";
import { zoomed } from "../../state/zoom.js";
import { subjectOf } from "../../network/push.js";
import { changeAt } from "../../server/questions/nudge.js";

/**
 * @typedef {import("../../state/page.js").Page} Page
 * @typedef {import("../../state/page.js").Store} Store
 * @typedef {{get: (path: string) => Promise<any>, copy: (text: string) => Promise<boolean>, focus: (id: string) =>
 *   void, fillScreen: (on: boolean) => void, link: (fixed?: Page["fixed"]) => Promise<string>, print: () => void,
 *   random: () => number, pictures: import("../../export/makers.js").PictureMaker | null, loadPictures: () =>
 *   Promise<import("../../export/makers.js").PictureMaker>, pick: () => Promise<File | null>, maxBytes: number,
 *   stored: (name: string) => string | null, remember: (name: string, value: string) => void}} Platform  what lies
 *   outside the page
 */

/** Only the newest of what replaces the network counts: an example that arrives after a later choice is dropped. */
const newest = latest((signal, /** @type {(signal: AbortSignal) => Promise<any>} */ ask) => ask(signal));

/** @type {Record<string, (store: Store, of: string, platform: Platform) => unknown>} */
export const ACTIONS = {
  start: (store) => (store.set({ touring: false, until: "whole" }), goTo(store, 0)),
  end: (store) => goTo(store, stepsOf(store.get()).length),
  back: stepBack,
  ...ASK_ACTIONS,
  play: playOrPause,
  tour,
  go: (store, of) => goTo(store, Number(of)),
  grain: (store, of) => store.set({ grain: /** @type {Page["grain"]} */ (of) }),
  view: (store, of) => store.set({ view: /** @type {Page["view"]} */ (of) }),
  drawer: (store, of) => store.set({ drawer: store.get().drawer === of ? null : of, sheet: false }),
  "close-drawer": (store) => store.set({ drawer: null }),
  sheet: (store) => store.set({ sheet: !store.get().sheet }),
  "close-sheet": (store) => store.set({ sheet: false, chosen: null }),
  follow: (store) => store.set({ chosen: null }),
  theme: (store) =>
    store.set({ theme: /** @type {const} */ ({ auto: "light", light: "dark", dark: "auto" })[store.get().theme] }),
  skip: (_store, _of, platform) => platform.focus("time"),
  retry: (store, _of, platform) => {
    const example = store.get().rejection?.example;
    store.set({ rejection: null });
    askAgain(store);
    return example ? openExample(store, example, "", platform) : undefined;
  },
  dismiss: (store, of, platform) => {
    if (of === "rejection" || of === "refused") store.set({ [of]: null });
    else store.set({ dismissed: [...store.get().dismissed, of] });
    platform.focus("scroller");
  },
  screen: showScreen,
  lesson: (store, of) => openLesson(store, of || null),
  "asked-about": openQuestions,
  example: (store, of, platform) => openExample(store, of, "", platform),
  ...PAPER_ACTIONS,
  dialog: (store, of) => store.set({ dialog: /** @type {Page["dialog"]} */ (of) }),
  "close-dialog": (store) => store.set({ dialog: null }),
  sample: (store, of) => store.set({ sample: Number(of), chosen: moved(store.get().chosen, Number(of)) }),
  "add-sample": (store) => edit(store, withSample(store.get().problem)),
  "remove-sample": (store, of) => {
    const { problem, sample, chosen } = store.get();
    if (problem.x.length < 2) return;
    const next = Math.min(Number(of) < sample ? sample - 1 : sample, problem.x.length - 2);
    store.set({
      problem: withoutSample(problem, Number(of)),
      taken: takenWith(store.get(), Number(of)),
      rejection: null,
      sample: next,
      chosen: moved(chosen, next),
      toast: store.get().t("page.samples.taken-out"),
    });
  },
  "put-sample": (store, of) => {
    const { sample, chosen } = store.get();
    const back = putBack(store.get(), Number(of));
    if (!back) return;
    const next = back.n <= sample ? sample + 1 : sample;
    store.set({ problem: back.problem, rejection: null, sample: next, chosen: moved(chosen, next) });
  },
  case: (store, of) => {
    const { preset, case: open } = store.get();
    if (!preset) return;
    if (caseOf(preset, open).id === of) edit(store, caseProblem(preset, of));
    else openMoment(store, { case: of, problem: caseProblem(preset, of), sample: 0, chosen: null });
  },
  "scale-weights": (store, of) => {
    const [layer, factor] = of.split(":").map(Number);
    edit(store, withScaledWeights(store.get().problem, layer, factor));
  },
  ...SHAPE_ACTIONS,
  ...DRIVE_ACTIONS,
  ...PICTURE_ACTIONS,
  ...PASTE_ACTIONS,
  ...FILE_ACTIONS,
  ...PUSH_ACTIONS,
  ...SECTION_ACTIONS,
  ...DESCENT_ACTIONS,
  "unfold-layer": (store, of) => store.set({ opened: withOpened(store.get().opened, Number(of)) }),
  pin: (store, of) => store.set({ pinned: withPin(store.get().pinned, of) }),
  zoom: (store, of) => store.set({ zoom: of === "fit" ? fitted(store.get()) : zoomed(store.get().zoom, Number(of)) }),
  present: (store, _of, platform) => {
    const present = !store.get().present;
    store.set({ present, drawer: null, sheet: false, dialog: null });
    platform.fillScreen(present);
  },
  faster: (store) => store.set({ speed: SPEEDS.find((speed) => speed > store.get().speed) ?? store.get().speed }),
  slower: (store) => store.set({ speed: SPEEDS.findLast((speed) => speed < store.get().speed) ?? store.get().speed }),
  "next-view": (store) => store.set({ view: VIEWS[(VIEWS.indexOf(store.get().view) + 1) % VIEWS.length] }),
  /** Leave what was opened last. */
  escape: (store, _of, platform) => {
    const page = store.get();
    if (page.editing) undoTyping(store);
    else if (page.asked) store.set({ asked: null });
    else if (page.view === "push" && page.pushing.from && !page.sheet) leavePush(store);
    else if (page.chosen || page.sheet) store.set({ chosen: null, sheet: false });
    else if (page.drawer) store.set({ drawer: null });
    else if (page.present) ACTIONS.present(store, "", platform);
  },
  "trail-back": goBack,
  undo,
  redo,
  unfold: (store, of) => store.set({ unfolded: store.get().unfolded === of ? null : of }),
  ...NUDGE_ACTIONS,
  "keep-nudge": (store, of) => {
    const { nudge, problem } = store.get();
    if (nudge?.of !== of) return;
    edit(store, withNumber(problem, of, Number(given(problem, of)) + changeAt(nudge.reach, nudge.place)));
    store.set({ nudge: { ...nudge, place: 0 } });
  },
  unroll: (store, of) => store.set({ unroll: { gradients: true, ...store.get().unroll, depth: Number(of) } }),
  "roll-up": (store) => store.set({ unroll: null }),
  copy: async (store, of, platform) => {
    if (await platform.copy(of)) store.set({ toast: store.get().t("page.copied") });
  },
  ...SHARE_ACTIONS,
  "make-like": (store, sizes) => {
    store.set({ recipeChoices: { ...store.get().recipeChoices, sizes } });
    return make(store);
  },
  reseed: (store, _of, platform) => {
    store.set({ recipeChoices: { ...store.get().recipeChoices, seed: String(Math.floor(platform.random() * 1e6)) } });
    return make(store);
  },
};

/** @type {Record<string, (store: Store, value: string, of: string, platform: Platform) => unknown>} */
export const CHANGES = {
  loss: (store, value) => edit(store, { ...store.get().problem, loss: value }),
  reduction: (store, value) =>
    edit(store, { ...store.get().problem, reduction: /** @type {"sum" | "mean"} */ (value) }),
  activation: (store, value, of) => edit(store, withActivation(store.get().problem, Number(of), value)),
  frozen: (store, value, of) => {
    const [layer, part] = of.split(".");
    edit(store, withFrozen(store.get().problem, Number(layer), /** @type {"W" | "b"} */ (part), value === "true"));
  },
  nudge: (store, value, of) => {
    const page = store.get();
    if (page.nudge && subjectOf(inspected(page)) === of)
      store.set({ nudge: { ...page.nudge, of, place: Number(value) } });
  },
  "unroll-gradients": (store, value) => {
    const { unroll } = store.get();
    if (unroll) store.set({ unroll: { ...unroll, gradients: value === "true" } });
  },
  ...DRIVE_CHANGES,
  ...PICTURE_CHANGES,
  ...PASTE_CHANGES,
  ...SECTION_CHANGES,
  ...OWN_CHANGES,
  ...SHARE_CHANGES,
  ...ASK_CHANGES,
  name: (store, value) => store.set({ name: nameIn(value) }),
  speed: (store, value) => store.set({ speed: Number(value) }),
  grain: (store, value) => store.set({ grain: /** @type {Page["grain"]} */ (value) }),
  until: (store, value) => store.set({ until: /** @type {Page["until"]} */ (value) }),
  view: (store, value) => store.set({ view: /** @type {Page["view"]} */ (value) }),
  shortcuts: (store, value) => store.set({ shortcuts: value === "true" }),
  sought: (store, value) => store.set({ sought: value }),
  ranking: (store, value) => store.set({ ranking: /** @type {Page["ranking"]} */ (value) }),
  notation: (store, value) => store.set({ notation: /** @type {Page["notation"]} */ (value) }),
  digits: (store, value) => store.set({ digits: Number(value) }),
  recipe: (store, value, of) => store.set({ recipeChoices: { ...store.get().recipeChoices, [of]: value } }),
  "recipe-hidden": (store, activation) =>
    activation && store.set({ recipeChoices: { ...store.get().recipeChoices, activation, own: {} } }),
  "recipe-layer": (store, activation, layer) => {
    const { recipeChoices: recipe } = store.get();
    store.set({ recipeChoices: { ...recipe, own: { ...recipe.own, [layer]: activation } } });
  },
  "recipe-biases": (store, value) =>
    store.set({ recipeChoices: { ...store.get().recipeChoices, biases: value !== "true" } }),
  example: openExample,
};

/** @param {Store} store @param {import("../../network/types.js").Problem} problem */
function edit(store, problem) {
  store.set({ problem, rejection: null });
}

/** The same number of another sample. @param {string | null} chosen @param {number} sample */
function moved(chosen, sample) {
  return chosen && forSample(chosen, sample);
}

/** @param {Store} store @param {string} id @param {string} _of @param {Platform} platform */
async function openExample(store, id, _of, platform) {
  if (!id) return;
  const preset = await newest(() => platform.get(`/api/presets/${id}`));
  if (preset === null) store.set({ rejection: { where: FIELD.network, fault: fault("unreachable"), example: id } });
  else if (preset)
    openMoment(
      store,
      { example: id, case: null, problem: caseProblem(preset, null), sample: 0, chosen: null },
      { preset, recipe: null, recipeLayers: null },
    );
}

/** Ask the server for a new network by sizes, scheme and seed. @param {Store} store */
export async function make(store) {
  const { recipeChoices: choices } = store.get();
  const sizes = sizesIn(choices.sizes);
  const seed = wholeNumber(choices.seed);
  const learning_rate = typed(choices.rate);
  if (!sizes || seed === null || learning_rate === null) {
    const code = !sizes ? "wrong-sizes" : seed === null ? "wrong-seed" : "not-a-number";
    return store.set({ rejection: { where: FIELD.recipe, fault: fault(code) } });
  }
  const recipe = { sizes, scheme: choices.scheme, seed };
  const answer = await newest((signal) =>
    post("/api/networks", networkBody(recipe, activationsOf(choices, sizes)), { signal }),
  );
  if (!answer) return;
  if (!answer.ok) return store.set({ rejection: { where: FIELD.recipe, fault: answer.problem.errors[0] } });
  const { problem, chosen } = store.get();
  const layers = choices.biases ? answer.value.layers : withoutBiases(answer.value.layers);
  const network = withoutCancellingInputs(withLayers(problem, layers));
  const fits = sizesOf(network).join() === sizesOf(problem).join();
  openMoment(
    store,
    {
      problem: { ...network, loss: lossFor(problem.loss, choices.output), learning_rate },
      example: null,
      case: null,
      chosen: fits ? chosen : null,
    },
    { recipe, recipeLayers: answer.value.layers, preset: null },
  );
}
