"""A number is moved, and the loss goes where a pass of the moved network says."""

from dataclasses import replace

import numpy as np
import pytest

from app.engine.activations import ACTIVATIONS
from app.engine.differences.nudge import nudges
from app.engine.passes import trace
from tests.engine.networks import COMBINATIONS, problem, random_problem

BY = [-2.0, -0.3, 0.0, 1e-3, 0.7]


def with_number(p, of, indices, change):
    """The problem with one weight, bias or (of every sample) input moved."""
    if of == "x":
        x = p.x.copy()
        x[:, indices[0]] += change
        return replace(p, x=x)
    layers = list(p.network.layers)
    layer = layers[indices[0] - 1]
    array = np.array(getattr(layer, of))
    array[indices[1:]] += change
    layers[indices[0] - 1] = replace(layer, **{of: array})
    return replace(p, network=replace(p.network, layers=tuple(layers)))


@pytest.mark.parametrize("reduction", ["sum", "mean"])
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_the_true_loss_is_that_of_the_moved_network(activation, reduction):
    p = problem(activation, "half_squared_error", (3, 4, 2), 3, seed=7, reduction=reduction)
    traced = trace(p.network, p.x, p.target)
    for of, indices in (("W", (1, 2, 1)), ("b", (2, 1)), ("W", (2, 0, 3)), ("x", (2,))):
        for change, found in zip(BY, nudges(traced, of, indices, 1, BY), strict=True):
            moved = with_number(p, of, indices, change)
            again = trace(moved.network, moved.x, moved.target)
            assert found.l == pytest.approx(again.l[1], rel=1e-14)
            total = None if of == "x" else pytest.approx(again.L, rel=1e-14)
            assert total == found.L


@pytest.mark.parametrize("seed", range(10))
def test_a_change_of_nothing_is_the_loss_itself(seed):
    p = random_problem(seed)
    traced = trace(p.network, p.x, p.target)
    n = len(p.x) - 1
    for of, indices in (("W", (1, 0, 0)), ("b", (1, 0)), ("x", (0,)), ("z", (1, 0)), ("a", (1, 0))):
        total = traced.L if of in ("W", "b") else None
        for found in nudges(traced, of, indices, n, [0.0, -0.0]):
            assert found.l == traced.l[n]
            assert total == found.L


@pytest.mark.parametrize("activation", ["sigmoid", "softmax", "relu"])
def test_a_moved_z_is_a_moved_bias_of_one_sample(activation):
    p = problem(activation, "squared_error", (3, 4, 3, 2), 2, seed=3)
    traced = trace(p.network, p.x, p.target)
    for layer in (1, 2, 3):
        z = list(nudges(traced, "z", (layer, 1), 1, BY))
        b = list(nudges(traced, "b", (layer, 1), 1, BY))
        assert [one.l for one in z] == pytest.approx([one.l for one in b], rel=1e-13)
        assert {one.L for one in z} == {None}


def test_a_moved_a_goes_on_from_there():
    p = problem("tanh", "half_squared_error", (2, 3, 1), 2, seed=4)
    traced = trace(p.network, p.x, p.target)
    (found,) = nudges(traced, "a", (1, 2), 0, [0.25])
    a = traced.layers[0].a[0].copy()
    a[2] += 0.25
    last = p.network.layers[1]
    y = np.tanh(last.W @ a + last.b)
    assert found.l == pytest.approx(float(((y - p.target[0]) ** 2).sum() / 2), rel=1e-14)
    (output,) = nudges(traced, "a", (2, 0), 0, [0.25])
    assert output.l == pytest.approx(float((traced.layers[1].a[0, 0] + 0.25 - p.target[0, 0]) ** 2 / 2))


@pytest.mark.parametrize(("activation", "loss"), COMBINATIONS)
def test_a_push_reaches_every_number_after_it(activation, loss):
    """A moved z is a moved bias of one sample: the pass of the network with that bias is the witness."""
    p = problem(activation, loss, (2, 3, 3, 3, 2), 2, seed=5)
    traced = trace(p.network, p.x, p.target)
    watch = [(quantity, layer, i) for layer in (1, 2, 3, 4) for quantity in "za" for i in (0, 1)]
    for layer in (1, 2, 3, 4):
        for by, moved in zip(BY, nudges(traced, "z", (layer, 1), 1, BY, watch), strict=True):
            pushed = with_number(p, "b", (layer, 1), by)
            again = trace(pushed.network, pushed.x, pushed.target)
            assert moved.l == pytest.approx(again.l[1], rel=1e-12, nan_ok=True)
            numbers = [getattr(again.layers[number - 1], quantity)[1, i] for quantity, number, i in watch]
            assert moved.watched == pytest.approx(numbers, rel=1e-12)


@pytest.mark.parametrize(("activation", "loss"), COMBINATIONS)
def test_what_a_small_push_does_is_what_its_factors_promise(activation, loss):
    """Δl / Δz is f'(z) [w ∂l/∂z' + …], summed over the wires that leave it, at every depth."""
    p = problem(activation, loss, (2, 3, 3, 3, 2), 1, seed=6)
    traced = trace(p.network, p.x, p.target)
    h = 1e-5
    for layer in (1, 2, 3, 4):
        onward = [("z", layer + 1, k) for k in range(p.network.sizes[layer + 1])] if layer < 4 else []
        there, back = nudges(traced, "z", (layer, 1), 0, [h, -h], onward)
        slope = (there.l - back.l) / (2 * h)
        assert slope == pytest.approx(traced.layers[layer - 1].dl_dz[0, 1], rel=1e-5, abs=1e-9)
        if onward:
            moved = (np.array(there.watched) - back.watched) / (2 * h)
            assert moved @ traced.layers[layer].dl_dz[0] == pytest.approx(slope, rel=1e-5, abs=1e-9)
