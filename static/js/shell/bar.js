/** The bar: which example, which language, which theme, help, and the link to this very moment. */

import { m } from "../dom/marks.js";
import { iconButton, select } from "../dom/controls.js";
import { languageChoice } from "./menu.js";
import { notationOptions } from "../language/options.js";
import { caseOf, isChanged } from "../network/worked-example.js";
import { summary } from "../language/summary.js";
import { SCREENS } from "../screens/index.js";

/** A button with its name, that opens a dialog. @param {string} name  of the dialog @param {string} words */
const worded = (name, words) =>
  m(
    "button",
    {
      key: name,
      type: "button",
      class: `plain ${name}-button`,
      "data-do": "dialog",
      "data-of": name,
      "aria-haspopup": "dialog",
    },
    words,
  );

/**
 * @param {import("../state/page.js").Page} page
 * @param {import("../state/page.js").Boot} boot
 */
export function bar(page, boot) {
  const { t } = page;
  if (page.present || page.embedded) return [m("h1", { key: "title", class: "visually-hidden" }, "Backprop Explorer")];
  const own = page.name ?? t("page.bar.own");
  const examples = boot.presets.map(({ id }) => /** @type {const} */ ([id, t(`preset.${id}.title`)]));
  return [
    m(
      "h1",
      { key: "mark", class: "mark" },
      m(
        "svg",
        { width: 26, height: 22, viewBox: "0 0 26 22", "aria-hidden": "true" },
        m("path", { class: "flow", d: "M2 5h15M13 1.5 17.5 5 13 8.5" }),
        m("path", { class: "back", d: "M9 15.5 24 8.2v14.6z" }),
      ),
      m("span", null, "Backprop Explorer"),
    ),
    m(
      "nav",
      { key: "screens", class: "screens", "aria-label": t("page.screen.label") },
      SCREENS.map(({ name }) =>
        m(
          "button",
          {
            key: name,
            type: "button",
            "data-do": "screen",
            "data-of": name,
            "aria-current": page.screen === name ? "page" : null,
          },
          t(`page.screen.${name}`),
        ),
      ),
    ),
    select({
      label: t("page.bar.example"),
      value: page.example ?? "",
      change: "example",
      name: "example",
      options: page.example ? examples : [["", own], ...examples],
    }),
    isChanged(page) &&
      m(
        "button",
        {
          key: "changed",
          type: "button",
          class: "plain changed",
          "data-do": "case",
          "data-of": page.preset && caseOf(page.preset, page.case).id,
        },
        t("page.bar.changed"),
      ),
    m("span", { key: "summary", class: "summary" }, summary(page)),
    m(
      "div",
      { key: "end", class: "end" },
      select({
        label: t("page.bar.notation"),
        value: page.notation,
        change: "notation",
        name: "notation",
        quiet: true,
        options: notationOptions(t),
      }),
      languageChoice(page, boot),
      worded("legend", t("page.bar.legend")),
      worded("menu", t("page.bar.menu")),
      iconButton({
        action: "theme",
        image: "theme",
        label: t("page.bar.theme", { theme: t(`page.theme.${page.theme}`) }),
      }),
      iconButton({
        action: "print-menu",
        image: "print",
        label: t("page.print"),
        name: "icon print",
        attrs: { "aria-haspopup": "dialog" },
      }),
      iconButton({ action: "present", image: "present", label: t("page.bar.present") }),
      iconButton({ action: "dialog", of: "help", image: "help", label: t("page.bar.help") }),
      iconButton({
        action: "picture",
        image: "picture",
        label: t("page.bar.picture"),
        attrs: { "aria-haspopup": "dialog" },
      }),
      m("button", { key: "share", type: "button", class: "primary share", "data-do": "share" }, t("page.bar.share")),
    ),
  ];
}
