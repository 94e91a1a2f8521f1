"""PyTorch's own optimizers on the same network: its parameters, its loss and what is kept of it, step by step."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F

from app.engine.network import Network
from tests.engine.torch_witness import ACTIVATIONS, LOSSES

# Each with what tells it apart from the others of its class; defaults are PyTorch's where they are also ours.
CLASSES: Mapping[str, tuple[Any, dict[str, Any]]] = {
    "sgd": (torch.optim.SGD, {}),
    "momentum": (torch.optim.SGD, {"momentum": 0.9}),
    "nesterov": (torch.optim.SGD, {"momentum": 0.9, "nesterov": True}),
    "rmsprop": (torch.optim.RMSprop, {}),
    "adagrad": (torch.optim.Adagrad, {}),
    "adam": (torch.optim.Adam, {}),
    "adamw": (torch.optim.AdamW, {}),
}
SETTINGS = {"learning_rate": "lr", "epsilon": "eps"}
"""Settings that have another name there."""

KEPT = {
    "momentum_buffer": "velocity",
    "square_avg": "mean_square",
    "sum": "sum_of_squares",
    "exp_avg": "mean",
    "exp_avg_sq": "mean_square",
}
"""Our names of what PyTorch keeps for each parameter."""


def walk(
    network: Network,
    x: np.ndarray,
    target: np.ndarray,
    name: str,
    settings: Mapping[str, float],
    frozen: Sequence[Collection[tuple[int, str]]],
) -> dict[str, Any]:
    """As many steps as ``frozen`` has entries: which parameters, as (index of the layer, "W" or "b"), stand still in
    each. Gives the layers after every step, L before every step, and what is kept in the end."""
    parameters = [
        {name: torch.tensor(getattr(layer, name), requires_grad=True) for name in ("W", "b")}
        for layer in network.layers
    ]
    optimizer = _optimizer(parameters, name, settings)
    layers, losses = [], []
    for still in frozen:
        optimizer.zero_grad()
        L = _total(network, parameters, torch.tensor(x), torch.tensor(target))
        L.backward()
        for index, parameter in still:
            parameters[index][parameter].grad = None  # as requires_grad = False leaves it, for PyTorch to pass over
        optimizer.step()
        losses.append(float(L.detach()))
        layers.append(
            [{name: tensor.detach().numpy().copy() for name, tensor in layer.items()} for layer in parameters]
        )
    kept = [{name: _kept(optimizer.state[tensor]) for name, tensor in layer.items()} for layer in parameters]
    return {"layers": layers, "L": losses, "kept": kept}


def _optimizer(parameters: list[dict[str, Any]], name: str, settings: Mapping[str, float]) -> Any:
    """Biases are a group of their own, without weight decay."""
    kind, given = CLASSES[name]
    given = {**given, **{SETTINGS.get(name, name): value for name, value in settings.items()}}
    if "beta1" in given:
        given["betas"] = given.pop("beta1"), given.pop("beta2")
    decay = {"weight_decay": given.pop("weight_decay")} if "weight_decay" in given else {}
    weights = {"params": [layer["W"] for layer in parameters], **decay}
    biases = {"params": [layer["b"] for layer in parameters], "weight_decay": 0.0}
    return kind([weights, biases], foreach=False, **given)


def _total(network: Network, parameters: list[dict[str, Any]], x: Any, target: Any) -> Any:
    a = x
    for layer, tensors in zip(network.layers, parameters, strict=True):
        a = ACTIVATIONS[layer.activation](F.linear(a, tensors["W"], tensors["b"]))
    l = LOSSES[network.loss](a, target)
    return l.mean() if network.reduction == "mean" else l.sum()


def _kept(state: Mapping[str, Any]) -> dict[str, np.ndarray]:
    return {KEPT[name]: tensor.numpy() for name, tensor in state.items() if name in KEPT}
