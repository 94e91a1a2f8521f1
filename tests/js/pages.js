import { readFileSync } from "node:fs";
import { drawnOf } from "../../static/js/stage/scene/folding.js";
import { layout } from "../../static/js/stage/scene/layout.js";
import { NO_PICTURE } from "../../static/js/export/dialog.js";
import { NO_PASTE } from "../../static/js/screens/explore/paste.js";
import { newAsking } from "../../static/js/state/asking.js";
import { newLearn } from "../../static/js/state/lesson.js";
import { movingOf, stepsOf, computedOf } from "../../static/js/state/page.js";
import { sizesOf } from "../../static/js/network/problem.js";
import { createContext } from "../../static/js/stage/scene/context.js";
import { lit } from "../../static/js/stage/scene/motion.js";
import { wordsIn } from "../../static/js/language/letters.js";
import { kept, words } from "./answers.js";
import { trace } from "./reference.js";

const t = wordsIn(words("en"), "lecture");

/** A worked example as the project keeps it; what is computed for its published numbers is left to the test. */
export const preset = (id) =>
  JSON.parse(readFileSync(new URL(`../../app/presets/${id}.json`, import.meta.url), "utf8"));

/** The whole page at the start of an answer, with some of it changed. */
export function pageOf({ problem, trace: answer, sample = 0 }, patch = {}) {
  return {
    screen: "explore",
    ...newLearn(),
    ...newAsking(),
    lesson: null,
    example: null,
    case: null,
    name: null,
    problem,
    sample,
    at: 0,
    grain: "neuron",
    speed: 1,
    playing: false,
    chosen: null,
    view: "both",
    present: false,
    drawer: null,
    digits: 4,
    notation: "lecture",
    ranking: "gradient",
    pinned: null,
    opened: null,
    drive: null,
    gains: null,
    fixed: null,
    language: "en",
    words: words("en"),
    t,
    preset: null,
    answer: { problem, trace: answer, sample, drive: null, gains: null },
    rejection: null,
    unanswered: null,
    dismissed: [],
    editing: null,
    goal: null,
    waiting: null,
    until: "whole",
    theme: "auto",
    dark: false,
    still: false,
    space: { width: 1060, height: 640, head: 60 },
    hover: null,
    toast: null,
    dialog: null,
    picture: NO_PICTURE,
    paste: NO_PASTE,
    refused: null,
    dropping: false,
    recipeChoices: {
      sizes: "2-4-1",
      activation: "tanh",
      own: {},
      output: "identity",
      biases: true,
      scheme: "xavier_uniform",
      seed: "1",
      rate: "0.1",
    },
    sheet: false,
    touring: false,
    touch: false,
    explained: {},
    shared: null,
    shortcuts: true,
    embedded: false,
    taken: [],
    sought: "dl_dz",
    zoom: 1,
    recipe: null,
    recipeLayers: null,
    descent: null,
    origin: null,
    rateReach: null,
    rated: null,
    past: [],
    future: [],
    returning: null,
    explanations: new Map(),
    units: null,
    trueGains: null,
    silenced: {},
    trail: [],
    witnessed: null,
    unfolded: null,
    nudge: null,
    nudged: null,
    pushing: { backwards: false, progress: null, opened: false, asking: false, from: null },
    recursion: { from: 0, place: 0, running: false },
    kept: false,
    compared: null,
    unroll: null,
    unrolled: null,
    printing: false,
    paperLink: "",
    handout: "as-is",
    ...patch,
  };
}

/** The page of an answer that the server gave: lecture, softmax-batch, dead-relu-frozen, saturated. */
export const page = (name = "lecture", patch = {}) => pageOf(kept(name), patch);

/** A network of these sizes with long numbers on it, and its trace. */
export function sized(sizes) {
  let n = 0;
  const next = () => Number((Math.sin((n += 1)) * 2.3456789).toFixed(6));
  const problem = {
    layers: sizes
      .slice(1)
      .map((size, l) => ({
        W: Array.from({ length: size }, () => Array.from({ length: sizes[l] }, next)),
        b: Array.from({ length: size }, next),
        activation: "tanh",
      })),
    loss: "half_squared_error",
    reduction: "sum",
    x: [Array.from({ length: sizes[0] }, next)],
    target: [Array.from({ length: sizes[sizes.length - 1] }, next)],
    learning_rate: 0.5,
  };
  return { problem, trace: trace(problem), sample: 0 };
}

/** What the drawing modules look at on this page. */
export function contextOn(shown) {
  const { answer, view, space, t } = shown;
  const moving = movingOf(shown);
  const steps = stepsOf(shown);
  const drawn = drawnOf({ ...answer, folding: shown, chosen: shown.chosen });
  const curves = {
    curve_z: [-2, -1, 0, 1, 2],
    curves: Object.fromEntries(["sigmoid", "tanh", "relu"].map((name) => [name, [-2, -1, 0, 1, 2].map(Math.tanh)])),
  };
  return createContext({
    answer,
    state: { ...shown, sample: answer.sample },
    layout: layout(sizesOf(answer.problem), view, space, drawn, shown.zoom),
    computed: computedOf(shown),
    hot: lit(steps, moving, drawn),
    afterUpdate: null,
    updating: moving !== null && steps[moving.steps[0]].phase === "update",
    curves,
    t,
  });
}
