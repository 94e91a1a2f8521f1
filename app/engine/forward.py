"""The forward pass: layer after layer, z = a_prev Wᵀ + b and a = f(z)."""

from collections.abc import Iterable
from typing import NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from app.engine.activations import ACTIVATIONS
from app.engine.arrays import FloatArray, checked_length, freeze, owned
from app.engine.dense import weighted_sum
from app.engine.network import Network


class Forward(NamedTuple):
    """A forward pass."""

    x: FloatArray
    """The input, (N, n_0)."""
    z: tuple[FloatArray, ...]
    """Each layer's weighted sums, (N, n)."""
    a: tuple[FloatArray, ...]
    """Each layer's activations, (N, n)."""


class Affine(Protocol):
    """What the forward pass needs of a layer."""

    @property
    def W(self) -> FloatArray:
        """Weights, (n, m)."""

    @property
    def b_row(self) -> FloatArray:
        """Biases, (1, n)."""

    @property
    def activation(self) -> str:
        """Name of f."""


@np.errstate(all="ignore")
def forward(network: Network, x: npt.ArrayLike) -> Forward:
    """The pass over x, (N, n_0), which is copied. Overflow is a result (inf, nan), not an error.

    Raises ShapeMismatch, BadSetting.
    """
    return forward_pass(network, owned(x, 2, "x", "x"))


def forward_pass(network: Network, x: FloatArray) -> Forward:
    """`forward` for one who has silenced overflow already, of a matrix that is read-only and that nobody else holds."""
    checked_length("columns", x.shape[1], network.sizes[0], "x", 0)
    z, a = propagate(network.layers, x)
    freeze(*z, *a)
    return Forward(x, tuple(z), tuple(a))


def propagate(layers: Iterable[Affine], a: FloatArray) -> tuple[list[FloatArray], list[FloatArray]]:
    """Each layer's z and a, (N, n), out of what comes into the first of these layers, (N, m)."""
    sums, activations = [], []
    for layer in layers:
        z = weighted_sum(a, layer.W, layer.b_row)
        a = ACTIVATIONS[layer.activation].forward(z)
        sums.append(z)
        activations.append(a)
    return sums, activations
