"""Where a formula has several cases or would lose its digits: the tree of the case that holds, without a rounding."""

import numpy as np
import pytest

from app.engine.network import Layer, Network
from app.engine.passes import trace
from app.explain.addresses import addresses
from app.explain.derive import Derivation, derive
from app.explain.expressions import Const, evaluate, leaves
from app.explain.printing.texts import plain
from app.explain.rounding import agree

# Softmax rows: ties, a clear winner, differences that leave float64, one output alone, a wide middle.
ROWS = [
    [0.0, 0.0],
    [0.0, 40.0],
    [0.0, -40.0],
    [0.0, 800.0],
    [0.0, -800.0],
    [150.0, 149.0],
    [2.0],
    [0.0, 3.0, 1.0],
    [700.0, 0.0, -700.0],
]
TARGETS = {
    1: [[0], [1], [0.25]],
    2: [[1, 0], [0, 1], [1, 1], [0, 0], [0.25, 0.5]],
    3: [[1, 0, 0], [0, 1, 0], [0, 0, 0], [0.5, 0, 0.25]],
}
BINARY = "binary_cross_entropy"
TEXTBOOK = "-(t.0 × ln(a.1.0) + (1 - t.0) × ln(1 - a.1.0))"
NEAR_1 = "softplus(ln(exp(z.1.0 - z.1.1)))"
SELU = 1.7580993408473766  # λ α
CASES = [(row, target) for row in ROWS for target in TARGETS[len(row)]]


def explained(activation: str, loss: str, z: list[float], target: list[float]) -> dict[str, Derivation]:
    """Every number of one layer whose z are these."""
    layer = Layer(np.zeros((len(z), 1)), z, activation)
    traced = trace(Network((layer,), loss), [[0.0]], [target])
    return {str(at): derive(traced, at) for at in addresses(traced.network, 1)}


def first_line(told: Derivation) -> str:
    return plain(told).splitlines()[0].partition(" = ")[2]


@pytest.mark.parametrize(("z", "target"), CASES)
@pytest.mark.parametrize(
    ("activation", "loss"),
    [
        ("softmax", "cross_entropy"),
        ("softmax", "binary_cross_entropy"),
        ("identity", "softmax_cross_entropy"),
        ("sigmoid", "cross_entropy"),
        ("sigmoid", "binary_cross_entropy"),
        ("identity", "binary_cross_entropy_with_logits"),
    ],
)
def test_what_saturates_is_explained_to_its_last_digits(activation, loss, z, target):
    for at, told in explained(activation, loss, z, target).items():
        names = {leaf.name for leaf in leaves(told.expression) if isinstance(leaf, Const)}
        assert "rounding" not in names, (at, told)
        assert agree(evaluate(told.expression), told.value, 1e-12), (at, told)


@pytest.mark.parametrize(
    ("activation", "loss", "z", "target", "at", "formula", "value"),
    [
        ("identity", "absolute_error", 0.5, 1.0, "dl_da.1.0", "-1", -1.0),
        ("identity", "absolute_error", 1.0, 1.0, "dl_da.1.0", "0.0", 0.0),
        ("identity", "absolute_error", 1.5, 1.0, "dl_da.1.0", "1.0", 1.0),
        ("identity", "huber", 1.5, 1.0, "dl_da.1.0", "a.1.0 - t.0", 0.5),
        ("identity", "huber", 4.0, 1.0, "dl_da.1.0", "1.0", 1.0),
        ("identity", "huber", -4.0, 1.0, "dl_da.1.0", "-1", -1.0),
        ("identity", BINARY, 0.01, 0.0, "l", TEXTBOOK, -np.log1p(-0.01)),
        ("identity", BINARY, -0.01, 0.0, "l", "0 + (1 - t.0) × (-softplus(ln(-a.1.0)))", -np.log1p(0.01)),
        ("identity", BINARY, 0.5, 0.0, "dl_da.1.0", "(1 - t.0) / (1 - a.1.0) - t.0 / a.1.0", 2.0),
        ("identity", BINARY, 0.5, 1.0, "dl_da.1.0", "(1 - t.0) / (1 - a.1.0) - t.0 / a.1.0", -2.0),
        ("identity", "cross_entropy", 0.0, 0.0, "dl_da.1.0", "0.0", 0.0),
        ("identity", "cross_entropy", 0.0, 0.0, "l", "0.0", 0.0),
        ("relu", "squared_error", 0.0, 1.0, "da_dz.1.0", "0.0", 0.0),
        ("leaky_relu", "squared_error", -1.0, 1.0, "da_dz.1.0", "0.01", 0.01),
        ("elu", "squared_error", -1.0, 1.0, "da_dz.1.0", "exp(z.1.0)", np.exp(-1.0)),
        ("selu", "squared_error", 2.0, 1.0, "da_dz.1.0", "1.0507009873554805", 1.0507009873554805),
        ("selu", "squared_error", -2.0, 1.0, "da_dz.1.0", "1.051 × 1.673 × exp(z.1.0)", SELU * np.exp(-2.0)),
    ],
)
def test_the_case_that_holds_is_the_one_that_is_written(activation, loss, z, target, at, formula, value):
    told = explained(activation, loss, [z], [target])[at]
    assert first_line(told) == formula
    assert told.value == pytest.approx(value, rel=1e-14, abs=0.0)
    assert agree(evaluate(told.expression), told.value, 1e-12)


@pytest.mark.parametrize(
    ("z", "target", "formula", "value"),
    [
        ([0.0, 40.0], [0, 1], f"t.0 × (-ln(a.1.0)) + t.1 × {NEAR_1}", 4.248354255291589e-18),
        ([0.0, 1.0], [1, 0], "-(t.0 × ln(a.1.0) + t.1 × ln(a.1.1))", np.log1p(np.e)),
        ([0.0, 800.0], [1, 0], f"t.0 × (z.1.1 - z.1.0 - ln(a.1.1)) + t.1 × {NEAR_1}", 800.0),
    ],
)
def test_a_loss_that_an_output_has_forgotten_is_explained_by_the_logits(z, target, formula, value):
    told = explained("softmax", "cross_entropy", z, target)["l"]
    assert first_line(told) == formula
    assert told.value == pytest.approx(value, rel=1e-14)


def test_a_winner_of_a_softmax_is_no_divisor_of_what_it_takes_from_the_others():
    told = explained("softmax", "binary_cross_entropy", [0.0, 40.0, 1.0], [0.25, 0.5, 0.0])["dl_dz.1.0"]
    y = np.exp(np.array([0.0, 40.0, 1.0]) - 40.0)
    pull = 0.5 / (1.0 + np.e)
    assert told.value == pytest.approx(y[0] * 0.75 - 0.25 + y[0] * 0.5 - pull, rel=1e-12)
    assert agree(evaluate(told.expression), told.value, 1e-12)


def test_a_softmax_over_what_is_no_number_is_explained_as_no_number():
    layers = (Layer([[1e308]], [0.0], "identity"), Layer([[1.0], [0.0]], [0.0, 0.0], "softmax"))
    traced = trace(Network(layers, "half_squared_error"), [[10.0]], [[0.0, 0.0]])
    first, second, a = (derive(traced, at) for at in ("z.2.0", "z.2.1", "a.2.0"))
    assert first.value == np.inf
    assert np.isnan([second.value, evaluate(second.expression), a.value, evaluate(a.expression)]).all()
    assert [str(parent.address) for parent in a.parents] == ["z.2.0", "z.2.1"]
