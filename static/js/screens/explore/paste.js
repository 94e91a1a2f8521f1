/** The dialog in which a block of numbers is looked at before it is put into the network or its samples. */

import { m } from "../../dom/marks.js";
import { labelled, select } from "../../dom/controls.js";
import { post } from "../../server/api.js";
import { reason } from "../../server/trace.js";
import { fixedChanges, fixedSentence, partsOfPlace } from "../../state/fixed.js";
import { FIELD } from "../../state/page.js";
import { nameOf } from "../../language/notation.js";
import { number } from "../../language/number.js";
import { readBlock } from "../../language/number-block.js";
import { withBlock, placesIn, arrayShape } from "../../network/placing.js";
import { passOf } from "../../network/request.js";
import { once } from "../../network/once.js";

/**
 * @typedef {import("../../state/page.js").Page} Page
 * @typedef {import("../../state/page.js").Store} Store
 * @typedef {import("../../network/placing.js").PlacedBlock} PlacedBlock
 *
 * @typedef {object} Paste  a block of numbers that is put into the network, in its dialog
 * @property {string} into  the place that takes it: "W.2", "b.2", "x" or "target"
 * @property {string | null} from  address of the number into which it was pasted
 * @property {string} text
 * @property {boolean} turned  whether its rows are what columns are here
 */

/** @type {Paste} */
export const NO_PASTE = { into: "W.1", from: null, text: "", turned: false };

/** Rows and columns of the preview. */
const PREVIEW_SIDE = 6;

/** Digits in it. */
const PREVIEW_DIGITS = 4;

/**
 * @param {Store} store
 * @param {import("../../network/placing.js").PastePlace} place
 * @param {string} text
 */
export function openPaste(store, { into, from }, text) {
  const { paste } = store.get();
  store.set({
    dialog: "paste",
    paste: { ...paste, into, from, text },
    editing: null,
    rejection: null,
    playing: false,
    goal: null,
  });
}

/** @type {Record<string, (store: Store, of: string) => unknown>} */
export const PASTE_ACTIONS = { paste: (store, into) => openPaste(store, { into, from: null }, "") };

/** @param {Store} store @param {Partial<Paste>} patch */
const change = (store, patch) => store.set({ paste: { ...store.get().paste, ...patch }, rejection: null });

/** @type {Record<string, (store: Store, value: string) => unknown>} */
export const PASTE_CHANGES = {
  "paste-text": (store, text) => change(store, { text }),
  "paste-into": (store, into) => change(store, { into, from: null }),
  "paste-turned": (store, value) => change(store, { turned: value === "true" }),
};

/**
 * What becomes of the text: numbers in their place, or why not.
 *
 * @typedef {PlacedBlock | {fault: import("../../language/number-block.js").BlockFault}} Looked
 * @param {Pick<Page, "problem" | "paste">} page
 * @returns {Looked}
 */
function looked({ problem, paste }) {
  return once(paste, problem, () => {
    const block = readBlock(paste.text);
    return "fault" in block ? block : withBlock(problem, paste, block.readings, paste.turned);
  });
}

/**
 * Put the block in, if the server takes the network with it: one change, which can be undone.
 *
 * @param {Store} store
 * @param {typeof post} [ask]
 */
export async function putIn(store, ask = post) {
  const { paste, problem, drive } = store.get();
  const found = looked({ problem, paste });
  if (!("problem" in found) || fixedChanges(store.get(), found.problem).length > 0) return;
  const answer = await ask("/api/trace", passOf({ problem: found.problem, drive, gains: null }, store.get()));
  const page = store.get();
  if (page.paste !== paste || page.dialog !== "paste" || page.problem !== problem) return;
  if (!answer.ok) return store.set({ rejection: { where: FIELD.paste, fault: answer.problem.errors[0] } });
  const toast = page.t("page.paste.done", { place: placeName(page, found.both ? "samples" : paste.into) });
  store.set({ problem: found.problem, dialog: null, rejection: null, toast });
}

/** @param {Page} page @param {string} into */
function placeName({ t }, into) {
  const [part, layer] = into.split(".");
  return t(`page.paste.into-${part}`, { layer: layer ?? "" });
}

/** @param {Page} page */
export function paste(page) {
  const { t, problem } = page;
  const { into, text, turned } = page.paste;
  const isEmpty = text.trim() === "";
  const found = isEmpty ? null : looked(page);
  const fixed = found !== null && "problem" in found ? fixedChanges(page, found.problem) : [];
  const ready = found !== null && "problem" in found && fixed.length === 0;
  const refused = fixed.length > 0 ? fixedSentence(page, fixed) : reason(page, FIELD.paste);
  const turn = into.startsWith("W") ? "page.paste.turned" : "page.paste.turned-samples";
  return [
    m("p", { key: "hint" }, t("page.paste.hint")),
    m(
      "form",
      { key: "form", class: "rows paste", "data-form": "paste" },
      labelled(
        "into",
        t("page.paste.into"),
        select({
          label: t("page.paste.into"),
          value: into,
          change: "paste-into",
          options: placesFor(page).map((place) => [
            place,
            t("page.stage.said", { name: placeName(page, place), number: size(arrayShape(problem, place)) }),
          ]),
        }),
      ),
      m("textarea", {
        key: "text",
        rows: "5",
        spellcheck: "false",
        autocomplete: "off",
        autocapitalize: "off",
        wrap: "off",
        autofocus: !ready,
        "aria-label": t("page.paste.text"),
        "aria-describedby": "paste-said",
        placeholder: "0.5  -0.25\n1     0.75",
        value: text,
        "data-slide": "paste-text",
      }),
      !into.startsWith("b") &&
        m(
          "label",
          { key: "turned", class: "check" },
          m("input", { type: "checkbox", checked: turned, "data-change": "paste-turned" }),
          t(turn),
        ),
      found && !("fault" in found) && preview(page, found),
      m(
        "p",
        { key: "said", id: "paste-said", class: (ready || isEmpty) && !refused ? "hint" : "wrong", role: "status" },
        refused ?? (found ? outcomeWords(page, found) : ""),
      ),
      m(
        "div",
        { key: "buttons", class: "buttons" },
        m(
          "button",
          { key: "put", type: "submit", class: "primary", disabled: !ready, autofocus: ready },
          t("page.paste.put"),
        ),
        m(
          "button",
          { key: "cancel", type: "button", class: "plain", "data-do": "close-dialog" },
          t("page.paste.cancel"),
        ),
      ),
    ),
  ];
}

/** The places that may take numbers, and the one that was meant. @param {Page} page */
const placesFor = (page) =>
  placesIn(page.problem).filter(
    (place) => place === page.paste.into || !partsOfPlace(place).some((part) => page.fixed?.includes(part)),
  );

/** @param {readonly [number, number]} shape */
const size = ([rows, columns]) => `${rows} × ${columns}`;

/** What the dialog says of the text. @param {Page} page @param {Looked} found */
function outcomeWords(page, found) {
  const { t, paste } = page;
  if ("fault" in found) return t(`page.paste.${found.fault.code}`, found.fault.params);
  if ("problem" in found) {
    const key = found.from === null ? "page.paste.fits" : "page.paste.begins";
    const shape = size([found.rows.length, found.rows[0].length]);
    const place = placeName(page, found.both ? "samples" : paste.into);
    return t(key, { shape, place, number: found.from ? nameOf(page, found.from) : "" });
  }
  const { misfit } = found;
  if (misfit.code === "ambiguous") return t("page.paste.ambiguous");
  const { rows, columns, actual_rows, actual_columns } = misfit.params;
  const what = t(shapeKey(page), {
    place: placeName(page, paste.into),
    expected: size([rows, columns]),
    actual: size([actual_rows, actual_columns]),
    width: page.problem.x[0].length + page.problem.target[0].length,
  });
  if (!misfit.turns) return what;
  const name = t(paste.into.startsWith("W") ? "page.paste.turned" : "page.paste.turned-samples");
  const how = t(paste.turned ? "page.paste.turn-off" : "page.paste.turn-on", { switch: name });
  return t("step.both", { first: what, second: how });
}

/** @param {Page} page */
const shapeKey = ({ paste }) => (/^[Wb]/.test(paste.into) ? "page.paste.shape" : "page.paste.shape-samples");

/** The first rows and columns of the block, as they will stand. @param {Page} page @param {PlacedBlock} found */
function preview({ t }, { rows }) {
  const cut = rows.slice(0, PREVIEW_SIDE).map((row) => row.slice(0, PREVIEW_SIDE));
  const wider = rows[0].length > PREVIEW_SIDE;
  return m(
    "div",
    { key: "preview", class: "scroll-x", tabindex: "0", role: "region", "aria-label": t("page.paste.preview") },
    m(
      "table",
      { class: "block" },
      m(
        "tbody",
        null,
        cut.map((row, i) =>
          m(
            "tr",
            { key: i },
            row.map((value, j) => m("td", { key: j }, number(value, PREVIEW_DIGITS))),
            wider && m("td", { key: "more" }, "…"),
          ),
        ),
        rows.length > PREVIEW_SIDE && m("tr", { key: "more" }, m("td", { colspan: String(cut[0].length) }, "…")),
      ),
    ),
  );
}
