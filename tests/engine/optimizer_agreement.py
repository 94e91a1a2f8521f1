"""How a walk by our optimizers is held against PyTorch's."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from app.engine.network import Network
from app.engine.optimizers import optimizer, update
from app.engine.passes import trace


def disagreement(
    network: Network,
    x: Any,
    target: Any,
    name: str,
    settings: Mapping[str, float],
    frozen: Sequence[Collection[tuple[int, str]]],
    theirs: Mapping[str, Any],
) -> float:
    """The worst of max|ours - theirs| / max|theirs| over every parameter and L of every step, and what is kept in the
    end; infinite where one keeps what the other does not."""
    chosen, state, worst = optimizer(name, **settings), None, 0.0
    for still, L, layers in zip(frozen, theirs["L"], theirs["layers"], strict=True):
        network = _with_frozen(network, still)
        traced = trace(network, x, target)
        network, state = update(network, traced, chosen, state)
        worst = max(worst, distance(traced.L, L))
        for layer, after in zip(network.layers, layers, strict=True):
            worst = max(worst, distance(layer.W, after["W"]), distance(layer.b, after["b"]))
    kept = state.layers or [dict.fromkeys("Wb")] * len(network.layers)
    for memories, layer in zip(kept, theirs["kept"], strict=True):
        for parameter, arrays in layer.items():
            ours = {} if memories[parameter] is None else memories[parameter].arrays
            if ours.keys() != arrays.keys():
                return np.inf
            worst = max([worst, *(distance(ours[array], arrays[array]) for array in arrays)])
    return worst


def _with_frozen(network: Network, still: Collection[tuple[int, str]]) -> Network:
    layers = tuple(
        replace(layer, frozen=frozenset(name for at, name in still if at == index))
        for index, layer in enumerate(network.layers)
    )
    return replace(network, layers=layers)


def distance(ours: Any, theirs: Any) -> float:
    """max|ours - theirs| / max|theirs|; infinite for other shapes or anything not finite."""
    ours, theirs = np.asarray(ours), np.asarray(theirs)
    if ours.shape != theirs.shape or not (np.isfinite(ours).all() and np.isfinite(theirs).all()):
        return np.inf
    return float(np.abs(ours - theirs).max() / (np.abs(theirs).max() or 1.0))
