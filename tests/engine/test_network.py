"""Networks are checked when they are made: every shape exactly, every name, nothing broadcast."""

from dataclasses import fields

import numpy as np
import pytest

from app.engine.errors import (
    BadSetting,
    EngineError,
    LossNeedsIdentity,
    ShapeMismatch,
    UnknownActivation,
    UnknownLoss,
    UnknownReduction,
)
from app.engine.network import Layer, Network

TWO_BY_TWO = [[1.0, 2.0], [3.0, 4.0]]


def test_a_network_knows_its_sizes_and_counts_its_parameters():
    network = Network((Layer(np.ones((4, 2)), np.ones(4), "tanh"), Layer(np.ones((1, 4)), [0.0], "identity")), "huber")
    assert network.sizes == (2, 4, 1)
    assert network.parameter_count == 8 + 4 + 4 + 1
    assert network.reduction == "sum"


def test_a_layer_keeps_a_copy_of_its_own_that_cannot_be_written_to():
    W, b = np.array(TWO_BY_TWO), np.zeros(2)
    layer = Layer(W, b, "relu")
    W[0, 0] = b[0] = 9.0
    assert layer.W[0, 0] == 1.0
    assert layer.b[0] == 0.0
    for array in (layer.W, layer.b):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 1.0
    with pytest.raises(AttributeError):
        layer.W = W


def test_an_unchecked_layer_is_the_same_layer_around_the_arrays_themselves():
    W, b = np.array(TWO_BY_TWO), np.array([5.0, 6.0])
    checked = Layer(W, b, "relu", frozenset({"b"}))
    layer = Layer.unchecked(W, b, "relu", frozenset({"b"}), "dense")
    assert layer.W is W
    for field in fields(Layer):
        np.testing.assert_array_equal(getattr(layer, field.name), getattr(checked, field.name))
    for array in (layer.W, layer.b, layer.b_row):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 1.0
    with pytest.raises(AttributeError):
        layer.W = W


@pytest.mark.parametrize(
    ("W", "b", "path", "axis", "expected", "actual"),
    [
        ([[1.0, 2.0], [3.0]], [0.0, 0.0], ("W", 1), "columns", 2, 1),
        ([1.0, 2.0], [0.0, 0.0], ("W",), "dimensions", 2, 1),
        ([[[1.0]]], [0.0], ("W",), "dimensions", 2, 3),
        (TWO_BY_TWO, [[0.0, 0.0]], ("b",), "dimensions", 1, 2),
        (TWO_BY_TWO, 0.0, ("b",), "dimensions", 1, 0),
        (TWO_BY_TWO, [0.0], ("b",), "length", 2, 1),
        (TWO_BY_TWO, [0.0, 0.0, 0.0], ("b",), "length", 2, 3),
        ([[], []], [0.0, 0.0], ("W",), "columns", 1, 0),
        (np.ones((0, 2)), [], ("W",), "rows", 1, 0),
        ([[1.0]], [], ("b",), "length", 1, 0),
    ],
)
def test_a_layer_of_another_shape_is_refused(W, b, path, axis, expected, actual):
    with pytest.raises(ShapeMismatch) as caught:
        Layer(W, b, "relu")
    assert caught.value.code == "shape-mismatch"
    assert caught.value.path == path
    assert (caught.value.params["axis"], caught.value.params["expected"], caught.value.params["actual"]) == (
        axis,
        expected,
        actual,
    )


def test_layers_that_do_not_fit_one_another_are_refused():
    layers = (Layer(np.ones((4, 2)), np.zeros(4), "relu"), Layer(np.ones((1, 3)), [0.0], "relu"))
    with pytest.raises(ShapeMismatch, match="Layer 2 expects 3 inputs, but layer 1 has 4 neurons") as caught:
        Network(layers, "squared_error")
    assert caught.value.path == ("layers", 1, "W")
    assert caught.value.params == {"part": "W", "layer": 2, "axis": "columns", "expected": 4, "actual": 3}


def test_a_network_without_layers_is_refused():
    with pytest.raises(ShapeMismatch):
        Network((), "squared_error")


@pytest.mark.parametrize("value", [True, "1.5", None, 1j, 10**400])
def test_what_is_not_a_number_is_refused(value):
    with pytest.raises(BadSetting, match="not made of numbers"):
        Layer([[value]], [0.0], "relu")


def test_a_whole_number_beyond_float64_is_refused_beside_one_that_is_not():
    with pytest.raises(BadSetting, match="not made of numbers"):
        Layer([[1.5, 10**400]], [0.0], "relu")


def test_whole_numbers_are_numbers():
    assert Layer([[1, 2]], [2**53 + 1], "relu").b.tolist() == [float(2**53)]
    assert Layer(np.array([[1.5]], dtype=np.float32), [0], "relu").W.dtype == np.float64


@pytest.mark.parametrize(
    ("make", "error", "code", "path", "known"),
    [
        (lambda: Layer([[1]], [0], "rulu"), UnknownActivation, "unknown-activation", ("activation",), "relu"),
        (lambda: Layer([[1]], [0], "relu", kind="conv"), BadSetting, "bad-setting", ("kind",), "dense"),
        (lambda: Layer([[1]], [0], "relu", frozenset("w")), BadSetting, "bad-setting", ("frozen",), "W"),
        (
            lambda: Network((Layer([[1]], [0], "relu"),), "mse"),
            UnknownLoss,
            "unknown-loss",
            ("loss",),
            "huber",
        ),
        (
            lambda: Network((Layer([[1]], [0], "relu"),), "huber", "max"),
            UnknownReduction,
            "unknown-reduction",
            ("reduction",),
            "mean",
        ),
    ],
)
def test_an_unknown_name_is_refused_with_the_names_that_there_are(make, error, code, path, known):
    with pytest.raises(error) as caught:
        make()
    assert caught.value.code == code
    assert caught.value.path == path
    assert known in caught.value.params["known"]


@pytest.mark.parametrize("loss", ["binary_cross_entropy_with_logits", "softmax_cross_entropy"])
def test_a_loss_on_logits_stands_after_identity_only(loss):
    with pytest.raises(LossNeedsIdentity) as caught:
        Network((Layer([[1.0]], [0.0], "sigmoid"),), loss)
    assert caught.value.code == "loss-needs-identity"
    assert caught.value.path == ("layers", 0, "activation")
    assert caught.value.params == {"loss": loss, "activation": "sigmoid", "layer": 1}
    Network((Layer([[1.0]], [0.0], "identity"),), loss)


def test_an_error_can_be_seen_from_outside():
    with pytest.raises(EngineError) as caught:
        Layer([[1.0]], [0.0, 0.0], "relu")
    assert caught.value.within("layers", 3).path == ("layers", 3, "b")
