"""Numbers and constants as TeX."""

from math import isinf, isnan

from app.explain.expressions import Const

DIGITS = 4
"""Significant digits of a number in a formula."""

_SYMBOLS = {
    "eta": r"\eta",
    "lambda": r"\lambda",
    "alpha": r"\alpha",
    "sqrt_2": r"\sqrt{2}",
    "sqrt_2pi": r"\sqrt{2\pi}",
    "rounding": r"\varepsilon",
}
_FRACTIONS = {0.5: r"\tfrac{1}{2}", -0.5: r"-\tfrac{1}{2}"}


def numeral(value: float, digits: int = DIGITS) -> str:
    """A number to so many significant digits: 0.2413, 1.7 \\times 10^{-17}, \\infty."""
    if isnan(value):
        return r"\mathrm{NaN}"
    if isinf(value):
        return r"\infty" if value > 0 else r"-\infty"
    mantissa, _, exponent = f"{value:.{digits}g}".partition("e")
    return rf"{mantissa}\times 10^{{{int(exponent)}}}" if exponent else mantissa


def constant(const: Const) -> str:
    """A constant in a line of symbols: its letter, a fraction, or its digits."""
    return _SYMBOLS.get(const.name) or _FRACTIONS.get(const.value) or numeral(const.value)
