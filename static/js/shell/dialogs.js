/** The dialogs: help, the link where it cannot be copied, pictures, and those of the screen that is open. */

import { m } from "../dom/marks.js";
import { iconButton } from "../dom/controls.js";
import { ALL_FIXED, FIXABLE } from "../network/fixed.js";
import { located } from "../server/api.js";
import { menu } from "./menu.js";
import { teachLink } from "../screens/teach-link.js";
import { lessonButton } from "../screens/lesson-button.js";
import { printMenu } from "./printing.js";
import { pictures } from "../export/dialog.js";
import { sentenceGap } from "../language/phrase.js";

/** @typedef {import("../screens/screen.js").Screen} Screen */

/**
 * @param {import("../state/page.js").Page} page
 * @param {Pick<Screen, "keys" | "legend" | "dialogs">} screen
 * @param {import("../state/page.js").Boot} boot
 */
export function dialog(page, screen, boot) {
  const { t } = page;
  const name = page.dialog ?? "help";
  /** @type {Screen["dialogs"]} */
  const dialogs = {
    picture: pictures,
    link,
    print: printMenu,
    help: () => help(page, screen),
    menu: () => menu(page, boot),
    ...screen.dialogs,
  };
  const title = t(`page.${name}.title`);
  return [
    m(
      "div",
      { key: "head", class: "panel-head" },
      m("h2", { id: "dialog-title" }, title),
      iconButton({ action: "close-dialog", image: "close", label: t("page.close") }),
    ),
    ...dialogs[name](page),
  ];
}

/**
 * The link to this moment, and the same moment for a page of one's own.
 *
 * @param {import("../state/page.js").Page} page
 */
function link({ t, shared, sharedFixed, fixed }) {
  const address = shared ?? "";
  const frame = `<iframe src="${embedded(address)}" title="Backprop Explorer" width="100%" height="720" style="border:0" allow="fullscreen"></iframe>`;
  /** @param {string} key @param {string} value */
  const row = (key, value) =>
    m(
      "div",
      { key, class: "to-copy" },
      m("input", { key: "text", type: "text", readonly: true, "aria-label": t(`page.link.${key}`), value }),
      m(
        "button",
        {
          key: "copy",
          type: "button",
          class: "plain",
          "data-do": "copy",
          "data-of": value,
          "aria-label": t(`page.link.copy-${key}`),
        },
        t("page.copy"),
      ),
    );
  return [
    m("p", { key: "hint" }, t("page.link.hint")),
    row("title", address),
    fixing(t, sharedFixed, fixed ?? []),
    m("h3", { key: "frame-title" }, t("page.link.embed-title")),
    m("p", { key: "frame-hint", class: "hint" }, t("page.link.embed-hint")),
    row("frame", frame),
  ];
}

/**
 * What the link is to fix: who opens it looks at that and cannot change it.
 *
 * @param {import("../network/types.js").Translate} t
 * @param {readonly string[]} shared
 * @param {readonly string[]} fixed  by the link that is open: that goes on
 */
function fixing(t, shared, fixed) {
  /** @param {string} part @param {boolean} checked @param {boolean} disabled */
  const box = (part, checked, disabled) =>
    m(
      "label",
      { key: part, class: "check" },
      m("input", { type: "checkbox", checked, disabled, "data-change": "share-fixed", "data-of": part }),
      t(`page.fixed.${part}`),
    );
  return m(
    "fieldset",
    { key: "fixing", class: "fixing" },
    m("legend", { key: "legend" }, t("page.link.fixes")),
    m(
      "div",
      { key: "parts", class: "parts" },
      FIXABLE.map((part) => box(part, shared.includes(part), fixed.includes(part))),
      box(ALL_FIXED, shared.length === FIXABLE.length, fixed.length === FIXABLE.length),
    ),
    m("p", { key: "hint", class: "hint" }, t("page.link.fixes-hint")),
  );
}

/** The same link for a frame, as an attribute. @param {string} link */
export function embedded(link) {
  return link
    .replace(/^([^?#]*?)\/?(?=[?#]|$)/, "$1/embed")
    .replaceAll("&", "&amp;")
    .replaceAll('"', "&quot;");
}

/** @param {import("../state/page.js").Page} page @param {Pick<Screen, "keys" | "legend">} screen */
function help(page, { keys, legend }) {
  const { t, shortcuts } = page;
  return [
    m("p", { key: "what" }, t("page.help.what")),
    m("p", { key: "read" }, t("page.help.read")),
    m(
      "div",
      { key: "lessons", class: "buttons" },
      lessonButton("", t("page.opening.lecture")),
      lessonButton("questions", t("page.learn.questions")),
      lessonButton("glossary", t("page.learn.glossary")),
      teachLink(page),
    ),
    m("h3", { key: "legend-title" }, t("page.legend.title")),
    legend(page),
    m("h3", { key: "keys-title" }, t("page.help.keys")),
    m(
      "label",
      { key: "shortcuts", class: "check" },
      m("input", { type: "checkbox", checked: shortcuts, "data-change": "shortcuts" }),
      t("page.help.shortcuts"),
    ),
    m(
      "dl",
      { key: "keys", class: "keys" },
      keys.flatMap(({ shown, words }) => [
        m(
          "dt",
          { key: `${words}-key` },
          shown.map((key) => m("kbd", { key }, key)),
        ),
        m("dd", { key: words }, t(words)),
      ]),
    ),
    m(
      "p",
      { key: "api", class: "hint after" },
      t("page.help.api"),
      sentenceGap(t),
      m("a", { href: located("/docs") }, located("/docs")),
    ),
  ];
}
