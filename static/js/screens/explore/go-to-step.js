/** The button that goes to the step in which a number is computed. */

import { m } from "../../dom/marks.js";

/**
 * @param {import("../../network/types.js").Translate} t
 * @param {number | null} moment  the end of that step; null where no step computes it
 * @param {"plain" | "primary"} [look]
 * @param {number} [step]  the number of that step, as steps of the present size are counted
 */
export const goToStep = (t, moment, look = "plain", step = Math.ceil(moment ?? 0)) =>
  moment !== null &&
  m(
    "button",
    { key: "go", type: "button", class: look, "data-do": "go", "data-of": String(moment) },
    t("page.inspector.go", { step }),
  );
