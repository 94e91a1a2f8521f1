/** Who else says what a gradient is: the number that the source of an example prints. */

import { m } from "./marks.js";
import { publishedFor } from "./example.js";

/** @param {import("./page.js").Page} page @param {string} address */
export function witnesses(page, address) {
  const row = publishedFor(page, address);
  return (
    row &&
    m(
      "div",
      { key: "witness", class: `witness ${row.verdict}` },
      m("span", { class: "verdict", "aria-hidden": "true" }, row.verdict === "differs" ? "✗" : "✓"),
      m("span", null, page.t("page.inspector.published", { printed: row.printed.replace("-", "−") }), " ", page.t(`page.published.${row.verdict}`)),
    )
  );
}
