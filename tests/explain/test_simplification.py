"""How a softmax's product of slopes comes to output minus target: every step gives the number."""

import numpy as np
import pytest

from app.engine.network import Layer, Network
from app.engine.passes import trace
from app.engine.records import Trace
from app.explain.derive import derive
from app.explain.expressions import evaluate
from app.explain.rules.simplification import MAX_SIMPLIFIED_OUTPUTS


def passed(activation: str, loss: str, target: list[float], scale: float = 1.0) -> Trace:
    weights = scale * np.linspace(-1.0, 1.2, 2 * len(target)).reshape(len(target), 2)
    network = Network((Layer(weights, np.zeros(len(target)), activation),), loss)
    return trace(network, np.array([[0.7, -0.4]]), np.array([target]))


@pytest.mark.parametrize(("activation", "loss"), [("softmax", "cross_entropy"), ("sigmoid", "binary_cross_entropy")])
def test_each_step_is_the_number(activation: str, loss: str) -> None:
    for i in range(3):
        found = derive(passed(activation, loss, [0.0, 1.0, 0.0]), f"dl_dz.1.{i}")
        assert [step.reason for step in found.simplification][:4] == ["slopes", "written-out", "cancelled", "gathered"]
        for step in found.simplification:
            assert evaluate(step.tree) == pytest.approx(found.value, rel=1e-9)


def test_the_last_step_of_a_softmax_is_output_minus_target_where_the_targets_sum_to_1() -> None:
    traced = passed("softmax", "cross_entropy", [0.25, 0.5, 0.25])
    step = derive(traced, "dl_dz.1.2").simplification[-1]
    assert step.reason == "targets"
    assert evaluate(step.tree) == traced.layers[0].a[0, 2] - 0.25
    reasons = [
        step.reason for step in derive(passed("softmax", "cross_entropy", [1.0, 1.0, 0.0]), "dl_dz.1.2").simplification
    ]
    assert reasons[-1] == "gathered"


def test_there_is_no_simplification_where_they_would_say_something_else() -> None:
    assert derive(passed("softmax", "half_squared_error", [0.0, 1.0, 0.0]), "dl_dz.1.0").simplification == ()
    assert derive(passed("softmax", "cross_entropy", [0.0, 1.0, 0.0]), "z.1.0").simplification == ()
    saturated = passed("softmax", "cross_entropy", [1.0, 0.0, 0.0], scale=2000.0)
    assert derive(saturated, "dl_dz.1.0").simplification == (), "the slopes have lost their digits"
    wide = [1.0, *[0.0] * MAX_SIMPLIFIED_OUTPUTS]
    assert derive(passed("softmax", "cross_entropy", wide), "dl_dz.1.0").simplification == ()
