"""Softmax and what comes with it: its Jacobian, its complement and its logarithms, none by a difference that cancels.

One row a sample. Where one output has nearly all, 1 - y is the sum of the other outputs, and never a difference.
"""

import numpy as np

from app.engine.arrays import FloatArray


def softmax(z: FloatArray) -> FloatArray:
    """e^z_i / Σ e^z_k, (N, n), the exponents taken from the row's largest z."""
    e = np.exp(_below_top(z))
    return e / _row_sum(e)


def softmax_complement(y: FloatArray) -> FloatArray:
    """1 - y_i, (N, n), as the sum of the other outputs."""
    return sum_of_others(y)


def softmax_jacobian(y: FloatArray, z: FloatArray) -> FloatArray:
    """∂y_i/∂z_k = y_i (δ_ik - y_k), (N, n, n), row i = the derivatives of y_i."""
    jacobian = -y[:, :, None] * y[:, None, :]
    diagonal = np.arange(y.shape[1])
    jacobian[:, diagonal, diagonal] = y * softmax_complement(y)
    return jacobian


def softmax_vjp(g: FloatArray, y: FloatArray, z: FloatArray) -> FloatArray:
    """Σ_i g_i ∂y_i/∂z_k, (N, n), without the Jacobian: y_k (g_k (1 - y_k) - Σ_{i≠k} g_i y_i)."""
    return y * (g * softmax_complement(y) - sum_of_others(g * y))


def softmax_minus_log(y: FloatArray, z: FloatArray) -> FloatArray:
    """-ln y_i, (N, n): log1p of what the others have where y_i has most, else ln Σ e^(z_k - top) - (z_i - top)."""
    below = _below_top(z)
    log_sum = np.log(_row_sum(np.exp(below)))
    return np.where(y > 0.5, -np.log1p(-softmax_complement(y)), log_sum - below)


def softmax_minus_log_complement(y: FloatArray, z: FloatArray) -> FloatArray:
    """-ln(1 - y_i), (N, n); where y_i has most, from the z of the others, so that it never ends at ln 0."""
    winner = y > 0.5
    others = np.logaddexp.reduce(np.where(winner, -np.inf, _below_top(z)), axis=1, keepdims=True)
    return np.where(winner, -np.log1p(-softmax_complement(y)) - others, -np.log1p(-y))


def sum_of_others(v: FloatArray) -> FloatArray:
    """Σ_{k≠i} v_k, (N, n)."""
    sums: FloatArray = v.dot(1.0 - np.eye(v.shape[1]))
    return sums


def _below_top(z: FloatArray) -> FloatArray:
    return z - np.maximum.reduce(z, axis=1, keepdims=True)


def _row_sum(v: FloatArray) -> FloatArray:
    sums: FloatArray = np.add.reduce(v, axis=1, keepdims=True)
    return sums
