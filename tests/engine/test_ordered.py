"""Small sums are made from left to right, to the last bit; wide ones by matrix products, within rounding."""

import numpy as np
import pytest

from app.engine.network import Layer, Network
from app.engine.ordered import MOST_PRODUCTS, column_sums, column_sums_of_stack, matmul, row_sums
from app.engine.trace import trace

SHAPES = [
    (N, m, n) for N in (1, 2, 3, 9) for m in (1, 2, 3, 4, 7, 8, 9, 16, 33, 128) for n in (1, 2, 5, 8, 17)
]


def left_to_right(terms):
    total = terms[0]
    for term in terms[1:]:
        total += term
    return total


@pytest.mark.parametrize(("N", "m", "n"), [s for s in SHAPES if np.prod(s) <= MOST_PRODUCTS])
def test_a_small_product_is_the_plain_loop_to_the_last_bit(N, m, n):
    rng = np.random.default_rng([N, m, n])
    left, right = rng.normal(size=(N, m)), rng.normal(size=(m, n))
    expected = [
        [left_to_right([left[i, j].item() * right[j, k].item() for j in range(m)]) for k in range(n)]
        for i in range(N)
    ]
    for given in (left, np.asfortranarray(left)):
        for factor in (right, np.asfortranarray(right)):
            assert np.array_equal(matmul(given, factor), expected)


@pytest.mark.parametrize("shape", [(1, 1), (1, 9), (3, 2), (3, 200), (64, 64), (200, 3)])
def test_small_sums_are_the_plain_loop_to_the_last_bit(shape):
    rows = np.random.default_rng(0).normal(size=shape)
    assert row_sums(rows).tolist() == [left_to_right(row) for row in rows.tolist()]
    assert column_sums(rows).tolist() == [left_to_right(row) for row in rows.T.tolist()]
    stack = rows[None] * np.ones((2, 1, 1))
    assert column_sums_of_stack(stack).tolist() == [column_sums(rows).tolist()] * 2


def test_what_is_wide_agrees_with_the_plain_loop_within_rounding():
    rng = np.random.default_rng(1)
    left, right = rng.normal(size=(3, 100)), rng.normal(size=(100, 20))
    assert left.shape[0] * right.size > MOST_PRODUCTS
    assert np.allclose(matmul(left, right), (left[:, :, None] * right).sum(axis=1), rtol=0, atol=1e-13)


def test_infinity_times_zero_is_not_a_number_in_any_shape():
    with np.errstate(invalid="ignore"):
        assert np.isnan(matmul(np.array([[np.inf]]), np.array([[0.0, 1.0]]))[0, 0])


def test_terms_that_cancel_leave_what_they_leave_on_paper():
    network = Network((Layer([[0.1, 0.2, -0.3]], [0.0], "identity"),), "half_squared_error")
    assert (
        trace(network, [[1.0, 1.0, 1.0]], [[0.0]]).layers[0].z[0, 0]
        == 0.1 + 0.2 - 0.3
        == 5.551115123125783e-17
    )
