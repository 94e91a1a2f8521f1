/**
 * Fetches the lesson that is open and sets the moment of its text: first the network, then, once its pass is there,
 * where in it one stands.
 */

import { caseProblem } from "../../network/worked-example.js";
import { latest } from "../../server/api.js";
import { fitted } from "../../stage/scene/drawing.js";
import { openMoment } from "../../state/moment.js";
import { practicePlace } from "../../state/practice-place.js";
import { isOfGlossary, isOfQuestions, isWandered, ownNetwork, partsOf, setBy, textOf } from "../../state/lesson.js";
import { isNetworkFixed } from "../../state/fixed.js";
import { NO_RECURSION } from "../../time/recursion.js";
import { LECTURE, hasAll, isHeldBack, resolved, timeIn } from "./places.js";

/**
 * @typedef {import("../../state/page.js").Page} Page
 * @typedef {import("../../state/page.js").Store} Store
 * @typedef {import("../../state/lesson.js").LessonText} LessonText
 */

/**
 * @param {Store} store
 * @param {(path: string) => Promise<any>} get
 */
export function followLesson(store, get) {
  const contentsIn = latest((_, /** @type {string} */ language) => get(`/api/lessons/${language}`));
  const lessonIn = latest((_, /** @type {string} */ language, /** @type {string} */ name) =>
    get(`/api/lessons/${language}/${name}`),
  );
  const presetOf = latest((_, /** @type {string} */ id) => get(`/api/presets/${id}`));
  let asked = "";

  /**
   * One thing at a time, and each once, until something else is wanted.
   *
   * @param {string} what
   * @param {() => Promise<Partial<Page> | undefined>} ask
   */
  async function askOnce(what, ask) {
    if (asked === what) return;
    asked = what;
    const patch = await ask();
    if (asked === what) asked = "";
    if (patch) store.set(patch);
  }

  /** @param {Page} page */
  function follow(page) {
    const { screen, language, contents, lesson, course, missing } = page;
    if (screen !== "learn" || missing) return;
    if (contents?.language !== language)
      return askOnce(`contents ${language}`, async () => {
        const found = await contentsIn(language);
        return found === null ? { missing: "contents" } : found && { contents: found };
      });
    if (isOfGlossary(lesson)) return store.set({ arriving: false });
    if (practicePlace(lesson)) return;
    const { lesson: name } = partsOf(lesson);
    const known = contents.lessons.find((candidate) => candidate.name === name) ?? contents.lessons[0];
    if (course?.name !== known.name || course.language !== language)
      return askOnce(`${known.name} ${language}`, async () => {
        const found = await lessonIn(language, known.name);
        return found === null ? { missing: "course" } : found && { course: found };
      });
    const text = textOf(page);
    if (text && page.arriving) return arrive(page, text);
    const isIndex = lesson === "questions";
    if (!text && !isIndex) store.set({ lesson: `${known.name}.${known.texts[0].id}`, arriving: true });
    else if (isIndex && page.arriving) store.set({ arriving: false });
  }

  /** @param {Page} page @param {LessonText} text */
  function arrive(page, text) {
    if (isHeldBack(page, text)) return store.set({ arriving: false, arrived: null, told: [] });
    const own = isNetworkFixed(page) ? page : page.onOwn ? ownNetwork(page) : null;
    const isOwn = own !== null && hasAll(text.needs ?? [], own.problem);
    if (isOwn && own.problem !== page.problem) return openMoment(store, own, { lent: null });
    const example = text.example ?? LECTURE;
    const { preset } = page;
    if (!isOwn && preset?.id !== example)
      return askOnce(`example ${example}`, async () => {
        const found = await presetOf(example);
        if (found === null) return { missing: "course" };
        if (found) openExample(store, found, text);
        return undefined;
      });
    if (!isOwn && preset && caseProblem(preset, text.case ?? null) !== page.problem)
      return openExample(store, preset, text);
    const sample = Math.min(text.sample ?? 0, page.problem.x.length - 1);
    const drive = text.drive?.length === page.problem.layers.at(-1)?.b.length ? (text.drive ?? null) : null;
    const isDriven = String(page.drive) === String(drive) && page.gains === null;
    if (page.sample !== sample || !isDriven || page.editing)
      return store.set({ sample, drive: isDriven ? page.drive : drive, gains: null, editing: null });
    const { answer } = page;
    if (answer?.problem !== page.problem || answer.sample !== sample || answer.summed) return;
    if (String(answer.drive) !== String(drive)) return;
    settle(store, text, page.onOwn && !isOwn);
  }

  store.subscribe(follow);
  // The room is another one once a section has opened with the text.
  store.subscribe((page, before) => {
    if (page.screen === "learn" && page.space !== before.space && page.arrived && !isWandered(page))
      store.set({ zoom: zoomFor(page) });
  });
  follow(store.get());
}

/**
 * @param {Store} store
 * @param {import("../../network/types.js").Preset} preset
 * @param {LessonText} text
 */
function openExample(store, preset, text) {
  const problem = caseProblem(preset, text.case ?? null);
  const lent = { opened: problem, own: ownNetwork(store.get()) };
  const beside = { preset, recipe: null, recipeLayers: null, lent };
  const { fixed } = store.get();
  openMoment(store, { example: preset.id, case: text.case ?? null, problem, sample: text.sample ?? 0, fixed }, beside);
}

/** Smaller than this a drawing is not read. */
const MIN_READ_ZOOM = 0.72;

/** The whole drawing where it can be read so, else its usual size. @param {Page} page */
function zoomFor(page) {
  const whole = fitted(page);
  return whole >= MIN_READ_ZOOM && whole < 1 ? whole : 1;
}

/**
 * Everything of the moment that needs the pass.
 *
 * @param {Store} store
 * @param {Pick<LessonText, "at" | "glide" | "view" | "grain" | "chosen" | "section" | "formulas">} text
 * @param {boolean} borrowed
 */
export function settle(store, text, borrowed) {
  const page = store.get();
  const { problem, sample } = page;
  const view = /** @type {Page["view"]} */ (text.view ?? "both");
  const told = (text.formulas ?? []).flatMap(({ of }) => (of && resolved(of, problem, sample)) || []);
  store.set({
    view,
    grain: /** @type {Page["grain"]} */ (text.grain ?? "guided"),
    chosen: (text.chosen && resolved(text.chosen, problem, sample)) || null,
    drawer: text.section ?? null,
    playing: false,
    goal: null,
    nudge: null,
    compared: null,
    kept: false,
    recursion: NO_RECURSION,
    descent: null,
    told,
    borrowed,
    lecture: isOfQuestions(page.lesson) ? page.lecture : page.lesson,
    sheet: false,
  });
  const [at, end] = [text.at, text.glide ?? text.at].map((time) => timeIn(store.get(), time));
  const glides = end > at && !page.still;
  store.set({ at: glides ? at : end, goal: glides ? end : null, zoom: zoomFor(store.get()), arriving: false });
  store.set({ arrived: { ...setBy(store.get()), at: end } });
}
