/** The editor's section for a new network out of sizes, a scheme and a seed. */

import { m } from "../../../dom/marks.js";
import { labelled, select } from "../../../dom/controls.js";
import { activationOptions } from "../../../language/options.js";
import { FIELD } from "../../../state/page.js";
import { sizesIn } from "../../../network/recipe.js";
import { reason } from "../../../server/trace.js";

/**
 * @typedef {import("../../../state/page.js").Page} Page
 * @typedef {import("../../../state/page.js").Boot} Boot
 */

const SCHEMES = [
  "xavier_uniform",
  "xavier_normal",
  "he_uniform",
  "he_normal",
  "lecun_uniform",
  "lecun_normal",
  "normal",
  "uniform",
  "constant",
  "zeros",
];

/** Sizes to start from: by hand, as in papers, as for the digits. */
const EXAMPLE_SIZES = ["2-4-1", "8-16-16-4", "64-64-64-10", "784-128-64-10"];

/** Hidden layers that can have an activation each. */
const MAX_LISTED_LAYERS = 12;

/** @param {Page} page @param {Boot} boot */
export function recipe(page, boot) {
  const { t } = page;
  const asked = page.recipeChoices;
  const activations = activationOptions(boot, t);
  const why = reason(page, FIELD.recipe);
  const sizes = sizesIn(asked.sizes);
  const hidden =
    sizes && sizes.length > 3 && sizes.length - 2 <= MAX_LISTED_LAYERS ? sizes.slice(1, -1).map((_, i) => i + 1) : [];
  const own = (/** @type {number} */ layer) => asked.own[layer] ?? asked.activation;
  const mixed = hidden.some((layer) => own(layer) !== own(1));
  /** @param {"sizes" | "seed" | "rate"} field @param {string} example */
  const typed = (field, example) =>
    m("input", {
      type: "text",
      autocomplete: "off",
      spellcheck: "false",
      inputmode: { sizes: "text", seed: "numeric", rate: "decimal" }[field],
      "aria-label": t(field === "rate" ? "page.network.learning-rate" : `page.recipe.${field}`),
      placeholder: example,
      value: asked[field],
      "data-recipe": field,
    });
  return [
    m("p", { key: "hint", class: "hint" }, t("page.recipe.hint")),
    m(
      "div",
      { key: "likes", class: "buttons" },
      EXAMPLE_SIZES.map((sizes) =>
        m(
          "button",
          {
            key: sizes,
            type: "button",
            class: "plain",
            "data-do": "make-like",
            "data-of": sizes,
            "aria-label": t("page.recipe.sizes-like", { sizes }),
          },
          sizes,
        ),
      ),
    ),
    m(
      "form",
      { key: "form", class: "rows", "data-form": "recipe" },
      labelled("sizes", t("page.recipe.sizes"), typed("sizes", "2-4-4-1")),
      labelled(
        "hidden",
        t("page.recipe.activation"),
        select({
          label: t("page.recipe.activation"),
          value: mixed ? "" : hidden.length > 0 ? own(1) : asked.activation,
          change: "recipe-hidden",
          options: mixed ? [["", t("page.recipe.each")], ...activations] : activations,
        }),
      ),
      ...hidden.map((layer) =>
        m(
          "div",
          { key: `layer-${layer}`, class: "labelled inner" },
          m("span", { "aria-hidden": "true" }, t("page.stage.layer", { layer })),
          select({
            label: t("page.network.activation-of", { layer }),
            value: own(layer),
            change: "recipe-layer",
            data: String(layer),
            options: activations,
          }),
        ),
      ),
      labelled(
        "output",
        t("page.recipe.output"),
        select({
          label: t("page.recipe.output"),
          value: asked.output,
          change: "recipe",
          data: "output",
          options: activations,
        }),
      ),
      labelled(
        "scheme",
        t("page.recipe.scheme"),
        select({
          label: t("page.recipe.scheme"),
          value: asked.scheme,
          change: "recipe",
          data: "scheme",
          options: SCHEMES.map((scheme) => [scheme, t(`page.scheme.${scheme}`)]),
        }),
      ),
      labelled("seed", t("page.recipe.seed"), typed("seed", "1")),
      labelled("rate", t("page.network.learning-rate"), typed("rate", "0.1")),
      m(
        "div",
        { key: "biases", class: "checks" },
        m(
          "label",
          null,
          m("input", { type: "checkbox", checked: !asked.biases, "data-change": "recipe-biases" }),
          t("page.recipe.no-biases"),
        ),
      ),
      why && m("p", { key: "wrong", class: "wrong", role: "alert" }, why),
      m(
        "div",
        { key: "buttons", class: "buttons" },
        m("button", { key: "make", type: "submit", class: "primary" }, t("page.recipe.make")),
        m("button", { key: "dice", type: "button", class: "plain", "data-do": "reseed" }, t("page.recipe.reseed")),
      ),
    ),
  ];
}
