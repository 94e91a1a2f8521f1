"""Sums over samples, outputs and classes, in the order in which they are written down.

A matrix product adds in an order of its own and fuses multiplications with additions. These sums are short
and few, and are made with every partial sum rounded, so that a derivation has the same last digit; wide
ones, and the weighted sums of every layer, are left to matrix products, many times faster.
"""

import numpy as np

from app.engine.arrays import FloatArray, ones

MAX_ORDERED_TERMS = 4_096
"""Sums of at most so many terms in all are added from left to right; larger ones by a matrix product."""

_add = np.add.accumulate  # unlike a reduction it has but one order, whatever the shape and the machine


def row_sums(rows: FloatArray) -> FloatArray:
    """The sum of each row: (N, n) gives (N,)."""
    if rows.shape[1] <= 2 or rows.size > MAX_ORDERED_TERMS:
        sums: FloatArray = rows.dot(ones(rows.shape[1]))
        return sums
    return _add(rows, 1)[:, -1].copy()


def column_sums(rows: FloatArray) -> FloatArray:
    """The sum of each column: (N, n) gives (n,)."""
    if len(rows) == 1:
        only: FloatArray = rows[0].copy()
        return only
    if len(rows) == 2 or rows.size > MAX_ORDERED_TERMS:
        sums: FloatArray = ones(len(rows)).dot(rows)
        return sums
    total: FloatArray = _add(rows)[-1]
    return total


def column_sums_of_stack(stack: FloatArray) -> FloatArray:
    """The sum of each matrix's columns: (N, m, n) gives (N, n)."""
    return _add(stack, 1)[:, -1].copy()


def total(l: FloatArray, reduction: str) -> float:
    """L: the sum of the samples' losses l, (N,), or, where the reduction is "mean", their mean."""
    L = float(l[0]) if len(l) == 1 else float(column_sums(l[:, None])[0])
    return L / len(l) if reduction == "mean" else L
