"""Something is moved, the loss is what a pass of the moved network says, and all is back in its place."""

import numpy as np
import pytest

from app.engine.differences.moved_loss import MovedLoss
from app.engine.differences.probe import central_difference, probe_at
from app.engine.network import Layer, Network
from app.engine.passes import trace
from tests.engine.networks import problem

P = problem("sigmoid", "squared_error", (3, 4, 2), 3, seed=1)
TRACED = trace(P.network, P.x, P.target)
PLACES = [("W", (1, 2, 1)), ("b", (2, 1)), ("x", (2,)), ("z", (1, 3)), ("a", (1, 3)), ("z", (2, 0)), ("a", (2, 0))]


@pytest.mark.parametrize(("of", "indices"), PLACES)
def test_at_its_own_value_the_losses_are_the_traces(of, indices):
    moved = MovedLoss(TRACED)
    w, at = moved.function_of(of, indices, 1)
    rows = slice(None) if of in ("W", "b") else slice(1, 2)
    assert at(w).l == pytest.approx(TRACED.l[rows], rel=1e-15)
    assert at(w + 0.1).l != pytest.approx(TRACED.l[rows], rel=1e-6)
    assert all(np.array_equal(W, layer.W) for W, layer in zip(moved.W, P.network.layers, strict=True))
    assert all(np.array_equal(b, layer.b) for b, layer in zip(moved.b, P.network.layers, strict=True))


def test_a_direction_moves_all_at_once_and_back():
    moved = MovedLoss(TRACED)
    direction = np.arange(1.0, 1.0 + P.network.parameter_count)
    run = moved.along_parameters(direction, 0.01)
    parts = np.split(direction, np.cumsum([12, 4, 8]))
    layers = tuple(
        Layer(layer.W + 0.01 * W.reshape(layer.W.shape), layer.b + 0.01 * b, layer.activation)
        for layer, W, b in zip(P.network.layers, parts[0::2], parts[1::2], strict=True)
    )
    assert run.l == pytest.approx(trace(Network(layers, P.network.loss), P.x, P.target).l, rel=1e-14)
    assert moved.along_parameters(direction, 0.0).l.tolist() == TRACED.l.tolist()
    assert moved.along_inputs(P.x, 0.5).l == pytest.approx(trace(P.network, 1.5 * P.x, P.target).l, rel=1e-14)


@pytest.mark.parametrize(("of", "indices"), PLACES)
def test_a_run_has_a_backward_pass_of_its_own(of, indices):
    moved = MovedLoss(TRACED)
    w, at = moved.function_of(of, indices, 1)
    again = moved.trace_of(at(w))
    first = len(P.network.layers) - len(again.layers)
    assert first == (0 if of == "x" else indices[0] - 1)
    rows = slice(None) if of in ("W", "b") else slice(1, 2)
    for ours, theirs in zip(again.layers, TRACED.layers[first:], strict=True):
        assert ours.dl_dz == pytest.approx(theirs.dl_dz[rows], rel=1e-13)


@pytest.mark.parametrize(("of", "indices"), [("l", ()), ("W", ()), ("x", (1, 2)), ("z", (1, 2, 3))])
def test_what_is_no_number_cannot_be_moved(of, indices):
    with pytest.raises(ValueError, match="nothing to move"):
        MovedLoss(TRACED).function_of(of, indices, 0)


@pytest.mark.parametrize(("w", "h"), [(1.0, 1e-20), (1.797e308, 1e307)])
def test_without_a_step_there_is_no_difference(w, h):
    network = Network((Layer([[w]], [0.0], "sigmoid"),), "squared_error")
    found = central_difference(probe_at(trace(network, [[0.0]], [[0.5]]), "W", (1, 0, 0), None), h)
    assert np.isnan(found.numeric)
    assert np.isnan(found.span)
