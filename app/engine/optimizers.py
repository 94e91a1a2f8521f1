"""Optimizers: a network and its trace in, the network after one step out. What is frozen stays."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from types import MappingProxyType

import numpy as np

from app.engine.arrays import FloatArray
from app.engine.errors import BadSetting, UnknownOptimizer
from app.engine.network import Layer, Network
from app.engine.records import Trace

State = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class SGD:
    """Plain gradient descent, θ ← θ - η ∂L/∂θ, η = learning_rate, finite, not negative. Raises BadSetting."""

    learning_rate: float

    def __post_init__(self) -> None:
        if not (isfinite(self.learning_rate) and self.learning_rate >= 0.0):
            raise BadSetting(
                "The learning rate must be a finite number, 0 or more.",
                "learning_rate",
                setting="learning_rate",
                allowed=">= 0",
            )

    def step(self, parameter: FloatArray, gradient: FloatArray) -> FloatArray:
        """The parameter after one step, of the same shape."""
        return parameter - self.learning_rate * gradient


OPTIMIZERS: Mapping[str, type[SGD]] = MappingProxyType({"sgd": SGD})
"""Every optimizer by its name."""


def optimizer(name: str, learning_rate: float) -> SGD:
    """The optimizer of that name. Raises UnknownOptimizer, BadSetting."""
    if name not in OPTIMIZERS:
        raise UnknownOptimizer("No such optimizer.", "name", known=list(OPTIMIZERS))
    return OPTIMIZERS[name](learning_rate)


@np.errstate(all="ignore")
def update(network: Network, trace: Trace, optimizer: SGD, state: State | None = None) -> tuple[Network, State]:
    """One step along the trace's ∂L/∂W and ∂L/∂b, and the optimizer's memory after it; plain SGD has none."""
    layers = tuple(
        Layer(
            layer.W if "W" in layer.frozen else optimizer.step(layer.W, traced.dL_dW),
            layer.b if "b" in layer.frozen else optimizer.step(layer.b, traced.dL_db),
            layer.activation,
            layer.frozen,
            layer.kind,
        )
        for layer, traced in zip(network.layers, trace.layers, strict=True)
    )
    return Network(layers, network.loss, network.reduction), {}
