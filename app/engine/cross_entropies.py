"""The four cross-entropies: their values, and their gradients at the output and, without losing digits, at z.

One row a sample: ``target`` (N, n), values (N,), gradients (N, n). Targets need not sum to 1. A target of 0
asks nothing of its logarithm: 0 · ln 0 counts 0, and so does its gradient. But an output that is NaN stays NaN. Wide
batches are computed a block of rows at a time.
"""

from collections.abc import Callable
from functools import wraps

import numpy as np

from app.engine.activations import ACTIVATIONS
from app.engine.arrays import FloatArray
from app.engine.blocks import MAX_NUMBERS, row_blocks
from app.engine.probability import Output
from app.engine.smooth import sigmoid, softplus
from app.engine.softmax import exponentials, softmax, softmax_complement, softmax_minus_log, sum_of_others
from app.engine.sums import row_sums

LossFunction = Callable[[Output, FloatArray], FloatArray]
"""(output, target (N, n)) -> l, (N,), or a gradient, (N, n)."""


def _in_row_blocks(function: LossFunction) -> LossFunction:
    """Lets a loss or its gradient work on one block of samples after the other."""

    @wraps(function)
    def blockwise(output: Output, target: FloatArray) -> FloatArray:
        if target.size <= MAX_NUMBERS:
            return function(output, target)
        y, z, activation = output
        return np.concatenate(
            [function(Output(y[rows], z[rows], activation), target[rows]) for rows in row_blocks(target)]
        )

    return blockwise


@_in_row_blocks
def cross_entropy(output: Output, target: FloatArray) -> FloatArray:
    """-Σ t ln y."""
    y, z, activation = output
    return _weighted_sum(target, ACTIVATIONS[activation].probability.minus_log(y, z), y)


@_in_row_blocks
def cross_entropy_gradient(output: Output, target: FloatArray) -> FloatArray:
    """∂l/∂y = -t / y."""
    y = output.y
    gradient = (0.0 - target) / y
    return gradient if _has_no_zero(y) else np.where((target == 0.0) & (y == 0.0), 0.0, gradient)


@_in_row_blocks
def cross_entropy_of_sigmoid(output: Output, target: FloatArray) -> FloatArray:
    """∂l/∂z = -t (1 - y)."""
    return (0.0 - target) * sigmoid(-output.z)


@_in_row_blocks
def cross_entropy_of_softmax(output: Output, target: FloatArray) -> FloatArray:
    """∂l/∂z = y Σ t - t, written y Σ_{k≠i} t_k - t_i (1 - y_i): the true class keeps its digits."""
    return _expected_minus(target, output.y)


@_in_row_blocks
def binary_cross_entropy(output: Output, target: FloatArray) -> FloatArray:
    """-Σ (t ln y + (1 - t) ln(1 - y))."""
    y, z, activation = output
    reading = ACTIVATIONS[activation].probability
    yes, no = reading.minus_log(y, z), reading.minus_log_complement(y, z)
    return _weighted_sum(target, yes, y) + _weighted_sum(1.0 - target, no, y)


@_in_row_blocks
def binary_cross_entropy_gradient(output: Output, target: FloatArray) -> FloatArray:
    """∂l/∂y = (y - t) / (y (1 - y)), whose numerator is written y (1 - t) - t (1 - y)."""
    y, z, activation = output
    complement = ACTIVATIONS[activation].probability.complement(y, z)
    scale = y * complement
    gradient = (y * (1.0 - target) - target * complement) / scale
    one_sided = np.where(target == 0.0, 1.0 / complement, -1.0 / y)
    return np.where((target == 0.0) | (target == 1.0), one_sided, gradient)


@_in_row_blocks
def binary_cross_entropy_of_sigmoid(output: Output, target: FloatArray) -> FloatArray:
    """∂l/∂z = y - t, written y (1 - t) - t (1 - y)."""
    return output.y * (1.0 - target) - target * sigmoid(-output.z)


@_in_row_blocks
def binary_cross_entropy_of_softmax(output: Output, target: FloatArray) -> FloatArray:
    """∂l/∂z_k = (1 - t_k) y_k - t_k (1 - y_k) + Σ_{i≠k} y_k (t_i - (1 - t_i) y_i / (1 - y_i)).

    Where an output i has more than half of its row, y_k / (1 - y_i) is the softmax of the others among themselves.
    """
    y, z, _ = output
    if y.shape[1] == 1:
        return 0.0 * y  # y is 1 whatever z is
    complement = softmax_complement(y)
    dominant = y > 0.5
    odds = np.where(dominant, 0.0, y / (1.0 - y))
    among_others = np.where(dominant, 0.0, softmax(np.where(dominant, -np.inf, z)))
    of_dominant = row_sums(np.where(dominant, (1.0 - target) * y, 0.0))[:, None] * among_others
    of_others = y * sum_of_others(target - (1.0 - target) * odds) - of_dominant
    return (1.0 - target) * y - target * complement + of_others


@_in_row_blocks
def binary_cross_entropy_with_logits(output: Output, target: FloatArray) -> FloatArray:
    """Σ (t softplus(-z) + (1 - t) softplus(z)): the binary cross-entropy of σ(z)."""
    z = output.z
    return _weighted_sum(target, softplus(-z), z) + _weighted_sum(1.0 - target, softplus(z), z)


@_in_row_blocks
def binary_cross_entropy_with_logits_gradient(output: Output, target: FloatArray) -> FloatArray:
    """∂l/∂z = σ(z) - t, written σ(z) (1 - t) - t σ(-z)."""
    z = output.z
    return sigmoid(z) * (1.0 - target) - target * sigmoid(-z)


@_in_row_blocks
def softmax_cross_entropy(output: Output, target: FloatArray) -> FloatArray:
    """-Σ t ln p with p = softmax(z)."""
    cost = softmax_minus_log(output.z)
    return _weighted_sum(target, cost, cost)


@_in_row_blocks
def softmax_cross_entropy_gradient(output: Output, target: FloatArray) -> FloatArray:
    """∂l/∂z = p Σ t - t with p = softmax(z), divided by Σ e^z at the end."""
    powers = exponentials(output.z)
    return _expected_minus(target, powers) / row_sums(powers)[:, None]


def _expected_minus(target: FloatArray, p: FloatArray) -> FloatArray:
    """p Σ t - t Σ p without the cancellation: p_i Σ_{k≠i} t_k - t_i Σ_{k≠i} p_k."""
    return p * sum_of_others(target) - target * softmax_complement(p)


def _weighted_sum(weight: FloatArray, cost: FloatArray, output: FloatArray) -> FloatArray:
    """Σ weight · cost, (N,), where a weight of 0 counts nothing of a cost that is infinite, or the logarithm of a
    negative number; the cost of an output that is NaN counts."""
    total = row_sums(weight * cost)
    if np.count_nonzero(np.isnan(total)):
        left_out = (weight == 0.0) & ~np.isnan(output) & ~np.isfinite(cost)
        total = row_sums(np.where(left_out, 0.0, weight * cost))
    return total


def _has_no_zero(array: FloatArray) -> bool:
    return bool(np.count_nonzero(array) == array.size)
