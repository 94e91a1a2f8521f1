"""The two passes: forward finds every z and a, backward every ∂l/∂a, ∂l/∂z and what follows from them.

A pass returns a record and leaves the network as it was. Overflow is a result (inf, nan), not an error.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from app.engine.activations import ACTIVATIONS
from app.engine.arrays import FloatArray, owned
from app.engine.errors import ShapeMismatch, TargetOutOfRange
from app.engine.losses import LOSSES, Loss
from app.engine.network import Network
from app.engine.probability import Output


@dataclass(frozen=True, slots=True, eq=False)
class Forward:
    """The forward pass: x, (N, n_0), and for each layer z and a, (N, n_l). Read-only."""

    x: FloatArray
    z: tuple[FloatArray, ...]
    a: tuple[FloatArray, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Backward:
    """The backward pass.

    target: (N, n_L); l: (N,), each sample's loss; L: their sum or mean; for each layer da_dz, (N, n_l) or for softmax
    (N, n_l, n_l), dl_da and dl_dz, (N, n_l), of each sample's own l; dL_dW, (n_l, n_(l-1)), and dL_db, (n_l,), of L;
    dl_dx: (N, n_0). Read-only.
    """

    target: FloatArray
    l: FloatArray
    L: float
    da_dz: tuple[FloatArray, ...]
    dl_da: tuple[FloatArray, ...]
    dl_dz: tuple[FloatArray, ...]
    dL_dW: tuple[FloatArray, ...]
    dL_db: tuple[FloatArray, ...]
    dl_dx: FloatArray


@np.errstate(all="ignore")
def forward(network: Network, x: npt.ArrayLike) -> Forward:
    """z = a_prev @ W.T + b and a = f(z), layer after layer; x: (N, n_0), copied.

    Raises ShapeMismatch.
    """
    x = owned(x, 2, "x", "x")
    _fits(x, "x", "columns", network.sizes[0], 0)
    zs, activations = [], []
    a = x
    for layer in network.layers:
        z = a.dot(layer.W.T)
        z += layer.b
        a = ACTIVATIONS[layer.activation].forward(z)
        zs.append(_readonly(z))
        activations.append(_readonly(a))
    return Forward(x, tuple(zs), tuple(activations))


@np.errstate(all="ignore")
def backward(network: Network, forward: Forward, target: npt.ArrayLike, dl_dy: npt.ArrayLike | None = None) -> Backward:
    """∂l/∂z = ∂a/∂z ∂l/∂a, and ∂l/∂a = ∂l/∂z of the next layer through its weights, from the last layer to the first.

    target: (N, n_L). dl_dy, (N, n_L), takes the place of the loss's own gradient at the output.
    Raises ShapeMismatch, TargetOutOfRange.
    """
    loss = LOSSES[network.loss]
    last = network.layers[-1]
    output = Output(forward.a[-1], forward.z[-1], last.activation)
    target = owned(target, 2, "target", "target")
    _same(target, output.y, "target", len(network.layers))
    _in_range(target, loss)
    l = _readonly(loss.value(output, target))
    fused = None
    if dl_dy is None:
        g = loss.gradient(output, target)
        fused = loss.gradient_z.get(last.activation)
    else:
        g = owned(dl_dy, 2, "dl_dy", "dl_dy")
        _same(g, output.y, "dl_dy", len(network.layers))

    scale = len(target) if network.reduction == "mean" else 1
    inputs = (forward.x, *forward.a)
    da_dz, dl_da, dl_dz, dL_dW, dL_db = [], [], [], [], []
    for index in reversed(range(len(network.layers))):
        layer = network.layers[index]
        f = ACTIVATIONS[layer.activation]
        z, a = forward.z[index], forward.a[index]
        gain = f.derivative(a, z)
        if fused is not None:
            delta, fused = fused(output, target), None
        else:
            delta = gain * g if f.elementwise else f.vjp(g, a, z)
        da_dz.append(_readonly(gain))
        dl_da.append(_readonly(g))
        dl_dz.append(_readonly(delta))
        dL_dW.append(_readonly(delta.T.dot(inputs[index]) / scale))
        dL_db.append(_readonly(np.add.reduce(delta, axis=0) / scale))
        g = delta.dot(layer.W)
    total = float(np.add.reduce(l)) / scale
    return Backward(
        target, l, total, tuple(da_dz[::-1]), tuple(dl_da[::-1]), tuple(dl_dz[::-1]),
        tuple(dL_dW[::-1]), tuple(dL_db[::-1]), _readonly(g),
    )


def _readonly(array: FloatArray) -> FloatArray:
    array.setflags(write=False)
    return array


def _fits(array: FloatArray, part: str, axis: str, expected: int, layer: int) -> None:
    actual = array.shape[1] if axis == "columns" else array.shape[0]
    if actual != expected:
        raise ShapeMismatch(
            f"{part} has {actual} {axis}; {expected} are needed.", part,
            part=part, layer=layer, axis=axis, expected=expected, actual=actual,
        )


def _same(array: FloatArray, like: FloatArray, part: str, layer: int) -> None:
    if array.shape != like.shape:
        _fits(array, part, "rows", like.shape[0], layer)
        _fits(array, part, "columns", like.shape[1], layer)


def _in_range(target: FloatArray, loss: Loss) -> None:
    if loss.target_range is None:
        return
    low, high = loss.target_range
    inside = (target >= low) & (target <= high)
    if not inside.all():
        sample, place = (int(i) for i in np.argwhere(~inside)[0])
        raise TargetOutOfRange(
            f"{loss.name} takes targets from {low:g} to {high:g}.", "target", sample, place,
            loss=loss.name, sample=sample, output=place, low=low, high=high,
        )
