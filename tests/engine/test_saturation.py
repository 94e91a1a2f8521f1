"""Where a neuron saturates: every stable form against mpmath with 1,450 digits, for |z| up to 700."""

import numpy as np
import pytest
from mpmath import mp, mpf

from app.engine.activations import ACTIVATIONS
from app.engine.network import Layer, Network
from app.engine.passes import trace
from app.engine.softmax import softmax, softmax_complement, softmax_jacobian
from tests.engine import exact

SIZES = [
    1e-300,
    1e-9,
    1e-3,
    0.1,
    0.3,
    0.5,
    0.9,
    1.0,
    1.3,
    2.0,
    5.5,
    10.0,
    20.0,
    36.7,
    37.5,
    40.0,
    100.0,
    350.0,
    699.5,
    700.0,
]
GRID = np.array([-v for v in reversed(SIZES)] + [0.0] + SIZES)

# Rows of a softmax: a clear winner at every gap, ties, three in a row, all far below zero.
ROWS = [
    [0.0, 0.0],
    [1.0, 3.0],
    [40.0, 0.0],
    [0.0, 700.0],
    [700.0, -700.0],
    [0.1, 0.2, -0.3],
    [20.0, -20.0, 0.0],
    [700.0, 660.0, -700.0],
    [700.0, 700.0, 0.0],
    [-700.0, -699.0, -698.5],
]
TARGETS = {
    2: [[1, 0], [0, 1], [1, 1], [0, 0], [0.25, 0.5]],
    3: [[1, 0, 0], [0, 1, 0], [0, 0, 1], [0.5, 0, 0.25]],
}
SOFTMAX_CASES = [(row, target) for row in ROWS for target in TARGETS[len(row)]]


@pytest.fixture(autouse=True)
def _digits():
    with mp.workdps(exact.DIGITS):
        yield


@pytest.mark.parametrize("name", [name for name, f in ACTIVATIONS.items() if not f.couples])
def test_an_activation_and_its_derivative_keep_their_digits_where_it_saturates(name):
    z = GRID.reshape(1, -1)
    with np.errstate(all="ignore"):
        a = ACTIVATIONS[name].forward(z)
        da_dz = ACTIVATIONS[name].derivative(a, z)
    for i, v in enumerate(GRID):
        assert exact.relative_error(da_dz[0, i], exact.DERIVATIVE[name](mpf(v))) <= 1e-13, v
        assert exact.relative_error(a[0, i], exact.FORWARD[name](mpf(v))) <= 1e-13, v


def test_the_slopes_that_textbook_forms_lose_are_there():
    def slope(name, z):
        z = np.array([[z]])
        f = ACTIVATIONS[name]
        return f.derivative(f.forward(z), z)[0, 0]

    assert slope("tanh", 20.0) == pytest.approx(1.6993417021166355e-17, rel=1e-14)
    assert slope("sigmoid", 40.0) == pytest.approx(4.248354255291589e-18, rel=1e-14)
    assert slope("sigmoid", -40.0) == slope("sigmoid", 40.0)


@pytest.mark.parametrize("row", ROWS)
def test_softmax_its_complement_and_its_jacobian_keep_their_digits(row):
    z = np.array([row])
    y, exactly = softmax(z), exact.softmax([mpf(v) for v in row])
    for i, yi in enumerate(exactly):
        assert exact.relative_error(y[0, i], yi) <= 1e-13
        assert exact.relative_error(softmax_complement(y)[0, i], 1 - yi) <= 1e-13
        for k, yk in enumerate(exactly):
            slope = yi * ((1 if i == k else 0) - yk)
            assert exact.relative_error(softmax_jacobian(y, z)[0, i, k], slope) <= 1e-13


@pytest.mark.parametrize(("row", "target"), SOFTMAX_CASES)
@pytest.mark.parametrize("loss", ["cross_entropy", "softmax_cross_entropy", "binary_cross_entropy"])
def test_a_cross_entropy_after_softmax_keeps_its_digits(loss, row, target):
    t, y = [mpf(v) for v in target], exact.softmax([mpf(v) for v in row])
    if loss == "binary_cross_entropy":
        value, gradient = exact.binary_cross_entropy(y, t), exact.binary_cross_entropy_gradient(y, t)
    else:
        value, gradient = exact.cross_entropy(y, t), exact.cross_entropy_gradient(y, t)
    traced = _at(row, target, "identity" if loss == "softmax_cross_entropy" else "softmax", loss)
    assert exact.relative_error(traced.L, value) <= 1e-13
    for ours, theirs, scale in zip(
        traced.layers[0].dl_dz[0], exact.through_softmax(gradient, y), _scales(gradient, y), strict=True
    ):
        assert _close(ours, theirs, scale)


@pytest.mark.parametrize("target", [0.0, 1.0, 0.25, 1e-12, 1.0 - 1e-12])
@pytest.mark.parametrize("loss", ["binary_cross_entropy", "binary_cross_entropy_with_logits", "cross_entropy"])
def test_a_cross_entropy_after_sigmoid_keeps_its_digits(loss, target):
    t = [mpf(target)]
    for v in GRID:
        y = [exact.sigmoid(mpf(v))]
        if loss == "cross_entropy":
            value, gradient = exact.cross_entropy(y, t), exact.cross_entropy_gradient(y, t)
        else:
            value, gradient = exact.binary_cross_entropy(y, t), exact.binary_cross_entropy_gradient(y, t)
        traced = _at([v], [target], "identity" if loss.endswith("logits") else "sigmoid", loss)
        assert exact.relative_error(traced.L, value) <= 1e-13, v
        dl_dz = exact.through_sigmoid(gradient, y)[0]
        assert _close(traced.layers[0].dl_dz[0, 0], dl_dz, y[0] * (1 - t[0]) + t[0] * (1 - y[0])), v


@pytest.mark.parametrize("target", [0.0, 1.0, 0.25])
@pytest.mark.parametrize("loss", ["binary_cross_entropy", "cross_entropy"])
def test_the_gradient_at_the_output_is_the_honest_one(loss, target):
    of = {
        "binary_cross_entropy": exact.binary_cross_entropy_gradient,
        "cross_entropy": exact.cross_entropy_gradient,
    }
    for v in GRID[np.abs(GRID) >= 1.0]:
        y = exact.sigmoid(mpf(v))
        dl_dy = _at([v], [target], "sigmoid", loss).layers[0].dl_da[0, 0]
        assert exact.relative_error(dl_dy, of[loss]([y], [mpf(target)])[0]) <= 1e-13, v


@pytest.mark.parametrize(
    ("row", "target", "activation", "loss"),
    [
        ([40.0, 0.0], [1, 0], "identity", "softmax_cross_entropy"),
        ([40.0, 0.0], [1, 0], "softmax", "cross_entropy"),
        ([40.0], [1], "identity", "binary_cross_entropy_with_logits"),
        ([40.0], [1], "sigmoid", "binary_cross_entropy"),
    ],
)
def test_at_a_gap_of_forty_the_loss_and_the_true_classes_gradient_are_there(row, target, activation, loss):
    traced = _at(row, target, activation, loss)
    assert traced.l[0] == pytest.approx(4.248354255291589e-18, rel=1e-14)
    assert traced.layers[0].dl_dz[0, 0] == pytest.approx(-4.248354255291589e-18, rel=1e-14)


def _at(row, target, activation, loss):
    """The trace of one layer whose z is that row."""
    n = len(row)
    return trace(Network((Layer(np.zeros((n, 1)), row, activation),), loss), [[0.0]], [target])


def _scales(gradient, y):
    """What the terms of each dl_dz add up to in absolute value: a soft target may make them cancel."""
    total = sum(abs(g) * p for g, p in zip(gradient, y, strict=True))
    return [p * (abs(g) * (1 - p) + total - abs(g) * p) for g, p in zip(gradient, y, strict=True)]


def _close(ours, theirs, scale):
    """Full digits, or as many as the terms that cancel in the exact formula leave to a float64."""
    return abs(mpf(float(ours)) - theirs) <= mpf("1e-13") * abs(theirs) + mpf("4e-16") * scale + mpf("1e-300")
