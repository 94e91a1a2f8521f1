"""A gradient beside central differences of many steps: they agree, and their errors make a V."""

import math
from itertools import pairwise

import numpy as np
import pytest

from app.engine.differences.finite_difference import STEPS, difference_at, step_study, steps_for
from app.engine.differences.gradient_check import gradient_check
from app.engine.differences.probe import probe_at
from app.engine.differences.verdict import check_probe
from app.engine.network import Layer, Network
from app.engine.passes import trace
from tests.engine.networks import COMBINATIONS, problem, random_problem

SMOOTH = Network(
    (Layer([[1.2, -0.7], [0.4, 0.9]], [0.1, -0.3], "tanh"), Layer([[0.8, -1.5]], [0.2], "sigmoid")),
    "half_squared_error",
)
X, TARGET = [[0.5, -1.0], [1.5, 0.25]], [[0.9], [0.1]]


def places(layers, inputs):
    """What can be moved: every letter, with the indices of one number of each layer."""
    yield from (("x", (j,)) for j in range(inputs))
    for number, layer in enumerate(layers, start=1):
        i = len(layer.b) - 1
        yield from (("W", (number, i, 0)), ("b", (number, i)), ("z", (number, i)), ("a", (number, i)))


@pytest.mark.no_cover
@pytest.mark.parametrize(("activation", "loss"), COMBINATIONS)
def test_every_gradient_of_a_sample_has_its_step_study(activation, loss):
    p = problem(activation, loss, (3, 4, 2), 2, seed=5)
    traced = trace(p.network, p.x, p.target)
    for of, indices in places(p.network.layers, 3):
        for sample in (0, 1):
            found = step_study(traced, of, indices, sample)
            assert found.check.verdict == "match", (of, indices, sample, found.check)


@pytest.mark.parametrize("seed", range(20))
def test_no_gradient_of_a_random_network_is_called_wrong(seed):
    p = random_problem(seed)
    traced = trace(p.network, p.x, p.target)
    for of, indices in places(p.network.layers, min(3, p.x.shape[1])):
        for sample in (0, len(p.x) - 1, *((None,) if of in ("W", "b") else ())):
            assert step_study(traced, of, indices, sample).check.verdict != "mismatch", (of, indices, sample)


@pytest.mark.parametrize("reduction", ["sum", "mean"])
def test_the_check_of_a_shared_gradient_and_of_an_input_is_the_gradient_checks_own(reduction):
    network = Network(SMOOTH.layers, SMOOTH.loss, reduction)
    traced = trace(network, X, TARGET)
    checks = {(c.kind, c.layer, c.indices): c for c in gradient_check(network, X, TARGET)}
    assert step_study(traced, "W", (1, 0, 1), None).check.numeric == checks["W", 1, (0, 1)].numeric
    assert step_study(traced, "b", (2, 0), None).check.verdict == checks["b", 2, (0,)].verdict
    assert step_study(traced, "x", (1,), 1).check.numeric == pytest.approx(checks["x", 0, (1, 1)].numeric, rel=1e-12)


def test_the_errors_make_a_v():
    found = step_study(trace(SMOOTH, X, TARGET), "W", (1, 0, 0), 0)
    assert [one.h for one in found.differences] == pytest.approx([1.2 * h for h in STEPS])
    error = {round(math.log10(one.h / 1.2) * 2): one.difference for one in found.differences}
    assert error[-10] < 1e-3 * error[-2]
    assert error[-10] < 1e-3 * error[-24]
    assert found.best.difference == min(one.difference for one in found.differences)


def test_a_step_ten_times_shorter_errs_a_hundred_times_less_until_rounding():
    hs = [0.1, 0.01, 0.001]
    for of, indices in (("z", (1, 0)), ("a", (1, 1)), ("x", (0,)), ("W", (2, 0, 1))):
        errors = [one.difference for one in step_study(trace(SMOOTH, X, TARGET), of, indices, 1, hs).differences]
        for longer, shorter in pairwise(errors):
            assert longer / shorter == pytest.approx(100, rel=0.05)


def test_a_kink_between_the_two_sides_is_marked():
    network = Network((Layer([[1.0]], [0.0], "relu"),), "half_squared_error")
    traced = trace(network, [[0.001]], [[1.0]])
    found = step_study(traced, "x", (0,), 0, [0.1, 1e-5])
    assert [one.kink for one in found.differences] == [True, False]
    at_the_kink = step_study(trace(network, [[0.0]], [[1.0]]), "z", (1, 0), 0)
    assert at_the_kink.check.verdict == "kink"
    assert at_the_kink.analytic == 0.0


def test_a_step_too_short_for_the_number_gives_no_difference():
    network = Network((Layer([[1e6]], [0.0], "identity"),), "half_squared_error")
    found = step_study(trace(network, [[1.0]], [[1.0]]), "W", (1, 0, 0), 0, [1e-20, 1.0])
    assert math.isnan(found.differences[0].numeric)
    assert found.best.h == 1.0


def test_a_study_leaves_the_trace_as_it_was():
    traced = trace(SMOOTH, X, TARGET)
    before = [np.copy(layer.W) for layer in traced.network.layers]
    step_study(traced, "W", (1, 0, 0), None)
    assert all(np.array_equal(W, layer.W) for W, layer in zip(before, traced.network.layers, strict=True))


def test_a_study_can_be_made_step_by_step():
    traced = trace(SMOOTH, X, TARGET)
    probe = probe_at(traced, "W", (1, 0, 0), 0)
    with np.errstate(all="raise"):
        found = [difference_at(probe, h) for h in steps_for(probe)]
    whole = step_study(traced, "W", (1, 0, 0), 0)
    assert tuple(found) == whole.differences
    assert check_probe(probe) == whole.check
    assert list(steps_for(probe, [0.5])) == [0.5]


def test_a_difference_whose_residual_overflows_is_a_result():
    network = Network((Layer([[1.0]], [0.0], "identity"),), "half_squared_error")
    probe = probe_at(trace(network, [[-1.7e308]], [[1.7e308]]), "b", (1, 0), None)
    assert math.isnan(difference_at(probe, 0.1).numeric)
