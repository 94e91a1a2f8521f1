"""One update by each optimizer: what moves, what stays, what is refused, and the loss that is promised."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.engine.errors import BadSetting, UnknownOptimizer
from app.engine.network import Layer, Network
from app.engine.optimizers import OPTIMIZERS, descend, optimizer, update
from app.engine.passes import trace
from tests.engine.networks import problem, random_problem


def sgd(learning_rate):
    return optimizer("sgd", learning_rate=learning_rate)


def linear(W, frozen=()):
    """One identity neuron with one input."""
    return Network((Layer([[W]], [0.0], "identity", frozenset(frozen)),), "half_squared_error")


def test_the_contracts_optimizers_are_there_in_its_order():
    assert " ".join(OPTIMIZERS) == "sgd momentum nesterov rmsprop adagrad adam adamw"


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6), st.floats(0, 10))
def test_every_parameter_moves_by_minus_the_learning_rate_times_its_gradient(seed, learning_rate):
    p = random_problem(seed)
    traced = trace(p.network, p.x, p.target)
    moved = update(p.network, traced, sgd(learning_rate)).network
    for before, after, record in zip(p.network.layers, moved.layers, traced.layers, strict=True):
        assert (before.W - learning_rate * record.dL_dW == after.W).all()
        assert (before.b - learning_rate * record.dL_db == after.b).all()
        assert after.activation == before.activation
    assert (moved.loss, moved.reduction) == (p.network.loss, p.network.reduction)


# One weight θ, its bias frozen at 0, with x = 1 and t = 0: g = θ. Two steps with η = 0.5, from θ = 1.
@pytest.mark.parametrize(
    ("name", "chosen", "first", "second"),
    [
        ("sgd", {}, 0.5, 0.25),
        ("sgd", {"weight_decay": 0.5}, 0.25, 0.0625),
        # m = 1, then 0.5 · 1 + 0.5
        ("momentum", {"momentum": 0.5}, 0.5, 0.0),
        # 1 - 0.5 (1 + 0.5 · 1), then m = 0.5 + 0.25 and 0.25 - 0.5 (0.25 + 0.5 · 0.75)
        ("nesterov", {"momentum": 0.5}, 0.25, -0.0625),
        # v = 1/4, then 3/4 · 1/4 + 1/4 · 0.25²
        ("rmsprop", {"alpha": 0.75, "epsilon": 0.5}, 0.5, 0.5 - 0.5 * 0.5 / (np.sqrt(0.1875 + 0.0625) + 0.5)),
        # G = 1, then 1 + 0.75²
        ("adagrad", {"epsilon": 1.0}, 0.75, 0.75 - 0.5 * 0.75 / (np.sqrt(1.5625) + 1.0)),
        # m / (1 - β1) = g and v / (1 - β2) = g², whatever β
        ("adam", {"beta1": 0.5, "beta2": 0.75, "epsilon": 1.0}, 0.75, None),
        # first 1 · (1 - 0.5 · 0.5), then the step of adam at g = 1
        ("adamw", {"beta1": 0.5, "beta2": 0.75, "epsilon": 1.0, "weight_decay": 0.5}, 0.5, None),
    ],
)
def test_two_steps_are_what_one_computes_by_hand(name, chosen, first, second):
    chosen = optimizer(name, learning_rate=0.5, **chosen)
    network, state, found = linear(1.0, frozen="b"), None, []
    for _ in range(2):
        network, state = update(network, trace(network, [[1.0]], [[0.0]]), chosen, state)
        found.append(network.layers[0].W[0, 0])
    assert found[0] == pytest.approx(first, rel=1e-15, abs=1e-15)
    if second is not None:
        assert found[1] == pytest.approx(second, rel=1e-15, abs=1e-15)


def test_adams_second_step_is_corrected_for_its_beginning_at_zero():
    chosen = optimizer("adam", learning_rate=0.5, beta1=0.5, beta2=0.75, epsilon=1.0)
    network, state = linear(1.0, frozen="b"), None
    for _ in range(2):
        network, state = update(network, trace(network, [[1.0]], [[0.0]]), chosen, state)
    m, v = 0.5 * 0.5 + 0.5 * 0.75, 0.75 * 0.25 + 0.25 * 0.75**2
    assert state.layers[0]["W"].arrays["mean"][0, 0] == m
    assert state.layers[0]["W"].arrays["mean_square"][0, 0] == v
    expected = 0.75 - 0.5 * (m / 0.75) / (np.sqrt(v / (1 - 0.75**2)) + 1.0)
    assert network.layers[0].W[0, 0] == pytest.approx(expected, rel=1e-15, abs=1e-15)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_weight_decay_shrinks_weights_and_never_biases(name):
    network = Network((Layer([[3.0, -2.0]], [5.0], "identity"),), "half_squared_error")
    traced = trace(network, [[0.0, 0.0]], [[5.0]])  # y = t: every gradient is 0
    still = update(network, traced, optimizer(name, learning_rate=0.1, weight_decay=0.0)).network.layers[0]
    assert still.W.tolist() == [[3.0, -2.0]]
    shrunk = update(network, traced, optimizer(name, learning_rate=0.1, weight_decay=0.5)).network.layers[0]
    assert (abs(shrunk.W) < abs(network.layers[0].W)).all()
    assert shrunk.b.tolist() == [5.0]


def test_only_adamw_decays_without_being_asked():
    decays = {name: optimizer(name, learning_rate=1).settings["weight_decay"] for name in OPTIMIZERS}
    assert decays == {**dict.fromkeys(OPTIMIZERS, 0.0), "adamw": 0.01}


def test_the_defaults_are_pytorchs():
    chosen = {name: dict(optimizer(name, learning_rate=0.1).settings) for name in OPTIMIZERS}
    assert chosen["momentum"] == chosen["nesterov"] == {"learning_rate": 0.1, "momentum": 0.9, "weight_decay": 0.0}
    assert chosen["rmsprop"] == {"learning_rate": 0.1, "alpha": 0.99, "epsilon": 1e-8, "weight_decay": 0.0}
    assert chosen["adagrad"] == {"learning_rate": 0.1, "epsilon": 1e-10, "weight_decay": 0.0}
    adam = {"learning_rate": 0.1, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8}
    assert chosen["adam"] == {**adam, "weight_decay": 0.0}
    assert chosen["adamw"] == {**adam, "weight_decay": 0.01}


@pytest.mark.parametrize("name", OPTIMIZERS)
@pytest.mark.parametrize("frozen", [(), ("W",), ("b",), ("W", "b")])
def test_frozen_parameters_stay_the_same_numbers_and_are_not_remembered(name, frozen):
    layer = Layer([[0.1, 0.2]], [0.3], "sigmoid", frozenset(frozen))
    network = Network((layer,), "half_squared_error")
    moved, state = update(network, trace(network, [[1.0, 2.0]], [[0.0]]), optimizer(name, learning_rate=0.5))
    after = moved.layers[0]
    assert (after.W.tobytes() == layer.W.tobytes()) == ("W" in frozen)
    assert (after.b.tobytes() == layer.b.tobytes()) == ("b" in frozen)
    assert after.frozen == frozenset(frozen)
    for memories in state.layers:
        assert {parameter for parameter, memory in memories.items() if not memory.arrays} == set(frozen)


def test_what_is_frozen_for_a_while_keeps_what_was_remembered_of_it():
    p = problem("tanh", "squared_error", (2, 3, 1), 4)
    chosen = optimizer("adam", learning_rate=0.1)
    network, before = update(p.network, trace(p.network, p.x, p.target), chosen)
    still = Network((replace(network.layers[0], frozen=frozenset("W")), network.layers[1]), network.loss)
    for _ in range(3):
        still, state = update(still, trace(still, p.x, p.target), chosen, before)
        assert state.layers[0]["W"] is before.layers[0]["W"]
        before = state
    assert state.step == 4
    assert [state.layers[0][name].step for name in ("W", "b")] == [1, 4]


def test_a_small_enough_step_lowers_the_loss():
    p = random_problem(3)
    traced = trace(p.network, p.x, p.target)
    for name in OPTIMIZERS:
        descent = descend(traced, optimizer(name, learning_rate=1e-4))
        assert descent.L_after < traced.L


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_a_learning_rate_of_zero_moves_nothing(name):
    p = random_problem(4)
    moved = update(p.network, trace(p.network, p.x, p.target), optimizer(name, learning_rate=0)).network
    assert all((a.W == b.W).all() for a, b in zip(p.network.layers, moved.layers, strict=True))


def test_a_step_that_overflows_is_a_result():
    network = linear(1.0)
    moved = update(network, trace(network, [[10.0]], [[-1e3]]), sgd(1e308)).network
    assert moved.layers[0].W[0, 0] == -np.inf


def test_a_square_that_overflows_is_a_result_and_is_remembered():
    network, state = linear(1e200), None
    for _ in range(2):
        traced = trace(network, [[1.0]], [[0.0]])
        network, state = update(network, traced, optimizer("adam", learning_rate=0.1), state)
    assert state.layers[0]["W"].arrays["mean_square"][0, 0] == np.inf
    assert network.layers[0].W[0, 0] == 1e200


@pytest.mark.parametrize("reduction", ["sum", "mean"])
def test_the_loss_after_an_update_is_the_next_traces_to_the_last_bit(reduction):
    names = list(OPTIMIZERS)
    several = 0
    for seed in range(200):
        p = random_problem(seed)
        network = replace(p.network, reduction=reduction)
        samples = 1 + seed % 9
        x, target = np.resize(p.x, (samples, p.x.shape[1])), np.resize(p.target, (samples, p.target.shape[1]))
        descent = descend(trace(network, x, target), optimizer(names[seed % 7], learning_rate=0.01))
        after = trace(descent.network, x, target)
        assert descent.l_after.tobytes() == after.l.tobytes(), seed
        assert descent.L_after == after.L, seed
        several += len({*after.l.tolist()}) > 2
    assert several > 100


def test_nothing_that_an_update_gives_can_be_written_to():
    p = random_problem(5)
    descent = descend(trace(p.network, p.x, p.target), optimizer("adam", learning_rate=0.1))
    memory = descent.state.layers[0]["W"]
    for array in (descent.l_after, descent.network.layers[0].W, *memory.arrays.values()):
        with pytest.raises(ValueError, match="read-only"):
            array[...] = 0.0
    with pytest.raises(TypeError):
        memory.arrays["mean"] = memory.arrays["mean_square"]
    with pytest.raises(TypeError):
        optimizer("adam", learning_rate=0.1).settings["learning_rate"] = 1.0


# Least and largest of what is allowed, and what lies just beyond.
RANGES = {
    "learning_rate": ([0.0, 1e308], [-5e-324]),
    "momentum": ([0.0, np.nextafter(1, 0)], [-5e-324, 1.0]),
    "alpha": ([0.0, np.nextafter(1, 0)], [-5e-324, 1.0]),
    "beta1": ([0.0, np.nextafter(1, 0)], [-5e-324, 1.0]),
    "beta2": ([0.0, np.nextafter(1, 0)], [-5e-324, 1.0]),
    "epsilon": ([5e-324, 1e308], [0.0, -1.0]),
    "weight_decay": ([0.0, 1e308], [-5e-324]),
}


@pytest.mark.parametrize(
    ("name", "setting"), [(row.name, setting.name) for row in OPTIMIZERS.values() for setting in row.settings]
)
def test_a_setting_that_means_nothing_is_refused(name, setting):
    inside, outside = RANGES[setting]
    for value in inside:
        assert optimizer(name, **{"learning_rate": 0.1, setting: value}).settings[setting] == value
    for value in (*outside, float("nan"), float("inf"), -float("inf")):
        with pytest.raises(BadSetting) as caught:
            optimizer(name, **{"learning_rate": 0.1, setting: value})
        assert caught.value.path == (setting,)
        assert caught.value.params["setting"] == setting
    allowed = caught.value.params["allowed"]
    assert allowed == {"momentum": ">= 0, < 1", "epsilon": "> 0"}.get(setting, allowed)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_a_learning_rate_must_be_given(name):
    with pytest.raises(BadSetting) as caught:
        optimizer(name)
    assert caught.value.path == ("learning_rate",)


def test_a_setting_of_another_optimizer_is_refused():
    with pytest.raises(BadSetting) as caught:
        optimizer("sgd", learning_rate=0.1, momentum=0.9)
    assert caught.value.path == ("momentum",)
    assert caught.value.params["known"] == ["learning_rate", "weight_decay"]


def test_an_optimizer_is_found_by_its_name():
    assert optimizer("adam", learning_rate=0.1).method is OPTIMIZERS["adam"]
    with pytest.raises(UnknownOptimizer) as caught:
        optimizer("adamm", learning_rate=0.1)
    assert caught.value.path == ("name",)
    assert caught.value.params["known"] == list(OPTIMIZERS)
