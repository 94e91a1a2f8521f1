/**
 * What stands around every screen: the bar, the dialogs and short messages, the theme and the language, the address,
 * the pointer and the keyboard. It knows the list of screens and what a screen is, and nothing of what is in them.
 */

import { draw, m, restore } from "../dom/marks.js";
import { wordsIn, followLetters } from "../language/letters.js";
import { networkTitle } from "../language/summary.js";
import { get, latest, serveFrom } from "../server/api.js";
import { followOutage, isStale } from "../server/outage.js";
import { screenIn } from "../state/link.js";
import { holdingFixed } from "../state/fixed.js";
import { memo } from "../state/memo.js";
import { joined } from "../state/slices.js";
import { createStore } from "../state/store.js";
import { heldFixed } from "../stage/hands/fixed-marks.js";
import { bar } from "./bar.js";
import { dialog } from "./dialogs.js";
import { reportSize } from "./embedding.js";
import { holdingScreen } from "./holding.js";
import { followHistory, linkOf, pageFromLink } from "./history.js";
import { listen } from "./pointer.js";
import { followPrinting } from "./printing.js";
import { copy, fillScreen, pick, remember, stored } from "./platform.js";

/**
 * @typedef {import("../state/page.js").Page} Page
 * @typedef {import("../state/page.js").Boot} Boot
 * @typedef {import("../screens/screen.js").Screen} Screen
 * @typedef {import("../screens/screen.js").ScreenView} ScreenView
 */

/** Milliseconds for which a short message stands. */
const TOAST_MILLISECONDS = 3200;

/**
 * @param {readonly import("../screens/screen.js").ScreenEntry[]} screens  a link that names none opens the first
 * @param {Document} document
 * @param {globalThis.Window} window
 */
export async function openShell(screens, document, window) {
  /** @param {string} id */
  const elementById = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
  /** @type {Boot} */
  const boot = JSON.parse(elementById("boot").textContent ?? "{}");
  serveFrom(boot.root);
  const root = document.documentElement;
  const box = /** @type {HTMLDialogElement} */ (elementById("dialog"));
  const named = screenIn(window.location.hash);
  const first = screens.find(({ name }) => name === named) ?? screens[0];

  const state = {
    environment: environmentOf(window),
    shell: initial(boot, root, first.name),
    ...Object.fromEntries(screens.map((candidate) => [candidate.name, candidate.initial(boot)])),
  };
  /** @type {import("../state/store.js").StateStore<Record<string, object>>} */
  const slices = createStore(state, (tell) => window.requestAnimationFrame(tell), queueMicrotask);
  /** @type {import("../state/page.js").Store} */
  const store = holdingFixed(joined(slices, ["environment", "shell", ...screens.map(({ name }) => name)]));

  /** @type {import("../screens/explore/actions.js").Platform} */
  const platform = {
    get,
    copy,
    focus: (name) =>
      /** @type {HTMLElement} */ (document.querySelector(`[data-part=${name}]`) ?? elementById(name)).focus(),
    link: (fixed = store.get().fixed) => linkOf({ ...store.get(), fixed }, window.location),
    fillScreen: (on) => fillScreen(document, on),
    print: () => window.print(),
    random: Math.random,
    pictures: null,
    async loadPictures() {
      const { createPictures } = await import("../export/makers.js");
      return (platform.pictures ??= createPictures(document, boot));
    },
    pick: () => pick(document),
    maxBytes: boot.limits.body_bytes,
    stored,
    remember,
  };

  followLetters(store);
  const barOf = memo(heldFixed(bar));
  const redraw = () => {
    render(store.get());
    restore(document.querySelectorAll("input, select, textarea"));
  };
  const regions = {
    rail: elementById("rail"),
    lesson: elementById("lesson"),
    drawer: elementById("drawer"),
    main: elementById("stage"),
    side: elementById("inspector"),
    sideTab: elementById("side-tab"),
    foot: elementById("time"),
    tip: elementById("tip"),
  };
  /** @type {Map<string, {screen: Screen, view: ScreenView}>} */
  const opened = new Map();
  const pointer = listen({ document, store, platform, redraw, speak, screenNow: () => current.screen });

  /** @param {import("../screens/screen.js").ScreenEntry} entry */
  async function openScreen({ name, load }) {
    const screen = holdingScreen(await load());
    const entry = opened.get(name) ?? { screen, view: screen.open(regions, store, boot, pointer) };
    if (!opened.has(name) && opened.size > 0) screen.start(store, boot, platform);
    opened.set(name, entry);
    return entry;
  }

  /** What is shown: while the code of another screen is on its way, still the one before. */
  let current = await openScreen(screens[0]);

  /** Show the screen that the state names. @param {string} wanted */
  async function turnTo(wanted) {
    const entry = screens.find(({ name }) => name === wanted);
    const found = entry && (opened.get(wanted) ?? (await openScreen(entry).catch(() => null)));
    if (store.get().screen !== wanted) return;
    if (!found) return store.set({ screen: current.screen.name, toast: store.get().t("page.outage.silent") });
    current = found;
    redraw();
  }

  /** @param {Page} page */
  function render(page) {
    showOnRoot(document, page);
    draw(elementById("bar"), barOf(page, boot));
    current.view.draw(page);
    draw(elementById("toast"), [page.toast && m("p", { key: "toast", class: "toast" }, page.toast)]);
    draw(box, page.dialog ? dialog(page, current.screen, boot) : []);
    box.classList.toggle("pictures", page.dialog === "picture");
    if (page.dialog && !box.open) box.showModal();
    if (!page.dialog && box.open) box.close();
  }

  let timer = 0;
  store.subscribe((page, before) => {
    render(page);
    current.view.follow(page, before);
    if (page.screen !== current.screen.name && page.screen !== before.screen) void turnTo(page.screen);
    if (page.toast !== before.toast) {
      window.clearTimeout(timer);
      timer = window.setTimeout(() => store.set({ toast: null }), TOAST_MILLISECONDS);
    }
    if (page.theme !== before.theme) remember("theme", page.theme);
    if (page.shortcuts !== before.shortcuts) remember("shortcuts", page.shortcuts ? "on" : "off");
  });

  box.addEventListener("pointerdown", (event) => {
    if (event.target === box) store.set({ dialog: null });
  });
  box.addEventListener("close", () => store.set({ dialog: null }));
  document.addEventListener("fullscreenchange", () => {
    if (!document.fullscreenElement) store.set({ present: false });
  });
  for (const [field, query] of Object.entries(MEDIA_QUERIES)) {
    const media = window.matchMedia(query);
    media.addEventListener("change", () => store.set({ [field]: media.matches }));
  }

  /** Only the language that was chosen last. */
  const catalogueOf = latest((_signal, /** @type {string} */ language) => get(`/api/locales/${language}`));

  /** Change the language without loading the page again. @param {string} language */
  async function speak(language) {
    const catalogue = await catalogueOf(language);
    if (catalogue) store.set({ language, words: catalogue.words, t: wordsIn(catalogue.words, store.get().notation) });
    else if (catalogue === null) {
      store.set({ toast: store.get().t("page.outage.silent") });
      redraw(); // the menu shows what was chosen
    }
  }

  const { location } = window;
  if (location.hash.length > 1) store.set(await pageFromLink(location.hash, store.get(), platform));
  current.screen.start(store, boot, platform);
  followOutage(store, window);
  followHistory(store, platform, window);
  if (store.get().embedded) reportSize(store, window);
  followPrinting(store, window, redraw);
  redraw();
  if (first !== screens[0]) await turnTo(first.name);
}

/** What the browser says of the window: each a field of the environment. */
const MEDIA_QUERIES = {
  dark: "(prefers-color-scheme: dark)",
  still: "(prefers-reduced-motion: reduce)",
  contrast: "(forced-colors: active)",
  touch: "(hover: none) and (pointer: coarse)",
};

/** @param {globalThis.Window} window @returns {import("../state/page.js").Environment} */
function environmentOf(window) {
  const { dark, still, contrast, touch } = /** @type {Record<keyof typeof MEDIA_QUERIES, boolean>} */ (
    Object.fromEntries(Object.entries(MEDIA_QUERIES).map(([field, query]) => [field, window.matchMedia(query).matches]))
  );
  return {
    dark,
    still,
    contrast,
    touch,
    printing: false,
    paperLink: "",
    embedded: window.document.documentElement.dataset.embed !== undefined,
  };
}

/**
 * @param {Boot} boot
 * @param {HTMLElement} root
 * @param {string} screen
 * @returns {import("../state/page.js").Shell}
 */
function initial(boot, root, screen) {
  // The theme that was chosen here, or that the host of an embedded page asked for.
  const theme = root.dataset.wanted ?? stored("theme");
  return {
    screen,
    language: boot.language,
    words: boot.words,
    t: wordsIn(boot.words, "lecture"),
    theme: theme === "light" || theme === "dark" ? theme : "auto",
    toast: null,
    dialog: null,
    handout: "as-is",
    shared: null,
    sharedFixed: [],
    shortcuts: stored("shortcuts") !== "off",
    unanswered: null,
    dismissed: [],
  };
}

/**
 * What the styles and a reader's software see of the state. Set only where it changes: the same value again would make
 * the browser compute every style again.
 *
 * @param {Document} document
 * @param {Page} page
 */
function showOnRoot(document, page) {
  const root = document.documentElement;
  // In a contrast theme of the system, the drawing's own ground is as dark as the window's.
  const chosen = page.theme === "auto" || page.contrast ? (page.dark ? "dark" : "light") : page.theme;
  const theme = page.printing ? "light" : chosen;
  if (root.dataset.theme !== theme) root.dataset.theme = theme;
  if (root.lang !== page.language) root.lang = page.language;
  if (root.dataset.screen !== page.screen) {
    root.dataset.screen = page.screen;
    /** @type {HTMLElement} */ (document.getElementById("lesson")).hidden = page.screen !== "learn";
  }
  if (root.hasAttribute("data-present") !== page.present) root.toggleAttribute("data-present", page.present);
  if (root.hasAttribute("data-stale") !== isStale(page)) root.toggleAttribute("data-stale", isStale(page));
  const title = page.preset || page.name ? `${networkTitle(page)} · Backprop Explorer` : "Backprop Explorer";
  if (document.title !== title) document.title = title;
  if (!root.dataset.drawn) root.dataset.drawn = "true";
  if (page.answer && !root.dataset.ready && !document.querySelector("[data-coming]")) root.dataset.ready = "true";
}
