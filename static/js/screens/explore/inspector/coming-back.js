/** Whether a neuron whose amplifier is shut can ever learn again: what a dead ReLU makes one ask. */

import { m } from "../../../dom/marks.js";
import { forSample, neuronOf, parseAddress, wireOf } from "../../../network/address.js";
import { isByHand } from "../../../network/request.js";
import { shutKey, shutOf } from "../../../network/shut.js";
import { isKnown } from "../../../state/page.js";
import { sentenceGap } from "../../../language/phrase.js";

/** @param {import("../../../state/page.js").Page} page @param {string} address  in the inspector */
export function comingBack(page, address) {
  const { answer, t } = page;
  const wire = wireOf(address);
  const place = wire ? { layer: wire.layer, neuron: wire.to } : neuronOf(address);
  if (!answer || !place || place.layer === 0 || isByHand(answer)) return null;
  const isShared = forSample(address, 1) === forSample(address, 0);
  const sample = isShared ? answer.sample : (parseAddress(address)?.sample ?? 0);
  const { layer, neuron } = place;
  if (!isKnown(page, forSample(`a.${layer}.${neuron}`, sample))) return null;
  const shut = shutOf(answer.problem, answer.trace, layer, neuron, sample);
  if (!shut) return null;
  return m(
    "p",
    { key: "shut", class: "about because" },
    m("strong", { key: "question" }, t("page.lines.shut")),
    sentenceGap(t),
    t(shutKey(shut), { open: shut.open, count: shut.count }),
  );
}
