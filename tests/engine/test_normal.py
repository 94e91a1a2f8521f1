"""Φ, φ and gelu against mpmath with 60 digits, from the left tail to the right one."""

import mpmath
import numpy as np
import pytest
from mpmath import mp, mpf

from app.engine.normal import BLOCK, FEW, P, Q, normal, normal_cdf
from app.engine.smooth import gelu, gelu_derivative
from tests.engine import exact

# Up to 38, closely; beside them numbers with all their bits, and the zero of gelu's derivative.
GRID = np.concatenate(
    [np.linspace(-38.0, 38.0, 1521), np.random.default_rng(0).uniform(-38.0, 10.0, 1000), [-0.7517915247, 1e-300, -0.0]]
)
LIMITS = np.array([-np.inf, -1e308, -39.0, 39.0, 1e308, np.inf, np.nan])
SMALLEST_NORMAL = 2.0**-1022
TOLERANCE = 1.5e-15


@pytest.fixture(autouse=True)
def _digits():
    with mp.workdps(60):
        yield


@pytest.fixture(scope="module")
def exactly():
    """Each z of the grid with Φ(z) and φ(z), where neither is subnormal."""
    with mp.workdps(60):
        found = [(mpf(v), exact.normal_cdf(mpf(v)), density(mpf(v))) for v in GRID]
    return [row for row in found if min(row[1:]) >= SMALLEST_NORMAL]


def density(z):
    return mp.exp(-z * z / 2) / mp.sqrt(2 * mp.pi)


def as_array(exactly):
    return np.array([float(z) for z, _, _ in exactly])


def relative_error(found, right):
    """Unlike the other tests' it counts what is below 1e-300 too."""
    return float(abs(mpf(float(found)) - right) / abs(right)) if right else float(abs(found))


def largest_error(found, right):
    return max(relative_error(one, other) for one, other in zip(found, right, strict=True))


def test_the_distribution_and_its_density_keep_their_digits_in_both_tails(exactly):
    cdfs, densities = normal(as_array(exactly))
    assert largest_error(cdfs, [cdf for _, cdf, _ in exactly]) <= TOLERANCE
    assert largest_error(densities, [phi for _, _, phi in exactly]) <= TOLERANCE


def test_gelu_keeps_its_digits_in_both_tails(exactly):
    assert largest_error(gelu(as_array(exactly)), [z * cdf for z, cdf, _ in exactly]) <= TOLERANCE


def test_the_derivative_of_gelu_is_as_exact_as_its_two_terms(exactly):
    z = as_array(exactly)
    for slope, (v, cdf, phi) in zip(gelu_derivative(gelu(z), z), exactly, strict=True):
        found, right, size = mpf(float(slope)), cdf + v * phi, cdf + abs(v) * phi
        assert abs(found - right) <= TOLERANCE * size, v
        if abs(v + 0.75) > 0.1:  # beyond the place where they cancel
            assert relative_error(slope, right) <= 1e-14, v


@pytest.mark.parametrize("z", [-20.0, -37.0])
def test_the_tail_that_a_rounded_square_loses_is_there(z):
    rounded = np.array([z])
    assert relative_error(gelu(rounded)[0], exact.FORWARD["gelu"](mpf(z))) <= TOLERANCE
    assert relative_error(gelu_derivative(rounded, rounded)[0], exact.DERIVATIVE["gelu"](mpf(z))) <= TOLERANCE


def test_the_coefficients_are_those_of_the_rational_function_that_meets_mills_ratio_at_22_points():
    points = [4 * mp.tan(k * mp.pi / 44) ** 2 for k in range(22)]
    ratios = [exact.normal_cdf(-x) / density(x) / mp.sqrt(2 * mp.pi) for x in points]
    # P(x) - M (q_1 x + … + q_11 x¹¹) = M, as q_0 is 1.
    rows = [[x**j for j in range(11)] + [-m * x**j for j in range(1, 12)] for x, m in zip(points, ratios, strict=True)]
    found = mpmath.lu_solve(mpmath.matrix(rows), mpmath.matrix(ratios))
    assert [float(c) for c in found[:11]] == list(P[:11])
    assert [float(c) for c in found[11:]] == list(Q[1:])
    assert (P[11], Q[0]) == (0.0, 1.0)


def test_at_zero_half_of_it_lies_below():
    assert normal_cdf(np.array([0.0, -0.0])).tolist() == [0.5, 0.5]


def test_the_shape_is_kept_and_a_number_is_the_same_in_every_place():
    z = np.random.default_rng(1).normal(size=(3, BLOCK)) * 5.0
    cdfs, densities = normal(z)
    assert cdfs.shape == densities.shape == z.shape
    for at in [(0, 0), (1, 7), (1, BLOCK - 1), (2, BLOCK - 1)]:
        alone = z[at].reshape(1, 1)
        assert normal_cdf(alone)[0, 0] == cdfs[at]
        assert normal(alone)[1][0, 0] == densities[at]
    assert (normal_cdf(np.asfortranarray(z)) == cdfs).all()
    assert normal_cdf(np.empty((0, 3))).shape == (0, 3)


@pytest.mark.parametrize("count", [1, FEW, FEW + 1])
def test_a_number_has_the_same_bits_among_few_and_among_many(count):
    z = np.concatenate([GRID, LIMITS])
    parts = [normal(z[start : start + count]) for start in range(0, len(z), count)]
    for found, whole in zip(map(np.concatenate, zip(*parts, strict=True)), normal(z), strict=True):
        np.testing.assert_array_equal(found, whole, strict=True)


def test_what_is_not_finite_has_its_limits_and_nan_stays_nan():
    cdfs, densities = normal(LIMITS)
    assert cdfs[:6].tolist() == [0.0, 0.0, 0.0, 1.0, 1.0, 1.0]
    assert densities[:6].tolist() == [0.0] * 6
    assert np.isnan(cdfs[6])
    assert np.isnan(densities[6])
