"""Random numbers that are the same on every machine and with every version of numpy.

The raw bits are Philox 4x64's (Salmon and others, 2011), keyed with the seed. From there on only operations
are used that IEEE 754 rounds correctly (+ - × ÷ √), because a library's ln or cos may differ in its last
digit.
"""

import numpy as np

from app.engine.arrays import FloatArray

SEEDS = 2**64
"""Seeds are whole numbers from 0 to SEEDS - 1."""

_LN2 = 0.6931471805599453
_SQRT_HALF = 0.7071067811865476
_ARTANH_TERMS = 12


class RandomStream:
    """Numbers drawn one after another from one seed."""

    def __init__(self, seed: int) -> None:
        self._bits = np.random.Philox(key=seed)

    def uniform(self, count: int) -> FloatArray:
        """``count`` numbers k / 2^53 of [0, 1), each the upper 53 bits of one word; (count,)."""
        words = np.asarray(self._bits.random_raw(count), dtype=np.uint64)
        return (words >> np.uint64(11)).astype(np.float64) * 2.0**-53

    def normal(self, count: int) -> FloatArray:
        """``count`` numbers of mean 0 and standard deviation 1, by Marsaglia's polar method; (count,).

        Words are taken two at a time: a point of the square, kept where it falls into the unit circle.
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
    """ln v for v > 0, to a few 1e-16: v = 2^e m, and ln m = 2 artanh((m - 1) / (m + 1)) by its series."""
    m, e = np.frexp(v)
    low = m < _SQRT_HALF
    m = np.where(low, 2.0 * m, m)
    e = np.where(low, e - 1, e)
    s = (m - 1.0) / (m + 1.0)
    square = s * s
    series = np.zeros(s.shape)
    for k in reversed(range(_ARTANH_TERMS)):
        series = series * square + 1.0 / (2 * k + 1)
    return e * _LN2 + 2.0 * s * series
