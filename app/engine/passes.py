"""The two passes: forward finds every z and a, backward every ∂l/∂a and ∂l/∂z and what follows from them.

A pass returns a record and leaves the network as it was. Overflow is a result (inf, nan), not an error.
"""

import numpy as np
import numpy.typing as npt

from app.engine.activations import ACTIVATIONS
from app.engine.arrays import FloatArray, freeze, owned
from app.engine.errors import ShapeMismatch, TargetOutOfRange
from app.engine.losses import LOSSES, Loss
from app.engine.network import Network
from app.engine.probability import Output
from app.engine.records import Forward, LayerTrace, Trace
from app.engine.sums import column_sums, total


@np.errstate(all="ignore")
def forward(network: Network, x: npt.ArrayLike) -> Forward:
    """z = a_prev @ W.T + b and a = f(z), layer after layer; x: (N, n_0), copied.

    Raises ShapeMismatch, BadSetting.
    """
    a = x = owned(x, 2, "x", "x")
    _same("columns", x.shape[1], network.layers[0].W.shape[1], "x", 0)
    zs, outputs = [], []
    for layer in network.layers:
        z = a.dot(layer.W.T)
        z += layer.b_row
        a = ACTIVATIONS[layer.activation].forward(z)
        freeze(z, a)
        zs.append(z)
        outputs.append(a)
    return Forward(x, tuple(zs), tuple(outputs))


@np.errstate(all="ignore")
def backward(
    network: Network,
    forward: Forward,
    target: npt.ArrayLike,
    dl_dy: npt.ArrayLike | None = None,
    gains: Forward | None = None,
    *,
    per_sample: bool = False,
    jacobians: bool = True,
) -> Trace:
    """∂l/∂z = ∂a/∂z ∂l/∂a, from the last layer to the first; ∂l/∂a comes back through the weights after it.

    target: (N, n_L). dl_dy: (N, n_L), drives the pass in place of the loss's own gradient. gains: a forward
    pass over as many samples whose slopes are used in place of this one's. per_sample: whether each sample's
    dl_dW and dl_db are wanted too. jacobians: whether a softmax's da_dz is; without it the pass takes no
    memory of N n². Raises ShapeMismatch, TargetOutOfRange, BadSetting.
    """
    loss = LOSSES[network.loss]
    output = Output(forward.a[-1], forward.z[-1], network.layers[-1].activation)
    target = _beside_output(target, output, "target", network)
    _check_range(target, loss)
    l = loss.value(output, target)
    if dl_dy is None:
        dl_da = loss.gradient(output, target)
        gradient_z = loss.gradient_z.get(output.activation)
    else:
        dl_da = _beside_output(dl_dy, output, "dl_dy", network)
        gradient_z = None
    if gains is not None:
        _same("rows", len(gains.x), len(forward.x), "gains_x", 0)
        gradient_z = None  # it joins the loss with the slope at the output, and that is another one now
    at = forward if gains is None else gains

    samples = len(target)
    share = samples if network.reduction == "mean" else 1
    a_prevs = (forward.x, *forward.a)
    records = []
    for index in range(len(network.layers) - 1, -1, -1):
        layer, a_prev, z, a = network.layers[index], a_prevs[index], at.z[index], at.a[index]
        f = ACTIVATIONS[layer.activation]
        da_dz = f.derivative(a, z) if f.elementwise or jacobians else f.derivative(a[:0], z[:0])
        if gradient_z is not None:
            dl_dz, gradient_z = gradient_z(output, target), None
        elif f.elementwise:
            dl_dz = da_dz * dl_da
        else:
            dl_dz = f.vjp(dl_da, a, z)
        dL_dW = dl_dz.T.dot(a_prev)
        dL_db = column_sums(dl_dz)
        if share != 1:
            dL_dW /= share
            dL_db /= share
        dl_dW, dl_db = (_outer(dl_dz, a_prev), dl_dz) if per_sample else (None, None)
        freeze(da_dz, dl_da, dl_dz, dL_dW, dL_db)
        own_z, own_a = forward.z[index], forward.a[index]
        records.append(LayerTrace(own_z, own_a, da_dz, dl_da, dl_dz, dL_dW, dL_db, dl_dW, dl_db))
        dl_da = dl_dz.dot(layer.W)
    freeze(l, dl_da)
    L = total(l, network.reduction)
    return Trace(network, forward.x, target, tuple(records[::-1]), l, L, dl_da)


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
    return backward(network, forward(network, x), target, dl_dy, gains, per_sample=per_sample, jacobians=jacobians)


def _outer(dl_dz: FloatArray, a_prev: FloatArray) -> FloatArray:
    """∂l/∂w_ij = ∂l/∂z_i a_j for each sample: (N, n) and (N, m) give (N, n, m)."""
    product = dl_dz[:, :, None] * a_prev[:, None, :]
    freeze(product)
    return product


def _beside_output(value: npt.ArrayLike, output: Output, part: str, network: Network) -> FloatArray:
    """An array of the output's shape. Raises ShapeMismatch, BadSetting."""
    array = owned(value, 2, part, part)
    if array.shape != output.y.shape:
        _same("rows", array.shape[0], output.y.shape[0], part, len(network.layers))
        _same("columns", array.shape[1], output.y.shape[1], part, len(network.layers))
    return array


def _same(axis: str, actual: int, expected: int, part: str, layer: int) -> None:
    if actual != expected:
        raise ShapeMismatch(
            f"{part} has {actual} {axis}; {expected} are needed.",
            part,
            part=part,
            layer=layer,
            axis=axis,
            expected=expected,
            actual=actual,
        )


def _check_range(target: FloatArray, loss: Loss) -> None:
    if loss.target_range is None:
        return
    low, high = loss.target_range
    inside = (target >= low) & (target <= high)
    if np.count_nonzero(inside) != target.size:
        sample, place = (int(i) for i in np.argwhere(~inside)[0])
        raise TargetOutOfRange(
            f"{loss.name} takes targets from {low:g} to {high:g}.",
            "target",
            sample,
            place,
            loss=loss.name,
            sample=sample,
            output=place,
            low=low,
            high=high,
        )
