"""The rules of the backward pass as one record: a wrong backpropagation is the right one with one rule replaced.

    replace(RIGHT, gain=lambda f, a, z, at: f.derivative(a, a))

computes f'(a) where f'(z) is meant. Every rule is handed, last, where it is applied, so that a replacement may
look at other layers too. N samples; layers of n neurons with m inputs.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from app.engine import dense
from app.engine.activations import Activation
from app.engine.arrays import FloatArray
from app.engine.forward import Forward
from app.engine.losses import Loss
from app.engine.network import Network
from app.engine.probability import Output


class Site(NamedTuple):
    """Where a rule is applied."""

    layer_index: int
    """The layer, from 0."""
    network: Network
    """The whole network."""
    forward: Forward
    """z and a of every layer, of the pass whose slopes are used."""


class LossGradient(NamedTuple):
    """What comes back through the loss."""

    dl_dy: FloatArray
    """∂l/∂y, of each sample's l by the last layer's activations, (N, n_L)."""
    dl_dz: FloatArray | None
    """∂l/∂z, by the last layer's weighted sums, (N, n_L), where loss and activation join in one formula that keeps
    the digits which the product of the two slopes would lose."""


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of a backward pass, in the order in which a layer meets them."""

    through_loss: Callable[[Loss, Output, FloatArray, Site], LossGradient]
    """(loss, output, target (N, n_L), site): ∂l/∂y, and ∂l/∂z where the two join."""
    gain: Callable[[Activation, FloatArray, FloatArray, Site], FloatArray | None]
    """(f, a, z, site): ∂a/∂z = f'(z), (N, n); None where f couples its neurons and the gain is a Jacobian."""
    through_gain: Callable[[Activation, FloatArray, FloatArray | None, FloatArray, FloatArray, Site], FloatArray]
    """(f, dl_da, da_dz, a, z, site): ∂l/∂z out of ∂l/∂a, (N, n)."""
    weights: Callable[[FloatArray, FloatArray, Site], FloatArray]
    """(dl_dz (N, n), a_prev (N, m), site): the sum over samples of ∂l/∂W, (n, m)."""
    biases: Callable[[FloatArray, Site], FloatArray]
    """(dl_dz (N, n), site): the sum over samples of ∂l/∂b, (n,)."""
    back: Callable[[FloatArray, FloatArray, Site], FloatArray]
    """(dl_dz (N, n), W (n, m), site): ∂l/∂a of the layer before, (N, m)."""
    reduce: Callable[[FloatArray, int, Site], FloatArray]
    """(∂/∂parameter of Σ l, of the parameter's shape, N, site): the gradient of L, the sum or the mean of the l."""


def _through_loss(loss: Loss, output: Output, target: FloatArray, at: Site) -> LossGradient:
    joined = loss.gradient_z.get(output.activation)
    return LossGradient(loss.gradient(output, target), None if joined is None else joined(output, target))


def _gain(f: Activation, a: FloatArray, z: FloatArray, at: Site) -> FloatArray | None:
    return None if f.couples else f.derivative(a, z)


def _through_gain(
    f: Activation, dl_da: FloatArray, da_dz: FloatArray | None, a: FloatArray, z: FloatArray, at: Site
) -> FloatArray:
    return f.vjp(dl_da, a, z) if da_dz is None else da_dz * dl_da


def _reduce(summed: FloatArray, samples: int, at: Site) -> FloatArray:
    return summed / samples if at.network.reduction == "mean" and samples > 1 else summed


RIGHT = Rules(
    _through_loss,
    _gain,
    _through_gain,
    dense.weight_gradient,
    dense.bias_gradient,
    dense.back_through_weights,
    _reduce,
)
"""The chain rule."""


def weight_gradients_of_each(rules: Rules, dl_dz: FloatArray, a_prev: FloatArray, at: Site) -> FloatArray:
    """∂l/∂W of each sample, (N, n, m), by these rules: what they make of a batch of that sample alone."""
    if rules.weights is RIGHT.weights:
        return dense.weight_gradient_of_each(dl_dz, a_prev)
    return np.stack([rules.weights(dl_dz[n : n + 1], a_prev[n : n + 1], at) for n in range(len(dl_dz))])


def bias_gradients_of_each(rules: Rules, dl_dz: FloatArray, at: Site) -> FloatArray:
    """∂l/∂b of each sample, (N, n), by these rules: what they make of a batch of that sample alone."""
    return np.stack([rules.biases(dl_dz[n : n + 1], at) for n in range(len(dl_dz))])
