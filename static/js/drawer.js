/** The editor beside the stage: the network, its samples, the published numbers, a new network. */

import { m } from "./marks.js";
import { iconButton, numberField, select } from "./parts.js";
import { published } from "./published.js";
import { FIELD } from "./page.js";
import { reason } from "./pass.js";
import { output } from "./address.js";
import { nameOf as name } from "./symbols.js";
import { sizesOf } from "./problem.js";

/**
 * @typedef {import("./page.js").Page} Page
 * @typedef {import("./page.js").Boot} Boot
 */

/** More parameters of a layer than this are not listed as fields: they are changed on their wires. */
const LISTED = 320;

/** More samples than this are not listed. */
const ROWS = 64;

/** @param {Page} page @param {Boot} boot */
export function drawer(page, boot) {
  if (!page.drawer) return [];
  const sections = { network, samples, published, recipe };
  const section = sections[/** @type {keyof typeof sections} */ (page.drawer)] ?? network;
  return [
    m(
      "div",
      { key: "head", class: "panel-head" },
      m("h2", null, page.t(`page.drawer.${page.drawer}`)),
      iconButton({ action: "close-drawer", image: "close", label: page.t("page.close") }),
    ),
    ...section(page, boot),
  ];
}

/** @param {Page} page @param {Boot} boot */
function network(page, boot) {
  const { t, problem } = page;
  const whole = reason(page, FIELD.network);
  return [
    whole && m("p", { key: "wrong", class: "wrong", role: "alert" }, whole),
    m(
      "div",
      { key: "settings", class: "rows" },
      labelled("loss", t("page.network.loss"), select({ label: t("page.network.loss"), value: problem.loss, change: "loss", options: boot.losses.map((loss) => [loss.name, t(`page.loss.${loss.name}`)]) })),
      labelled("reduction", t("page.network.reduction"), select({
        label: t("page.network.reduction"), value: problem.reduction, change: "reduction",
        options: [["sum", t("page.network.sum")], ["mean", t("page.network.mean")]],
      })),
      labelled("eta", t("page.network.learning-rate"), numberField(page, "learning_rate", "drawer", t("page.network.learning-rate"))),
      labelled("digits", t("page.network.digits"), select({ label: t("page.network.digits"), value: String(page.digits), change: "digits", options: [...new Set([3, 4, 5, 6, 8, page.digits])].sort((a, b) => a - b).map((digits) => [String(digits), String(digits)]) })),
      reason(page, FIELD.loss) && m("p", { key: "loss-wrong", class: "wrong" }, reason(page, FIELD.loss) ?? ""),
    ),
    ...problem.layers.map((layer, index) => layerCard(page, boot, layer, index + 1)),
  ];
}

/** @param {Page} page @param {Boot} boot @param {import("./types.js").Layer} layer @param {number} number */
function layerCard(page, boot, layer, number) {
  const { t } = page;
  const sources = layer.W[0].length;
  const listed = layer.b.length * (sources + 1) <= LISTED;
  const why = reason(page, FIELD.activation(number));
  return m(
    "section",
    { key: `layer-${number}`, class: "card" },
    m(
      "div",
      { key: "head", class: "card-head" },
      m("h3", null, t("page.stage.layer", { layer: number })),
      select({
        label: t("page.network.activation-of", { layer: number }), value: layer.activation, change: "activation", data: String(number),
        options: boot.activations.map((one) => [one.name, t(`page.activation.${one.name}`)]),
      }),
    ),
    why && m("p", { key: "wrong", class: "wrong" }, why),
    listed
      ? m(
          "div",
          { key: "scroll", class: "scroll-x", tabindex: "0", role: "region", "aria-label": t("page.network.parameters-of", { layer: number }) },
          m(
            "table",
            { class: "numbers" },
            m("thead", null, m("tr", null,
              m("td", { key: "corner" }),
              Array.from({ length: sources }, (_, j) => m("th", { key: j, scope: "col" }, name(page, output(number - 1, j)))),
              m("th", { key: "b", scope: "col" }, "b"))),
            m("tbody", null, layer.b.map((_, i) =>
              m("tr", { key: i },
                m("th", { key: "row", scope: "row" }, name(page, `z.${number}.${i}`)),
                Array.from({ length: sources }, (_, j) => m("td", { key: j }, numberField(page, `w.${number}.${i}.${j}`, "drawer", name(page, `w.${number}.${i}.${j}`)))),
                m("td", { key: "b" }, numberField(page, `b.${number}.${i}`, "drawer", name(page, `b.${number}.${i}`)))))),
          ),
        )
      : m("p", { key: "many", class: "hint" }, t("page.network.many", { count: layer.b.length * (sources + 1) })),
    m(
      "div",
      { key: "frozen", class: "checks" },
      /** @type {const} */ (["W", "b"]).map((part) =>
        m("label", { key: part }, m("input", { type: "checkbox", checked: layer.frozen?.includes(part) ?? false, "data-change": "frozen", "data-of": `${number}.${part}` }), t("page.network.frozen", { part }))),
    ),
  );
}

/** @param {string} key @param {string} words @param {import("./marks.js").Mark} field */
function labelled(key, words, field) {
  return m("div", { key, class: "labelled" }, m("span", { "aria-hidden": "true" }, words), field);
}

/** @param {Page} page */
function samples(page) {
  const { t, problem } = page;
  const sizes = sizesOf(problem);
  const outputs = sizes[sizes.length - 1];
  const count = problem.x.length;
  const many = sizes[0] + outputs > 40;
  /** @param {string} base @param {number} n @param {number} index */
  const cell = (base, n, index) => {
    const address = `${base}.${index}${n ? `@${n}` : ""}`;
    return m("td", { key: `${base}${index}` }, numberField(page, address, "drawer", t("page.samples.cell", { symbol: name(page, address), sample: n + 1 })));
  };
  return [
    m("p", { key: "hint", class: "hint" }, t("page.samples.hint")),
    many
      ? m("p", { key: "many", class: "hint" }, t("page.samples.wide"))
      : m(
          "div",
          { key: "scroll", class: "scroll-x", tabindex: "0", role: "region", "aria-label": t("page.drawer.samples") },
          m(
            "table",
            { class: "numbers" },
            m("thead", null, m("tr", null,
              m("td", { key: "corner" }),
              Array.from({ length: sizes[0] }, (_, j) => m("th", { key: `x${j}`, scope: "col" }, name(page, `x.${j}`))),
              Array.from({ length: outputs }, (_, i) => m("th", { key: `t${i}`, scope: "col" }, name(page, `t.${i}`))),
              m("td", { key: "end" }))),
            m("tbody", null, problem.x.slice(0, ROWS).map((_, n) =>
              m("tr", { key: n, class: n === page.sample ? "told" : "" },
                m("th", { key: "row", scope: "row" },
                  m("button", { type: "button", class: "pick", "data-do": "sample", "data-of": String(n), "aria-pressed": String(n === page.sample), "aria-label": t("page.samples.pick", { sample: n + 1 }) }, String(n + 1))),
                Array.from({ length: sizes[0] }, (_, j) => cell("x", n, j)),
                Array.from({ length: outputs }, (_, i) => cell("t", n, i)),
                m("td", { key: "remove" }, count > 1 && iconButton({ action: "remove-sample", of: String(n), image: "close", label: t("page.samples.remove", { sample: n + 1 }) }))))),
          ),
        ),
    count > ROWS && m("p", { key: "more", class: "hint" }, t("page.samples.more", { count: count - ROWS })),
    m("button", { key: "add", type: "button", class: "plain", "data-do": "add-sample" }, t("page.samples.add")),
  ];
}

const SCHEMES = ["xavier_uniform", "xavier_normal", "he_uniform", "he_normal", "lecun_uniform", "lecun_normal", "normal", "uniform", "constant", "zeros"];

/** @param {Page} page @param {Boot} boot */
function recipe(page, boot) {
  const { t } = page;
  const asked = page.recipe;
  const activations = boot.activations.map((one) => /** @type {const} */ ([one.name, t(`page.activation.${one.name}`)]));
  const why = reason(page, FIELD.recipe);
  /** @param {"sizes" | "seed"} field @param {string} example */
  const typed = (field, example) =>
    m("input", { type: "text", autocomplete: "off", spellcheck: "false", inputmode: field === "seed" ? "numeric" : "text", "aria-label": t(`page.recipe.${field}`), placeholder: example, value: asked[field], "data-recipe": field });
  return [
    m("p", { key: "hint", class: "hint" }, t("page.recipe.hint")),
    m(
      "form",
      { key: "form", class: "rows", "data-form": "recipe" },
      labelled("sizes", t("page.recipe.sizes"), typed("sizes", "2-4-4-1")),
      labelled("hidden", t("page.recipe.activation"), select({ label: t("page.recipe.activation"), value: asked.activation, change: "recipe", data: "activation", options: activations })),
      labelled("output", t("page.recipe.output"), select({ label: t("page.recipe.output"), value: asked.output, change: "recipe", data: "output", options: activations })),
      labelled("scheme", t("page.recipe.scheme"), select({ label: t("page.recipe.scheme"), value: asked.scheme, change: "recipe", data: "scheme", options: SCHEMES.map((scheme) => [scheme, t(`page.scheme.${scheme}`)]) })),
      labelled("seed", t("page.recipe.seed"), typed("seed", "1")),
      why && m("p", { key: "wrong", class: "wrong", role: "alert" }, why),
      m("div", { key: "buttons", class: "buttons" },
        m("button", { key: "make", type: "submit", class: "primary" }, t("page.recipe.make")),
        m("button", { key: "dice", type: "button", class: "plain", "data-do": "reseed" }, t("page.recipe.reseed"))),
    ),
  ];
}
