"""A wrong backpropagation is the right one with one rule replaced: its numbers are those that one computes by hand.

1 - 2 - 2, softsign and identity, ½ Σ (y - t)². x = 1 gives z = (1, 3), a = (1/2, 3/4), f'(z) = (1/4, 1/16) and
y = (7/4, 8); with t = (3/4, 6) ∂l/∂y = (1, 2), and by the right rules ∂l/∂a = (10, 17), ∂l/∂z = (5/2, 17/16).
"""

from dataclasses import replace

import numpy as np
import pytest

from app.engine.network import Layer, Network
from app.engine.passes import trace, weight_gradient
from app.engine.records import Trace
from app.engine.rules import RIGHT, LossGradient, Rules

X, TARGET = [[1.0], [-1.0]], [[0.75, 6.0], [0.0, -8.0]]


def passed(rules: Rules, reduction: str = "sum", samples: int = 1) -> Trace:
    layers = (
        Layer(np.array([[1.0], [3.0]]), np.zeros(2), "softsign"),
        Layer(np.array([[2.0, 1.0], [4.0, 8.0]]), np.zeros(2), "identity"),
    )
    network = Network(layers, "half_squared_error", reduction)
    return trace(network, X[:samples], TARGET[:samples], per_sample=True, rules=rules)


def gradients(traced: Trace) -> dict[str, list[float]]:
    """The first sample's, in the order in which they come back."""
    first, last = traced.layers
    assert first.da_dz is not None
    rows = {
        "dl_dz.2": last.dl_dz,
        "da_dz.1": first.da_dz,
        "dl_da.1": first.dl_da,
        "dl_dz.1": first.dl_dz,
        "dl_dx": traced.dl_dx,
    }
    return {name: array[0].tolist() for name, array in rows.items()}


BY_HAND = {
    "dl_dz.2": [1.0, 2.0],
    "da_dz.1": [1 / 4, 1 / 16],
    "dl_da.1": [10.0, 17.0],
    "dl_dz.1": [5 / 2, 17 / 16],
    "dl_dx": [5 / 2 + 3 * 17 / 16],
}

MISTAKES = {
    "gain_at_a": (
        replace(RIGHT, gain=lambda f, a, z, at: f.derivative(a, a)),
        {"da_dz.1": [4 / 9, 16 / 49], "dl_dz.1": [40 / 9, 272 / 49], "dl_dx": [40 / 9 + 3 * 272 / 49]},
    ),
    "gain_missing": (
        replace(RIGHT, through_gain=lambda f, dl_da, da_dz, a, z, at: dl_da.copy()),
        {"dl_dz.1": [10.0, 17.0], "dl_dx": [61.0]},
    ),
    "weight_missing": (
        replace(RIGHT, back=lambda dl_dz, W, at: dl_dz @ np.ones_like(W)),
        {"dl_da.1": [3.0, 3.0], "dl_dz.1": [3 / 4, 3 / 16], "dl_dx": [15 / 16]},
    ),
    "one_path": (
        replace(RIGHT, back=lambda dl_dz, W, at: dl_dz[:, :1] * W[:1]),
        {"dl_da.1": [2.0, 1.0], "dl_dz.1": [1 / 2, 1 / 16], "dl_dx": [1 / 2]},
    ),
    "not_transposed": (
        replace(RIGHT, back=lambda dl_dz, W, at: dl_dz @ W.T if len(W) == W.shape[1] else dl_dz @ W),
        {"dl_da.1": [4.0, 20.0], "dl_dz.1": [1.0, 5 / 4], "dl_dx": [1.0 + 3 * 5 / 4]},
    ),
    "factor": (
        replace(RIGHT, through_loss=lambda loss, output, target, at: LossGradient(2 * (output.y - target), None)),
        {name: [2 * v for v in BY_HAND[name]] for name in ("dl_dz.2", "dl_da.1", "dl_dz.1", "dl_dx")},
    ),
}


def test_the_right_rules_give_what_one_computes_by_hand() -> None:
    assert gradients(passed(RIGHT)) == BY_HAND


@pytest.mark.parametrize("name", MISTAKES)
def test_a_replaced_rule_changes_what_comes_after_it_and_nothing_else(name: str) -> None:
    rules, changed = MISTAKES[name]
    found = gradients(passed(rules))
    assert found == {name: pytest.approx(numbers, rel=1e-15) for name, numbers in (BY_HAND | changed).items()}
    assert passed(rules).rules is rules


@pytest.mark.parametrize("name", MISTAKES)
@pytest.mark.parametrize("reduction", ["sum", "mean"])
def test_a_mistake_on_the_way_back_is_in_the_gradients_of_each_sample_and_in_their_sum(
    name: str, reduction: str
) -> None:
    rules, _ = MISTAKES[name]
    traced = passed(rules, reduction, samples=2)
    divisor = 2 if reduction == "mean" else 1
    for layer, a_prev in zip(traced.layers, (traced.x, traced.layers[0].a), strict=True):
        assert layer.dl_dW is not None
        assert np.array_equal(layer.dl_dW, layer.dl_dz[:, :, None] * a_prev[:, None, :])
        assert np.array_equal(layer.dl_db, layer.dl_dz)
        assert layer.dL_dW == pytest.approx(layer.dl_dW.sum(axis=0) / divisor, rel=1e-15)
        assert layer.dL_db == pytest.approx(layer.dl_db.sum(axis=0) / divisor, rel=1e-15)


def test_a_wrong_gradient_of_the_parameters_is_that_of_each_sample_alone() -> None:
    """∂l/∂w with its factors exchanged between the wires of a square layer, and one bias gradient for the layer."""
    rules = replace(
        RIGHT,
        weights=lambda dl_dz, a_prev, at: a_prev.T @ dl_dz if at.layer_index else dl_dz.T @ a_prev,
        biases=lambda dl_dz, at: np.full(dl_dz.shape[1], dl_dz.sum()),
    )
    traced = passed(rules, samples=2)
    last = traced.layers[1]
    assert last.dl_dz.tolist() == [[1.0, 2.0], [-1.75, 0.0]]
    assert last.dl_dW is not None
    assert last.dl_dW[0].tolist() == [[1 / 2, 1.0], [3 / 4, 3 / 2]]
    assert last.dl_dW[1].tolist() == [[7 / 8, 0.0], [21 / 16, 0.0]]
    assert last.dL_dW.tolist() == [[11 / 8, 1.0], [33 / 16, 3 / 2]]
    assert last.dl_db.tolist() == [[3.0, 3.0], [-1.75, -1.75]]
    assert last.dL_db.tolist() == [1.25, 1.25]
    for sample in range(2):
        for i in range(2):
            for j in range(2):
                assert weight_gradient(traced, 1, sample, i, j) == last.dl_dW[sample, i, j]
    assert np.array_equal(traced.layers[0].dl_dz, passed(RIGHT, samples=2).layers[0].dl_dz)


def test_a_wrong_reduction_leaves_the_gradients_of_each_sample_alone() -> None:
    rules = replace(RIGHT, reduce=lambda summed, samples, at: summed / samples)
    wrong, right = passed(rules, samples=2), passed(RIGHT, samples=2)
    for ours, theirs in zip(wrong.layers, right.layers, strict=True):
        assert np.array_equal(ours.dL_dW, theirs.dL_dW / 2)
        assert np.array_equal(ours.dL_db, theirs.dL_db / 2)
        assert np.array_equal(ours.dl_dz, theirs.dl_dz)
    assert wrong.L == right.L
