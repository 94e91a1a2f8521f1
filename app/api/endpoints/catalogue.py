"""What there is: activations with their curves, losses, optimizers, worked examples and words, as plain values."""

from collections.abc import Mapping
from functools import cache
from math import sinh
from typing import Any

import numpy as np

from app.api.wire.problems import Problem, unknown_name
from app.engine.activations import ACTIVATIONS, Activation
from app.engine.losses import LOSSES
from app.engine.optimizer_methods import Setting
from app.engine.optimizers import OPTIMIZERS
from app.explain.published import Preset, comparisons, presets
from app.words import languages, words

_CURVE_POINTS = 321
_DRAWN_DIGITS = 7


@cache
def activations_document() -> Mapping[str, Any]:
    """Every activation with its formulas, and its curve at `curve_z` for drawing; softmax has none, because
    each of its outputs depends on all of its inputs."""
    z = _curve_z()
    return {
        "activations": [
            {
                "name": activation.name,
                "tex": activation.tex,
                "derivative_tex": activation.derivative_tex,
                "elementwise": not activation.couples,
                "curve": {"a": _drawn(_curve(activation, z))} if not activation.couples else None,
            }
            for activation in ACTIVATIONS.values()
        ],
        "curve_z": z,
    }


def _curve_z() -> list[float]:
    """z = sinh(u), u from -8 to 8: close together around 0, and far out as well (±1,490)."""
    half = _CURVE_POINTS // 2
    return _drawn([sinh((point - half) / 20) for point in range(_CURVE_POINTS)])


def _curve(activation: Activation, z: list[float]) -> list[float]:
    with np.errstate(all="ignore"):
        curve: list[float] = activation.forward(np.array([z])).ravel().tolist()
    return curve


def _drawn(numbers: list[float]) -> list[float]:
    return [float(f"{number:.{_DRAWN_DIGITS}g}") for number in numbers]


@cache
def losses_document() -> Mapping[str, Any]:
    """Every loss with its formulas."""
    return {
        "losses": [
            {
                "name": loss.name,
                "tex": loss.tex,
                "gradient_tex": loss.gradient_tex,
                "on_logits": loss.on_logits,
                "target_range": None if loss.target_range is None else list(loss.target_range),
            }
            for loss in LOSSES.values()
        ]
    }


@cache
def optimizers_document() -> Mapping[str, Any]:
    """Every optimizer with its formulas, its settings and what it keeps for each parameter."""
    return {
        "optimizers": [
            {
                "name": method.name,
                "tex": list(method.tex),
                "settings": list(map(_setting, method.settings)),
                "state": [{"name": slot.name, "tex": slot.tex} for slot in method.slots],
            }
            for method in OPTIMIZERS.values()
        ]
    }


def _setting(setting: Setting) -> dict[str, Any]:
    return {
        "name": setting.name,
        "tex": setting.tex,
        "default": setting.default,
        "minimum": setting.minimum,
        "exclusive_minimum": setting.exclusive_minimum,
        "maximum": setting.upper_bound,
        "exclusive_maximum": setting.upper_bound is not None,
    }


@cache
def presets_document() -> Mapping[str, Any]:
    """Every worked example in a few words, in the order of the menu."""
    return {"presets": [_summary(preset) for preset in presets().values()]}


def _summary(preset: Preset) -> dict[str, Any]:
    layers = preset.request["layers"]
    return {
        "id": preset.id,
        "sizes": [len(layers[0]["W"][0]), *(len(layer["b"]) for layer in layers)],
        "activations": [layer["activation"] for layer in layers],
        "loss": preset.request["loss"],
    }


@cache
def preset_document(preset_id: str) -> Mapping[str, Any]:
    """One worked example: its source, its request, and each published number beside ours.

    The first time takes as long as its longest descent (10,000 updates in one of them). Raises Problem.
    """
    preset = known_preset(preset_id)
    compared = comparisons(preset_id)
    return {
        "id": preset.id,
        "source": dict(preset.source),
        "request": dict(preset.request),
        "cases": [
            {
                "id": case.id,
                "changes": dict(case.changes),
                "numbers": [
                    {
                        "address": row.published.address,
                        "after_updates": row.published.after_updates,
                        "printed": row.published.printed,
                        "ours": row.ours,
                        "verdict": row.verdict,
                        "erratum": row.published.erratum,
                    }
                    for row in compared[case.id]
                ],
            }
            for case in preset.cases
        ],
    }


def known_preset(preset_id: str) -> Preset:
    """The worked example of this name. Raises Problem `unknown-preset`."""
    if preset_id not in presets():
        raise Problem([unknown_name("unknown-preset", preset_id, presets())])
    return presets()[preset_id]


def locale_document(code: str) -> Mapping[str, Any]:
    """All words of a language. Raises Problem `unknown-language`."""
    if code not in languages():
        raise Problem([unknown_name("unknown-language", code, languages())])
    return {"language": code, "words": dict(words(code))}
