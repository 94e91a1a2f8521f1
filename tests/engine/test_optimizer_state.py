"""What an optimizer remembers goes out as JSON and comes back as the same numbers, or is refused."""

import copy
import json
from dataclasses import replace

import numpy as np
import pytest

from app.engine.errors import BadSetting, ShapeMismatch
from app.engine.optimizer_state import Memory, State, state_of
from app.engine.optimizers import OPTIMIZERS, optimizer, update
from app.engine.passes import trace
from tests.engine.networks import problem


def walk(name, steps, *, through_json=False, frozen=(), **chosen):
    """A small network and the optimizer's state after so many updates; frozen: in its first layer."""
    p = problem("tanh", "softmax_cross_entropy", (3, 4, 2), 5)
    chosen = optimizer(name, learning_rate=0.05, **chosen)
    first, *others = p.network.layers
    network, state = replace(p.network, layers=(replace(first, frozen=frozenset(frozen)), *others)), None
    for _ in range(steps):
        network, state = update(network, trace(network, p.x, p.target), chosen, state)
        if through_json:
            state = state_of(plain(state), network, chosen.method.slots)
    return network, state


def plain(state):
    """A state as it comes out of JSON."""
    return json.loads(json.dumps(state.plain(), default=lambda array: array.tolist()))


@pytest.mark.parametrize("frozen", ["", "W"])
@pytest.mark.parametrize("name", OPTIMIZERS)
def test_a_walk_that_is_interrupted_after_every_step_ends_at_the_same_bits(name, frozen):
    one, kept = walk(name, 8, weight_decay=0.02, frozen=frozen)
    other, kept_too = walk(name, 8, weight_decay=0.02, frozen=frozen, through_json=True)
    for a, b in zip(one.layers, other.layers, strict=True):
        assert a.W.tobytes() == b.W.tobytes()
        assert a.b.tobytes() == b.b.tobytes()
    assert plain(kept) == plain(kept_too)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_what_is_remembered_has_the_shapes_of_the_parameters(name):
    network, state = walk(name, 2)
    slots = {slot.name for slot in OPTIMIZERS[name].slots}
    assert len(state.layers) == (2 if slots else 0)
    for layer, memories in zip(network.layers, state.layers, strict=bool(slots)):
        for parameter in ("W", "b"):
            memory = memories[parameter]
            assert memory.arrays.keys() == slots
            assert {array.shape for array in memory.arrays.values()} == {getattr(layer, parameter).shape}
            assert memory.step == state.step == 2


def test_sgd_remembers_nothing():
    _, state = walk("sgd", 3)
    assert state.plain() == {}
    assert plain(walk("adam", 1)[1]).keys() == {"step", "layers"}


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_an_empty_state_is_the_beginning(name):
    p = problem("tanh", "softmax_cross_entropy", (3, 4, 2), 5)
    chosen = optimizer(name, learning_rate=0.05)
    traced = trace(p.network, p.x, p.target)
    begun = update(p.network, traced, chosen, state_of({}, p.network, chosen.method.slots))
    assert plain(begun.state) == plain(update(p.network, traced, chosen).state)


def test_a_state_is_a_copy_of_the_arrays_that_it_was_made_from():
    network, state = walk("momentum", 1)
    value = state.plain()
    velocity = np.array(value["layers"][0]["W"]["velocity"])
    value["layers"][0]["W"]["velocity"] = velocity
    again = state_of(value, network, OPTIMIZERS["momentum"].slots)
    velocity[...] = 7.0
    assert (again.layers[0]["W"].arrays["velocity"] == state.layers[0]["W"].arrays["velocity"]).all()


def changed(state, *path, to=None):
    """The plain values of a state with what stands at a path replaced, or taken out."""
    value = copy.deepcopy(plain(state))
    place = value
    for part in path[:-1]:
        place = place[part]
    if to is None:
        del place[path[-1]]
    else:
        place[path[-1]] = to
    return value


W = ("layers", 0, "W")


@pytest.mark.parametrize(
    ("path", "to", "error", "where", "params"),
    [
        (("step",), None, BadSetting, (), {"known": ["step", "layers"]}),
        (("more",), 1, BadSetting, (), {"known": ["step", "layers"]}),
        (("step",), -1, BadSetting, ("step",), {"minimum": 0, "allowed": ">= 0"}),
        (("step",), 1.0, BadSetting, ("step",), {"minimum": 0}),
        (("step",), True, BadSetting, ("step",), {"minimum": 0}),
        (("layers", 1), None, ShapeMismatch, ("layers",), {"expected": 2, "actual": 1, "axis": "length"}),
        (("layers", 0, "b"), None, BadSetting, ("layers", 0), {"known": ["W", "b"]}),
        ((*W, "mean"), None, BadSetting, W, {"known": ["step", "mean", "mean_square"]}),
        ((*W, "velocity"), [[0.0] * 3] * 4, BadSetting, W, {"known": ["step", "mean", "mean_square"]}),
        ((*W, "step"), None, BadSetting, W, {"known": ["step", "mean", "mean_square"]}),
        ((*W, "step"), -1, BadSetting, (*W, "step"), {"minimum": 0}),
        ((*W, "step"), 4, BadSetting, (*W, "step"), {"maximum": 3, "allowed": "<= 3"}),
        ((*W, "mean"), [[0.0] * 3] * 3, ShapeMismatch, (*W, "mean"), {"axis": "rows", "expected": 4, "actual": 3}),
        ((*W, "mean"), [[0.0]] * 4, ShapeMismatch, (*W, "mean"), {"axis": "columns", "expected": 3, "actual": 1}),
        ((*W, "mean"), [0.0] * 3, ShapeMismatch, (*W, "mean"), {"axis": "dimensions", "expected": 2, "actual": 1}),
        ((*W, "mean"), [[0.0], [0.0, 1.0]], ShapeMismatch, (*W, "mean", 1), {"expected": 1, "actual": 2}),
        ((*W, "mean"), [["a"] * 3] * 4, BadSetting, (*W, "mean"), {"allowed": "real numbers"}),
        ((*W, "mean_square", 3, 2), -1e-9, BadSetting, (*W, "mean_square", 3, 2), {"minimum": 0}),
        (("layers", 1, "b", "mean"), [0.0], ShapeMismatch, ("layers", 1, "b", "mean"), {"axis": "length"}),
    ],
)
def test_a_state_that_fits_neither_network_nor_optimizer_is_refused(path, to, error, where, params):
    network, state = walk("adam", 3)
    with pytest.raises(error) as caught:
        state_of(changed(state, *path, to=to), network, OPTIMIZERS["adam"].slots)
    assert caught.value.path == where
    assert params.items() <= caught.value.params.items()


@pytest.mark.parametrize("name", OPTIMIZERS)
@pytest.mark.parametrize("other", OPTIMIZERS)
def test_the_state_of_another_optimizer_is_refused(name, other):
    network, state = walk(other, 1)
    slots, others = OPTIMIZERS[name].slots, OPTIMIZERS[other].slots
    if slots == others or not others:
        assert plain(state_of(plain(state), network, slots)) == plain(state)
        return
    with pytest.raises(BadSetting) as caught:
        state_of(plain(state), network, slots)
    known = ["step", *(slot.name for slot in slots)] if slots else []
    assert caught.value.params["known"] == known
    with pytest.raises(BadSetting):
        walk_on(name, network, state)


def walk_on(name, network, state):
    p = problem("tanh", "softmax_cross_entropy", (3, 4, 2), 5)
    return update(network, trace(network, p.x, p.target), optimizer(name, learning_rate=0.1), state)


def test_a_state_of_another_network_is_refused_and_nothing_is_broadcast():
    network, state = walk("momentum", 1)
    one = State(1, tuple({name: Memory(1, {"velocity": np.ones((1, 1))}) for name in "Wb"} for _ in network.layers))
    with pytest.raises(ShapeMismatch) as caught:
        walk_on("momentum", network, one)
    assert caught.value.path == ("layers", 0, "W", "velocity")
    flat = State(1, tuple({**layer, "W": Memory(1, {"velocity": np.ones(3)})} for layer in state.layers))
    with pytest.raises(ShapeMismatch) as caught:
        walk_on("momentum", network, flat)
    assert caught.value.params["axis"] == "dimensions"
    with pytest.raises(ShapeMismatch) as caught:
        walk_on("momentum", network, State(1, state.layers[:1]))
    assert caught.value.params == {"part": "layers", "axis": "length", "expected": 2, "actual": 1}
