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

# P and Q as four polynomials in x⁴ each, one for each remainder of the exponent: highest coefficients, middle, lowest.
_HIGH, _MIDDLE, _LOW = np.array([P, Q]).reshape(2, 3, 4).transpose(1, 2, 0)[::-1, :, :, None].copy()

MAX_SIZE = 40.0
"""From here on e^(-x²/2) is 0 as a float64."""

FEW = 8
"""So many numbers are computed one by one, in 1.5 µs each; of more, the 14 µs of the calls of numpy are less."""

BLOCK = 2**13
"""So many numbers at a time: what they need on the way takes 1 MB at most, and stays in a processor's cache."""


def normal_cdf(z: FloatArray) -> FloatArray:
    """Φ(z), of z's shape: the chance that a standard normal number is at most z. Of NaN it is NaN."""
    return normal(z)[0]


def normal(z: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Φ(z) and φ(z) = e^(-z²/2) / √(2π), each of z's shape. Of NaN both are NaN. Their bits do not depend on how
    many numbers z has."""
    if z.size <= FEW:
        pairs = [_of_one(number) for number in z.reshape(-1).tolist()]
        return (
            np.array([cdf for cdf, _ in pairs]).reshape(z.shape),
            np.array([density for _, density in pairs]).reshape(z.shape),
        )
    if z.size <= BLOCK:
        cdf, density = _of_row(z.reshape(-1))
        return cdf.reshape(z.shape), density.reshape(z.shape)
    cdf, density = np.empty(z.shape), np.empty(z.shape)
    numbers, cdfs, densities = z.reshape(-1), cdf.reshape(-1), density.reshape(-1)
    for start in range(0, z.size, BLOCK):
        block = slice(start, start + BLOCK)
        cdfs[block], densities[block] = _of_row(numbers[block])
    return cdf, density


def _of_row(z: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Φ and φ of a row of numbers."""
    x = np.minimum(np.abs(z), MAX_SIZE)
    bell = _bell(x)
    tail = _mills_ratio(x)
    tail *= bell
    bell /= SQRT_2PI
    return np.abs((z > 0.0) - tail), bell


def _bell(x: FloatArray) -> FloatArray:
    """e^(-x²/2). A rounded x² is wrong by up to x² ε/2, and e^(-x²/2) by as large a part of itself; so x is rounded to
    a float32, whose square is exact, and what that leaves out, e^(-(x - head)(x + head)/2), is a factor of its own."""
    head = x.astype(np.float32).astype(np.float64)
    rest = (x - head) * (x + head)
    rest *= -0.5
    head *= head
    head *= -0.5
    bell: FloatArray = np.exp(head)
    bell *= np.exp(rest)
    return bell


def _mills_ratio(x: FloatArray) -> FloatArray:
    """P(x) / Q(x), both by one Horner scheme in x⁴."""
    square = x * x
    fourth = square * square
    sums = _HIGH * fourth
    sums += _MIDDLE
    sums *= fourth
    sums += _LOW
    first, second = sums[:2], sums[2:]
    second *= square
    first += second
    even, odd = first
    odd *= x
    even += odd
    ratio: FloatArray = even[0] / even[1]
    return ratio


def _of_one(z: float) -> tuple[float, float]:
    """Φ and φ of one number: step by step what is done with a row, for the same bits."""
    x = min(abs(z), MAX_SIZE)
    head = float(np.float32(x))
    bell = float(np.exp(head * head * -0.5)) * float(np.exp((x - head) * (x + head) * -0.5))
    square = x * x
    fourth = square * square
    tail = _polynomial(P, x, square, fourth) / _polynomial(Q, x, square, fourth) * bell
    return 1.0 - tail if z > 0.0 else tail, bell / SQRT_2PI


def _polynomial(coefficients: tuple[float, ...], x: float, square: float, fourth: float) -> float:
    """Of degree 11, from x, x² and x⁴."""
    c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11 = coefficients
    even = (c8 * fourth + c4) * fourth + c0 + ((c10 * fourth + c6) * fourth + c2) * square
    odd = (c9 * fourth + c5) * fourth + c1 + ((c11 * fourth + c7) * fourth + c3) * square
    return even + odd * x
