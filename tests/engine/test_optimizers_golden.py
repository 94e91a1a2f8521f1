"""Every optimizer against PyTorch's numbers as they were written down: ten steps each, no PyTorch needed."""

import copy
import json
from pathlib import Path

import pytest

from app.engine.network import Layer, Network
from app.engine.optimizers import OPTIMIZERS
from tests.engine.optimizer_agreement import disagreement

WALKS = json.loads((Path(__file__).parents[1] / "golden" / "optimizers.json").read_text("utf-8"))


def _name(walk):
    frozen = "-frozen" if any(layer["frozen"] for layer in walk["layers"]) else ""
    return "-".join(map(str, walk["optimizer"].values())) + frozen


def agreement(walk, **changes):
    layers = tuple(Layer(layer["W"], layer["b"], layer["activation"]) for layer in walk["layers"])
    still = [(index, name) for index, layer in enumerate(walk["layers"]) for name in layer["frozen"]]
    settings = {**walk["optimizer"], **changes}
    name = settings.pop("name")
    network = Network(layers, walk["loss"], walk["reduction"])
    theirs = walk["torch"]
    return disagreement(network, walk["x"], walk["target"], name, settings, [still] * len(theirs["L"]), theirs)


@pytest.mark.parametrize("walk", WALKS, ids=_name)
def test_ten_steps_are_those_that_pytorch_took(walk):
    assert len(walk["torch"]["L"]) == 10
    assert agreement(walk) <= 1e-13


def test_the_walks_cover_every_optimizer_with_and_without_weight_decay():
    found = [(walk["optimizer"]["name"], "weight_decay" in walk["optimizer"]) for walk in WALKS]
    assert {*found} == {(name, decays) for name in OPTIMIZERS for decays in (False, True)}
    assert sum(any(layer["frozen"] for layer in walk["layers"]) for walk in WALKS) == 1


@pytest.mark.parametrize("walk", WALKS, ids=_name)
def test_another_optimizer_would_be_seen(walk):
    """What is told apart: the name, the decay, each array that is kept."""
    for name in OPTIMIZERS:
        if name != walk["optimizer"]["name"]:
            assert agreement(walk, name=name) > 1e-4, name
    assert agreement(walk, weight_decay=0.03) > 1e-4
    for parameter in ("W", "b"):
        for array in walk["torch"]["kept"][0][parameter]:
            other = copy.deepcopy(walk)
            del other["torch"]["kept"][0][parameter][array]
            assert agreement(other) == float("inf")
