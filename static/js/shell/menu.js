/** The menu of a small window: what the bar has no room for, each with its name. */

import { m } from "../dom/marks.js";
import { icon, labelled, select } from "../dom/controls.js";

/**
 * @param {import("../state/page.js").Page} page
 * @param {import("../state/page.js").Boot} boot
 */
export function menu(page, boot) {
  const { t } = page;
  /** @param {string} action @param {Parameters<typeof icon>[0]} image @param {string} words @param {string} [of] */
  const row = (action, image, words, of) =>
    m(
      "button",
      { key: image, type: "button", class: "menu-row", "data-do": action, "data-of": of },
      icon(image),
      words,
    );
  return [
    m(
      "div",
      { key: "menu", class: "menu" },
      row("dialog", "legend", t("page.bar.legend"), "legend"),
      row("share", "share", t("page.bar.share")),
      row("picture", "picture", t("page.bar.picture")),
      row("present", "present", t("page.bar.present")),
      row("print-menu", "print", t("page.print")),
      row("theme", "theme", t("page.bar.theme", { theme: t(`page.theme.${page.theme}`) })),
      row("dialog", "help", t("page.bar.help"), "help"),
      labelled("language", t("page.bar.language"), languageChoice(page, boot)),
    ),
  ];
}

/** @param {import("../state/page.js").Page} page @param {import("../state/page.js").Boot} boot */
export const languageChoice = ({ t, language }, boot) =>
  select({
    label: t("page.bar.language"),
    value: language,
    change: "language",
    name: "language",
    quiet: true,
    options: boot.languages.map(({ code, name }) => [code, name]),
  });
