"""Numbers at the edge of float64, and networks at the edge of sense. Overflow is a result; nothing warns."""

import numpy as np
import pytest

from app.engine.activations import ACTIVATIONS
from app.engine.losses import LOSSES
from app.engine.network import Layer, Network
from app.engine.optimizers import optimizer, update
from app.engine.passes import gains, trace
from tests.engine.networks import COMBINATIONS, last_activation


def one_layer(z, activation, loss, target):
    """The trace of a layer whose weighted sums are ``z`` for an input of 1."""
    n = len(z)
    return trace(Network((Layer(np.array(z).reshape(n, 1), np.zeros(n), activation),), loss), [[1.0]], [target])


@pytest.mark.parametrize(("activation", "loss"), COMBINATIONS)
def test_extreme_weights_give_a_result_and_no_warning(activation, loss):
    for weight in (0.0, -0.0, 5e-324, 1e-308, 1e154, -1e154, 1e308, -1e308):
        layers = tuple(
            Layer(np.full((2, 2), weight), np.full(2, weight), name)
            for name in (activation, last_activation(activation, loss))
        )
        for x in ([[1.0, 1.0]], [[1e308, -1e308]], [[5e-324, -0.0]]):
            traced = trace(Network(layers, loss), x, [[0.0, 1.0]])
            assert traced.layers[0].z.shape == (1, 2)
            update(Network(layers, loss), traced, optimizer("sgd", learning_rate=1e308))


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_no_activation_turns_a_finite_sum_into_nan(name):
    with np.errstate(all="ignore"):
        for size in (5e-324, 1e-308, 1.0, 710.0, 800.0, 1e4, 1e154, 1.7e308):
            z = np.array([[size, -size, 0.0, -0.0]])
            a = ACTIVATIONS[name].forward(z)
            assert not np.isnan(a).any()
            assert not np.isnan(ACTIVATIONS[name].derivative(a, z)).any()


def test_tanh_at_800_is_one_and_its_slope_is_zero():
    for sign in (1.0, -1.0):
        layer = one_layer([sign * 800.0], "tanh", "half_squared_error", [0.0]).layers[0]
        assert layer.a[0, 0] == sign
        assert layer.da_dz[0, 0] == 0.0
        assert layer.dl_dz[0, 0] == 0.0


@pytest.mark.parametrize("loss", ["softmax_cross_entropy", "binary_cross_entropy_with_logits"])
def test_logits_of_ten_thousand_have_finite_losses_and_gradients(loss):
    right = one_layer([1e4, -1e4], "identity", loss, [1.0, 0.0])
    assert right.L == 0.0
    assert (right.layers[0].dl_dz == 0.0).all()
    wrong = one_layer([1e4, -1e4], "identity", loss, [0.0, 1.0])
    assert wrong.L == 2e4
    assert wrong.layers[0].dl_dz.tolist() == [[1.0, -1.0]]


@pytest.mark.parametrize("activation", ["sigmoid", "softmax"])
@pytest.mark.parametrize("loss", ["cross_entropy", "binary_cross_entropy"])
def test_a_sure_and_wrong_probability_has_a_finite_loss_and_gradient_at_z(activation, loss):
    traced = one_layer([1e4, -1e4], activation, loss, [0.0, 1.0])
    expected = {
        ("sigmoid", "cross_entropy"): (1e4, [[0.0, -1.0]]),
        ("sigmoid", "binary_cross_entropy"): (2e4, [[1.0, -1.0]]),
        ("softmax", "cross_entropy"): (2e4, [[1.0, -1.0]]),
        ("softmax", "binary_cross_entropy"): (4e4, [[2.0, -2.0]]),
    }
    L, dl_dz = expected[activation, loss]
    assert L == traced.L
    assert traced.layers[0].dl_dz.tolist() == dl_dz
    assert np.isinf(traced.layers[0].dl_da).any()


def test_the_logarithm_of_exactly_zero_is_an_infinite_loss():
    traced = one_layer([0.0, 1.0], "identity", "cross_entropy", [1.0, 0.0])
    assert np.isposinf(traced.L)
    assert traced.layers[0].dl_da.tolist() == [[-np.inf, 0.0]]


def test_the_logarithm_of_zero_counts_nothing_when_the_target_does_not_ask_for_it():
    for loss, L in (("cross_entropy", 0.0), ("binary_cross_entropy", 0.0)):
        traced = one_layer([0.0, 1.0], "identity", loss, [0.0, 1.0])
        assert traced.L == L
        assert traced.layers[0].dl_dz.tolist() == [[0.0 if loss == "cross_entropy" else 1.0, -1.0]]


@pytest.mark.parametrize("z", [-1e4, 0.0, 3.0, 1e4])
@pytest.mark.parametrize(("activation", "loss"), [("softmax", "cross_entropy"), ("identity", "softmax_cross_entropy")])
def test_a_cross_entropy_with_one_class_has_nothing_to_learn(z, activation, loss):
    traced = one_layer([z], activation, loss, [1.0])
    assert traced.L == 0.0
    assert traced.layers[0].dl_dz.tolist() == [[0.0]]
    assert traced.layers[0].dL_dW.tolist() == [[0.0]]


def test_one_class_under_a_binary_cross_entropy_has_no_gradient_whatever_its_target():
    for target, L in ((1.0, 0.0), (0.5, np.inf)):
        traced = one_layer([2.0], "softmax", "binary_cross_entropy", [target])
        assert traced.L == L
        assert traced.layers[0].dl_dz.tolist() == [[0.0]]


def test_sixty_four_sigmoid_layers_have_tiny_and_finite_gradients():
    network = Network(tuple(Layer([[1.0]], [0.0], "sigmoid") for _ in range(64)), "half_squared_error")
    traced = trace(network, [[1.0]], [[0.0]])
    slopes = [float(layer.da_dz[0, 0]) for layer in traced.layers]
    assert 0.0 < traced.dl_dx[0, 0] < 1e-40
    assert traced.dl_dx[0, 0] == pytest.approx(traced.layers[-1].dl_da[0, 0] * np.prod(slopes), rel=1e-13)


def test_with_all_weights_zero_only_the_last_layer_has_a_gradient():
    layers = (Layer(np.zeros((3, 2)), np.zeros(3), "tanh"), Layer(np.zeros((2, 3)), np.zeros(2), "identity"))
    traced = trace(Network(layers, "half_squared_error"), [[1.0, 2.0]], [[1.0, 0.0]])
    assert (traced.layers[0].dL_dW == 0.0).all()
    assert (traced.layers[1].dL_dW == 0.0).all()
    assert traced.layers[1].dL_db.tolist() == [-1.0, 0.0]


def test_a_relu_exactly_at_zero_passes_no_gradient():
    layers = (Layer([[1.0]], [-1.0], "relu"), Layer([[1.0]], [0.0], "identity"))
    traced = trace(Network(layers, "half_squared_error"), [[1.0]], [[1.0]])
    assert traced.layers[0].z.tolist() == [[0.0]]
    assert traced.layers[0].da_dz.tolist() == [[0.0]]
    assert traced.dl_dx.tolist() == [[0.0]]
    assert traced.layers[1].dL_db.tolist() == [-1.0]


def test_a_dead_relu_passes_no_gradient():
    layers = (Layer([[0.6, 0.8], [0.3, 0.4]], [0.2, -1.0], "relu"), Layer([[0.6, -0.2]], [0.1], "relu"))
    traced = trace(Network(layers, "half_squared_error"), [[1.2, 0.5]], [[1.0]])
    assert traced.layers[0].a[0, 1] == 0.0
    assert (traced.layers[0].dL_dW[1] == 0.0).all()
    assert (traced.layers[0].dL_dW[0] != 0.0).all()


def test_minus_zero_and_the_smallest_number_go_through_as_they_are():
    network = Network((Layer([[1.0, 0.0], [0.0, 1.0]], [-0.0, 0.0], "identity"),), "half_squared_error")
    traced = trace(network, [[-0.0, 5e-324]], [[-0.0, 0.0]])
    assert np.signbit(traced.x[0, 0])
    assert np.signbit(traced.target[0, 0])
    assert np.signbit(network.layers[0].b[0])
    assert traced.layers[0].a[0, 1] == 5e-324


def test_a_forward_pass_that_overflows_is_a_result():
    layers = tuple(Layer([[1e308]], [0.0], "identity") for _ in range(2))
    traced = trace(Network(layers, "half_squared_error"), [[10.0]], [[0.0]])
    assert np.isposinf(traced.L)
    assert traced.layers[0].z[0, 0] == np.inf


def test_squares_that_overflow_leave_a_finite_gradient():
    traced = one_layer([1e154], "identity", "squared_error", [-1e154])
    assert np.isposinf(traced.L)
    assert traced.layers[0].dl_dz.tolist() == [[4e154]]


@pytest.mark.parametrize("loss", [name for name, loss in LOSSES.items() if loss.target_range is None])
def test_a_softmax_may_stand_before_any_loss(loss):
    traced = one_layer([1.0, 2.0, 3.0], "softmax", loss, [0.0, 0.0, 1.0])
    assert gains(traced, 0).shape == (1, 3, 3)
    assert abs(traced.layers[0].dl_dz.sum()) < 1e-15
