/**
 * The editor's section on the network: loss, learning rate, and each layer with its activation, size and parameters.
 */

import { m } from "../../../dom/marks.js";
import { iconButton, labelled, select } from "../../../dom/controls.js";
import { activationOptions, lossOptions } from "../../../language/options.js";
import { networkTitle } from "../../../language/summary.js";
import { MAX_NAME_LETTERS } from "../../../state/link.js";
import { FIELD } from "../../../state/page.js";
import { reason } from "../../../server/trace.js";
import { sentAddress } from "../../../network/address.js";
import { isAllowed } from "../../../network/reshape.js";
import { nameOf as name } from "../../../language/notation.js";
import { sizesOf } from "../../../network/problem.js";
import { rates } from "./rates.js";
import { numberField } from "../../../stage/hands/number-field.js";

/**
 * @typedef {import("../../../state/page.js").Page} Page
 * @typedef {import("../../../state/page.js").Boot} Boot
 */

/** More parameters of a layer than this are not listed as fields: they are changed on their wires. */
const MAX_LISTED_PARAMETERS = 320;

/** @param {Page} page @param {Boot} boot */
export function network(page, boot) {
  const { t, problem } = page;
  const whole = reason(page, FIELD.network);
  return [
    whole && m("p", { key: "wrong", class: "wrong", role: "alert" }, whole),
    m(
      "div",
      { key: "settings", class: "rows" },
      labelled(
        "name",
        t("page.network.name"),
        m(
          "span",
          { class: "field" },
          m("input", {
            type: "text",
            maxlength: MAX_NAME_LETTERS,
            autocomplete: "off",
            "aria-label": t("page.network.name"),
            placeholder: networkTitle({ name: null, preset: page.preset, t }),
            "data-change": "name",
            value: page.name ?? "",
          }),
        ),
      ),
      labelled(
        "loss",
        t("page.network.loss"),
        select({ label: t("page.network.loss"), value: problem.loss, change: "loss", options: lossOptions(boot, t) }),
      ),
      labelled(
        "reduction",
        t("page.network.reduction"),
        select({
          label: t("page.network.reduction"),
          value: problem.reduction,
          change: "reduction",
          options: [
            ["sum", t("page.network.sum")],
            ["mean", t("page.network.mean")],
          ],
        }),
      ),
      labelled(
        "eta",
        t("page.network.learning-rate"),
        numberField(page, "learning_rate", "drawer", t("page.network.learning-rate")),
      ),
      labelled(
        "digits",
        t("page.network.digits"),
        select({
          label: t("page.network.digits"),
          value: String(page.digits),
          change: "digits",
          options: [...new Set([3, 4, 5, 6, 8, 10, 12, 14, 16, page.digits])]
            .sort((a, b) => a - b)
            .map((digits) => [String(digits), String(digits)]),
        }),
      ),
      reason(page, FIELD.loss) && m("p", { key: "loss-wrong", class: "wrong" }, reason(page, FIELD.loss) ?? ""),
    ),
    rates(page),
    m(
      "div",
      { key: "files", class: "buttons", role: "group", "aria-label": t("page.file.label") },
      ["open", "copy", "save"].map((what) =>
        m(
          "button",
          { key: what, type: "button", class: "plain", "data-do": what === "open" ? "open-file" : `${what}-network` },
          t(`page.file.${what}`),
        ),
      ),
    ),
    sizeCard(page, boot),
    ...problem.layers.flatMap((layer, index) => [newLayer(page, boot, index), layerCard(page, boot, layer, index + 1)]),
  ];
}

/** How many inputs there are. @param {Page} page @param {Boot} boot */
function sizeCard(page, boot) {
  return m(
    "section",
    { key: "input", class: "card" },
    m("div", { class: "card-head" }, m("h3", null, page.t("page.stage.input")), stepper(page, boot, 0)),
  );
}

/** A place where a hidden layer can come in. @param {Page} page @param {Boot} boot @param {number} after */
function newLayer({ t, problem }, { limits }, after) {
  const sizes = sizesOf(problem);
  const allowed = isAllowed([...sizes.slice(0, after + 1), sizes[after], ...sizes.slice(after + 1)], limits);
  return m(
    "button",
    {
      key: `new-${after}`,
      type: "button",
      class: "plain new-layer",
      "data-do": "add-layer",
      "data-of": String(after),
      disabled: !allowed,
      title: allowed ? null : t("page.shape.limit"),
    },
    t("page.shape.add-layer"),
  );
}

/** One neuron less, one more. @param {Page} page @param {Boot} boot @param {number} layer */
function stepper({ t, problem }, { limits }, layer) {
  const sizes = sizesOf(problem);
  const words = layer === 0 ? "input" : "neuron";
  /** @param {"add" | "remove"} way @param {-1 | 1} by @param {string} sign */
  const button = (way, by, sign) => {
    const allowed = isAllowed(sizes.with(layer, sizes[layer] + by), limits);
    const label = t(`page.shape.${way}-${words}`, { layer });
    return m(
      "button",
      {
        key: way,
        type: "button",
        class: "plain step",
        "data-do": `${way}-neuron`,
        "data-of": String(layer),
        disabled: !allowed,
        "aria-label": label,
        title: allowed ? label : t(by > 0 ? "page.shape.limit" : "page.shape.least"),
      },
      sign,
    );
  };
  return m(
    "span",
    { key: "size", class: "stepper", role: "group", "aria-label": t("page.shape.size", { layer }) },
    button("remove", -1, "−"),
    m("output", { key: "count" }, String(sizes[layer])),
    button("add", 1, "+"),
  );
}

/**
 * @param {Page} page
 * @param {Boot} boot
 * @param {import("../../../network/types.js").Layer} layer
 * @param {number} number
 */
function layerCard(page, boot, layer, number) {
  const { t } = page;
  const sources = layer.W[0].length;
  const listed = layer.b.length * (sources + 1) <= MAX_LISTED_PARAMETERS;
  const why = reason(page, FIELD.activation(number));
  return m(
    "section",
    { key: `layer-${number}`, class: "card" },
    m(
      "div",
      { key: "head", class: "card-head" },
      m("h3", null, t("page.stage.layer", { layer: number })),
      stepper(page, boot, number),
      number < page.problem.layers.length &&
        iconButton({
          action: "remove-layer",
          of: String(number),
          image: "close",
          label: t("page.shape.remove-layer", { layer: number }),
        }),
      select({
        label: t("page.network.activation-of", { layer: number }),
        value: layer.activation,
        change: "activation",
        data: String(number),
        options: activationOptions(boot, t),
      }),
    ),
    why && m("p", { key: "wrong", class: "wrong" }, why),
    listed
      ? m(
          "div",
          {
            key: "scroll",
            class: "scroll-x",
            tabindex: "0",
            role: "region",
            "aria-label": t("page.network.parameters-of", { layer: number }),
          },
          m(
            "table",
            { class: "numbers" },
            m(
              "thead",
              null,
              m(
                "tr",
                null,
                m("td", { key: "corner" }),
                Array.from({ length: sources }, (_, j) =>
                  m("th", { key: j, scope: "col" }, name(page, sentAddress(number - 1, j))),
                ),
                m("th", { key: "b", scope: "col" }, "b"),
              ),
            ),
            m(
              "tbody",
              null,
              layer.b.map((_, i) =>
                m(
                  "tr",
                  { key: i },
                  m("th", { key: "row", scope: "row" }, name(page, `z.${number}.${i}`)),
                  Array.from({ length: sources }, (_, j) =>
                    m(
                      "td",
                      { key: j },
                      numberField(page, `w.${number}.${i}.${j}`, "drawer", name(page, `w.${number}.${i}.${j}`)),
                    ),
                  ),
                  m(
                    "td",
                    { key: "b" },
                    numberField(page, `b.${number}.${i}`, "drawer", name(page, `b.${number}.${i}`)),
                  ),
                ),
              ),
            ),
          ),
        )
      : m("p", { key: "many", class: "hint" }, t("page.network.many", { count: layer.b.length * (sources + 1) })),
    m(
      "div",
      { key: "frozen", class: "checks" },
      /** @type {const} */ (["W", "b"]).map((part) =>
        m(
          "label",
          { key: part },
          m("input", {
            type: "checkbox",
            checked: layer.frozen?.includes(part) ?? false,
            "data-change": "frozen",
            "data-of": `${number}.${part}`,
          }),
          t("page.network.frozen", { part }),
        ),
      ),
    ),
    m(
      "button",
      {
        key: "paste",
        type: "button",
        class: "plain",
        "data-do": "paste",
        "data-of": `W.${number}`,
        "aria-haspopup": "dialog",
        "aria-label": t("page.paste.open-layer", { layer: number }),
      },
      t("page.paste.open"),
    ),
  );
}
