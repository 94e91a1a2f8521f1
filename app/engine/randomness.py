"""Random numbers that are the same on every machine and with every version of numpy.

The raw bits are Philox 4x64's (Salmon and others, Parallel random numbers: as easy as 1, 2, 3, 2011), keyed with the
seed. From there on only operations are used that IEEE 754 rounds correctly (+ - × ÷ √), because a library's ln or cos
may differ in its last digit.
"""

import numpy as np

from app.engine.arrays import FloatArray

MAX_SEED = 2**64 - 1
"""Seeds are whole numbers from 0 to this."""

LN_2 = 0.6931471805599453
"""ln 2, as the nearest float64."""

SQRT_HALF = 0.7071067811865476
"""√½, as the nearest float64."""

ARTANH_TERMS = 12
"""Terms of the series of artanh s: with |s| ≤ 0.172 what is left out is below a unit in the last place."""


class RandomStream:
    """Numbers drawn one after another from one seed, 0 to MAX_SEED. How many are drawn at a time makes no difference to
    uniform numbers, and to normal ones it does."""

    def __init__(self, seed: int) -> None:
        self._bits = np.random.Philox(key=seed)

    def uniform(self, count: int) -> FloatArray:
        """``count`` numbers k / 2^53 of [0, 1), each the upper 53 bits of one word of 64: (count,)."""
        words = np.asarray(self._bits.random_raw(count), dtype=np.uint64)
        return (words >> np.uint64(11)).astype(np.float64) * 2.0**-53

    def normal(self, count: int) -> FloatArray:
        """``count`` numbers of mean 0 and standard deviation 1: (count,).

        The polar method (Marsaglia and Bray, 1964): words are taken two at a time, a point (u, v) of the square from
        -1 to 1, kept where s = u² + v² lies between 0 and 1; u and v times √(-2 ln s / s) are two of the numbers.
        """
        found = np.empty(0)
        while len(found) < count:
            pairs = (count - len(found) + 1) // 2
            points = 2.0 * self.uniform(2 * pairs).reshape(pairs, 2) - 1.0
            square = points[:, 0] * points[:, 0] + points[:, 1] * points[:, 1]
            inside = (square > 0.0) & (square < 1.0)
            points, square = points[inside], square[inside]
            factor = np.sqrt(-2.0 * logarithm(square) / square)
            found = np.concatenate((found, (points * factor[:, None]).ravel()))
        return found[:count]


def logarithm(v: FloatArray) -> FloatArray:
    """ln v, element by element of any shape, for v > 0: to 4e-16 relative or 2e-16 absolute.

    v = 2^e m with m from √½ to √2, and ln m = 2 artanh s with s = (m - 1) / (m + 1), by the series s + s³/3 + s⁵/5 + …
    (Abramowitz and Stegun, Handbook of Mathematical Functions, 4.1.27).
    """
    m, e = np.frexp(v)
    low = m < SQRT_HALF
    m = np.where(low, 2.0 * m, m)
    e = np.where(low, e - 1, e)
    s = (m - 1.0) / (m + 1.0)
    square = s * s
    series = np.zeros(s.shape)
    for k in reversed(range(ARTANH_TERMS)):
        series = series * square + 1.0 / (2 * k + 1)
    return e * LN_2 + 2.0 * s * series
