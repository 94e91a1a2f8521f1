"""Softmax and what comes with it: Jacobian, complement and logarithms, none by a difference that cancels.

One row a sample, (N, n). Where one output has nearly all, 1 - y is the sum of the others and never a
difference.
"""

from functools import lru_cache

import numpy as np

from app.engine.arrays import FloatArray
from app.engine.sums import MOST_PRODUCTS, column_sums_of_stack, row_sums


def softmax(z: FloatArray) -> FloatArray:
    """e^z_i / Σ e^z_k, (N, n), the exponents taken from the row's largest z."""
    e = exponentials(z)
    return e / _row_sum(e)


def exponentials(z: FloatArray) -> FloatArray:
    """e^(z_i - top), (N, n): their row's largest is 1."""
    powers: FloatArray = np.exp(_below_top(z))
    return powers


def softmax_jacobian(y: FloatArray, z: FloatArray) -> FloatArray:
    """∂y_i/∂z_k = y_i (δ_ik - y_k), (N, n, n), row i = the derivatives of y_i."""
    samples, n = y.shape
    jacobian = y[:, :, None] * -y[:, None, :]
    diagonal = jacobian.reshape(samples, n * n)[:, :: n + 1]
    np.multiply(y, softmax_complement(y), out=diagonal)
    return jacobian


def softmax_vjp(g: FloatArray, y: FloatArray, z: FloatArray) -> FloatArray:
    """Σ_i g_i ∂y_i/∂z_k, (N, n); of a wide row as y_k (g_k (1 - y_k) - Σ_{i≠k} g_i y_i)."""
    if y.size * y.shape[1] <= MOST_PRODUCTS:
        return column_sums_of_stack(g[:, :, None] * softmax_jacobian(y, z))
    return y * (g * softmax_complement(y) - sum_of_others(g * y))


def softmax_complement(y: FloatArray) -> FloatArray:
    """1 - y_i, (N, n), as the sum of the other outputs."""
    return sum_of_others(y)


def softmax_minus_log(z: FloatArray) -> FloatArray:
    """-ln y_i = ln Σ e^(z_k - top) - (z_i - top), (N, n): the top one's own term is 1, and log1p adds it."""
    below = _below_top(z)
    without_top = np.minimum.reduce(sum_of_others(np.exp(below)), axis=1, keepdims=True)
    return np.log1p(without_top) - below


def softmax_minus_log_complement(y: FloatArray, z: FloatArray) -> FloatArray:
    """-ln(1 - y_i), (N, n): where y_i has most, from the z of the others."""
    most = y > 0.5
    others = np.logaddexp.reduce(np.where(most, -np.inf, _below_top(z)), axis=1, keepdims=True)
    return np.where(most, -np.log1p(-softmax_complement(y)) - others, -np.log1p(-y))


def sum_of_others(v: FloatArray) -> FloatArray:
    """Σ_{k≠i} v_k, (N, n)."""
    n = v.shape[1]
    if v.size * n <= MOST_PRODUCTS:
        return column_sums_of_stack(np.where(_all_but_own(n) == 0.0, 0.0, v[:, :, None]))
    sums: FloatArray = v.dot(_all_but_own(n))
    return sums


@lru_cache(maxsize=2)
def _all_but_own(n: int) -> FloatArray:
    """The matrix that gives each place the sum of the others: (n, n), ones with a diagonal of zeros."""
    matrix = 1.0 - np.eye(n)
    matrix.setflags(write=False)
    return matrix


def _below_top(z: FloatArray) -> FloatArray:
    return z - np.maximum.reduce(z, axis=1, keepdims=True)


def _row_sum(v: FloatArray) -> FloatArray:
    sums: FloatArray = row_sums(v).reshape(-1, 1)
    return sums
