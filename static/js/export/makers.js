/** What makes pictures outside of the page's state: the studio, the recorder, and the browser's way to save a file. */

import { curvesOf } from "../stage/scene/drawing.js";
import { picture } from "./picture.js";
import { filmType, recordFilm } from "./recorder.js";
import { addressOf, createStudio, developed, png, save } from "./offscreen.js";

/**
 * @typedef {import("../state/page.js").Page} Page
 * @typedef {{text: string, width: number, height: number}} Shot  an SVG file, and its size in pixels of the page
 * @typedef {object} Makers
 * @property {(page: Page) => Shot} shoot
 * @property {(text: string) => string} addressOf
 * @property {(shot: Shot, zoom: number) => Promise<Blob | null>} pixels  null where the browser cannot
 * @property {() => boolean} films  whether this browser can record
 * @property {(page: Page, told: (recorded: number) => void, signal: AbortSignal) => Promise<{file: Blob, ending:
 *   string} | null>} film
 * @property {(file: Blob, name: string) => void} save
 */

/** @param {Document} document @param {import("../state/page.js").Boot} boot @returns {Makers} */
export function createPictures(document, boot) {
  const curves = curvesOf(boot);
  const studio = createStudio(document);
  const colours = () =>
    /** @type {import("../stage/matrices/heat.js").Colours} */ (
      Object.fromEntries(
        ["forward", "backward", "forward-negative", "backward-negative", "panel"].map((name) => [
          name,
          studio.colour(name),
        ]),
      )
    );
  /** @param {Page} page @returns {Shot} */
  const shoot = (page) => {
    const { mark, width, height } = picture(page, curves, { colours: colours() });
    return { text: studio.text(mark), width, height };
  };
  return {
    shoot,
    addressOf,
    save,
    pixels: async (shot, zoom) => developed(shot.text, shot, zoom).then(png, () => null),
    films: () => filmType() !== null,
    film: (page, told, signal) => recordFilm({ page, curves, studio, told, signal }),
  };
}
