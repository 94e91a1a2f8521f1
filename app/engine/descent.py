"""One step of gradient descent, and the loss after one more forward pass."""

from dataclasses import dataclass

import numpy as np

from app.engine.arrays import FloatArray
from app.engine.forward import forward
from app.engine.losses import LOSSES
from app.engine.network import Network
from app.engine.optimizers import SGD, update
from app.engine.probability import Output
from app.engine.records import Trace


@dataclass(frozen=True, slots=True)
class Descent:
    """The network after the step; l_after, (N,), and L_after are its losses on the same samples."""

    network: Network
    l_after: FloatArray
    L_after: float


@np.errstate(all="ignore")
def descend(traced: Trace, learning_rate: float) -> Descent:
    """θ ← θ − η ∇L(θ), frozen parameters left alone. Overflow is a result."""
    moved, _ = update(traced.network, traced, SGD(learning_rate))
    after = forward(moved, traced.x)
    l_after = LOSSES[moved.loss].value(Output(after.a[-1], after.z[-1], moved.layers[-1].activation), traced.target)
    scale = len(l_after) if moved.reduction == "mean" else 1
    return Descent(moved, l_after, float(np.add.reduce(l_after)) / scale)
