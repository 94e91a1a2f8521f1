"""Softmax and what comes with it: Jacobian, complement and logarithms, none by a difference that cancels.

One row a sample, (N, n). Where one output has nearly all, 1 - y is the sum of the others and never a difference. The
exponents are taken from the row's largest z, and log1p adds that one's own term to a logarithm's sum, after
P. Blanchard, D. J. Higham and N. J. Higham, "Accurately computing the log-sum-exp and softmax functions", IMA Journal
of Numerical Analysis 41 (2021). Wide batches are computed a block of rows at a time.
"""

from functools import lru_cache
from math import isfinite

import numpy as np
import numpy.typing as npt

from app.engine.arrays import FloatArray, freeze
from app.engine.blocks import in_row_blocks, row_blocks
from app.engine.sums import MAX_ORDERED_TERMS, column_sums_of_stack, row_sums

MAX_MATRIX = 64
"""Rows at most so long may be multiplied by a matrix that sums the others."""
MAX_MULTIPLICATIONS = 2**18
"""A matrix product of at most so many is faster than sums of pairs; larger ones wait for other threads, too."""
LOWEST = -np.finfo(np.float64).max
"""The least finite number."""


@in_row_blocks
def softmax(z: FloatArray) -> FloatArray:
    """e^z_i / Σ e^z_k, (N, n), the exponents taken from the row's largest z."""
    powers = exponentials(z)
    powers /= _row_sum(powers)
    return powers


def exponentials(z: FloatArray) -> FloatArray:
    """e^(z_i - top), (N, n): their row's largest is 1."""
    powers = _below(z, _tops(z))
    np.exp(powers, out=powers)
    return powers


def softmax_jacobian(y: FloatArray, z: FloatArray) -> FloatArray:
    """∂y_i/∂z_k = y_i (δ_ik - y_k), (N, n, n), row i = the derivatives of y_i."""
    samples, n = y.shape
    jacobian = y[:, :, None] * -y[:, None, :]
    diagonal = jacobian.reshape(samples, n * n)[:, :: n + 1]
    np.multiply(y, softmax_complement(y), out=diagonal)
    return jacobian


def softmax_jacobian_row(y: FloatArray, sample: int, i: int) -> FloatArray:
    """∂y_i/∂z_k of one sample for all k, (n,), to the last bit as in the Jacobian of the whole batch y, (N, n).

    The Jacobian is symmetric: these are ∂y_k/∂z_i, its column i, too.
    """
    block = next(rows for rows in row_blocks(y) if sample < rows.stop)
    own = y[sample]
    row: FloatArray = own[i] * -own
    row[i] = own[i] * softmax_complement(y[block])[sample - block.start, i]
    return row


@in_row_blocks
def softmax_vjp(g: FloatArray, y: FloatArray, z: FloatArray) -> FloatArray:
    """Σ_i g_i ∂y_i/∂z_k, (N, n); of many numbers as y_k (g_k (1 - y_k) - Σ_{i≠k} g_i y_i)."""
    if _are_few(y):
        return column_sums_of_stack(g[:, :, None] * softmax_jacobian(y, z))
    found = _sum_of_finite_others(y)
    found *= g
    found -= sum_of_others(g * y)
    found *= y
    return found


@in_row_blocks
def softmax_complement(y: FloatArray) -> FloatArray:
    """1 - y_i, (N, n), as the sum of the other outputs."""
    return _sum_of_finite_others(y)


@in_row_blocks
def softmax_minus_log(z: FloatArray) -> FloatArray:
    """-ln y_i = ln Σ e^(z_k - top) - (z_i - top), (N, n): the top one's own term is 1, and log1p adds it."""
    tops = _tops(z)
    below = _below(z, tops)
    powers = np.exp(below)
    powers.reshape(-1)[tops] -= 1.0
    np.subtract(np.log1p(_row_sum(powers)), below, out=below)
    return below


@in_row_blocks
def softmax_minus_log_complement(y: FloatArray, z: FloatArray) -> FloatArray:
    """-ln(1 - y_i), (N, n): where y_i is more than half, ln Σ e^z_k less ln Σ_{k≠i} e^z_k."""
    dominant = y > 0.5
    others = np.where(dominant, -np.inf, _below(z, _tops(z)))
    top = np.maximum(others.take(_tops(others))[:, None], LOWEST)  # finite even where there is no other
    others -= top
    log_of_others = top + np.log(_row_sum(np.exp(others, out=others)))
    return np.where(dominant, -np.log1p(-_sum_of_finite_others(y)) - log_of_others, -np.log1p(-y))


@in_row_blocks
def sum_of_others(v: FloatArray) -> FloatArray:
    """Σ_{k≠i} v_k, (N, n); what is infinite or NaN is only in the others' sums."""
    if _are_few(v):
        return _from_left_to_right(v)
    sums = _by_pairs(v, MAX_MULTIPLICATIONS)
    numbers = v.ravel()
    if not isfinite(numbers.dot(numbers)):
        spoilt = np.isnan(sums).any(axis=1)
        sums[spoilt] = _by_pairs(v[spoilt], 0)
    return sums


def _sum_of_finite_others(v: FloatArray) -> FloatArray:
    """Σ_{k≠i} v_k, (N, n), of finite numbers, or of rows that are NaN throughout: a matrix makes NaN of 0 · ∞."""
    return _from_left_to_right(v) if _are_few(v) else _by_pairs(v, MAX_MULTIPLICATIONS)


def _are_few(v: FloatArray) -> bool:
    few: bool = v.size * v.shape[1] <= MAX_ORDERED_TERMS
    return few


def _from_left_to_right(v: FloatArray) -> FloatArray:
    samples, n = v.shape
    stack = np.empty((samples, n, n))
    stack[:] = v[:, :, None]
    stack.reshape(samples, n * n)[:, :: n + 1] = 0.0
    return column_sums_of_stack(stack)


def _by_pairs(v: FloatArray, max_multiplications: int) -> FloatArray:
    """Σ_{k≠i} v_k: the others of a number are its neighbour and the others of their pair, which rounds seldom. Up to so
    many multiplications are left to a matrix product."""
    samples, n = v.shape
    if n == 1:
        return np.zeros(v.shape)
    if n <= MAX_MATRIX and samples * n * n <= max_multiplications:
        product: FloatArray = v.dot(_all_but_own(n))
        return product
    half, odd = divmod(n, 2)
    left, right = v[:, 0 : 2 * half : 2], v[:, 1::2]
    pairs = np.empty((samples, half + odd))
    np.add(left, right, out=pairs[:, :half])
    pairs[:, half:] = v[:, 2 * half :]
    outside = _by_pairs(pairs, max_multiplications)
    sums = np.empty(v.shape)
    np.add(outside[:, :half], right, out=sums[:, 0 : 2 * half : 2])
    np.add(outside[:, :half], left, out=sums[:, 1::2])
    sums[:, 2 * half :] = outside[:, half:]
    return sums


@lru_cache(maxsize=MAX_MATRIX)
def _all_but_own(n: int) -> FloatArray:
    """The matrix that gives each place the sum of the others: (n, n), ones with a diagonal of zeros."""
    matrix = 1.0 - np.eye(n)
    freeze(matrix)
    return matrix


def _tops(z: FloatArray) -> npt.NDArray[np.intp]:
    """Which of all numbers, counted row after row, is the largest of its row, (N,)."""
    samples, n = z.shape
    tops: npt.NDArray[np.intp] = np.arange(0, samples * n, n) + z.argmax(axis=1)
    return tops


def _below(z: FloatArray, tops: npt.NDArray[np.intp]) -> FloatArray:
    """z_i - top, (N, n)."""
    return z - z.take(tops)[:, None]


def _row_sum(v: FloatArray) -> FloatArray:
    sums: FloatArray = row_sums(v).reshape(-1, 1)
    return sums
