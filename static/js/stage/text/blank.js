/** What stands where a number is not computed: a dash, or, on a hand-out with gaps, a line to write on. */

import { m } from "../../dom/marks.js";
import { number } from "../../language/number.js";

/** @param {Pick<import("../../state/page.js").Page, "printing" | "handout">} page */
export const blank = ({ printing, handout }) =>
  printing && handout === "gaps" ? m("span", { key: "gap", class: "gap" }) : number(undefined);
