/** The ways on from a text: the one before, the next, back to its place; and on which network texts are told. */

import { segmented } from "../../dom/controls.js";
import { m } from "../../dom/marks.js";
import { inOneText, sentenceGap } from "../../language/phrase.js";
import { isNetworkFixed } from "../../state/fixed.js";
import { isWandered } from "../../state/lesson.js";
import { teachLink } from "../teach-link.js";
import { afterText, beforeText, chaptersOf } from "./order.js";
import { isHeldBack } from "./places.js";

/**
 * @typedef {import("../../state/page.js").Page} Page
 * @typedef {import("../../state/lesson.js").LessonText} LessonText
 */

/**
 * A way on, with its key where there is a keyboard.
 *
 * @param {Pick<Page, "touch">} page
 * @param {{key: string, look: string, action: string, words: string, shortcut?: string}} way
 */
export const wayButton = ({ touch }, { key, look, action, words, shortcut }) =>
  m(
    "button",
    { key, type: "button", class: look, "data-do": action },
    words,
    shortcut !== undefined && !touch && m("kbd", { key: "key", "aria-hidden": "true" }, shortcut),
  );

/** Forgets what was done and practised. @param {Pick<Page, "t">} page */
export const eraseButton = ({ t }) =>
  m("button", { key: "erase", type: "button", class: "plain", "data-do": "lesson-erase" }, t("page.learn.erase"));

/** The text before, the next one, and back to where this one is told. @param {Page} page @param {LessonText} text */
export function ways(page, text) {
  const { t } = page;
  /** @param {string} key @param {string} look @param {string} action @param {string} shortcut */
  const way = (key, look, action, shortcut) =>
    wayButton(page, { key, look, action, words: t(`page.learn.${key}`), shortcut });
  const [before, next] = [beforeText(page), afterText(page)];
  return [
    next === null &&
      m("p", { key: "finished", class: "note" }, t("page.learn.finished"), sentenceGap(t), teachLink(page)),
    m(
      "div",
      { key: "ways", class: "ways" },
      before !== null && way("back", "plain", "lesson-back", "B"),
      next !== null && way("on", "primary", "lesson-on", "N"),
      isWandered(page) && !isHeldBack(page, text) && way("return", "plain return", "lesson-return", "R"),
    ),
  ];
}

/** On which network the texts are told, and how much was done. @param {Page} page */
export function networkChoice(page) {
  const { t, onOwn, done } = page;
  const all = chaptersOf(page).flatMap(({ name, texts }) => texts.map(({ id }) => `${name}.${id}`));
  const count = all.filter((name) => done.includes(name)).length;
  const isFixed = isNetworkFixed(page);
  return m(
    "div",
    { key: "network", class: "lesson-network" },
    !isFixed && m("span", { key: "label", class: "hint" }, t("page.learn.network")),
    !isFixed &&
      segmented({
        label: t("page.learn.network"),
        value: String(onOwn),
        action: "lesson-network",
        options: [
          ["false", t("page.learn.network.lesson")],
          ["true", t("page.learn.network.own")],
        ],
      }),
    count > 0 &&
      m(
        "p",
        { key: "progress", class: "hint" },
        inOneText(t, [t("page.learn.progress", { done: count, count: all.length })]),
        " ",
        eraseButton(page),
      ),
  );
}
