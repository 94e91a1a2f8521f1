"""From checked shapes to the engine's records."""

from collections.abc import Sequence

import numpy as np

from app.api.endpoints.requests import LayerBody, ProblemBody
from app.engine.arrays import FloatArray
from app.engine.network import Layer, Network


def array(rows: Sequence[Sequence[float]] | Sequence[float]) -> FloatArray:
    """Lists of numbers, equally long, as float64."""
    return np.array(rows, np.float64)


def network_of(body: ProblemBody) -> Network:
    """The network of a request. Raises EngineError (`loss-needs-identity`)."""
    return Network(tuple(map(_layer, body.layers)), body.loss, body.reduction)


def moved_parameters(body: ProblemBody) -> int:
    """How many parameters an update moves: those that no layer keeps frozen."""
    return sum(
        ("W" not in layer.frozen) * len(layer.W) * len(layer.W[0]) + ("b" not in layer.frozen) * len(layer.b)
        for layer in body.layers
    )


def _layer(body: LayerBody) -> Layer:
    return Layer(array(body.W), array(body.b), body.activation, frozenset(body.frozen), body.kind)
