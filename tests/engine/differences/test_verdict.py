"""A check confirms what is right, accuses what is wrong, and leaves undecided what its difference cannot tell."""

import dataclasses
from collections import Counter
from math import inf, isfinite, nan

import numpy as np
import pytest

from app.engine.differences.gradient_check import gradient_check
from app.engine.differences.probe import central_difference, probe_at
from app.engine.differences.resolution import MIN_FAR, rounding_at_the_side
from app.engine.differences.verdict import REASONS, VERDICTS, agreement, check_probe
from app.engine.network import Layer, Network
from app.engine.passes import trace
from app.engine.rules import RIGHT
from tests.engine.networks import COMBINATIONS, extreme_problem, problem, random_problem

WRONG = {
    "twice": dataclasses.replace(RIGHT, weights=lambda g, a, at: 2.0 * RIGHT.weights(g, a, at)),
    "half": dataclasses.replace(RIGHT, weights=lambda g, a, at: 0.5 * RIGHT.weights(g, a, at)),
    "sign": dataclasses.replace(RIGHT, biases=lambda g, at: -RIGHT.biases(g, at)),
    "none": dataclasses.replace(RIGHT, biases=lambda g, at: np.zeros(g.shape[1])),
    "gain missing": dataclasses.replace(RIGHT, through_gain=lambda f, g, da_dz, a, z, at: g),
    "weight missing": dataclasses.replace(RIGHT, back=lambda g, W, at: RIGHT.back(g, np.ones(W.shape), at)),
    "last sample only": dataclasses.replace(RIGHT, weights=lambda g, a, at: RIGHT.weights(g[-1:], a[-1:], at)),
}


def checks_of(activation, loss, W, x, target, b=0.0):
    """The checks of one neuron, by what their gradients are by."""
    network = Network((Layer([[W]], [b], activation),), loss)
    return {check.kind: check for check in gradient_check(network, [[x]], [[target]])}


@pytest.mark.parametrize(
    ("activation", "loss", "W", "x", "target"),
    [
        ("identity", "half_squared_error", 1.0, 1e200, 0.0),
        ("identity", "half_squared_error", 1e160, 1.0, 0.0),
        ("identity", "half_squared_error", 1e308, 10.0, 0.0),
        ("identity", "binary_cross_entropy", 1.0, 1.0, 0.0),
        ("tanh", "binary_cross_entropy", 1.0, -1.0, 1.0),
    ],
)
def test_where_a_loss_is_not_finite_nothing_is_decided(activation, loss, W, x, target):
    checks = checks_of(activation, loss, W, x, target)
    assert {(check.verdict, check.reason) for check in checks.values()} == {("undecided", "nonfinite")}


def test_a_step_beyond_the_largest_number_decides_nothing():
    check = checks_of("sigmoid", "half_squared_error", 1.7976931e308, 0.0, 1.0)["W"]
    assert check.analytic == 0.0
    assert (check.verdict, check.reason) == ("undecided", "nonfinite")


def test_a_gradient_smaller_than_what_rounding_does_is_undecided():
    checks = checks_of("relu", "half_squared_error", 1.0, 1e-310, 1.0)
    assert checks["W"].analytic == -1e-310
    assert checks["W"].numeric == 0.0
    assert checks["W"].uncertainty == pytest.approx(0.5 * 2 * 2**-50 / 12e-6, rel=1e-3)
    assert (checks["W"].verdict, checks["W"].reason) == ("undecided", "rounding")
    assert checks["b"].verdict == checks["x"].verdict == "kink"


def test_a_gradient_that_vanishes_on_the_way_back_is_undecided_where_rounding_hides_it():
    network = Network(tuple(Layer([[1.0]], [0.0], "sigmoid") for _ in range(24)), "half_squared_error")
    checks = gradient_check(network, [[1.0]], [[0.0]])
    for check in checks:
        assert check.difference <= check.uncertainty
        telling = check.uncertainty < 0.5 * abs(check.analytic)
        assert check.verdict == ("match" if telling else "undecided"), check
    assert Counter(check.reason for check in checks) == {None: 28, "rounding": 21}


def test_a_gradient_is_confirmed_only_where_half_and_twice_of_it_are_refuted():
    """The gradient of half a square, -r, on a loss that one large constant makes coarse."""
    verdicts = {}
    for r in (0.01, 0.05, 0.1):
        layers = (Layer([[1.0], [0.0]], [0.0, 1e4], "identity"),)
        check = gradient_check(Network(layers, "half_squared_error"), [[1.0]], [[1.0 - r, 0.0]])[2]
        assert check.analytic == pytest.approx(r)
        assert check.uncertainty == pytest.approx(0.037, rel=1e-2)
        verdicts[r] = check.verdict
        could_tell = all(abs(factor * r - check.numeric) > check.uncertainty for factor in (0.5, 2.0))
        assert (check.verdict == "match") == could_tell
    assert verdicts == {0.01: "undecided", 0.05: "undecided", 0.1: "match"}


def test_a_gradient_whose_double_overflows_is_confirmed_like_any_other():
    check = checks_of("identity", "absolute_error", 1.0, 1e308, 0.0)["W"]
    assert (check.analytic, check.verdict) == (1e308, "match")


def test_a_gradient_of_zero_matches_a_loss_that_does_not_move():
    layers = (Layer([[0.6], [0.3]], [0.2, -1.0], "relu"), Layer([[0.6, -0.2]], [0.1], "identity"))
    checks = gradient_check(Network(layers, "half_squared_error"), [[1.2]], [[1.0]])
    dead = [check for check in checks if check.kind == "W" and check.layer == 1 and check.indices == (1, 0)]
    assert [(check.analytic, check.numeric, check.verdict) for check in dead] == [(0.0, 0.0, "match")]


@pytest.mark.parametrize("seed", [1, 4, 5, 10])
def test_at_a_minimum_of_the_loss_no_gradient_is_called_wrong(seed):
    p = random_problem(seed)
    traced = trace(p.network, p.x, p.target)
    for check in gradient_check(p.network, p.x, traced.layers[-1].a):
        assert check.verdict in ("match", "undecided"), check


def test_no_gradient_of_a_network_of_extreme_magnitude_is_called_wrong():
    verdicts: Counter[str] = Counter()
    reasons: Counter[str | None] = Counter()
    for seed in range(207):
        p = extreme_problem(seed)
        for check in gradient_check(p.network, p.x, p.target):
            verdicts[check.verdict] += 1
            reasons[check.reason] += 1
            assert check.verdict != "mismatch", (seed, check)
            if not isfinite(check.analytic + check.numeric + check.uncertainty):
                assert (check.verdict, check.reason) == ("undecided", "nonfinite")
    assert set(verdicts) <= set(VERDICTS)
    assert verdicts["match"] > 1000
    assert all(reasons[reason] for reason in REASONS)


@pytest.mark.parametrize(
    ("activation", "loss", "b", "x", "target"),
    [
        ("sigmoid", "half_squared_error", 0.0, 1e8, 1.0),  # the step goes from one plateau to the other
        ("gelu", "absolute_error", 0.5, 1e150, -1.0),  # so far that the bend is a corner
        ("tanh", "half_squared_error", 0.0, 1e200, 1e30),  # and the loss is too large to show any of it
    ],
)
def test_a_curve_that_bends_within_the_step_is_undecided(activation, loss, b, x, target):
    check = checks_of(activation, loss, 0.0, x, target, b)["W"]
    assert check.difference > check.uncertainty
    assert (check.verdict, check.reason) == ("undecided", "step")


def test_a_bend_like_a_corner_that_rounding_hides_from_the_loss_is_undecided():
    """The step moves z of 3e4 by 1.2e6, so that SiLU is seen as max(0, z); the loss's own rounding is 5e-9."""
    layers = (
        Layer([[0.0, -5000.0], [-3e-6, 0.0]], [0.0, 0.0], "silu"),
        Layer([[1.0, -0.001]], [0.0], "identity"),
    )
    network, x, target = Network(layers, "binary_cross_entropy"), [[-1e10, -2e11]], [[1.0]]
    check = gradient_check(network, x, target)[3]
    assert (check.kind, check.layer, check.indices) == ("W", 1, (1, 1))
    assert check.analytic == pytest.approx(-2e-7)
    assert check.numeric == pytest.approx(-1.02e-7, rel=1e-2)
    assert (check.verdict, check.reason) == ("undecided", "step")


def test_a_wrong_gradient_is_a_mismatch_where_a_far_step_bends_gently():
    """The step moves z by 0.12, and with it the slope of tanh by some hundredths of itself."""
    network = Network((Layer([[1.0]], [-1e4 + 0.2], "tanh"),), "half_squared_error")
    right, wrong = (gradient_check(network, [[1e4]], [[0.0]], rules=rules)[0] for rules in (RIGHT, WRONG["twice"]))
    assert 2.0 * right.h * 1e4 > MIN_FAR
    assert (right.verdict, wrong.verdict) == ("match", "mismatch")


def test_where_the_curve_bends_gently_half_the_step_tells_how_far_the_difference_is_off():
    check = checks_of("sigmoid", "half_squared_error", 0.003, 1e3, 1.0)["W"]
    assert 1e-6 < check.relative < 1e-4
    assert check.verdict == "close"
    check = checks_of("sigmoid", "half_squared_error", 0.0003, 1e4, 1.0)["W"]
    assert check.relative > 1e-4
    assert check.difference < check.uncertainty < 2.0 * check.difference
    assert check.verdict == "match"


def test_agreement_is_relative_to_the_larger_with_the_uncertainty_set_aside():
    assert agreement(1.0, 1.0 + 0.9e-6, 0.0) == "match"
    assert agreement(1.0, 1.0 + 1.1e-6, 0.0) == "close"
    assert agreement(1.0, 1.0 + 1.1e-6, 2e-7) == "match"
    assert agreement(-1.0, -1.0 - 1.1e-4, 0.0) == "mismatch"
    assert agreement(0.0, 0.0, 0.0) == "match"
    for broken in ((nan, 1.0, 0.0), (1.0, inf, 0.0), (1.0, 1.0, inf)):
        assert agreement(*broken) == "undecided"


@pytest.mark.parametrize("rules", WRONG.values(), ids=WRONG)
@pytest.mark.parametrize("gain", [1.0, 3.0])
def test_a_wrong_gradient_is_a_mismatch_wherever_the_right_one_is_confirmed(rules, gain):
    seen = 0
    for activation, loss in COMBINATIONS:
        p = problem(activation, loss, (3, 4, 2), 3, seed=2, gain=gain)
        right = gradient_check(p.network, p.x, p.target)
        wrong = gradient_check(p.network, p.x, p.target, rules=rules)
        for one, other in zip(right, wrong, strict=True):
            assert one.numeric == other.numeric
            if one.verdict != "undecided" and abs(one.analytic - other.analytic) > 0.1 * abs(one.analytic):
                assert other.verdict == "mismatch", (activation, loss, other)
                seen += 1
    assert seen > 500


def test_a_gradient_that_is_wrong_in_its_third_digit_is_a_mismatch_and_in_its_fifth_close():
    p = problem("tanh", "squared_error", (2, 3, 2), 1)
    for factor, verdict in ((1.001, "mismatch"), (1.00001, "close")):
        rules = dataclasses.replace(RIGHT, gain=lambda f, a, z, at, factor=factor: factor * RIGHT.gain(f, a, z, at))
        assert {check.verdict for check in gradient_check(p.network, p.x, p.target, rules=rules)} == {verdict}


def test_a_wrong_gradient_of_one_number_is_a_mismatch():
    p = problem("tanh", "squared_error", (2, 3, 2), 2, seed=1)
    wrong = trace(p.network, p.x, p.target, rules=WRONG["twice"])
    for sample in (None, 0, 1):
        assert check_probe(probe_at(wrong, "W", (1, 0, 0), sample)).verdict == "mismatch"
        assert check_probe(probe_at(wrong, "b", (1, 0), sample)).verdict == "match"


def test_how_sure_a_check_is_has_nothing_to_do_with_the_rules_that_are_checked():
    """These rules make every dl_dz a million times too large, and every gradient right."""
    big = 2.0**20
    rules = dataclasses.replace(
        RIGHT,
        through_gain=lambda f, g, da_dz, a, z, at: big * RIGHT.through_gain(f, g, da_dz, a, z, at),
        weights=lambda g, a, at: RIGHT.weights(g, a, at) / big,
        biases=lambda g, at: RIGHT.biases(g, at) / big,
        back=lambda g, W, at: RIGHT.back(g, W, at) / big,
    )
    p = problem("tanh", "half_squared_error", (3, 4, 2), 3, seed=2)
    assert gradient_check(p.network, p.x, p.target, rules=rules) == gradient_check(p.network, p.x, p.target)


def test_how_sure_a_check_is_of_a_mean_is_its_share_of_the_sum():
    p = problem("tanh", "half_squared_error", (3, 4, 2), 4, seed=2)
    mean = dataclasses.replace(p.network, reduction="mean")
    pairs = zip(gradient_check(p.network, p.x, p.target), gradient_check(mean, p.x, p.target), strict=True)
    for of_sum, of_mean in pairs:
        share = 1.0 if of_sum.kind == "x" else 0.25
        assert of_mean.uncertainty == pytest.approx(share * of_sum.uncertainty, rel=1e-9)
    noise = []
    for network in (p.network, mean):
        probe = probe_at(trace(network, p.x, p.target), "W", (1, 0, 0), None)
        noise.append(rounding_at_the_side(probe, central_difference(probe, 6e-6)))
    assert noise[1] == pytest.approx(0.25 * noise[0], rel=1e-9)
