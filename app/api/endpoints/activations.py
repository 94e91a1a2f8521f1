"""GET /api/activations: the activation functions with their formulas and curves."""

from functools import cache
from math import sinh
from typing import Annotated

import numpy as np
from pydantic import Field
from typing_extensions import TypedDict

from app.api.routing.document import document
from app.api.wire.answer import closed
from app.engine.activations import ACTIVATIONS, Activation

_CURVE_POINTS = 321
_DRAWN_DIGITS = 5


@closed
class Curve(TypedDict):
    """What an activation looks like."""

    a: Annotated[list[float], Field(description="f(z) at each of `curve_z`, rounded for drawing.")]


@closed
class ActivationAnswer(TypedDict):
    """An activation function."""

    name: str
    tex: str
    derivative_tex: str
    elementwise: Annotated[bool, Field(description="false: each output depends on every input, and da_dz is a matrix.")]
    curve: Curve | None


@closed
class ActivationsAnswer(TypedDict):
    """Answer of GET /api/activations."""

    activations: list[ActivationAnswer]
    curve_z: list[float]


@cache
def activations() -> ActivationsAnswer:
    """Every activation with its formulas, and its curve at `curve_z` for drawing; one whose outputs each
    depend on all of its inputs has none."""
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


ENDPOINT = document(
    "/api/activations",
    "listActivations",
    "Activation functions",
    "Each with its formula, its derivative and its curve.",
    gives=ActivationsAnswer,
    content=activations,
)
