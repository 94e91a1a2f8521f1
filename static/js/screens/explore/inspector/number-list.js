/** Lists of numbers that belong together: those of one neuron, the losses of all samples. */

import { m } from "../../../dom/marks.js";
import { exactText } from "../../../language/number.js";
import { forSample, neuronOf, parseAddress, valueAt } from "../../../network/address.js";
import { nameOf } from "../../../language/notation.js";
import { slopeOf } from "../../../network/problem.js";
import { colourOf, isKnown } from "../../../state/page.js";
import { fit } from "../../../stage/scene/context.js";
import { usesOtherGains } from "../../../network/drive.js";

/** @typedef {import("../../../state/page.js").Page} Page */

/** Characters of the column of numbers. */
const NUMBER_CHARACTERS = 17.6;

/** @param {Page} page @param {string} address */
export function neuronTable(page, address) {
  const neuron = neuronOf(address);
  if (!neuron || neuron.layer === 0) return null;
  const { layer, neuron: i } = neuron;
  const { t, sample, problem } = page;
  const own = [
    `z.${layer}.${i}`,
    `a.${layer}.${i}`,
    slopeOf(problem, layer, i),
    `dl_da.${layer}.${i}`,
    `dl_dz.${layer}.${i}`,
    `dl_db.${layer}.${i}`,
  ].map((number) => forSample(number, sample));
  return section(page, t("page.inspector.neuron"), [`b.${layer}.${i}`, ...own], address);
}

/** @param {Page} page */
export function losses(page) {
  const count = Math.min(page.answer?.problem.x.length ?? 0, 24);
  const rows = Array.from({ length: count }, (_, n) => forSample("l", n));
  return section(page, page.t("page.inspector.losses"), [...rows, "L"], page.chosen ?? "");
}

/** @param {Page} page @param {string} title @param {string[]} addresses @param {string} current */
function section(page, title, addresses, current) {
  return m(
    "section",
    { key: title, class: "section number-list" },
    m("h3", null, title),
    m(
      "ul",
      { class: "list" },
      addresses.map((address) => {
        const known = isKnown(page, address);
        const value = known && page.answer ? valueAt(address, page.answer.problem, page.answer.trace) : undefined;
        const quantity = parseAddress(address)?.quantity ?? "";
        const frozen = quantity === "da_dz" && page.answer !== null && usesOtherGains(page.answer);
        return m(
          "li",
          { key: address },
          m(
            "button",
            {
              type: "button",
              class: "entry",
              "data-choose": address,
              "aria-current": address === current ? "true" : null,
              title: exactText(value),
            },
            m(
              "span",
              { key: "symbol", class: "entry-symbol", "aria-hidden": "true" },
              frozen ? "" : nameOf(page, address),
            ),
            m(
              "span",
              { key: "words", class: "entry-words" },
              page.t(frozen ? "page.name.frozen-gain" : `page.name.${quantity}`),
            ),
            m(
              "span",
              { key: "number", class: `entry-number is-${colourOf(address)}${known ? "" : " missing"}` },
              fit(value, page.digits, NUMBER_CHARACTERS),
            ),
          ),
        );
      }),
    ),
  );
}
