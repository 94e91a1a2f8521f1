/**
 * Pictures as data. A mark says what an element should be; `draw` makes the elements so, touching only what
 * changed. A mark that is the very same as the last time is not looked into: whoever changes a mark makes another.
 * Elements are kept by key, never looked up, and hold no state. The one exception is the text
 * field in which the user is typing: it is left alone until the focus leaves it.
 *
 * @typedef {object} Mark
 * @property {string} key
 * @property {string} tag
 * @property {Readonly<Record<string, unknown>>} attrs
 * @property {readonly Child[]} children
 * @property {((document: Document) => Element) | null} build
 * @property {readonly string[]} numbers  the addresses of the numbers that it stands for: no attribute, but what is
 *   looked for to find it
 * @typedef {Mark | string} Child
 */

const NAMESPACE = { svg: "http://www.w3.org/2000/svg", html: "http://www.w3.org/1999/xhtml" };

/** Attributes that are properties: the attribute is only their first value. */
const PROPERTIES = new Set(["value", "checked", "selected", "disabled", "open", "hidden"]);

/** @type {WeakMap<Element, {mark: Mark, marks: readonly unknown[], kept: Map<string, Element | Text>}>} */
const DRAWN = new WeakMap();

/**
 * One mark. `attrs.key` tells it from its siblings; without one its place does; `attrs.numbers` are its numbers.
 * An attribute that is null, undefined or false is absent; `style` is an object of CSS properties.
 *
 * @param {string} tag
 * @param {Record<string, unknown> | null} [attrs]
 * @param {...(Child | Child[] | null | false | undefined)} children
 * @returns {Mark}
 */
export function m(tag, attrs, ...children) {
  const { key = "", numbers = NO_NUMBERS, ...rest } = attrs ?? {};
  const present = /** @type {Child[]} */ (
    children.flat().filter((child) => child !== null && child !== undefined && child !== false)
  );
  return {
    key: String(key),
    tag,
    attrs: rest,
    children: present,
    build: null,
    numbers: /** @type {readonly string[]} */ (numbers),
  };
}

/** @type {readonly string[]} */
const NO_NUMBERS = [];

/**
 * An element that another module builds (a formula). It is built again when its key changes.
 *
 * @param {string} key
 * @param {(document: Document) => Element} build
 * @returns {Mark}
 */
export function foreign(key, build) {
  return { key: `built:${key}`, tag: "", attrs: {}, children: [], build, numbers: NO_NUMBERS };
}

/**
 * Make the children of `parent` equal to `marks`.
 *
 * @param {Element} parent
 * @param {readonly (Child | null | false | undefined)[]} marks
 */
export function draw(parent, marks) {
  const own = DRAWN.get(parent);
  if (own?.marks === marks) return;
  const before = own?.kept ?? new Map();
  const kept = new Map();
  const wanted = /** @type {Child[]} */ (
    marks.filter((child) => child !== null && child !== undefined && child !== false)
  );
  wanted.forEach((child, index) => {
    const key = typeof child === "string" ? `#${index}` : child.key || `${child.tag}:${index}`;
    if (kept.has(key)) throw new Error(`two marks have the key ${key}`);
    kept.set(
      key,
      typeof child === "string" ? text(parent, before.get(key), child) : element(parent, before.get(key), child),
    );
  });
  for (const [key, node] of before) if (kept.get(key) !== node) node.remove();
  arrange(parent, [...kept.values()]);
  if (own) Object.assign(own, { marks, kept });
  else DRAWN.set(parent, { mark: m(parent.localName), marks, kept });
}

/**
 * Hold fields to what was last drawn, whatever has been typed or chosen in them since.
 *
 * @param {Iterable<Element>} fields
 */
export function restore(fields) {
  for (const field of fields) {
    const { attrs = {} } = DRAWN.get(field)?.mark ?? {};
    for (const [name, value] of Object.entries(attrs)) if (PROPERTIES.has(name)) set(field, name, value, value);
  }
}

/**
 * Put the children in order. What has the focus is not moved, the others are moved around it: moving would end the
 * focus.
 *
 * @param {Element} parent  with no other children than these
 * @param {(Element | Text)[]} nodes
 */
function arrange(parent, nodes) {
  let place = parent.firstChild;
  for (const node of nodes) {
    if (node !== place && node.contains(parent.ownerDocument.activeElement)) {
      while (place !== null && place !== node) {
        const next = place.nextSibling;
        parent.insertBefore(place, null);
        place = next;
      }
    }
    if (node === place) place = node.nextSibling;
    else parent.insertBefore(node, place);
  }
}

/** @param {Element} parent @param {Element | Text | undefined} old @param {string} words */
function text(parent, old, words) {
  if (old && old.nodeType === 3) {
    if (old.nodeValue !== words) old.nodeValue = words;
    return /** @type {Text} */ (old);
  }
  return parent.ownerDocument.createTextNode(words);
}

/** @param {Element} parent @param {Element | Text | undefined} old @param {Mark} mark */
function element(parent, old, mark) {
  const document = parent.ownerDocument;
  if (mark.build) return old ?? mark.build(document);
  let node = /** @type {Element | undefined} */ (old);
  if (!node || node.localName !== mark.tag) {
    const inSvg = mark.tag === "svg" || (parent.namespaceURI === NAMESPACE.svg && parent.localName !== "foreignObject");
    node = document.createElementNS(inSvg ? NAMESPACE.svg : NAMESPACE.html, mark.tag);
    DRAWN.set(node, { mark: m(mark.tag), marks: [], kept: new Map() });
  }
  const record = /** @type {{mark: Mark}} */ (DRAWN.get(node));
  if (record.mark === mark) return node;
  const before = record.mark.attrs;
  for (const name of Object.keys(before)) if (!(name in mark.attrs)) set(node, name, null, before[name]);
  draw(node, mark.children);
  for (const [name, value] of Object.entries(mark.attrs)) set(node, name, value, before[name]);
  record.mark = mark;
  return node;
}

/** @param {Element} node @param {string} name @param {unknown} value @param {unknown} before */
function set(node, name, value, before) {
  if (name === "style") return style(/** @type {HTMLElement} */ (node), value, before);
  // The number of an item in a list has no value that stands for none.
  if (PROPERTIES.has(name) && name in node && node.localName !== "li") {
    const target = /** @type {Record<string, unknown>} */ (/** @type {unknown} */ (node));
    const wanted = value ?? (name === "value" ? "" : false);
    const isText = node.localName === "input" || node.localName === "textarea";
    if (name === "value" && isText && node === node.ownerDocument.activeElement) return;
    if (target[name] !== wanted) target[name] = wanted;
    return;
  }
  if (value === before) return;
  if (value === null || value === undefined || value === false) node.removeAttribute(name);
  else node.setAttribute(name, value === true ? "" : String(value));
}

/** @param {HTMLElement} node @param {unknown} value @param {unknown} before */
function style(node, value, before) {
  const now = /** @type {Record<string, string>} */ (value ?? {});
  const was = /** @type {Record<string, string>} */ (before ?? {});
  for (const name of Object.keys(was)) if (!(name in now)) node.style.removeProperty(name);
  for (const [name, text] of Object.entries(now)) if (was[name] !== text) node.style.setProperty(name, text);
}
