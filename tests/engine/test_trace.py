"""What a trace holds, what it refuses, and that it leaves everything else alone."""

import numpy as np
import pytest

from app.engine.errors import BadSetting, ShapeMismatch, TargetOutOfRange
from app.engine.losses import LOSSES
from app.engine.network import Layer, Network
from app.engine.passes import gains, trace
from tests.engine.networks import problem

X = [[1.0, 2.0], [3.0, -1.0], [0.5, 0.25]]
TARGET = [[0.0], [1.0], [0.5]]


@pytest.fixture
def network():
    layers = (
        Layer([[0.1, -0.2], [0.4, 0.3], [0.5, 0.6]], [0.1, 0.2, -0.3], "softmax"),
        Layer([[0.7, -0.8, 0.9]], [0.05], "sigmoid"),
    )
    return Network(layers, "binary_cross_entropy", "mean")


def test_every_field_has_its_shape(network):
    traced = trace(network, X, TARGET, per_sample=True)
    first, last = traced.layers
    assert (traced.x.shape, traced.target.shape, traced.l.shape, traced.dl_dx.shape) == (
        (3, 2),
        (3, 1),
        (3,),
        (3, 2),
    )
    assert isinstance(traced.L, float)
    assert first.z.shape == first.a.shape == first.dl_da.shape == first.dl_dz.shape == first.dl_db.shape == (3, 3)
    assert first.da_dz is None
    assert gains(traced, 0).shape == (3, 3, 3)
    assert (first.dL_dW.shape, first.dL_db.shape, first.dl_dW.shape) == ((3, 2), (3,), (3, 3, 2))
    assert last.da_dz is gains(traced, 1)
    assert last.da_dz.shape == (3, 1)
    assert (last.dL_dW.shape, last.dL_db.shape, last.dl_dW.shape) == ((1, 3), (1,), (3, 1, 3))


def test_per_sample_gradients_are_there_only_when_asked_for(network):
    assert all(layer.dl_dW is None and layer.dl_db is layer.dl_dz for layer in trace(network, X, TARGET).layers)


def test_the_mean_divides_the_total_loss_and_its_gradients_and_nothing_else(network):
    mean = trace(network, X, TARGET, per_sample=True)
    total = trace(Network(network.layers, network.loss, "sum"), X, TARGET, per_sample=True)
    assert abs(mean.L - total.L / 3) <= 1e-15
    assert (mean.l == total.l).all()
    assert (mean.dl_dx == total.dl_dx).all()
    for one, other in zip(mean.layers, total.layers, strict=True):
        assert one.dL_dW == pytest.approx(other.dL_dW / 3, rel=1e-15)
        assert one.dL_db == pytest.approx(other.dL_db / 3, rel=1e-15)
        for name in ("dl_da", "dl_dz", "dl_dW", "dl_db"):
            assert (getattr(one, name) == getattr(other, name)).all()


def test_nothing_in_a_trace_can_be_written_to(network):
    traced = trace(network, X, TARGET, dl_dy=[[1.0], [2.0], [3.0]], per_sample=True)
    arrays = [traced.x, traced.target, traced.l, traced.dl_dx]
    for layer in traced.layers:
        arrays += [array for name in layer._fields if (array := getattr(layer, name)) is not None]
    assert not any(array.flags.writeable for array in arrays)
    with pytest.raises(AttributeError):
        traced.L = 0.0


def test_a_trace_shares_no_array_with_its_caller_and_changes_none(network):
    x, target, dl_dy = np.array(X), np.array(TARGET), np.ones((3, 1))
    given = [x.copy(), target.copy(), dl_dy.copy()]
    traced = trace(network, x, target, dl_dy=dl_dy)
    assert all((one == other).all() for one, other in zip(given, (x, target, dl_dy), strict=True))
    for mine in (x, target, dl_dy):
        assert mine.flags.writeable
        for theirs in (traced.x, traced.target, traced.layers[-1].dl_da):
            assert not np.shares_memory(mine, theirs)


def test_inputs_in_another_order_of_memory_give_the_same_numbers(network):
    one = trace(network, X, TARGET)
    other = trace(network, np.asfortranarray(X), np.repeat(TARGET, 2, axis=1)[:, :1])
    assert one.dl_dx.tobytes() == other.dl_dx.tobytes()


@pytest.mark.parametrize(
    ("x", "target", "dl_dy", "part", "axis", "expected", "actual"),
    [
        ([[1.0]], TARGET, None, "x", "columns", 2, 1),
        ([1.0, 2.0], TARGET, None, "x", "dimensions", 2, 1),
        ([], TARGET, None, "x", "dimensions", 2, 1),
        (np.ones((0, 2)), TARGET, None, "x", "rows", 1, 0),
        ([[1.0, 2.0], [3.0]], TARGET, None, "x", "columns", 2, 1),
        (X, [[0.0]], None, "target", "rows", 3, 1),
        (X, [0.0, 1.0, 0.5], None, "target", "dimensions", 2, 1),
        (X, [[0.0, 1.0]] * 3, None, "target", "columns", 1, 2),
        (X, TARGET, [[1.0]], "dl_dy", "rows", 3, 1),
        (X, TARGET, [[1.0, 0.0]] * 3, "dl_dy", "columns", 1, 2),
        (X, TARGET, 1.0, "dl_dy", "dimensions", 2, 0),
    ],
)
def test_nothing_is_broadcast(network, x, target, dl_dy, part, axis, expected, actual):
    with pytest.raises(ShapeMismatch) as caught:
        trace(network, x, target, dl_dy=dl_dy)
    assert caught.value.path[0] == part
    assert caught.value.params["part"] == part
    assert (caught.value.params["axis"], caught.value.params["expected"], caught.value.params["actual"]) == (
        axis,
        expected,
        actual,
    )


def test_samples_that_are_not_numbers_are_refused(network):
    with pytest.raises(BadSetting):
        trace(network, [["1.5", "2"]], [[0.0]])


@pytest.mark.parametrize("loss", [name for name, loss in LOSSES.items() if loss.target_range])
@pytest.mark.parametrize("bad", [1.2, -0.1, -5e-324, 1.0000000000000002, np.nan, np.inf])
def test_a_cross_entropy_refuses_a_target_outside_its_range(loss, bad):
    p = problem("sigmoid", loss, (2, 3, 2), 2)
    with pytest.raises(TargetOutOfRange) as caught:
        trace(p.network, p.x, [[0.0, 1.0], [0.5, bad]])
    assert caught.value.code == "target-out-of-range"
    assert caught.value.path == ("target", 1, 1)
    assert caught.value.params == {"loss": loss, "sample": 1, "output": 1, "low": 0.0, "high": 1.0}


def test_other_losses_take_any_target():
    p = problem("tanh", "squared_error", (2, 3, 2), 1)
    assert trace(p.network, p.x, [[12.0, -7.0]]).L > 0


def test_a_driven_backward_pass_starts_from_the_given_signal_and_keeps_the_loss(network):
    own = trace(network, X, TARGET)
    driven = trace(network, X, TARGET, dl_dy=[[1.0], [0.0], [-2.0]])
    assert driven.layers[-1].dl_da.tolist() == [[1.0], [0.0], [-2.0]]
    assert (driven.layers[-1].dl_dz == driven.layers[-1].da_dz * driven.layers[-1].dl_da).all()
    assert (driven.dl_dx[1] == 0.0).all()
    assert driven.L == own.L
    assert (driven.l == own.l).all()


def test_the_backward_pass_of_one_network_can_be_asked_for_twice(network):
    one, other = trace(network, X, TARGET), trace(network, X, TARGET)
    assert all((a.dL_dW == b.dL_dW).all() for a, b in zip(one.layers, other.layers, strict=True))
