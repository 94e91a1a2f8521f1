"""Float64 operations on single numbers that never raise: overflow is infinite, nonsense is not a number.

They are the engine's own, so that a derivation has the same digits.
"""

from collections.abc import Callable, Mapping
from math import copysign, erf, inf, nan
from types import MappingProxyType

import numpy as np

from app.engine.activations import ACTIVATIONS, Function

Scalar = Callable[[float], float]
"""A function of one number."""


def divided(a: float, b: float) -> float:
    """a / b; by 0 it is infinite, and 0 / 0 is not a number."""
    if b == 0.0:
        return nan if a == 0.0 or a != a else copysign(inf, a) * copysign(1.0, b)
    return a / b


def power(base: float, exponent: float) -> float:
    """base to the exponent; a square is the base times itself."""
    if exponent == 2.0:
        return base * base
    with np.errstate(all="ignore"):
        return float(np.power(base, exponent))


def exponential(v: float) -> float:
    """e^v."""
    with np.errstate(all="ignore"):
        return float(np.exp(v))


def logarithm(v: float) -> float:
    """ln v: -inf at 0, not a number below it."""
    with np.errstate(all="ignore"):
        return float(np.log(v))


def _scalar(function: Function) -> Scalar:
    def scalar(v: float) -> float:
        with np.errstate(all="ignore"):
            return float(function(np.array([[v]]))[0, 0])

    return scalar


FUNCTIONS: Mapping[str, Scalar] = MappingProxyType(
    {
        **{name: _scalar(row.forward) for name, row in ACTIVATIONS.items() if not row.couples},
        "abs": abs,
        "sqrt": _scalar(np.sqrt),
        "erf": erf,
    }
)
"""What ``apply`` may apply: every activation that takes one number, and abs, sqrt, erf."""
