"""Writes vectors.json: PyTorch's forward and backward pass for every activation with every loss.

Run from the project's folder, with PyTorch installed: python -m tests.golden.make
"""

import json
from pathlib import Path
from typing import Any

import numpy as np

from tests.engine.networks import COMBINATIONS, Problem, problem
from tests.engine.torch_witness import witness

VECTORS = Path(__file__).with_name("vectors.json")


def problems() -> list[Problem]:
    """Small networks of one activation each, and deeper ones; all their numbers have three decimals."""
    small = [problem(activation, loss, (2, 3, 2), 2, decimals=3) for activation, loss in COMBINATIONS]
    deep = [
        problem(activation, loss, (3, 4, 3, 4, 2), 3, gain=2.0, reduction="mean", decimals=3)
        for activation, loss in (
            ("tanh", "softmax_cross_entropy"),
            ("sigmoid", "binary_cross_entropy"),
            ("gelu", "huber"),
            ("softmax", "squared_error"),
            ("leaky_relu", "binary_cross_entropy_with_logits"),
        )
    ]
    return small + deep


def vector(p: Problem) -> dict[str, Any]:
    """A request and PyTorch's answer to it, as JSON has it."""
    layers = [
        {"W": layer.W.tolist(), "b": layer.b.tolist(), "activation": layer.activation} for layer in p.network.layers
    ]
    answer = witness(p.network, p.x, p.target)
    return {
        "layers": layers,
        "loss": p.network.loss,
        "reduction": p.network.reduction,
        "x": p.x.tolist(),
        "target": p.target.tolist(),
        "torch": _plain(answer),
    }


def _plain(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        return value.tolist()
    if isinstance(value, dict):
        return {name: _plain(member) for name, member in value.items() if name != "z"}
    return [_plain(member) for member in value] if isinstance(value, list) else value


if __name__ == "__main__":
    lines = (json.dumps(vector(p), separators=(",", ":")) for p in problems())
    VECTORS.write_text("[\n" + ",\n".join(lines) + "\n]\n", "utf-8")
