"""Every activation with every loss against PyTorch's numbers as they were written down: no PyTorch needed."""

import json
from pathlib import Path

import numpy as np
import pytest

from app.engine.network import Layer, Network
from app.engine.passes import trace
from tests.engine.agreement import disagreement
from tests.engine.networks import COMBINATIONS

VECTORS = json.loads((Path(__file__).parents[1] / "golden" / "vectors.json").read_text("utf-8"))


def _name(vector):
    activations = "-".join(layer["activation"] for layer in vector["layers"])
    return f"{activations}-{vector['loss']}-{vector['reduction']}"


@pytest.mark.parametrize("vector", VECTORS, ids=_name)
def test_the_engine_agrees_with_what_pytorch_said(vector):
    layers = tuple(Layer(layer["W"], layer["b"], layer["activation"]) for layer in vector["layers"])
    ours = trace(Network(layers, vector["loss"], vector["reduction"]), vector["x"], vector["target"])
    theirs = {
        "l": np.array(vector["torch"]["l"]),
        "L": vector["torch"]["L"],
        "dl_dx": np.array(vector["torch"]["dl_dx"]),
        "layers": [{name: np.array(numbers) for name, numbers in layer.items()} for layer in vector["torch"]["layers"]],
    }
    assert disagreement(ours, theirs) <= 1e-13


def test_the_vectors_cover_every_activation_with_every_loss():
    assert len(VECTORS) >= len(COMBINATIONS)
    found = {(vector["layers"][0]["activation"], vector["loss"]) for vector in VECTORS}
    assert found >= set(COMBINATIONS)
