"""The loss after one step of plain gradient descent, θ − η∇L, as a function of its learning rate η."""

from collections.abc import Iterator, Sequence

import numpy as np

from app.engine.arrays import FloatArray
from app.engine.differences.moved_loss import MovedLoss
from app.engine.records import Trace
from app.engine.sums import total


@np.errstate(all="ignore")
def slope_of_rate(traced: Trace) -> float:
    """∂L/∂η at η = 0: −‖∇L‖², of all parameters that are not frozen. Overflow is a result."""
    gradient = _gradient(traced)
    return -float(gradient @ gradient)


def losses_after_step(traced: Trace, rates: Sequence[float]) -> Iterator[float]:
    """L after one step of each of these rates, a forward pass each: what ``descend`` finds with ``sgd``, to the last
    bit. Frozen parameters stay. Overflow is a result.
    """
    moved, downhill = MovedLoss(traced), -_gradient(traced)
    for rate in rates:
        with np.errstate(all="ignore"):
            L = total(moved.along_parameters(downhill, rate).l, traced.network.reduction)
        yield L


def _gradient(traced: Trace) -> FloatArray:
    """∇L, (P,): layer by layer, W row by row and then b, with 0 for what is frozen."""
    parts = [
        np.zeros(gradient.size) if name in layer.frozen else gradient.ravel()
        for layer, of_layer in zip(traced.network.layers, traced.layers, strict=True)
        for name, gradient in (("W", of_layer.dL_dW), ("b", of_layer.dL_db))
    ]
    return np.concatenate(parts)
