"""The gradient check agrees where the gradient is right, says so where it is wrong, and knows a kink."""

import dataclasses

import numpy as np
import pytest

from app.engine.differences.gradient_check import DIRECTIONS, MAX_CHECKED, gradient_check, gradient_checks
from app.engine.errors import ShapeMismatch
from app.engine.initializers import initialize
from app.engine.network import Layer, Network
from app.engine.passes import trace
from app.engine.rules import RIGHT
from tests.engine.networks import COMBINATIONS, problem, random_problem


@pytest.mark.parametrize(("activation", "loss"), COMBINATIONS)
def test_every_gradient_matches_its_central_difference(activation, loss):
    for reduction in ("sum", "mean"):
        p = problem(activation, loss, (3, 4, 4, 2), 3, seed=2, reduction=reduction)
        checks = gradient_check(p.network, p.x, p.target)
        assert len(checks) == p.network.parameter_count + p.x.size
        assert {check.verdict for check in checks} == {"match"}


@pytest.mark.no_cover  # thousands of times through the same lines
@pytest.mark.parametrize("gain", [1.0, 3.0, 10.0])
def test_no_gradient_of_a_random_network_is_called_wrong(gain):
    for seed in range(40):
        p = random_problem(seed, gain=gain)
        for check in gradient_check(p.network, p.x, p.target):
            assert check.verdict != "mismatch", (seed, check)


def test_each_check_says_where_it_stands_and_with_which_step():
    network = Network((Layer([[3.0, -0.5]], [0.25], "tanh"),), "half_squared_error")
    x, target = [[1.0, 2.0], [20.0, 0.0]], [[0.1], [0.2]]
    checks = {(check.kind, check.layer, check.indices): check for check in gradient_check(network, x, target)}
    assert set(checks) == {
        ("W", 1, (0, 0)),
        ("W", 1, (0, 1)),
        ("b", 1, (0,)),
        ("x", 0, (0, 0)),
        ("x", 0, (0, 1)),
        ("x", 0, (1, 0)),
        ("x", 0, (1, 1)),
    }
    assert checks["W", 1, (0, 0)].h == pytest.approx(6e-6 * 3)
    assert checks["W", 1, (0, 1)].h == 6e-6
    assert checks["x", 0, (1, 0)].h == pytest.approx(6e-6 * 20)
    traced = trace(network, x, target)
    assert checks["W", 1, (0, 1)].analytic == traced.layers[0].dL_dW[0, 1]
    assert checks["b", 1, (0,)].analytic == traced.layers[0].dL_db[0]
    assert checks["x", 0, (0, 1)].analytic == traced.dl_dx[0, 1]
    for check in checks.values():
        assert check.difference == abs(check.analytic - check.numeric)
        assert check.relative == check.difference / max(abs(check.analytic), abs(check.numeric))


def test_a_residual_that_changes_sign_is_a_kink():
    network = Network((Layer([[1.0]], [0.0], "identity"),), "absolute_error")
    assert {check.verdict for check in gradient_check(network, [[1.0]], [[1.0 + 1e-6]])} == {"kink"}
    assert {check.verdict for check in gradient_check(network, [[1.0]], [[1.1]])} == {"match"}


def test_a_network_of_zeros_has_gradients_of_zero_and_they_match():
    layers = (Layer(np.zeros((2, 2)), np.zeros(2), "relu"), Layer(np.zeros((1, 2)), [0.0], "identity"))
    checks = gradient_check(Network(layers, "half_squared_error"), [[1.0, 1.0]], [[0.0]])
    assert {check.verdict for check in checks} == {"match"}
    assert {check.relative for check in checks} == {0.0}


def test_above_the_limit_random_directions_stand_for_all_parameters():
    sizes = (40, 50, 3)
    network = Network(initialize(sizes, ["tanh", "softmax"], "xavier_normal", 1), "cross_entropy", "mean")
    assert network.parameter_count > MAX_CHECKED
    rng = np.random.default_rng(0)
    x, target = rng.normal(size=(60, 40)), rng.random((60, 3))
    checks = gradient_check(network, x, target, seed=7)
    assert [(check.kind, check.layer, check.indices) for check in checks] == [
        *(("parameters", 0, (k,)) for k in range(DIRECTIONS)),
        *(("inputs", 0, (k,)) for k in range(DIRECTIONS)),
    ]
    assert {check.verdict for check in checks} == {"match"}
    assert checks == gradient_check(network, x, target, seed=7)
    assert checks != gradient_check(network, x, target, seed=8)


def test_a_wrong_gradient_is_a_mismatch_along_random_directions_too():
    network = Network(initialize((40, 50, 3), ["tanh", "identity"], "xavier_normal", 1), "squared_error", "mean")
    rng = np.random.default_rng(0)
    x, target = rng.normal(size=(60, 40)), rng.random((60, 3))
    rules = dataclasses.replace(RIGHT, back=lambda g, W, at: 1.01 * RIGHT.back(g, W, at))
    verdicts = {check.kind: check.verdict for check in gradient_check(network, x, target, rules=rules)}
    assert verdicts == {"parameters": "mismatch", "inputs": "mismatch"}


@pytest.mark.parametrize("size", [1e200, 1e-310])
def test_directions_of_numbers_that_overflow_or_vanish_are_undecided(size):
    network = Network(initialize((50, 50), ["identity"], "xavier_normal", 1), "squared_error")
    x = np.full((50, 50), size)
    checks = gradient_check(network, x, np.ones((50, 50)))
    assert len(checks) == 2 * DIRECTIONS
    reasons = {"nonfinite"} if size > 1.0 else {"rounding"}
    assert {check.reason for check in checks if check.kind == "parameters" and check.verdict != "match"} == reasons
    assert "mismatch" not in {check.verdict for check in checks}


def test_checks_come_one_by_one_and_leave_the_thread_as_it_was():
    p = problem("tanh", "squared_error", (2, 3, 1), 2)
    checks = gradient_checks(p.network, p.x, p.target)
    with np.errstate(all="raise"):
        settings = np.geterr()
        one_by_one = []
        for check in checks:
            assert np.geterr() == settings
            one_by_one.append(check)
    assert tuple(one_by_one) == gradient_check(p.network, p.x, p.target)
    assert len(one_by_one) == p.network.parameter_count + p.x.size


def test_nothing_is_computed_before_the_first_check_is_asked_for():
    p = problem("tanh", "squared_error", (2, 3, 1), 2)
    checks = gradient_checks(p.network, [[1.0]], p.target)
    with pytest.raises(ShapeMismatch):
        next(checks)


def test_a_residual_that_changes_sign_only_matters_where_the_loss_has_a_kink_there():
    network = Network((Layer([[1.0]], [0.0], "identity"),), "huber")
    assert {check.verdict for check in gradient_check(network, [[1.0]], [[1.0 + 1e-6]])} == {"match"}
