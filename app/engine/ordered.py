"""Sums in the order in which they are written down, so that a derivation comes to the same last digit.

A matrix product adds in an order of its own and fuses multiplications with additions: where terms cancel, as
in 0.1 + 0.2 - 0.3, its digits are not those of the sum from left to right. Small sums are made here with
every product and every partial sum rounded; wide ones are left to matrix products, many times faster.
"""

import numpy as np

from app.engine.arrays import FloatArray, ones

MOST_PRODUCTS = 4_096
"""Contractions of at most so many products are summed from left to right."""

_add = np.add.accumulate  # unlike a reduction it has but one order, whatever the shape and the machine


def matmul(left: FloatArray, right: FloatArray) -> FloatArray:
    """left @ right, (N, m) and (m, n) give (N, n): Σ_j left_ij right_jk, j in its order."""
    samples, length = left.shape
    if length == 1:
        return left * right
    if samples == 1 and right.size <= MOST_PRODUCTS:
        return _add(right * left.T)[-1:]
    if samples * right.size <= MOST_PRODUCTS:
        return column_sums_of_stack(left[:, :, None] * right)
    product: FloatArray = left.dot(right)
    return product


def row_sums(rows: FloatArray) -> FloatArray:
    """The sum of each row: (N, n) gives (N,)."""
    if rows.shape[1] <= 2 or rows.size > MOST_PRODUCTS:
        sums: FloatArray = rows.dot(ones(rows.shape[1]))
        return sums
    return _add(rows, 1)[:, -1].copy()


def column_sums(rows: FloatArray) -> FloatArray:
    """The sum of each column: (N, n) gives (n,)."""
    if len(rows) <= 2 or rows.size > MOST_PRODUCTS:
        sums: FloatArray = ones(len(rows)).dot(rows)
        return sums
    total: FloatArray = _add(rows)[-1]
    return total


def column_sums_of_stack(stack: FloatArray) -> FloatArray:
    """The sum of each matrix's columns: (N, m, n) gives (N, n)."""
    return _add(stack, 1)[:, -1].copy()
