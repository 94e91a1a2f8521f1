"""Both passes at once: one call, one record with every number of them."""

import numpy.typing as npt

from app.engine.network import Network
from app.engine.passes import backward, forward
from app.engine.records import LayerTrace, Trace

__all__ = ["LayerTrace", "Trace", "trace"]


def trace(
    network: Network,
    x: npt.ArrayLike,
    target: npt.ArrayLike,
    *,
    dl_dy: npt.ArrayLike | None = None,
    gains_x: npt.ArrayLike | None = None,
    per_sample: bool = False,
    jacobians: bool = True,
) -> Trace:
    """A forward and a backward pass over the samples x, (N, n_0), with their targets, (N, n_L).

    dl_dy: (N, n_L), drives the backward pass in place of the loss's own gradient (l and L stay the loss's).
    gains_x: (N, n_0), freezes the gains da_dz of the backward pass as they are at these inputs; where they
    differ from x, what comes back is no gradient of l any more: that is what it is there to show.
    per_sample: whether each sample's dl_dW and dl_db are wanted too. jacobians: whether the da_dz of softmax
    layers is, N n² numbers that only who reads them needs. Raises ShapeMismatch, TargetOutOfRange,
    BadSetting (not numbers). Overflow is a result: inf and nan, silently.
    """
    gains = None if gains_x is None else forward(network, gains_x)
    return backward(
        network, forward(network, x), target, dl_dy, gains, per_sample=per_sample, jacobians=jacobians
    )
