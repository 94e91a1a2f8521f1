"""Which numbers of a trace do not come from their own parents by the chain rule: found with arrays, beside `derive`."""

from collections.abc import Iterator

import numpy as np

from app.engine.activations import ACTIVATIONS
from app.engine.losses import LOSSES
from app.engine.network import Network
from app.engine.passes import gains
from app.engine.probability import Output
from app.engine.records import Trace
from app.explain.addresses import Address
from app.explain.rounding import MIN_DISTANCE

RELATIVE = 1e-9
"""Far above rounding, far below what a wrong rule makes of random numbers."""


def inconsistent(trace: Trace, learning_rate: float, after: Network) -> set[Address]:
    """The addresses whose numbers are not what the right rules make of the numbers that stand beside them."""
    found = set()
    for quantity, prefix, per_sample, numbers, expected in _comparisons(trace, learning_rate, after):
        scale = np.maximum(np.abs(expected), np.abs(numbers))
        for place in np.argwhere(np.abs(numbers - expected) > RELATIVE * scale + MIN_DISTANCE).tolist():
            sample, indices = (place[0], place[1:]) if per_sample else (0, place)
            found.add(Address(quantity, (*prefix, *indices), sample))
    return found


Comparison = tuple[str, tuple[int, ...], bool, np.ndarray, np.ndarray]


def _comparisons(trace: Trace, learning_rate: float, after: Network) -> Iterator[Comparison]:
    """Quantity, its indices before the array's, whether the first axis is the samples', the numbers, and what they
    should be."""
    network, a = trace.network, trace.x
    for number, (layer, traced) in enumerate(zip(network.layers, trace.layers, strict=True), start=1):
        f = ACTIVATIONS[layer.activation]
        yield "z", (number,), True, traced.z, a @ layer.W.T + layer.b
        yield "a", (number,), True, traced.a, f.forward(traced.z)
        da_dz = gains(trace, number - 1)
        if f.couples and da_dz.ndim == 2:  # a rule that forgets how its neurons are coupled
            da_dz = np.stack([np.diag(row) for row in da_dz])
        slopes = f.derivative(trace.forward.a[number - 1], trace.forward.z[number - 1])
        yield "da_dz", (number,), True, da_dz, slopes
        yield "dl_da", (number,), True, traced.dl_da, _dl_da(trace, number)
        yield "dl_dz", (number,), True, traced.dl_dz, _dl_dz(trace, number)
        assert traced.dl_dW is not None
        yield "dl_dw", (number,), True, traced.dl_dW, traced.dl_dz[:, :, None] * a[:, None, :]
        yield "dl_db", (number,), True, traced.dl_db, traced.dl_dz
        divisor = len(trace.x) if network.reduction == "mean" else 1
        yield "dL_dw", (number,), False, traced.dL_dW, traced.dl_dW.sum(axis=0) / divisor
        yield "dL_db", (number,), False, traced.dL_db, traced.dl_db.sum(axis=0) / divisor
        yield "w_new", (number,), False, after.layers[number - 1].W, layer.W - learning_rate * traced.dL_dW
        yield "b_new", (number,), False, after.layers[number - 1].b, layer.b - learning_rate * traced.dL_db
        a = traced.a
    yield "dl_dx", (), True, trace.dl_dx, trace.layers[0].dl_dz @ network.layers[0].W
    output = Output(trace.layers[-1].a, trace.layers[-1].z, network.layers[-1].activation)
    yield "l", (), True, trace.l, LOSSES[network.loss].value(output, trace.target)


def _dl_da(trace: Trace, number: int) -> np.ndarray:
    """∂l/∂a of a layer, of the loss's slope or of the ∂l/∂z of the layer after it."""
    network = trace.network
    if number < len(network.layers):
        return trace.layers[number].dl_dz @ network.layers[number].W
    if trace.dl_dy is not None:
        return trace.dl_dy
    output = Output(trace.layers[-1].a, trace.layers[-1].z, network.layers[-1].activation)
    return LOSSES[network.loss].gradient(output, trace.target)


def _dl_dz(trace: Trace, number: int) -> np.ndarray:
    """∂l/∂z of a layer, of its gains and of what its ∂l/∂a should be; behind coupled neurons, and behind a signal, of
    the ∂l/∂a that stands there; where loss and activation join, of the output."""
    network, traced = trace.network, trace.layers[number - 1]
    loss, activation = LOSSES[network.loss], network.layers[number - 1].activation
    given = trace.driven or trace.fixed_gains
    if number == len(network.layers) and not given and activation in loss.gradient_z:
        return loss.gradient_z[activation](Output(traced.a, traced.z, activation), trace.target)
    if traced.da_dz is None:
        return ACTIVATIONS[activation].vjp(traced.dl_da, trace.forward.a[number - 1], trace.forward.z[number - 1])
    stands_there = ACTIVATIONS[activation].couples or (given and number == len(network.layers))
    return traced.da_dz * (traced.dl_da if stands_there else _dl_da(trace, number))
