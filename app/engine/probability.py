"""The output taken as a probability: 1 - y, -ln y and -ln(1 - y), from z where y has lost the digits."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from app.engine.arrays import FloatArray


class Output(NamedTuple):
    """What the last layer gives a loss."""

    y: FloatArray
    """Its activations, (N, n)."""
    z: FloatArray
    """Its weighted sums, (N, n)."""
    activation: str
    """The name of its activation."""


@dataclass(frozen=True, slots=True)
class Probability:
    """How an activation's output is read as a probability: functions of (y, z), (N, n), that give (N, n)."""

    complement: Callable[[FloatArray, FloatArray], FloatArray]
    """1 - y."""
    minus_log: Callable[[FloatArray, FloatArray], FloatArray]
    """-ln y."""
    minus_log_complement: Callable[[FloatArray, FloatArray], FloatArray]
    """-ln(1 - y)."""


AS_IT_IS = Probability(
    complement=lambda y, z: 1.0 - y,
    minus_log=lambda y, z: 0.0 - np.log(y),
    minus_log_complement=lambda y, z: 0.0 - np.log1p(-y),
)
"""The reading of an output that no activation keeps between 0 and 1."""
