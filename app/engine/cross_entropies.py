"""The four cross-entropies: their values, their gradients at the output, and those at z where the product would lose digits.

Everything is one row a sample: ``target`` (N, n), values (N,), gradients (N, n). A target of 0 asks nothing of its
logarithm: 0 · ln 0 is 0, and so is its gradient.
"""

import numpy as np

from app.engine.activations import sigmoid, softplus
from app.engine.arrays import FloatArray, row_sums
from app.engine.probability import Output, probability
from app.engine.softmax import softmax, softmax_complement, softmax_minus_log, sum_of_others


def cross_entropy(output: Output, target: FloatArray) -> FloatArray:
    """-Σ t ln y."""
    y, z, activation = output
    return row_sums(_weighted(target, probability(activation).minus_log(y, z)))


def cross_entropy_gradient(output: Output, target: FloatArray) -> FloatArray:
    """∂l/∂y = -t / y."""
    return np.where(target == 0.0, 0.0, -target / output.y)


def cross_entropy_of_sigmoid(output: Output, target: FloatArray) -> FloatArray:
    """∂l/∂z = -t (1 - y)."""
    return np.where(target == 0.0, 0.0, -target * sigmoid(-output.z))


def cross_entropy_of_softmax(output: Output, target: FloatArray) -> FloatArray:
    """∂l/∂z = y Σ t - t, written y Σ_{k≠i} t_k - t_i (1 - y_i): the true class keeps its digits."""
    y = output.y
    return y * sum_of_others(target) - target * softmax_complement(y)


def binary_cross_entropy(output: Output, target: FloatArray) -> FloatArray:
    """-Σ (t ln y + (1 - t) ln(1 - y))."""
    y, z, activation = output
    reading = probability(activation)
    yes = _weighted(target, reading.minus_log(y, z))
    no = _weighted(1.0 - target, reading.minus_log_complement(y, z))
    return row_sums(yes + no)


def binary_cross_entropy_gradient(output: Output, target: FloatArray) -> FloatArray:
    """∂l/∂y = (y - t) / (y (1 - y)); for a target of 0 or 1 what is left of it when the factor is cancelled."""
    y, z, activation = output
    complement = probability(activation).complement(y, z)
    between = (y * (1.0 - target) - target * complement) / (y * complement)
    return np.where(target == 0.0, 1.0 / complement, np.where(target == 1.0, -1.0 / y, between))


def binary_cross_entropy_of_sigmoid(output: Output, target: FloatArray) -> FloatArray:
    """∂l/∂z = y - t, written y (1 - t) - t (1 - y)."""
    return output.y * (1.0 - target) - target * sigmoid(-output.z)


def binary_cross_entropy_of_softmax(output: Output, target: FloatArray) -> FloatArray:
    """∂l/∂z_k = (1 - t_k) y_k - t_k (1 - y_k) + Σ_{i≠k} y_k (t_i - (1 - t_i) y_i / (1 - y_i)).

    Where an output i has most of its row, y_k / (1 - y_i) is the softmax of the others among themselves.
    """
    y, z, _ = output
    if y.shape[1] == 1:
        return np.zeros(y.shape)
    complement = softmax_complement(y)
    winner = y > 0.5
    odds = np.where(winner, 0.0, y / complement)
    among_others = softmax(np.where(winner, -np.inf, z))
    pull = np.add.reduce(np.where(winner, (1.0 - target) * y, 0.0), axis=1, keepdims=True)
    of_others = y * sum_of_others(target - (1.0 - target) * odds) - pull * among_others
    return (1.0 - target) * y - target * complement + of_others


def binary_cross_entropy_with_logits(output: Output, target: FloatArray) -> FloatArray:
    """Σ (t softplus(-z) + (1 - t) softplus(z)): the binary cross-entropy of σ(z)."""
    z = output.z
    return row_sums(target * softplus(-z) + (1.0 - target) * softplus(z))


def binary_cross_entropy_with_logits_gradient(output: Output, target: FloatArray) -> FloatArray:
    """∂l/∂z = σ(z) - t, written σ(z) (1 - t) - t σ(-z)."""
    z = output.z
    return sigmoid(z) * (1.0 - target) - target * sigmoid(-z)


def softmax_cross_entropy(output: Output, target: FloatArray) -> FloatArray:
    """-Σ t ln p with p = softmax(z)."""
    z = output.z
    return row_sums(_weighted(target, softmax_minus_log(softmax(z), z)))


def softmax_cross_entropy_gradient(output: Output, target: FloatArray) -> FloatArray:
    """∂l/∂z = p Σ t - t with p = softmax(z), written so that the true class keeps its digits."""
    p = softmax(output.z)
    return p * sum_of_others(target) - target * softmax_complement(p)


def _weighted(weight: FloatArray, cost: FloatArray) -> FloatArray:
    return np.where(weight == 0.0, 0.0, weight * cost)

