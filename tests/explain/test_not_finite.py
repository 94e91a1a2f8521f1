"""The loss of outputs that overflow, or are no numbers, and its gradients explain themselves without a rounding."""

from itertools import product
from math import inf, nan

import numpy as np
import pytest

from app.engine.losses import LOSSES
from app.engine.network import Layer, Network
from app.engine.passes import trace
from app.explain.derive import derive
from app.explain.expressions import Const, evaluate, leaves
from app.explain.rounding import agree

SUMS = [inf, -inf, nan, -0.5, 0.0, 1.5, 80.0]

CASES = [
    (activation, name)
    for name, loss in LOSSES.items()
    if loss.target_range
    for activation in (("identity",) if loss.on_logits else ("identity", "sigmoid", "softmax"))
]


@pytest.mark.parametrize(("activation", "loss"), CASES)
@pytest.mark.parametrize("outputs", [1, 2])
def test_a_cross_entropy_of_what_is_not_finite_is_explained(activation: str, loss: str, outputs: int) -> None:
    for z in product(SUMS, repeat=outputs):
        layer = Layer(np.zeros((outputs, 1)), z, activation)
        for target in product((0.0, 0.25, 1.0), repeat=outputs):
            traced = trace(Network((layer,), loss), [[1.0]], [target])
            assert np.array_equal(traced.layers[0].z[0], z, equal_nan=True)
            for address in ["l", *(f"{name}.1.{i}" for name in ("dl_da", "dl_dz") for i in range(outputs))]:
                found = derive(traced, address)
                assert agree(evaluate(found.expression), found.value, 1e-12), (z, target, address)
                names = {leaf.name for leaf in leaves(found.expression) if isinstance(leaf, Const)}
                assert "rounding" not in names, (z, target, address)


def test_a_target_of_zero_leaves_out_what_its_logarithm_asks_and_no_output_that_is_not_a_number() -> None:
    def left_out(y: float) -> list[str]:
        layer = Layer(np.zeros((2, 1)), [y, 1.0], "identity")
        found = derive(trace(Network((layer,), "cross_entropy"), [[1.0]], [[0.0, 1.0]]), "l")
        return [f"{condition.left.address} {condition.relation} 0" for condition in found.conditions]

    assert left_out(0.0) == left_out(-0.5) == ["t.0 = 0"]
    assert left_out(nan) == []
