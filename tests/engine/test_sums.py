"""Small sums are made from left to right, to the last bit; wide ones within rounding."""

import numpy as np
import pytest

from app.engine.sums import MAX_ORDERED_TERMS, column_sums, column_sums_of_stack, row_sums, total


def left_to_right(terms):
    found = terms[0]
    for term in terms[1:]:
        found += term
    return found


@pytest.mark.parametrize("shape", [(1, 1), (1, 9), (3, 2), (3, 200), (64, 64), (200, 3)])
def test_small_sums_are_the_plain_loop_to_the_last_bit(shape):
    rows = np.random.default_rng(0).normal(size=shape)
    assert row_sums(rows).tolist() == [left_to_right(row) for row in rows.tolist()]
    assert column_sums(rows).tolist() == [left_to_right(row) for row in rows.T.tolist()]
    stack = rows[None] * np.ones((2, 1, 1))
    assert column_sums_of_stack(stack).tolist() == [column_sums(rows).tolist()] * 2


def test_what_is_wide_agrees_with_the_plain_loop_within_rounding():
    rows = np.random.default_rng(1).normal(size=(100, 100))
    assert rows.size > MAX_ORDERED_TERMS
    assert np.allclose(row_sums(rows), [sum(row) for row in rows.tolist()], rtol=0, atol=1e-13)
    assert np.allclose(column_sums(rows), [sum(row) for row in rows.T.tolist()], rtol=0, atol=1e-13)


@pytest.mark.parametrize("samples", [1, 2, 3, 9, 1000])
def test_a_total_loss_is_the_plain_loop_over_the_samples_to_the_last_bit(samples):
    l = np.random.default_rng(2).random(samples)
    assert total(l, "sum") == left_to_right(l.tolist())
    assert total(l, "mean") == left_to_right(l.tolist()) / samples
