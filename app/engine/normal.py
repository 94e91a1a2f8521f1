"""The standard normal distribution: Φ(z) and its density φ(z), with all digits in both tails.

numpy has neither erf nor Φ. Here Φ(-x) = e^(-x²/2) M(x) for x ≥ 0, as in W. J. Cody, "Rational Chebyshev approximations
for the error function", Mathematics of Computation 23 (1969), but with one rational function for every x in place of
his three: Mills' ratio M, which falls from 1/2 as 1 / (x √(2π)), is smooth enough to need no more.
"""

from math import pi, sqrt

import numpy as np

from app.engine.arrays import FloatArray

SQRT_2PI = sqrt(2.0 * pi)
"""√(2π): φ(0) is its reciprocal."""

# M(x) = P(x) / Q(x), of degrees 10 and 11: the rational function that equals Mills' ratio at the 22 points
# x = 4 tan²(kπ/44), k = 0 … 21. Up to x = 39 it is 2.1e-17 of the ratio off it, before its coefficients are rounded.
# No coefficient is negative, so that no term cancels another.
P = (
    0.5,
    0.847290097997186,
    0.7099549803516898,
    0.38083921753654165,
    0.14360075037644834,
    0.03960859883671549,
    0.008085815037857456,
    0.0012083195075532377,
    0.00012704793981709573,
    8.553569652837267e-06,
    2.838554094425336e-07,
    0.0,
)
"""Coefficients of the numerator, from x⁰ to x¹¹."""
Q = (
    1.0,
    2.4924647567972373,
    2.908609108497161,
    2.1021418780226293,
    1.0480632115262365,
    0.37959202370266903,
    0.10226996040092262,
    0.020585171514892944,
    0.0030502484619690288,
    0.00031917347817432117,
    2.1440619540827692e-05,
    7.115199952156141e-07,
)
"""Coefficients of the denominator, from x⁰ to x¹¹."""

# In powers of x², the highest first: a row of even and a row of odd coefficients, each of P and of Q.
_HIGHEST, *_BETWEEN, _LOWEST = np.array([P, Q]).reshape(2, 6, 2).transpose(1, 2, 0)[::-1, :, :, None].copy()

MAX_SIZE = 40.0
"""From here on e^(-x²/2) is 0 as a float64."""

BLOCK = 2**15
"""So many numbers at a time: what they need on the way takes 4 MB at most, and stays in a processor's cache."""


def normal_cdf(z: FloatArray) -> FloatArray:
    """Φ(z), of z's shape: the chance that a standard normal number is at most z. Of NaN it is NaN."""
    return normal(z)[0]


def normal(z: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Φ(z) and φ(z) = e^(-z²/2) / √(2π), each of z's shape. Of NaN both are NaN."""
    if z.size <= BLOCK:
        cdf, density = _normal(z.reshape(-1))
        return cdf.reshape(z.shape), density.reshape(z.shape)
    cdf, density = np.empty(z.shape), np.empty(z.shape)
    numbers, cdfs, densities = z.reshape(-1), cdf.reshape(-1), density.reshape(-1)
    for start in range(0, z.size, BLOCK):
        block = slice(start, start + BLOCK)
        cdfs[block], densities[block] = _normal(numbers[block])
    return cdf, density


def _normal(z: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Φ and φ of a row of numbers."""
    x = np.minimum(np.abs(z), MAX_SIZE)
    square = x * x
    bell = _bell(x, square)
    tail = _mills_ratio(x, square)
    tail *= bell
    bell /= SQRT_2PI
    return np.where(z > 0.0, 1.0 - tail, tail), bell


def _bell(x: FloatArray, square: FloatArray) -> FloatArray:
    """e^(-x²/2). A rounded x² is wrong by up to x² ε/2, and e^(-x²/2) by as large a part of itself; so what rounding
    left out of ``square`` is found, exactly but for its own last digit, and put back as a factor 1 - rest/2."""
    head = x.astype(np.float32).astype(np.float64)  # its square is exact
    rest = (x - head) * (x + head)
    head *= head
    head -= square
    rest += head
    rest *= -0.5
    bell: FloatArray = np.exp(-0.5 * square)
    rest *= bell
    bell += rest
    return bell


def _mills_ratio(x: FloatArray, square: FloatArray) -> FloatArray:
    """P(x) / Q(x), all four halves of the polynomials by one Horner scheme in x²."""
    sums = _HIGHEST * square
    for coefficients in _BETWEEN:
        sums += coefficients
        sums *= square
    sums += _LOWEST
    even, odd = sums
    odd *= x
    even += odd
    ratio: FloatArray = even[0] / even[1]
    return ratio
