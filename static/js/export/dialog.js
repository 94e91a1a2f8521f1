/**
 * The dialog that saves pictures: this moment as a drawing or in pixels, or the way through all moments as a film. What
 * its buttons do is here too; the pictures themselves are made in `makers.js`.
 */

import { m } from "../dom/marks.js";
import { segmented, select } from "../dom/controls.js";
import { grainOf, grainsOf, stepsOf } from "../state/page.js";
import { filmStart, filmTime } from "./film-clock.js";
import { fileName, isPossible, titleOf } from "./naming.js";
import { plural } from "../language/catalogue.js";

/**
 * @typedef {import("../state/page.js").Page} Page
 * @typedef {import("../state/page.js").Store} Store
 * @typedef {import("../state/page.js").Pictures} Pictures
 */

/** Before anything was saved. @type {Pictures} */
export const NO_PICTURE = {
  preview: null,
  size: null,
  caption: true,
  from: "beginning",
  speed: 1,
  recorded: null,
  saved: null,
  failed: null,
  films: false,
};

/** How many pixels of a picture to one of the page. */
const ZOOMS = [1, 2, 4];

const FILM_SPEEDS = [0.5, 1, 2];

/** A film of more seconds is called long. */
const LONG_FILM_SECONDS = 300;

/** Longer films are not recorded: a browser holds all of a film in memory until it is done. */
export const MAX_FILM_SECONDS = 900;

/** @param {Page} page */
export function pictures(page) {
  const { t, picture } = page;
  const busy = picture.recorded !== null;
  return [
    picture.preview &&
      m("img", {
        key: "preview",
        class: "pictures-preview",
        src: picture.preview,
        alt: titleOf(page),
        width: picture.size?.width,
        height: picture.size?.height,
      }),
    m(
      "label",
      { key: "caption", class: "pictures-caption" },
      m("input", { type: "checkbox", "data-change": "picture-caption", checked: picture.caption, disabled: busy }),
      t("page.picture.caption"),
    ),
    m("h3", { key: "moment" }, t("page.picture.moment")),
    m(
      "div",
      { key: "moment-files", class: "pictures-files" },
      saver("save-svg", "", "SVG", t("page.picture.svg"), busy),
      ZOOMS.map((zoom) =>
        saver("save-png", String(zoom), `PNG ${zoom}×`, sizeWords(page, zoom), busy || !fits(picture, zoom)),
      ),
    ),
    m("h3", { key: "film" }, t("page.picture.film")),
    ...(!picture.films
      ? [m("p", { key: "no-film" }, t("page.picture.no-film"))]
      : busy
        ? recording(page)
        : filmChoice(page)),
    m(
      "p",
      { key: "said", class: "pictures-said", role: "status" },
      picture.failed ? t(picture.failed) : picture.saved ? t("page.picture.saved", { file: picture.saved }) : "",
    ),
  ];
}

/** @param {string} action @param {string} of @param {string} name @param {string} words @param {boolean} disabled */
function saver(action, of, name, words, disabled) {
  return m(
    "button",
    { key: `${action}-${of}`, type: "button", class: "pictures-save", "data-do": action, "data-of": of, disabled },
    name,
    " ",
    m("small", null, words),
  );
}

/** Whether a browser can make a picture of this size. @param {Pictures} picture @param {number} zoom */
const fits = ({ size }, zoom) => size === null || isPossible(size, zoom);

/** @param {Page} page @param {number} zoom */
function sizeWords({ picture, t }, zoom) {
  const { size } = picture;
  if (!fits(picture, zoom)) return t("page.picture.too-large");
  return size ? `${Math.round(size.width * zoom)} × ${Math.round(size.height * zoom)}` : "";
}

/** @param {Page} page */
function filmChoice(page) {
  const { t, picture } = page;
  const seconds = filmTime(page);
  const over = seconds > MAX_FILM_SECONDS;
  return [
    m(
      "div",
      { key: "film-choice", class: "pictures-row" },
      segmented({
        label: t("page.picture.from"),
        action: "film-from",
        value: picture.from,
        options: [
          ["beginning", t("page.picture.from-beginning")],
          ["here", t("page.picture.from-here")],
        ],
      }),
      segmented({
        label: t("page.picture.speed"),
        action: "film-speed",
        value: String(picture.speed),
        options: FILM_SPEEDS.map((speed) => [String(speed), `${speed}×`]),
      }),
      select({
        label: t("page.grain.label"),
        value: grainOf(page),
        change: "grain",
        options: grainsOf(page).map((grain) => [grain, t(`page.grain.${grain}`)]),
        data: "film",
      }),
    ),
    m(
      "div",
      { key: "film-start", class: "pictures-row" },
      m(
        "button",
        {
          key: "record",
          type: "button",
          class: "pictures-save",
          "data-do": "record",
          disabled: stepsOf(page).length === 0 || over,
        },
        t("page.picture.record"),
      ),
      m(
        "span",
        { key: "length", class: "hint" },
        t(over ? "page.picture.too-long" : "page.picture.length", {
          time: duration(page, seconds),
          most: duration(page, MAX_FILM_SECONDS),
        }),
        seconds > LONG_FILM_SECONDS && ` ${t("page.picture.shorter")}`,
      ),
    ),
  ];
}

/** @param {Page} page */
function recording(page) {
  const { t, picture } = page;
  const done = picture.recorded ?? 0;
  const whole = filmTime(page);
  return [
    m("progress", {
      key: "progress",
      class: "pictures-progress",
      max: 1,
      value: Math.round(100 * done) / 100,
      "aria-label": t("page.picture.recording"),
    }),
    m(
      "div",
      { key: "film-end", class: "pictures-row" },
      m(
        "button",
        { key: "cancel", type: "button", class: "pictures-save", "data-do": "stop-film" },
        t("page.picture.cancel"),
      ),
      m(
        "span",
        { key: "left", class: "hint" },
        t("page.picture.left", { time: duration(page, Math.max(1, whole * (1 - done))) }),
      ),
    ),
    m("p", { key: "stay", class: "hint" }, t("page.picture.stay")),
  ];
}

/** @param {Page} page @param {number} seconds */
function duration({ t, language }, seconds) {
  if (seconds < 90) return plural(t, "page.picture.seconds", Math.round(seconds), language);
  return plural(t, "page.picture.minutes", Math.round(seconds / 60), language);
}

/**
 * What makes pictures; its code is fetched when it is first wanted.
 *
 * @param {Store} store
 * @param {import("../screens/explore/actions.js").Platform} platform
 */
export async function picturesOf(store, platform) {
  const maker = await platform.loadPictures().catch(() => null);
  if (!maker) store.set({ toast: store.get().t("page.outage.silent") });
  return maker;
}

/**
 * What the buttons do.
 *
 * @type {Record<string, (store: Store, of: string, platform: import("../screens/explore/actions.js").Platform) =>
 *   unknown>}
 */
export const PICTURE_ACTIONS = {
  picture: async (store, _of, platform) => {
    const {
      answer,
      picture: { caption, from, speed },
    } = store.get();
    if (!answer) return;
    const maker = platform.pictures ?? (await picturesOf(store, platform));
    if (!maker) return;
    store.set({
      dialog: "picture",
      playing: false,
      goal: null,
      picture: { ...NO_PICTURE, caption, from, speed, films: maker.films() },
    });
    showPreview(store, maker);
  },
  "save-svg": (store, _of, { pictures: maker }) => {
    if (!maker) return;
    const page = store.get();
    return saved(
      store,
      new Blob([maker.renderSvg(page).text], { type: "image/svg+xml" }),
      fileName(page, ".svg"),
      maker,
    );
  },
  "save-png": async (store, of, { pictures: maker }) => {
    if (!maker) return;
    const page = store.get();
    const file = await maker.pixels(maker.renderSvg(page), Number(of));
    saved(store, file, fileName(page, of === "1" ? ".png" : `@${of}x.png`), maker);
  },
  "film-from": (store, of) => change(store, { from: /** @type {Pictures["from"]} */ (of) }),
  "film-speed": (store, of) => change(store, { speed: Number(of) }),
  "stop-film": (store) => change(store, { recorded: null }),
  record,
};

/**
 * @type {Record<string, (store: Store, value: string, of: string, platform:
 *   import("../screens/explore/actions.js").Platform) => unknown>}
 */
export const PICTURE_CHANGES = {
  "picture-caption": (store, value, _of, { pictures: maker }) => {
    change(store, { caption: value === "true" });
    if (maker) showPreview(store, maker);
  },
};

/** Show what would be saved. @param {Store} store @param {import("./makers.js").PictureMaker} maker */
function showPreview(store, maker) {
  const { text, width, height } = maker.renderSvg(store.get());
  change(store, { preview: maker.dataUrlOf(text), size: { width, height } });
}

/** @param {Store} store @param {Partial<Pictures>} patch */
function change(store, patch) {
  store.set({ picture: { ...store.get().picture, ...patch } });
}

/**
 * @param {Store} store
 * @param {Blob | null} file
 * @param {string} name
 * @param {import("./makers.js").PictureMaker} maker
 */
function saved(store, file, name, maker) {
  if (file) maker.save(file, name);
  change(store, file ? { saved: name, failed: null } : { saved: null, failed: "page.picture.failed" });
}

/**
 * A film goes on until its end, until it is cancelled, or until the dialog is closed.
 *
 * @param {Store} store
 * @param {string} _of
 * @param {import("../screens/explore/actions.js").Platform} platform
 */
async function record(store, _of, { pictures: maker }) {
  const page = store.get();
  if (!maker || page.picture.recorded !== null) return;
  const control = new AbortController();
  change(store, { recorded: 0, saved: null, failed: null });
  const leave = store.subscribe(({ dialog, picture }) => {
    if (dialog === "picture" && picture.recorded !== null) return;
    control.abort();
    leave();
    // By now the next film may have begun: what this one still does is ignored.
    if (dialog !== "picture") change(store, { recorded: null });
  });
  const film = await maker
    .film(
      { ...page, at: filmStart(page), speed: page.picture.speed },
      (recorded) => isWanted() && change(store, { recorded }),
      control.signal,
    )
    .catch(() => null);
  leave();
  if (!isWanted()) return;
  change(store, { recorded: null });
  saved(store, film && film.file, `backprop-${page.example ?? "network"}${film?.ending}`, maker);

  /** Whether it has not been cancelled, even a moment ago. */
  function isWanted() {
    return !control.signal.aborted && store.get().dialog === "picture" && store.get().picture.recorded !== null;
  }
}
