/**
 * The link. The address of the page follows the state: a new example or an edit is a new entry in the browser's
 * history, a step of time only renews the entry. Opening a link, going back and going on set the state.
 */

import { isWandered, ownNetwork } from "../state/lesson.js";
import {
  BESIDE_LESSON,
  MAX_LINK_LENGTH,
  USUAL,
  decode,
  encode,
  isOnlyLesson,
  isToldOnOwn,
  screenIn,
} from "../state/link.js";
import { openMoment } from "../state/moment.js";
import { post } from "../server/api.js";
import { caseProblem } from "../network/worked-example.js";
import { networkBody, recipeText, withEdits } from "../network/recipe.js";
import { isSilence } from "../server/outage.js";
import { unpackFrame } from "../network/packed.js";

/**
 * @typedef {import("../state/page.js").Page} Page
 * @typedef {import("../state/page.js").Store} Store
 */

/** The address of this very moment. @param {Page} page @param {Location} location */
export async function linkOf(page, location) {
  const isLesson = page.screen === "learn" && page.lesson !== null && !isWandered(page);
  const linked = isLesson && page.onOwn ? { ...page, ...ownNetwork(page) } : page;
  const example = linked.preset ? caseProblem(linked.preset, linked.case) : null;
  const url = new URL(location.href);
  url.searchParams.set("lang", page.language);
  url.hash = await encode(linked, example, isLesson);
  return url.href;
}

/**
 * @param {Store} store
 * @param {import("../screens/explore/actions.js").Platform} platform
 * @param {Window} window
 */
export function followHistory(store, platform, window) {
  const { history, location } = window;
  let linked = store.get();
  let timer = 0;
  let lastEdit = 0;

  async function write() {
    const page = store.get();
    if (page.goal !== null || (page.arriving && page.screen === "learn")) return later();
    const from = location.href;
    const href = await linkOf(page, location);
    // Somebody has gone back meanwhile, or opened another link: what it means comes first.
    if (location.href !== from) return later();
    // While a push is played something changes with every frame, but nothing that a link says.
    if (saysOther(store.get(), page)) return later();
    const turned = linked.lesson !== page.lesson || linked.screen !== page.screen;
    const edited = turned || linked.problem !== page.problem || linked.example !== page.example;
    const typing = Date.now() - lastEdit < 1500 && page.editing !== null;
    if (edited) lastEdit = Date.now();
    linked = page;
    if (href === location.href || href.length > MAX_LINK_LENGTH) return;
    if (edited && !typing && !page.embedded) history.pushState(null, "", href);
    else history.replaceState(null, "", href);
  }

  function later() {
    window.clearTimeout(timer);
    timer = window.setTimeout(write, 160);
  }

  window.addEventListener("popstate", async () => {
    window.clearTimeout(timer);
    const { hash } = location;
    const patch = await pageFromLink(hash, store.get(), platform);
    if (location.hash !== hash) return;
    if (patch.problem) openMoment(store, patch);
    else store.set(patch);
    linked = store.get();
    later(); // the language is the one that is spoken now, whatever that entry says
  });

  store.subscribe((page, before) => {
    if (saysOther(page, before)) later();
  });
}

/** What the address of the page says. */
const LINKED = /** @type {(keyof import("../state/page.js").Page)[]} */ ([
  ...Object.keys(USUAL),
  "problem",
  "language",
  "screen",
  "arrived",
  "onOwn",
]);

/** Whether two states have different links. @param {Page} page @param {Page} before */
const saysOther = (page, before) => LINKED.some((key) => page[key] !== before[key]);

/**
 * A network out of its recipe, as the link has it.
 *
 * @param {import("../state/link.js").RecipeNetwork} made
 * @param {Pick<Page, "t" | "recipe" | "recipeLayers">} page
 * @returns {Promise<Partial<Page>>}
 */
async function networkOfRecipe({ recipe, frame, edits }, page) {
  const known =
    page.recipeLayers && page.recipe && recipeText(page.recipe) === recipeText(recipe) ? page.recipeLayers : null;
  const answer = known
    ? null
    : await post(
        "/api/networks",
        networkBody(
          recipe,
          recipe.sizes.slice(1).map(() => "identity"),
        ),
      );
  if (answer && !answer.ok)
    return { toast: page.t(isSilence(answer.problem.errors[0]) ? "page.outage.silent" : "page.link.damaged") };
  const recipeLayers = known ?? /** @type {{layers: import("../network/types.js").Layer[]}} */ (answer?.value).layers;
  const unpacked = await unpackFrame(frame, recipeLayers);
  if ("error" in unpacked) return { toast: page.t(`page.link.${unpacked.error}`) };
  return /** @type {Partial<Page>} */ ({
    ...USUAL,
    example: null,
    preset: null,
    problem: withEdits(unpacked.problem, edits),
    recipe,
    recipeLayers,
  });
}

/**
 * The state that a link means.
 *
 * @param {string} hash
 * @param {Pick<Page, "preset" | "t" | "recipe" | "recipeLayers">} page
 * @param {import("../screens/explore/actions.js").Platform} platform
 * @returns {Promise<Partial<Page>>}
 */
export async function pageFromLink(hash, page, platform) {
  const screen = screenIn(hash);
  const arriving = screen === "learn" && isOnlyLesson(hash);
  if (arriving && !isToldOnOwn(hash))
    return { ...(await textFromLink(hash)), screen, arriving, arrived: null, onOwn: false };
  const found = await momentFromLink(hash, page, platform);
  if (!found.problem) return found;
  return { onOwn: false, ...found, screen, arriving, arrived: null };
}

/** What a link to a text says: the network and the moment stay until the text sets its own. @param {string} hash */
async function textFromLink(hash) {
  const decoded = await decode(hash);
  const said = { ...USUAL, ...("state" in decoded ? decoded.state : {}) };
  return Object.fromEntries(Object.entries(said).filter(([key]) => BESIDE_LESSON.has(key)));
}

/**
 * @param {string} hash
 * @param {Pick<Page, "preset" | "t" | "recipe" | "recipeLayers">} page
 * @param {import("../screens/explore/actions.js").Platform} platform
 * @returns {Promise<Partial<Page>>}
 */
async function momentFromLink(hash, page, platform) {
  const decoded = await decode(hash);
  if ("error" in decoded) return { toast: page.t(`page.link.${decoded.error}`) };
  const linked = decoded.state;
  if (decoded.recipeNetwork) {
    const patch = await networkOfRecipe(decoded.recipeNetwork, page);
    return patch.problem ? { ...patch, ...linked, sheet: showsChosen(linked) } : patch;
  }
  const id = linked.example ?? (linked.problem ? null : "lecture");
  const preset = id === null ? null : page.preset?.id === id ? page.preset : await platform.get(`/api/presets/${id}`);
  if (id !== null && !preset) return { toast: page.t("page.link.unknown-example") };
  const problem = linked.problem ?? (preset && caseProblem(preset, linked.case ?? null));
  if (!problem) return { toast: page.t("page.link.damaged") };
  return /** @type {Partial<Page>} */ ({
    ...USUAL,
    ...linked,
    recipe: null,
    recipeLayers: null,
    example: id,
    preset,
    problem,
    sheet: showsChosen(linked),
  });
}

/**
 * Whether the number that a link has chosen is shown where there is no room for it beside the drawing: the section that
 * the link opens goes before, if the link does not say otherwise, and the view of the push shows it itself.
 *
 * @param {Partial<Page>} linked
 */
const showsChosen = ({ chosen, drawer, view, sheet }) =>
  Boolean(chosen) && view !== "push" && (!drawer || sheet === true);
