/** Puts the page together: one state, one setter, and everything that is drawn is a function of it. */

import { draw, m } from "./dom/marks.js";
import { createStore } from "./state/store.js";
import { followLetters, wordsIn } from "./language/letters.js";
import { latest } from "./server/api.js";
import { caseProblem } from "./network/worked-example.js";
import { USUAL_LEARNING_RATE } from "./network/problem.js";
import { createClock } from "./time/clock.js";
import { followExplanations } from "./server/explanation.js";
import { follow } from "./server/ask.js";
import { followProblem } from "./server/trace.js";
import { followHistory, linkOf, read } from "./shell/history.js";
import { USUAL } from "./state/link.js";
import { listen } from "./shell/pointer.js";
import { NO_PICTURE } from "./export/dialog.js";
import { NO_PASTE } from "./screens/explore/paste.js";
import { createPictures } from "./export/makers.js";
import { createStage } from "./stage/index.js";
import { bar, rail } from "./shell/bar.js";
import { drawer } from "./screens/explore/sections/index.js";
import { inspector } from "./screens/explore/inspector/index.js";
import { timeline } from "./time/timeline.js";
import { editor } from "./stage/hands/number-field.js";
import { honestQuestion } from "./stage/scene/frozen-gains.js";
import { superposedQuestion, superposedStrip } from "./screens/explore/sections/superposition.js";
import { dialog } from "./shell/dialogs.js";
import { reportSize } from "./shell/embedding.js";
import { unrollQuestion } from "./screens/explore/inspector/unrolled.js";
import { witnessQuestion } from "./screens/explore/inspector/witnesses.js";
import { createMatrices } from "./stage/matrices/index.js";
import { coloursOn } from "./stage/pulse-canvas.js";
import { notices } from "./shell/notices.js";
import { followOutage, isStale } from "./server/outage.js";
import { strip } from "./screens/explore/sample-strip.js";
import { followPrinting } from "./shell/printing.js";
import { createReading } from "./stage/text/index.js";
import { followSight } from "./stage/hands/keep-in-sight.js";
import { tip } from "./stage/hands/tip.js";
import { followTrail } from "./state/trail.js";
import { followEdits } from "./state/undo.js";
import { followZoom } from "./stage/hands/zoom.js";
import { nudgeQuestion } from "./server/questions/nudge.js";

/** @typedef {import("./state/page.js").Page} Page */

/** @param {string} id */
const place = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/** @type {import("./state/page.js").Boot} */
const boot = JSON.parse(place("boot").textContent ?? "{}");
const root = document.documentElement;
const stageBox = place("scroller");
const svg = /** @type {SVGSVGElement} */ (/** @type {unknown} */ (place("figure")));
const canvas = /** @type {HTMLCanvasElement} */ (place("moving"));
const dialogBox = /** @type {HTMLDialogElement} */ (place("dialog"));
const darkness = window.matchMedia("(prefers-color-scheme: dark)");
const stillness = window.matchMedia("(prefers-reduced-motion: reduce)");

/** @param {string} path */
async function get(path) {
  const response = await fetch(path).catch(() => null);
  return response?.ok ? response.json() : null;
}

/** Fill the screen, or leave it again; a browser may refuse. @param {boolean} on */
function full(on) {
  const done = on ? root.requestFullscreen?.() : document.fullscreenElement && document.exitFullscreen();
  Promise.resolve(done).catch(() => undefined);
}

/** @param {string} text */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** A file that somebody chooses. @returns {Promise<File | null>} */
const pick = () =>
  new Promise((done) => {
    const chooser = Object.assign(document.createElement("input"), { type: "file", accept: ".json,application/json" });
    chooser.addEventListener("change", () => done(chooser.files?.[0] ?? null));
    chooser.addEventListener("cancel", () => done(null));
    chooser.click();
  });

/** @type {import("./screens/explore/actions.js").World} */
const world = {
  get,
  copy,
  focus: (id) => place(id).focus(),
  link: () => linkOf(store.get(), location),
  full,
  print: () => window.print(),
  random: Math.random,
  pictures: createPictures(document, boot),
  pick,
  maxBytes: boot.limits.body_bytes,
};

/** @type {Page} */
const initial = {
  ...USUAL,
  example: boot.preset.id,
  problem: caseProblem(boot.preset, null),
  playing: false,
  language: boot.language,
  words: boot.words,
  t: wordsIn(boot.words, "lecture"),
  preset: boot.preset,
  answer: null,
  rejection: null,
  unanswered: null,
  dismissed: [],
  editing: null,
  goal: null,
  theme: remembered(),
  dark: darkness.matches,
  still: stillness.matches,
  space: room(),
  hover: null,
  toast: null,
  dialog: null,
  picture: NO_PICTURE,
  paste: NO_PASTE,
  refused: null,
  dropping: false,
  recipe: {
    sizes: "2-4-4-1",
    activation: "tanh",
    own: {},
    output: "identity",
    biases: true,
    scheme: "xavier_uniform",
    seed: "1",
    rate: String(USUAL_LEARNING_RATE),
  },
  explanation: null,
  sheet: false,
  printing: false,
  shared: null,
  shortcuts: stored("shortcuts") !== "off",
  embedded: root.dataset.embed !== undefined,
  taken: [],
  sought: "dl_dz",
  made: null,
  base: null,
  past: [],
  future: [],
  returning: null,
  trail: [],
  superposed: null,
  honest: null,
  silenced: {},
  witnessed: null,
  unfolded: null,
  nudge: null,
  nudged: null,
  unroll: null,
  unrolled: null,
};

const store = createStore(initial, (tell) => requestAnimationFrame(tell));
followLetters(store);
const stage = createStage(
  {
    scroller: stageBox,
    sheet: place("sheet"),
    svg,
    canvas,
    crowd: /** @type {HTMLCanvasElement} */ (place("crowd")),
    columns: place("columns"),
    views: place("views"),
  },
  boot,
);
const drawMatrices = createMatrices(place("matrices"), store, coloursOn(canvas));
const drawReading = createReading({ reading: place("reading"), paper: place("paper") });
const hand = listen({ document, store, world, redraw: () => render(store.get()), speak });
let toastTimer = 0;

/** Pixels that the drawing has, beneath the names of the columns. */
function room() {
  const head = place("columns").offsetHeight;
  return { width: stageBox.clientWidth, height: stageBox.clientHeight - head, head };
}

/** The theme that was chosen here, or that the host of an embedded page asked for. */
function remembered() {
  const theme = root.dataset.wanted ?? stored("theme");
  return theme === "light" || theme === "dark" ? theme : "auto";
}

/** What was chosen here before; a browser may refuse to store anything. @param {string} name */
function stored(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

/** @param {string} name @param {string} value */
function remember(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {
    // It lasts as long as the page.
  }
}

/** @param {Page} page */
function render(page) {
  const { t } = page;
  const theme = page.printing ? "light" : page.theme === "auto" ? (page.dark ? "dark" : "light") : page.theme;
  // Set only where they change: the same value again would make the browser look at every style anew.
  if (root.dataset.theme !== theme) root.dataset.theme = theme;
  if (root.lang !== page.language) root.lang = page.language;
  if (root.hasAttribute("data-present") !== page.present) root.toggleAttribute("data-present", page.present);
  if (root.hasAttribute("data-stale") !== isStale(page)) root.toggleAttribute("data-stale", isStale(page));
  const title = page.preset ? `${t(`preset.${page.preset.id}.title`)} · Backprop Explorer` : "Backprop Explorer";
  if (document.title !== title) document.title = title;
  draw(place("bar"), bar(page, boot));
  draw(place("rail"), rail(page));
  place("drawer").hidden = !page.drawer;
  if (place("drawer").dataset.section !== page.drawer) place("drawer").dataset.section = page.drawer ?? "";
  draw(place("drawer"), drawer(page, boot));
  place("stage").dataset.view = page.view;
  stage.draw(page);
  drawReading(page);
  draw(place("inspector"), inspector(page, boot));
  place("inspector").classList.toggle("open", page.sheet);
  draw(place("time"), timeline(page));
  drawMatrices(page);
  draw(place("editor"), editor(page, editorPlace(page)));
  draw(place("tip"), hand.byPointer ? tip(page, hand) : []);
  draw(place("notices"), notices(page));
  draw(place("strip"), strip(page));
  draw(place("sums"), [superposedStrip(page)]);
  draw(place("toast"), [page.toast && m("p", { key: "toast", class: "toast" }, page.toast)]);
  draw(dialogBox, page.dialog ? dialog(page) : []);
  dialogBox.classList.toggle("pictures", page.dialog === "picture");
  if (page.dialog && !dialogBox.open) dialogBox.showModal();
  if (!page.dialog && dialogBox.open) dialogBox.close();
  if (!root.dataset.drawn) root.dataset.drawn = "true";
  if (page.answer && !root.dataset.ready) root.dataset.ready = "true";
}

/** Centre of the number that is being edited on the stage. @param {Page} page */
function editorPlace(page) {
  if (page.editing?.place !== "stage") return null;
  const number = document.getElementById(page.editing.address);
  if (!number) return null;
  const box = number.getBoundingClientRect();
  const sheet = place("sheet").getBoundingClientRect();
  const frame = stageBox.getBoundingClientRect();
  const x = box.x + box.width / 2;
  return {
    x: Math.max(frame.x + 72, Math.min(frame.right - 72, x)) - sheet.x,
    y: box.y - sheet.y + box.height / 2,
    shift: Math.max(frame.x + 140 - x, Math.min(frame.right - 140 - x, 0)),
  };
}

store.subscribe((page, before) => {
  render(page);
  const opened = page.editing?.place === "stage" && before.editing?.address !== page.editing.address;
  if (opened) /** @type {HTMLInputElement | null} */ (place("editor").querySelector("input"))?.select();
  if (page.toast !== before.toast) {
    window.clearTimeout(toastTimer);
    toastTimer = window.setTimeout(() => store.set({ toast: null }), 3200);
  }
  if (page.theme !== before.theme) remember("theme", page.theme);
  if (page.shortcuts !== before.shortcuts) remember("shortcuts", page.shortcuts ? "on" : "off");
  if (page.answer && (Math.floor(page.at) !== Math.floor(before.at) || !before.answer)) stage.follow(page.still);
});

dialogBox.addEventListener("pointerdown", (event) => {
  if (event.target === dialogBox) store.set({ dialog: null });
});
dialogBox.addEventListener("close", () => store.set({ dialog: null }));
darkness.addEventListener("change", () => store.set({ dark: darkness.matches }));
document.addEventListener("fullscreenchange", () => {
  if (!document.fullscreenElement) store.set({ present: false });
});
stillness.addEventListener("change", () => store.set({ still: stillness.matches }));
new ResizeObserver(() => store.set({ space: room() })).observe(stageBox);

/** Only the language that was chosen last. */
const catalogueOf = latest((_signal, /** @type {string} */ language) => get(`/api/locales/${language}`));

/** Change the language without loading the page again. @param {string} language */
async function speak(language) {
  const catalogue = await catalogueOf(language);
  if (catalogue) store.set({ language, words: catalogue.words, t: wordsIn(catalogue.words, store.get().notation) });
  else if (catalogue === null) store.set({ toast: store.get().t("page.outage.silent") });
}

async function start() {
  createClock(store, requestAnimationFrame.bind(window));
  if (location.hash.length > 1) store.set(await read(location.hash, store.get(), world));
  followTrail(store);
  followEdits(store);
  followProblem(store);
  followOutage(store, window);
  followExplanations(store);
  follow(store, "witnessed", witnessQuestion);
  follow(store, "superposed", superposedQuestion);
  follow(store, "honest", honestQuestion);
  follow(store, "nudged", nudgeQuestion);
  follow(store, "unrolled", unrollQuestion);
  followHistory(store, world, window);
  followZoom(stageBox, store);
  followSight(store, svg);
  if (store.get().embedded) reportSize(store, window);
  followPrinting(store, window, () => render(store.get()));
  render(store.get());
}

start();
