"""The output taken as a probability: 1 - y, -ln y and -ln(1 - y), from z where y has lost the digits."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from app.engine.activations import sigmoid, softplus
from app.engine.arrays import FloatArray
from app.engine.softmax import softmax_complement, softmax_minus_log, softmax_minus_log_complement


class Output(NamedTuple):
    """What the last layer gives a loss: output y and weighted sum z, (N, n), and its activation's name."""

    y: FloatArray
    z: FloatArray
    activation: str


@dataclass(frozen=True, slots=True)
class Probability:
    """How an activation's output is read as a probability: functions of (y, z), (N, n), that give (N, n)."""

    complement: Callable[[FloatArray, FloatArray], FloatArray]
    minus_log: Callable[[FloatArray, FloatArray], FloatArray]
    minus_log_complement: Callable[[FloatArray, FloatArray], FloatArray]


AS_IT_IS = Probability(
    complement=lambda y, z: 1.0 - y,
    minus_log=lambda y, z: 0.0 - np.log(y),
    minus_log_complement=lambda y, z: 0.0 - np.log1p(-y),
)

_PROBABILITIES: Mapping[str, Probability] = MappingProxyType(
    {
        "sigmoid": Probability(
            complement=lambda y, z: sigmoid(-z),
            minus_log=lambda y, z: softplus(-z),
            minus_log_complement=lambda y, z: softplus(z),
        ),
        "softmax": Probability(
            complement=lambda y, z: softmax_complement(y),
            minus_log=lambda y, z: softmax_minus_log(z),
            minus_log_complement=softmax_minus_log_complement,
        ),
    }
)


def probability(activation: str) -> Probability:
    """How the outputs of that activation are read; an activation that is no probability is taken as it is."""
    return _PROBABILITIES.get(activation, AS_IT_IS)
