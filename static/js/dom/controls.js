/**
 * Pieces that several panels are made of. What a piece does stands in `data-` attributes and is carried out in one
 * place (`shell/pointer.js`).
 */

import { m } from "./marks.js";

/**
 * A choice out of a list.
 *
 * @param {{label: string, value: string, change: string, options: (readonly [string, string])[], data?: string, quiet?:
 *   boolean, name?: string}} choice
 */
export function select({ label, value, change, options, data, quiet, name }) {
  return m(
    "span",
    { key: `choice-${change}-${data ?? ""}`, class: ["choice", quiet && "quiet", name].filter(Boolean).join(" ") },
    m(
      "select",
      { "aria-label": label, value, "data-change": change, "data-of": data },
      options.map(([key, words]) => m("option", { key, value: key }, words)),
    ),
  );
}

/**
 * A few buttons of which one is pressed.
 *
 * @param {{label: string, value: string, action: string, options: (readonly [string, string])[]}} choice
 */
export function segmented({ label, value, action, options }) {
  return m(
    "div",
    { key: action, class: "segmented", role: "group", "aria-label": label },
    options.map(([key, words]) =>
      m(
        "button",
        { key, type: "button", "data-do": action, "data-of": key, "aria-pressed": String(key === value) },
        words,
      ),
    ),
  );
}

/** Paths of the icons, drawn for a box of 24 units. */
const ICONS = {
  network:
    "M5 4.5a2 2 0 1 0 0 4a2 2 0 1 0 0-4M5 15.5a2 2 0 1 0 0 4a2 2 0 1 0 0-4M19 10a2 2 0 1 0 0 4a2 2 0 1 0 0-4M7 7.2l10 4M7 16.8l10-4",
  budget: "M4 5h6v4h4v4h4v6M4 5v14h16",
  largest: "M10.5 4a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13M15.5 15.5l5 5M8 12l2-3l2 2l2-4",
  present: "M3 5h18v11H3zM12 16v4M8 20h8M10 8.5v4l4-2z",
  drive: "M20 5v14L6 12zM3 12h3M20 9h2M20 15h2",
  costs: "M5 20V4M5 19h15M9 16v-3M13 16V9M17 16V5",
  samples: "M4 6h16M4 12h16M4 18h16M9 4v16",
  published: "M5 4h11l3 3v13H5zM9 12l2 2 4-4",
  add: "M12 5v14M5 12h14",
  close: "M6 6l12 12M18 6L6 18",
  theme: "M12 4a8 8 0 1 0 0 16zM12 4a8 8 0 0 1 0 16",
  legend: "M4 7h6M4 12h6M4 17h6M14 7h6M14 12h6M14 17h6",
  help: "M9 9a3 3 0 1 1 4.5 2.6c-1 .6-1.5 1.2-1.5 2.4M12 17.5h.01",
  start: "M7 5v14M18 5.5v13L9.5 12z",
  back: "M16 5.5v13L7.5 12z",
  play: "M8 5v14l11-7z",
  pause: "M8 5.5v13M16 5.5v13",
  on: "M8 5.5v13l8.5-6.5z",
  end: "M17 5v14M6 5.5v13l8.5-6.5z",
  share: "M12 4v11M8 8l4-4 4 4M5 13v6h14v-6",
  print: "M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z",
  copy: "M9 9h10v11H9zM5 15V4h10",
  picture: "M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.5 8.5h.01",
  undo: "M8 5L4 9l4 4M4 9h10.5a5 5 0 0 1 0 10H9",
  redo: "M16 5l4 4-4 4M20 9H9.5a5 5 0 0 0 0 10H15",
  reset: "M5 12a7 7 0 1 0 2.4-5.3M4.5 3.5v4.5h4.5",
  panel: "M4 5h16v14H4zM14 5v14",
};

/** @param {keyof typeof ICONS} name */
export function icon(name) {
  return m(
    "svg",
    { key: "icon", viewBox: "0 0 24 24", "aria-hidden": "true", focusable: "false" },
    m("path", { d: ICONS[name] }),
  );
}

/**
 * @param {{action: string, label: string, image: keyof typeof ICONS, of?: string, name?: string, words?: string,
 *   attrs?: Record<string, unknown>}} button  `words` stand under the picture, where there is room
 */
export function iconButton({ action, label, image, of, name = "icon", words, attrs = {} }) {
  return m(
    "button",
    {
      key: `${action}-${of ?? ""}`,
      type: "button",
      class: name,
      "data-do": action,
      "data-of": of,
      "aria-label": label,
      title: label,
      ...attrs,
    },
    icon(image),
    words && m("span", { key: "words", class: "words" }, words),
  );
}

/**
 * A field with its name before it.
 *
 * @param {string} key
 * @param {string} words
 * @param {import("./marks.js").Mark} field
 */
export function labelled(key, words, field) {
  return m("div", { key, class: "labelled" }, m("span", { "aria-hidden": "true" }, words), field);
}

/**
 * A heading that opens and closes what is beneath it.
 *
 * @param {{of: string, open: boolean, words: string, action?: string, id?: string | null, name?: string | null}}
 *   heading
 */
export function foldingHead({ of, open, words, action = "unfold", id = null, name = "line-name" }) {
  return m(
    "h3",
    { key: "head", id, class: name },
    m(
      "button",
      { type: "button", class: "unfolding", "data-do": action, "data-of": of, "aria-expanded": String(open) },
      words,
    ),
  );
}

/**
 * What may not be read yet, in the room that it will take: three dots stand there until then.
 *
 * @param {...import("./marks.js").Child} children
 */
export const withheld = (...children) =>
  m("span", { class: "withheld", "aria-hidden": "true" }, m("span", { class: "behind" }, ...children));
