"""The gradient check agrees where the gradient is right, says so where it is wrong, and knows a kink."""

import dataclasses

import numpy as np
import pytest

from app.engine import passes
from app.engine.activations import ACTIVATIONS
from app.engine.differences.gradient_check import DIRECTIONS, PARAMETER_LIMIT, gradient_check
from app.engine.initializers import initialize
from app.engine.network import Layer, Network
from app.engine.passes import trace
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


def test_a_wrong_derivative_is_a_mismatch(monkeypatch):
    tanh = ACTIVATIONS["tanh"]
    wrong = dataclasses.replace(tanh, derivative=lambda a, z: 1.001 * tanh.derivative(a, z))
    monkeypatch.setattr(passes, "ACTIVATIONS", {"tanh": wrong})
    p = problem("tanh", "squared_error", (2, 3, 2), 1)
    checks = gradient_check(p.network, p.x, p.target)
    assert {check.verdict for check in checks} == {"mismatch"}
    slightly = dataclasses.replace(tanh, derivative=lambda a, z: (1 + 1e-5) * tanh.derivative(a, z))
    monkeypatch.setattr(passes, "ACTIVATIONS", {"tanh": slightly})
    assert {check.verdict for check in gradient_check(p.network, p.x, p.target)} == {"close"}


@pytest.mark.parametrize("activation", ["relu", "leaky_relu", "selu"])
def test_a_pre_activation_that_changes_sign_is_a_kink(activation):
    layers = (Layer([[1.0]], [-1.0], activation), Layer([[1.0]], [0.0], "identity"))
    checks = gradient_check(Network(layers, "half_squared_error"), [[1.0]], [[1.0]])
    verdicts = {(check.kind, check.layer): check.verdict for check in checks}
    assert verdicts["W", 1] == verdicts["b", 1] == verdicts["x", 0] == "kink"
    assert verdicts["b", 2] == "match"


def test_a_residual_that_changes_sign_is_a_kink():
    network = Network((Layer([[1.0]], [0.0], "identity"),), "absolute_error")
    assert {check.verdict for check in gradient_check(network, [[1.0]], [[1.0 + 1e-6]])} == {"kink"}
    assert {check.verdict for check in gradient_check(network, [[1.0]], [[1.1]])} == {"match"}


def test_a_vanishing_gradient_is_held_against_what_rounding_can_see():
    network = Network(tuple(Layer([[1.0]], [0.0], "sigmoid") for _ in range(24)), "half_squared_error")
    checks = gradient_check(network, [[1.0]], [[0.0]])
    first = checks[0]
    assert 0 < abs(first.analytic) < 1e-14
    assert abs(first.analytic - first.numeric) <= first.uncertainty < 1e-8
    assert {check.verdict for check in checks} == {"match"}


def test_a_network_of_zeros_has_gradients_of_zero_and_they_match():
    layers = (Layer(np.zeros((2, 2)), np.zeros(2), "relu"), Layer(np.zeros((1, 2)), [0.0], "identity"))
    checks = gradient_check(Network(layers, "half_squared_error"), [[1.0, 1.0]], [[0.0]])
    assert {check.verdict for check in checks} == {"match"}
    assert {check.relative for check in checks} == {0.0}


def test_above_the_limit_random_directions_stand_for_all_parameters():
    sizes = (40, 50, 3)
    network = Network(initialize(sizes, ["tanh", "softmax"], "xavier_normal", 1), "cross_entropy", "mean")
    assert network.parameter_count > PARAMETER_LIMIT
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


def test_a_check_of_an_overflowing_network_is_an_answer():
    network = Network((Layer([[1e308]], [0.0], "identity"),), "half_squared_error")
    checks = gradient_check(network, [[10.0]], [[0.0]])
    assert {check.verdict for check in checks} == {"mismatch"}
