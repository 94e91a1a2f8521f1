"""The sums of others in their three ways, rows of a Jacobian, and blocks of rows."""

import math

import numpy as np
import pytest
from mpmath import mp, mpf

from app.engine.blocks import MAX_NUMBERS
from app.engine.softmax import (
    softmax,
    softmax_complement,
    softmax_jacobian,
    softmax_jacobian_row,
    softmax_minus_log,
    softmax_minus_log_complement,
    softmax_vjp,
    sum_of_others,
)
from app.engine.sums import MAX_ORDERED_TERMS
from tests.engine import exact

INF, NAN = np.inf, np.nan
ROWS = [
    [1.0, 2.0, 4.0],
    [INF, 2.0, 4.0],
    [1.0, -INF, 4.0],
    [INF, 2.0, INF],
    [INF, -INF, 4.0],
    [NAN, 2.0, 4.0],
    [NAN, INF, 4.0],
    [1e200, 2.0, -1e200],
]
OTHERS = [
    [6.0, 5.0, 3.0],
    [6.0, INF, INF],
    [-INF, 5.0, -INF],
    [INF, INF, INF],
    [-INF, INF, NAN],
    [6.0, NAN, NAN],
    [INF, NAN, NAN],
    [-1e200, 0.0, 1e200],
]


@pytest.fixture(autouse=True)
def _silent():
    with np.errstate(all="ignore"):
        yield


def same(found, right):
    return np.array_equal(found, np.array(right), equal_nan=True)


def test_what_is_not_finite_is_in_the_others_sums_only_however_many_rows_there_are():
    narrow = np.array(ROWS)
    assert narrow.size * 3 <= MAX_ORDERED_TERMS
    assert same(sum_of_others(narrow), OTHERS)
    many = np.tile(narrow, (100, 1))
    assert many.size * 3 > MAX_ORDERED_TERMS
    assert same(sum_of_others(many), np.tile(OTHERS, (100, 1)))


@pytest.mark.parametrize("n", [65, 128, 1000])
def test_what_is_not_finite_is_in_the_others_sums_only_however_long_the_rows_are(n):
    places = [3, n // 2, n - 1]
    wide = np.zeros((len(ROWS), n))
    wide[:, places] = ROWS
    found = sum_of_others(wide)
    assert same(found[:, places], OTHERS)
    assert same(found[:, 0], [7.0, INF, -INF, INF, NAN, NAN, NAN, 0.0])


@pytest.mark.parametrize("wide", [1, 400])
def test_an_infinite_gradient_goes_through_a_softmax_in_the_same_way_in_small_and_in_large_batches(wide):
    g, z = np.tile([[INF, 1.0, 2.0]], (wide, 1)), np.zeros((wide, 3))
    assert same(softmax_vjp(g, softmax(z), z), [[INF, -INF, -INF]] * wide)


def test_a_sample_that_is_not_finite_leaves_the_digits_of_the_others_alone():
    v = np.random.default_rng(0).random((300, 10))
    spoilt = v.copy()
    spoilt[7, 2] = INF
    found, before = sum_of_others(spoilt), sum_of_others(v)
    assert np.isposinf(np.delete(found[7], 2)).all()
    assert found[7, 2] == pytest.approx(before[7, 2], rel=1e-15)
    assert np.delete(found, 7, axis=0).tobytes() == np.delete(before, 7, axis=0).tobytes()


@pytest.mark.parametrize(
    ("samples", "n", "bound"),
    [(16, 10, 1e-15), (256, 10, 1e-15), (256, 64, 2e-15), (9, 129, 1e-15), (5, 1024, 1e-15)],
)
def test_the_sums_of_others_have_all_their_digits(samples, n, bound):
    y = softmax(np.random.default_rng(1).normal(size=(samples, n)) * 3.0)
    right = [[math.fsum([*row[:i], *row[i + 1 :]]) for i in range(n)] for row in y.tolist()]
    assert np.abs(sum_of_others(y) / right - 1.0).max() <= bound


def test_one_number_has_no_others():
    assert sum_of_others(np.array([[3.0]])).tolist() == [[0.0]]
    assert sum_of_others(np.full((5000, 1), INF)).tolist() == [[0.0]] * 5000


@pytest.mark.parametrize(
    "shape", [(1, 1), (1, 3), (7, 5), (300, 10), (40, 64), (1, 65), (3, 100), (70, 200), (2, 1024)]
)
def test_a_row_of_a_jacobian_is_that_of_the_batch_to_the_last_bit(shape):
    z = np.random.default_rng(2).normal(size=shape) * 3.0
    y = softmax(z)
    whole = softmax_jacobian(y, z)
    samples, n = shape
    for sample, i in [(0, 0), (samples - 1, n - 1), (samples // 2, n // 2)]:
        row = softmax_jacobian_row(y, sample, i)
        assert row.tobytes() == whole[sample, i].tobytes()
        assert row.tobytes() == whole[sample, :, i].tobytes()


def test_a_row_of_a_jacobian_is_made_from_its_own_block_of_a_large_batch():
    y = softmax(np.random.default_rng(3).normal(size=(MAX_NUMBERS // 50, 100)))
    complement = softmax_complement(y)
    for sample in (0, len(y) // 2 - 1, len(y) // 2, len(y) - 1):
        row = softmax_jacobian_row(y, sample, 7)
        assert row[7] == y[sample, 7] * complement[sample, 7]
        assert row[8] == y[sample, 7] * -y[sample, 8]


@pytest.mark.parametrize("n", [10, 100])
def test_blocks_of_rows_give_what_the_rows_give_alone(n):
    rng = np.random.default_rng(4)
    z = rng.normal(size=(2 * MAX_NUMBERS // n + 3, n)) * 4.0
    g, y = rng.normal(size=z.shape), softmax(z)
    some = [0, 1, len(z) // 3, len(z) // 2, len(z) - 1]
    for function, arrays in [
        (softmax, (z,)),
        (softmax_complement, (y,)),
        (softmax_minus_log, (z,)),
        (softmax_minus_log_complement, (y, z)),
        (softmax_vjp, (g, y, z)),
        (sum_of_others, (g,)),
    ]:
        found = function(*arrays)
        assert found.shape == z.shape
        for at in some:
            alone = function(*(array[at : at + 1] for array in arrays))
            assert found[at] == pytest.approx(alone[0], rel=1e-12, abs=1e-15), function


@pytest.mark.parametrize(
    "row", [[0.0, 0.0, 0.0], [1.0, 3.0, 2.0], [700.0, -700.0, 660.0], [0.2, 0.1, -900.0], [5.0, 5.0, -1.0]]
)
def test_the_logarithms_of_a_softmax_and_of_its_complement_keep_their_digits(row):
    with mp.workdps(exact.DIGITS):
        for i, y in enumerate(exact.softmax([mpf(v) for v in row])):
            z = np.array([row])
            assert exact.relative_error(softmax_minus_log(z)[0, i], -mp.log(y)) <= 4e-16
            assert exact.relative_error(softmax_minus_log_complement(softmax(z), z)[0, i], -mp.log(1 - y)) <= 4e-16


def test_a_softmax_without_rivals_has_no_complement():
    for row in ([3.0], [3.0, -INF], [-INF, 3.0, -INF]):
        z = np.array([row])
        right = [INF if v == 3.0 else 0.0 for v in row]
        assert softmax_minus_log_complement(softmax(z), z).tolist() == [right]
        assert softmax_minus_log(z).tolist() == [[0.0 if v == 3.0 else INF for v in row]]


@pytest.mark.parametrize("row", [[NAN, 1.0], [INF, 1.0], [-INF, -INF], [NAN]])
def test_a_softmax_of_what_has_no_largest_number_is_nan_throughout(row):
    z = np.array([row])
    y = softmax(z)
    for found in (y, softmax_minus_log(z), softmax_minus_log_complement(y, z)):
        assert np.isnan(found).all()
