"""The numbers that others have printed, and the ones recomputed for them, out of the engine."""

import json
from pathlib import Path

import numpy as np
import pytest

from app.engine.network import Layer, Network
from app.engine.optimizers import optimizer, update
from app.engine.passes import trace

FOLDER = Path(__file__).parents[1] / "golden" / "worked-examples"


def example(name):
    return json.loads((FOLDER / f"{name}.json").read_text("utf-8"))


def asked(request, **changes):
    """The network, x and target of a request with changes to it."""
    request = {**request, **changes}
    layers = tuple(
        Layer(layer["W"], layer["b"], layer["activation"], frozenset(layer.get("frozen", ())))
        for layer in request["layers"]
    )
    return Network(layers, request["loss"], request["reduction"]), request["x"], request["target"]


def printed(number, decimals, shown):
    """Whether a number, rounded, is what was printed."""
    return np.round(number, decimals) == pytest.approx(np.array(shown), abs=10.0**-decimals / 1e3)


def stepped(network, x, target, learning_rate, times=1):
    for _ in range(times):
        network, _ = update(network, trace(network, x, target), optimizer("sgd", learning_rate=learning_rate))
    return network


def test_the_lectures_network_gives_the_printed_activations():
    data = example("lecture")
    for change, published in (({}, data["published"]), ({"x": data["also"]["x"]}, data["also"]["published"])):
        traced = trace(*asked(data["request"], **change))
        for layer, key in zip(traced.layers, ("a.1", "a.2", "a.3"), strict=True):
            assert printed(layer.a[0], 2, published[key])


def test_the_lectures_network_gives_the_recomputed_gradients():
    data = example("lecture")
    computed = data["computed"]
    traced = trace(*asked(data["request"]))
    assert traced.l[0] == pytest.approx(computed["l"], rel=1e-15)
    for index, layer in enumerate(traced.layers):
        assert layer.z[0] == pytest.approx(np.array(computed[f"z.{index + 1}"]), abs=5e-9)
        assert layer.da_dz[0] == pytest.approx(np.array(computed["da_dz"][index]), rel=1e-14)
        assert layer.dl_dz[0] == pytest.approx(np.array(computed["dl_dz"][index]), rel=1e-13)
    other = trace(*asked(data["request"], loss="binary_cross_entropy"))
    computed = computed["with binary_cross_entropy"]
    assert other.l[0] == pytest.approx(computed["l"], rel=1e-15)
    for layer, dl_dz in zip(other.layers, computed["dl_dz"], strict=True):
        assert layer.dl_dz[0] == pytest.approx(np.array(dl_dz), rel=1e-13)


def test_mazurs_example_gives_the_printed_passes_and_the_printed_update():
    data = example("mazur")
    published = data["published"]
    network, x, target = asked(data["request"])
    traced = trace(network, x, target)
    first, last = traced.layers
    assert printed(first.z[0], 4, published["z1"])
    assert printed(first.a[0], 9, published["a1"])
    assert printed(last.z[0], 9, published["z2"])
    assert printed(last.a[0], 9, published["y"])
    assert printed(traced.L, 9, published["l"])
    assert printed(last.dl_dz[0, 0], 9, published["dl_dz2_0"])
    assert printed(last.dL_dW[0, 0], 9, published["dW2_00"])
    assert printed(first.dL_dW[0, 0], 9, published["dW1_00"])
    assert last.dl_dz[0] == pytest.approx(np.array(data["computed"]["dl_dz2"]), abs=5e-13)
    assert first.dl_dz[0] == pytest.approx(np.array(data["computed"]["dl_dz1"]), abs=5e-13)
    moved = stepped(network, x, target, 0.5)
    assert printed(moved.layers[0].W, 8, np.round(published["W1_new"], 8))
    assert printed(moved.layers[1].W, 8, np.round(published["W2_new"], 8))
    assert all((a.b == b.b).all() for a, b in zip(network.layers, moved.layers, strict=True))


def test_mazurs_example_goes_on_as_right_steps_do_and_not_as_the_post_prints():
    data = example("mazur")
    network, x, target = asked(data["request"])
    once = trace(stepped(network, x, target, 0.5), x, target)
    assert once.l[0] == pytest.approx(data["computed"]["l_after_1"], rel=1e-14)
    assert abs(once.L - data["wrong_rule"]["published_as"][0]) > 1e-7
    often = trace(stepped(network, x, target, 0.5, times=10_000), x, target)
    assert often.l[0] == pytest.approx(data["computed"]["l_after_10000"], rel=1e-9)
    assert often.layers[-1].a[0] == pytest.approx(np.array(data["computed"]["y_after_10000"]), abs=5e-11)


def test_the_relu_homework_gives_its_printed_values():
    data = example("relu-homework")
    published = data["published"]
    network, x, target = asked(data["request"])
    traced = trace(network, x, target)
    first, last = traced.layers
    for ours, name in (
        (first.z[0], "z1"),
        (last.z[0], "z2"),
        (traced.L, "l"),
        (last.dL_dW, "dW2"),
        (last.dL_db, "db2"),
        (first.dL_dW, "dW1"),
        (first.dL_db, "db1"),
    ):
        assert ours == pytest.approx(np.array(published[name]), abs=1e-15)
    moved = stepped(network, x, target, 0.1)
    for index, layer in enumerate(moved.layers, start=1):
        assert np.abs(layer.W - published[f"W{index}_new"]).max() <= 1e-15
        assert np.abs(layer.b - published[f"b{index}_new"]).max() <= 1e-15
    after = trace(moved, x, target)
    assert printed(after.layers[0].z[0], 4, published["z1_after"])
    assert printed(after.layers[1].a[0], 4, published["y_after"])
    assert printed(after.L, 4, published["l_after"])


def test_the_relu_homework_with_sigmoids_gives_its_printed_values():
    data = example("relu-homework")
    published = data["published"]["sigmoid"]
    layers = [{**layer, "activation": "sigmoid"} for layer in data["request"]["layers"]]
    network, x, target = asked(data["request"], layers=layers)
    traced = trace(network, x, target)
    assert traced.layers[1].a[0, 0] == pytest.approx(published["y_exact"], abs=5e-7)
    assert printed(traced.L, 4, published["l"])
    assert printed(traced.layers[0].dL_dW[0, 0], 4, published["dW1_00"])
    assert printed(trace(stepped(network, x, target, 0.1), x, target).L, 4, published["l_after"])


def test_a_published_wrong_hidden_gradient_is_not_ours():
    data = example("wrong-hidden-gradient")
    traced = trace(*asked(data["request"]))
    first, last = traced.layers
    assert printed(first.a[0], 2, data["published"]["a1"])
    assert printed(last.a[0], 2, data["published"]["y"])
    assert printed(traced.L, 2, data["published"]["l"])
    assert first.dL_dW == pytest.approx(np.array(data["computed"]["dW1"]), abs=5e-13)
    assert last.dL_dW == pytest.approx(np.array(data["computed"]["dW2"]), abs=5e-13)
    assert (np.sign(first.dL_dW) != np.sign(data["published_wrong"]["dW1"])).sum() == 2
