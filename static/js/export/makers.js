/** What makes pictures outside of the page's state: the offscreen drawing, the recorder, and saving a file. */

import { curvesOf } from "../stage/scene/drawing.js";
import { picture } from "./picture.js";
import { filmType, recordFilm } from "./recorder.js";
import { dataUrlOf, createOffscreen, rasterised, png, save } from "./offscreen.js";

/**
 * @typedef {import("../state/page.js").Page} Page
 * @typedef {{text: string, width: number, height: number}} SvgFile  an SVG file, and its size in pixels of the page
 * @typedef {object} PictureMaker
 * @property {(page: Page) => SvgFile} renderSvg
 * @property {(text: string) => string} dataUrlOf
 * @property {(svg: SvgFile, zoom: number) => Promise<Blob | null>} pixels  null where the browser cannot
 * @property {() => boolean} films  whether this browser can record
 * @property {(page: Page, onProgress: (recorded: number) => void, signal: AbortSignal) => Promise<{file: Blob, ending:
 *   string} | null>} film
 * @property {(file: Blob, name: string) => void} save
 */

/** @param {Document} document @param {import("../state/page.js").Boot} boot @returns {PictureMaker} */
export function createPictures(document, boot) {
  const curves = curvesOf(boot);
  const offscreen = createOffscreen(document);
  const colours = () =>
    /** @type {import("../stage/matrices/heat.js").HeatColours} */ (
      Object.fromEntries(
        ["forward", "backward", "forward-negative", "backward-negative", "panel"].map((name) => [
          name,
          offscreen.colour(name),
        ]),
      )
    );
  /** @param {Page} page @returns {SvgFile} */
  const renderSvg = (page) => {
    const { mark, width, height } = picture(page, curves, { colours: colours() });
    return { text: offscreen.text(mark), width, height };
  };
  return {
    renderSvg,
    dataUrlOf,
    save,
    pixels: async (svg, zoom) => rasterised(svg.text, svg, zoom).then(png, () => null),
    films: () => filmType() !== null,
    film: (page, onProgress, signal) => recordFilm({ page, curves, offscreen, onProgress, signal }),
  };
}
