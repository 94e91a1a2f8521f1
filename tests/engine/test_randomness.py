"""A seed gives the same numbers everywhere: a published generator's bits, correctly rounded operations."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engine.randomness import MAX_SEED, RandomStream, logarithm
from tests.engine.philox import words

SOME_SEEDS = [0, 1, 42, 2**53 + 1, 2**63, MAX_SEED]
GOLDEN = ["0x1.efdda19300177p-2", "-0x1.e13daccebd819p-2", "0x1.fd864be2100bbp-1", "-0x1.243089cc26973p-2"]


@pytest.mark.parametrize("seed", SOME_SEEDS)
def test_uniform_numbers_are_the_upper_bits_of_philox(seed):
    expected = [(word >> 11) / 2**53 for word in words(seed, 500)]
    assert RandomStream(seed).uniform(500).tolist() == expected


def test_drawing_twice_goes_on_where_the_first_stopped():
    stream = RandomStream(3)
    assert [*stream.uniform(7), *stream.uniform(6)] == RandomStream(3).uniform(13).tolist()


@pytest.mark.parametrize("seed", SOME_SEEDS)
def test_normal_numbers_are_the_polar_methods(seed):
    expected = []
    bits = iter(words(seed, 2000))
    while len(expected) < 501:
        u, v = (2 * (next(bits) >> 11) / 2**53 - 1 for _ in range(2))
        s = u * u + v * v
        if 0 < s < 1:
            factor = math.sqrt(-2 * math.log(s) / s)
            expected += [u * factor, v * factor]
    assert RandomStream(seed).normal(501) == pytest.approx(expected[:501], rel=2e-15)


def test_normal_numbers_written_down_once_are_still_the_same_bits():
    assert [number.hex() for number in RandomStream(42).normal(4).tolist()] == GOLDEN


def test_normal_numbers_have_mean_zero_and_deviation_one():
    numbers = RandomStream(5).normal(200_000)
    assert abs(numbers.mean()) < 0.01
    assert abs(numbers.std() - 1.0) < 0.01
    assert abs((np.abs(numbers) < 1.959964).mean() - 0.95) < 0.002


@given(st.floats(5e-324, 1.7e308))
def test_the_logarithm_is_right_to_its_last_digits(v):
    assert logarithm(np.array([v]))[0] == pytest.approx(math.log(v), rel=4e-16, abs=2e-16)
