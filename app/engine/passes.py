"""The backward pass, from the last layer to the first, and both passes at once.

A pass returns a record and leaves the network as it was. Overflow is a result (inf, nan), not an error.
"""

import numpy as np
import numpy.typing as npt

from app.engine.activations import ACTIVATIONS
from app.engine.arrays import FloatArray, checked_length, freeze, owned
from app.engine.errors import TargetOutOfRange
from app.engine.forward import Forward, forward_pass
from app.engine.losses import LOSSES, Loss
from app.engine.network import Network
from app.engine.probability import Output
from app.engine.records import LayerTrace, Trace
from app.engine.rules import RIGHT, Rules, Site, bias_gradients_of_each, weight_gradients_of_each
from app.engine.sums import total


def trace(
    network: Network,
    x: npt.ArrayLike,
    target: npt.ArrayLike,
    *,
    dl_dy: npt.ArrayLike | None = None,
    gains_x: npt.ArrayLike | None = None,
    per_sample: bool = False,
    rules: Rules = RIGHT,
) -> Trace:
    """A forward and a backward pass over the samples x, (N, n_0), with their targets, (N, n_L).

    dl_dy: (N, n_L), drives the backward pass in place of the loss's own gradient (l and L stay the loss's).
    gains_x: (N, n_0), fixes the gains da_dz of the backward pass as they are at these inputs; where they differ from
    x, what comes back is no gradient of l any more: that is what it is there to show.
    per_sample: whether each sample's dl_dW is wanted too. rules: of the backward pass. Raises ShapeMismatch,
    TargetOutOfRange, BadSetting (not numbers). Overflow is a result: inf and nan, silently.
    """
    with np.errstate(all="ignore"):
        return both_passes(
            network,
            owned(x, 2, "x", "x"),
            owned(target, 2, "target", "target"),
            dl_dy=None if dl_dy is None else owned(dl_dy, 2, "dl_dy", "dl_dy"),
            gains_x=None if gains_x is None else owned(gains_x, 2, "x", "x"),
            per_sample=per_sample,
            rules=rules,
        )


def both_passes(
    network: Network,
    x: FloatArray,
    target: FloatArray,
    *,
    dl_dy: FloatArray | None = None,
    gains_x: FloatArray | None = None,
    per_sample: bool = False,
    rules: Rules = RIGHT,
) -> Trace:
    """`trace` for one who has silenced overflow already, of matrices that are read-only and that nobody else holds."""
    gains = None if gains_x is None else forward_pass(network, gains_x)
    forward = forward_pass(network, x)
    return backward(network, forward, target, dl_dy, gains, per_sample=per_sample, rules=rules)


def backward(
    network: Network,
    forward: Forward,
    target: FloatArray,
    dl_dy: FloatArray | None = None,
    gains: Forward | None = None,
    *,
    per_sample: bool = False,
    rules: Rules = RIGHT,
) -> Trace:
    """∂l/∂z = ∂a/∂z ∂l/∂a, from the last layer to the first; ∂l/∂a comes back through the weights after it.

    target: (N, n_L). dl_dy: (N, n_L), drives the pass in place of the loss's own gradient. gains: a forward pass over
    as many samples whose slopes are used in place of this one's. per_sample: whether each sample's dl_dW is wanted
    too. The trace keeps target and dl_dy. numpy warns of overflow unless the caller has silenced it, as `trace` does.
    Raises ShapeMismatch, TargetOutOfRange.
    """
    loss = LOSSES[network.loss]
    output = Output(forward.a[-1], forward.z[-1], network.layers[-1].activation)
    _check_beside_output(target, output, "target", network)
    _check_range(target, loss)
    l = loss.value(output, target)
    slopes = forward
    if gains is not None:
        checked_length("rows", len(gains.x), len(forward.x), "gains_x", 0)
        slopes = gains
    last, samples = len(network.layers) - 1, len(target)
    at = Site(last, network, slopes)
    if dl_dy is None:
        dl_da, dl_dz = rules.through_loss(loss, output, target, at)
    else:
        _check_beside_output(dl_dy, output, "dl_dy", network)
        dl_da, dl_dz = dl_dy, None
    if gains is not None:
        dl_dz = None  # it joins the loss with the slope at the output, and that is another one now

    a_prevs = (forward.x, *forward.a)
    records = []
    for index in range(last, -1, -1):
        layer, a_prev, z, a = network.layers[index], a_prevs[index], slopes.z[index], slopes.a[index]
        f = ACTIVATIONS[layer.activation]
        da_dz = rules.gain(f, a, z, at)
        if dl_dz is None:
            dl_dz = rules.through_gain(f, dl_da, da_dz, a, z, at)
        dL_dW = rules.reduce(rules.weights(dl_dz, a_prev, at), samples, at)
        dL_db = rules.reduce(rules.biases(dl_dz, at), samples, at)
        dl_dW = weight_gradients_of_each(rules, dl_dz, a_prev, at) if per_sample else None
        dl_db = dl_dz if rules.biases is RIGHT.biases else bias_gradients_of_each(rules, dl_dz, at)
        freeze(da_dz, dl_da, dl_dz, dL_dW, dL_db, dl_dW)
        records.append(LayerTrace(forward.z[index], forward.a[index], da_dz, dl_da, dl_dz, dL_dW, dL_db, dl_dW, dl_db))
        dl_da, dl_dz = rules.back(dl_dz, layer.W, at), None
        at = Site(index - 1, network, slopes)
    freeze(l, dl_da)
    L = total(l, network.reduction)
    layers = tuple(records[::-1])
    return Trace(network, forward.x, target, layers, l, L, dl_da, slopes, rules, dl_dy, gains is not None)


def gains(traced: Trace, index: int) -> FloatArray:
    """∂a/∂z of a layer (from 0): of each a by its own z, (N, n); where the layer couples its neurons its Jacobian,
    (N, n, n), row i = the derivatives of a_i, which is made here."""
    da_dz = traced.layers[index].da_dz
    if da_dz is not None:
        return da_dz
    f = ACTIVATIONS[traced.network.layers[index].activation]
    with np.errstate(all="ignore"):
        return f.derivative(traced.forward.a[index], traced.forward.z[index])


def gain(traced: Trace, index: int, sample: int, i: int, k: int) -> float:
    """∂a_i/∂z_k of one sample and layer (from 0): an entry of its Jacobian, or its own slope where i is k."""
    da_dz = traced.layers[index].da_dz
    if da_dz is not None:
        return float(da_dz[sample, i]) if i == k else 0.0
    return float(jacobian_row(traced, index, sample, i)[k])


def jacobian_row(traced: Trace, index: int, sample: int, i: int) -> FloatArray:
    """∂a_i/∂z_k of one sample for all k, (n,), in a layer (from 0) that couples its neurons."""
    row = ACTIVATIONS[traced.network.layers[index].activation].jacobian_row
    assert row is not None
    with np.errstate(all="ignore"):
        return row(traced.forward.a[index], sample, i)


def weight_gradient(traced: Trace, index: int, sample: int, i: int, j: int) -> float:
    """∂l/∂w_ij of one sample's l, by a weight of a layer (from 0)."""
    a_prev = traced.x if index == 0 else traced.layers[index - 1].a
    dl_dz, rows = traced.layers[index].dl_dz, slice(sample, sample + 1)
    if traced.rules.weights is RIGHT.weights:
        return float(dl_dz[sample, i]) * float(a_prev[sample, j])
    at = Site(index, traced.network, traced.forward)
    with np.errstate(all="ignore"):
        return float(traced.rules.weights(dl_dz[rows], a_prev[rows], at)[i, j])


def _check_beside_output(array: FloatArray, output: Output, part: str, network: Network) -> None:
    """Raises ShapeMismatch unless an array has the output's shape."""
    if array.shape != output.y.shape:
        checked_length("rows", array.shape[0], output.y.shape[0], part, len(network.layers))
        checked_length("columns", array.shape[1], output.y.shape[1], part, len(network.layers))


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
