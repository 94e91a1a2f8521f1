/** The way to the page for teachers, in a window of its own: what is open here stays. */

import { m } from "../dom/marks.js";
import { located } from "../server/api.js";

/** @param {Pick<import("../state/page.js").Page, "t" | "language">} page */
export const teachLink = ({ t, language }) =>
  m(
    "a",
    {
      key: "teach",
      class: "teach-link",
      href: `${located("/teach")}?lang=${language}`,
      target: "_blank",
      rel: "noopener",
    },
    t("page.help.teach"),
  );
