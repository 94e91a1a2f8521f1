"""The whole of both passes as one record: every number of CONTRACT's table, by the layer that it belongs to."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from app.engine.arrays import FloatArray
from app.engine.network import Network
from app.engine.passes import backward, forward


@dataclass(frozen=True, slots=True, eq=False)
class LayerTrace:
    """One layer's numbers, N samples, n neurons, m inputs to the layer. Read-only.

    z, a: (N, n). da_dz: (N, n), for softmax (N, n, n) with row i = da_i/dz_k. dl_da, dl_dz: (N, n), gradients of each
    sample's own l. dL_dW, (n, m), and dL_db, (n,): gradients of L. dl_dW, (N, n, m), and dl_db, (N, n): each sample's
    own, or None where they were not asked for.
    """

    z: FloatArray
    a: FloatArray
    da_dz: FloatArray
    dl_da: FloatArray
    dl_dz: FloatArray
    dL_dW: FloatArray
    dL_db: FloatArray
    dl_dW: FloatArray | None
    dl_db: FloatArray | None


@dataclass(frozen=True, slots=True, eq=False)
class Trace:
    """Both passes of a network over N samples.

    x: (N, n_0); target: (N, n_L); layers: one record a layer; l: (N,), each sample's loss; L: their sum or mean;
    dl_dx: (N, n_0), the gradient of each sample's l at the input. Read-only, and nothing is shared with the caller.
    """

    network: Network
    x: FloatArray
    target: FloatArray
    layers: tuple[LayerTrace, ...]
    l: FloatArray
    L: float
    dl_dx: FloatArray


def trace(
    network: Network, x: npt.ArrayLike, target: npt.ArrayLike, *, dl_dy: npt.ArrayLike | None = None, per_sample: bool = False
) -> Trace:
    """A forward and a backward pass.

    x: (N, n_0); target: (N, n_L); dl_dy: (N, n_L), drives the backward pass in place of the loss's own gradient;
    per_sample: whether each sample's dl_dW and dl_db are wanted too.
    Raises ShapeMismatch, TargetOutOfRange, BadSetting. Overflow is a result: inf and nan are silent.
    """
    there = forward(network, x)
    back = backward(network, there, target, dl_dy)
    inputs = (there.x, *there.a)
    layers = []
    for index in range(len(network.layers)):
        dl_dz = back.dl_dz[index]
        dl_dW = dl_db = None
        if per_sample:
            dl_dW, dl_db = outer(dl_dz, inputs[index]), dl_dz
        layers.append(LayerTrace(
            there.z[index], there.a[index], back.da_dz[index], back.dl_da[index], dl_dz,
            back.dL_dW[index], back.dL_db[index], dl_dW, dl_db,
        ))
    return Trace(network, there.x, back.target, tuple(layers), back.l, back.L, back.dl_dx)


@np.errstate(all="ignore")
def outer(dl_dz: FloatArray, a_prev: FloatArray) -> FloatArray:
    """∂l/∂w_ij = a_j ∂l/∂z_i for each sample: (N, n) and (N, m) give (N, n, m)."""
    product = dl_dz[:, :, None] * a_prev[:, None, :]
    product.setflags(write=False)
    return product
