"""Writes vectors.json, PyTorch's forward and backward pass for every activation with every loss, and optimizers.json,
ten steps of each of its optimizers.

Run from the project's folder, with PyTorch installed: python -m tests.golden.make
"""

import json
from pathlib import Path
from typing import Any

import numpy as np

from app.engine.optimizers import OPTIMIZERS
from tests.engine.networks import COMBINATIONS, Problem, problem
from tests.engine.torch_optimizers import walk
from tests.engine.torch_witness import witness

VECTORS = Path(__file__).with_name("vectors.json")
WALKS = Path(__file__).with_name("optimizers.json")
STEPS = 10


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


def walks() -> list[dict[str, Any]]:
    """Every optimizer as it is and with weight decay; one with parameters that stand still."""
    settings = [{}, {"weight_decay": 0.1}]
    found = [_walk(name, {"learning_rate": 0.1, **chosen}, []) for name in OPTIMIZERS for chosen in settings]
    return [*found, _walk("adamw", {"learning_rate": 0.1}, [(0, "b"), (1, "W")])]


def _walk(name: str, settings: dict[str, float], frozen: list[tuple[int, str]]) -> dict[str, Any]:
    p = problem("tanh", "half_squared_error", (2, 2, 1), 3, reduction="mean", decimals=3)
    layers = [
        {"W": layer.W, "b": layer.b, "activation": layer.activation, "frozen": [n for at, n in frozen if at == index]}
        for index, layer in enumerate(p.network.layers)
    ]
    request = {"layers": layers, "loss": p.network.loss, "reduction": p.network.reduction, "x": p.x, "target": p.target}
    torch = walk(p.network, p.x, p.target, name, settings, [frozen] * STEPS)
    walked: dict[str, Any] = _plain({**request, "optimizer": {"name": name, **settings}, "torch": torch})
    return walked


def write(path: Path, values: list[dict[str, Any]]) -> None:
    """One value a line."""
    lines = (json.dumps(value, separators=(",", ":")) for value in values)
    path.write_text("[\n" + ",\n".join(lines) + "\n]\n", "utf-8")


if __name__ == "__main__":
    write(VECTORS, [vector(p) for p in problems()])
    write(WALKS, walks())
