/** The dialogs: help, the link where it cannot be copied, and pictures. */

import { m } from "./marks.js";
import { iconButton } from "./parts.js";
import { KEY_WORDS } from "./keys.js";
import { pictures } from "./picture-dialog.js";

/** @param {import("./page.js").Page} page @param {Location} location */
export function dialog(page, location) {
  const { t } = page;
  const title = t(`page.${page.dialog}.title`);
  return [
    m("div", { key: "head", class: "panel-head" }, m("h2", { id: "dialog-title" }, title), iconButton({ action: "close-dialog", image: "close", label: t("page.close") })),
    ...(page.dialog === "picture" ? pictures(page) : page.dialog === "link" ? link(t, location) : help(t)),
  ];
}

/** @param {import("./types.js").Translate} t @param {Location} location */
function link(t, location) {
  return [m("p", { key: "hint" }, t("page.link.hint")), m("input", { key: "link", type: "text", readonly: true, class: "wide", "aria-label": t("page.link.title"), value: location.href })];
}

/** @param {import("./types.js").Translate} t */
function help(t) {
  return [
    m("p", { key: "what" }, t("page.help.what")),
    m("p", { key: "read" }, t("page.help.read")),
    m("h3", { key: "keys-title" }, t("page.help.keys")),
    m("dl", { key: "keys", class: "keys" }, KEY_WORDS.flatMap(([keys, words]) => [m("dt", { key: `${words}-key` }, keys.map((key) => m("kbd", { key }, key))), m("dd", { key: words }, t(words))])),
    m("p", { key: "api", class: "hint after" }, t("page.help.api"), " ", m("a", { href: "/docs" }, "/docs")),
  ];
}
