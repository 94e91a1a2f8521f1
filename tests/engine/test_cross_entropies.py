"""A target of 0 asks nothing of its logarithm, but hides no output that is NaN; large batches go by blocks."""

import math

import numpy as np
import pytest

from app.engine.blocks import MAX_NUMBERS
from app.engine.losses import LOSSES
from app.engine.probability import Output

INF, NAN = np.inf, np.nan
CROSS_ENTROPIES = [name for name, loss in LOSSES.items() if loss.target_range]


@pytest.fixture(autouse=True)
def _silent():
    with np.errstate(all="ignore"):
        yield


def as_it_is(y):
    return Output(np.array([y]), np.array([y]), "identity")


@pytest.mark.parametrize("loss", CROSS_ENTROPIES)
@pytest.mark.parametrize("targets", [[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])
def test_a_target_of_zero_or_one_does_not_hide_what_is_not_a_number(loss, targets):
    assert np.isnan(LOSSES[loss].value(as_it_is([NAN, INF]), np.array([targets]))).all()


def test_a_target_of_zero_leaves_an_infinite_logarithm_out():
    for y in ([0.0, 1.0], [INF, 1.0]):
        assert LOSSES["cross_entropy"].value(as_it_is(y), np.array([[0.0, 1.0]])).tolist() == [0.0]
    assert LOSSES["binary_cross_entropy"].value(as_it_is([0.0, 1.0]), np.array([[0.0, 1.0]])).tolist() == [0.0]


def test_a_target_of_zero_asks_nothing_of_the_logarithm_of_a_negative_number():
    assert LOSSES["cross_entropy"].value(as_it_is([-0.5, 0.5]), np.array([[0.0, 1.0]])).tolist() == [math.log(2.0)]
    both = LOSSES["binary_cross_entropy"].value(as_it_is([-0.5, 1.5]), np.array([[0.0, 1.0]]))
    assert both.tolist() == [-2.0 * math.log1p(0.5)]
    assert np.isnan(LOSSES["cross_entropy"].value(as_it_is([-0.5]), np.array([[1e-9]]))).all()


@pytest.mark.parametrize("z", [[NAN, 0.0], [INF, 0.0], [-INF, -INF]])
def test_logits_without_a_softmax_have_no_cross_entropy_though_all_targets_are_zero(z):
    assert np.isnan(LOSSES["softmax_cross_entropy"].value(as_it_is(z), np.zeros((1, 2)))).all()


@pytest.mark.parametrize("name", ["cross_entropy", "binary_cross_entropy"])
def test_a_gradient_keeps_what_is_not_a_number_where_another_output_is_zero(name):
    for target in (0.0, 1.0):
        found = LOSSES[name].gradient(as_it_is([NAN, 0.0]), np.array([[target, 0.0]]))
        assert np.isnan(found[0, 0])
        assert found[0, 1] == (0.0 if name == "cross_entropy" else 1.0)


@pytest.mark.parametrize("activation", ["sigmoid", "softmax"])
@pytest.mark.parametrize("name", ["cross_entropy", "binary_cross_entropy"])
@pytest.mark.parametrize("target", [0.0, 1.0])
def test_a_gradient_at_z_is_not_a_number_where_z_is_not(activation, name, target):
    output = Output(np.array([[NAN]]), np.array([[NAN]]), activation)
    assert np.isnan(LOSSES[name].gradient_z[activation](output, np.array([[target]]))).all()


def test_an_output_that_is_certain_keeps_its_gradient_though_the_others_have_no_softmax_among_themselves():
    output = Output(np.array([[0.0, 1.0]]), np.array([[-INF, 0.0]]), "softmax")
    found = LOSSES["binary_cross_entropy"].gradient_z["softmax"](output, np.array([[0.0, 0.0]]))
    assert found[0, 1] == 1.0


@pytest.mark.parametrize("name", CROSS_ENTROPIES)
def test_blocks_of_samples_give_what_the_samples_give_alone(name):
    loss, rng, n = LOSSES[name], np.random.default_rng(0), 100
    y = rng.dirichlet(np.ones(n), size=2 * MAX_NUMBERS // n + 3)
    z, target = np.log(y), rng.random(y.shape)
    functions = [(loss.value, "identity"), (loss.gradient, "identity")]
    functions += [(function, activation) for activation, function in loss.gradient_z.items()]
    for function, activation in functions:
        found = function(Output(y, z, activation), target)
        assert len(found) == len(y)
        for at in (0, len(y) // 3, len(y) - 1):
            rows = slice(at, at + 1)
            alone = function(Output(y[rows], z[rows], activation), target[rows])
            assert found[at] == pytest.approx(alone[0], rel=1e-11, abs=1e-14)
