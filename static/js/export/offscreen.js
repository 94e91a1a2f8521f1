/**
 * Where pictures are made: the marks are drawn out of sight, always in the light theme, and the browser is asked
 * for each element's computed style. From that text an image is made, and from the image a bitmap.
 */

import { draw } from "../dom/marks.js";
import { svgText } from "../dom/svg-text.js";

/**
 * @typedef {import("../dom/marks.js").Mark} Mark
 * @typedef {{text: (mark: Mark) => string, colour: (name: string) => string}} Offscreen
 */

/** What would make two of an element that must be one, or lead the keyboard here. */
const OF_THE_PAGE = /^(?:id|role|tabindex|xmlns|xml:.*|data-.*|aria-.*)$/;

/** @param {Document} document @returns {Offscreen} */
export function createOffscreen(document) {
  const room = document.createElement("div");
  room.className = "offscreen";
  room.dataset.theme = "light";
  room.setAttribute("aria-hidden", "true");
  document.body.append(room);
  return {
    text: (mark) => {
      draw(room, [bare(mark)]);
      const text = svgText(mark, drawnAs(/** @type {Element} */ (room.firstChild)));
      draw(room, []);
      return text;
    },
    colour: (name) => getComputedStyle(room).getPropertyValue(`--${name}`),
  };
}

/** @param {Mark} mark @returns {Mark} */
function bare(mark) {
  const attrs = Object.fromEntries(Object.entries(mark.attrs).filter(([name]) => !OF_THE_PAGE.test(name)));
  return { ...mark, attrs, children: mark.children.map((child) => (typeof child === "string" ? child : bare(child))) };
}

/** @param {Element} node @returns {import("../dom/svg-text.js").Drawn} */
function drawnAs(node) {
  const style = getComputedStyle(node);
  return {
    look: (property) => style.getPropertyValue(property),
    words: () => node.textContent ?? "",
    child: (index) => drawnAs(/** @type {Element} */ (node.childNodes[index])),
  };
}

/** An address of the picture that an image can have. @param {string} text  of an SVG file */
export function dataUrlOf(text) {
  return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
}

/**
 * The picture in pixels.
 *
 * @param {string} text  of an SVG file
 * @param {{width: number, height: number}} size  in pixels of the page
 * @param {number} zoom
 * @returns {Promise<HTMLCanvasElement>}
 */
export async function rasterised(text, { width, height }, zoom) {
  const image = new Image(width, height);
  image.src = dataUrlOf(text);
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width * zoom);
  canvas.height = Math.round(height * zoom);
  const canvas2d = canvas.getContext("2d");
  if (!canvas2d) throw new Error("this browser gives no canvas");
  canvas2d.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas;
}

/**
 * The file. A canvas that is larger than the browser's memory stays empty, without a word.
 *
 * @param {HTMLCanvasElement} canvas
 * @returns {Promise<Blob | null>} null where it is larger than the browser can do
 */
export function png(canvas) {
  if (canvas.getContext("2d")?.getImageData(0, 0, 1, 1).data[3] === 0) return Promise.resolve(null);
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}

/** Hand a file to the user. @param {Blob} blob @param {string} name */
export function save(blob, name) {
  const anchor = document.createElement("a");
  anchor.href = URL.createObjectURL(blob);
  anchor.download = name;
  anchor.click();
  window.setTimeout(() => URL.revokeObjectURL(anchor.href), 60_000);
}
