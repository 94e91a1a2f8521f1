/**
 * Marks as the text of an SVG file: every declaration that the page's style sheets make is written out as an attribute,
 * so that the file looks the same wherever it is opened. How an element looks is asked of the caller; all else is pure.
 *
 * @typedef {import("./marks.js").Mark} Mark
 * @typedef {Record<string, string>} StyleValues  what a browser computes for an element, by the name of the property
 * @typedef {{look: (property: string) => string, words: () => string, child: (index: number) => Drawn}} Drawn  an
 *   element, as a browser shows it
 */

/** What children take from their parents, with the value where none is set. */
const INHERITED = /** @type {Record<string, string>} */ ({
  fill: "#000000",
  "fill-opacity": "1",
  stroke: "none",
  "stroke-opacity": "1",
  "stroke-width": "1",
  "stroke-dasharray": "none",
  "stroke-linecap": "butt",
  "stroke-linejoin": "miter",
  "font-family": "",
  "font-size": "",
  "font-style": "normal",
  "font-weight": "400",
  "letter-spacing": "normal",
  "text-anchor": "start",
});

/** Attributes that mean something on the page only, or that are written out as what they look like. */
const LEFT_OUT = /^(?:class|style|role|tabindex|opacity|data-.*|aria-.*)$/;

const DRAWN_TAGS = new Set(["rect", "circle", "ellipse", "line", "path", "polyline", "polygon", "image"]);
const TEXT_TAGS = new Set(["text", "tspan", "title", "desc"]);

/**
 * @param {Mark} mark  an svg
 * @param {Drawn} drawn  the same, drawn in the light theme
 * @returns {string} a file
 */
export function svgText(mark, drawn) {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element(mark, drawn, INHERITED)}\n`;
}

/**
 * @param {Mark} mark
 * @param {Drawn} drawn
 * @param {StyleValues} from  what the parent hands down
 * @returns {string} empty where nothing would be visible
 */
function element(mark, drawn, from) {
  if (mark.tag === "title" || mark.tag === "desc") return `<${mark.tag}>${escaped(drawn.words())}</${mark.tag}>`;
  const own = stylesOf(drawn);
  const attributes = {
    ...(mark.tag === "svg" ? { role: "img", style: "font-variant-numeric: tabular-nums" } : {}),
    ...kept(mark),
    ...differing(own, from),
    ...opacityOf(drawn),
  };
  if (mark.tag === "foreignObject") return foreignText(mark, drawn, { ...differing(own, from) });
  if (DRAWN_TAGS.has(mark.tag) && own.fill === "none" && own.stroke === "none") return "";
  const inWords = TEXT_TAGS.has(mark.tag);
  const children = mark.children
    .map((child, index) => {
      if (typeof child === "string") return escaped(cased(child, drawn.look("text-transform")));
      // The tooltip of a part says what can be done on the page.
      return child.tag === "title" && mark.tag !== "svg" ? "" : element(child, drawn.child(index), own);
    })
    .filter(Boolean);
  const open = `${mark.tag}${Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escaped(String(value))}"`)
    .join("")}`;
  if (children.length === 0) return DRAWN_TAGS.has(mark.tag) ? `<${open}/>` : "";
  return inWords ? `<${open}>${children.join("")}</${mark.tag}>` : `<${open}>\n${children.join("\n")}\n</${mark.tag}>`;
}

/**
 * HTML inside a drawing becomes the words that stand there: few programs but browsers show it.
 *
 * @param {Mark} mark
 * @param {Drawn} drawn
 * @param {StyleValues} look
 */
function foreignText(mark, drawn, look) {
  const words = drawn.words().trim();
  const { x = 0, y = 0, width = 0, height = 0 } = /** @type {Record<string, number>} */ (mark.attrs);
  const attributes = {
    ...look,
    x: Number(x) + Number(width) / 2,
    y: Number(y) + Number(height) / 2,
    "text-anchor": "middle",
    dy: "0.35em",
    fill: colour(drawn.look("color")).paint,
  };
  return (
    words &&
    `<text${Object.entries(attributes)
      .map(([name, value]) => ` ${name}="${escaped(String(value))}"`)
      .join("")}>${escaped(words)}</text>`
  );
}

/** What a file keeps of an element's attributes; in it the address of a number is an id. @param {Mark} mark */
function kept({ attrs: { "data-address": id, ...attrs } }) {
  return Object.fromEntries(
    Object.entries({ id, ...attrs }).filter(
      ([name, value]) =>
        value !== null &&
        value !== undefined &&
        value !== false &&
        !LEFT_OUT.test(name) &&
        !Object.hasOwn(INHERITED, name),
    ),
  );
}

/** @param {Drawn} drawn @returns {StyleValues} */
function stylesOf({ look }) {
  const values = Object.fromEntries(Object.keys(INHERITED).map((name) => [name, plain(look(name))]));
  for (const name of ["fill", "stroke"]) {
    const { paint, opacity } = colour(look(name));
    values[name] = paint;
    if (paint !== "none")
      values[`${name}-opacity`] = String(Math.round(1000 * opacity * Number(values[`${name}-opacity`] || 1)) / 1000);
  }
  return values;
}

/** @param {StyleValues} own @param {StyleValues} from */
function differing(own, from) {
  return Object.fromEntries(Object.entries(own).filter(([name, value]) => value !== from[name]));
}

/** @param {Drawn} drawn @returns {StyleValues} */
function opacityOf({ look }) {
  const opacity = look("opacity");
  return opacity === "" || opacity === "1" ? {} : { opacity };
}

/** A length without its unit, a list without commas. @param {string} value */
function plain(value) {
  return /^[-\d.]+px(?:, [-\d.]+px)*$/.test(value) ? value.replaceAll("px", "").replaceAll(",", "") : value;
}

/**
 * A colour as every program reads it.
 *
 * @param {string} value  as a browser computes it: rgb(…), rgba(…), color(srgb …) or none
 * @returns {{paint: string, opacity: number}} paint is #rrggbb, or "none" where nothing would be visible
 */
export function colour(value) {
  const numbers = (value.match(/-?[\d.]+(?:e-?\d+)?/g) ?? []).map(Number);
  if (!/^(?:rgba?|color)\(/.test(value) || numbers.length < 3)
    return { paint: value === "" ? "none" : value, opacity: 1 };
  const [red, green, blue, opacity = 1] = value.startsWith("color")
    ? [...numbers.slice(0, 3).map((part) => part * 255), ...numbers.slice(3)]
    : numbers;
  const paint = `#${[red, green, blue]
    .map((part) =>
      Math.round(Math.min(255, Math.max(0, part)))
        .toString(16)
        .padStart(2, "0"),
    )
    .join("")}`;
  return { paint: opacity === 0 ? "none" : paint, opacity };
}

/** @param {string} words @param {string} transform  of CSS */
function cased(words, transform) {
  return transform === "uppercase" ? words.toUpperCase() : words;
}

/** @param {string} text */
export function escaped(text) {
  const allowed = [...text].filter((sign) => sign >= " " || "\t\n\r".includes(sign)).join("");
  return allowed.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
