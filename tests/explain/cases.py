"""One number for every rule, activation, loss and shape of sum: what the printers are tested on."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from app.engine.activations import ACTIVATIONS
from app.engine.losses import LOSSES
from app.engine.network import Layer, Network
from app.engine.optimizers import optimizer, update
from app.engine.passes import trace
from app.engine.records import Trace
from app.explain.derive import Derivation, Update, derive


@dataclass(frozen=True)
class Case:
    name: str
    trace: Trace
    derivation: Derivation


def small(
    sizes: tuple[int, ...],
    activations: tuple[str, ...],
    loss: str = "half_squared_error",
    samples: int = 1,
    reduction: str = "sum",
    driven: bool = False,
) -> Trace:
    """A network with round numbers, no two of them the same."""
    layers = []
    for depth, ((m, n), activation) in enumerate(zip(pairwise(sizes), activations, strict=True), start=1):
        W = np.round(np.sin(np.arange(1, n * m + 1) * depth), 2).reshape(n, m)
        layers.append(Layer(W, np.round(0.4 + 0.1 * np.arange(n), 2), activation))
    x = np.round(np.cos(np.arange(1, samples * sizes[0] + 1)), 1).reshape(samples, sizes[0])
    target = np.round(np.linspace(0.1, 0.6, samples * sizes[-1]), 2).reshape(samples, sizes[-1])
    dl_dy = np.full(target.shape, 0.5) if driven else None
    return trace(Network(tuple(layers), loss, reduction), x, target, dl_dy=dl_dy)


def cases() -> Iterator[Case]:
    """Every case under its own name."""
    lecture = small((2, 2, 2), ("sigmoid", "sigmoid"))
    step = Update(0.5, update(lecture.network, lecture, optimizer("sgd", learning_rate=0.5)).network)
    every = "x.0 t.0 w.1.0.1 b.1.0 z.1.0 z.2.1 a.1.0 a.2.1 da_dz.1.0 l L dl_da.2.1 dl_dz.2.1 dl_da.1.0 dl_dz.1.0 "
    every += "dl_dx.0 dl_dw.1.0.1 dl_dw.2.1.0 dl_db.1.0 dL_dw.1.0.1 dL_db.2.1 w_new.1.0.1 b_new.2.1"
    for address in every.split():
        yield Case("2-2-2 sigmoid", lecture, derive(lecture, address, step))
    for name in ACTIVATIONS:
        traced = small((2, 2, 2), (name, "identity"))
        at = (
            ("a.1.0", "da_dz.1.0", "da_dz.1.1")
            if name != "softmax"
            else ("a.1.0", "da_dz.1.0.0", "da_dz.1.0.1", "dl_dz.1.0")
        )
        for address in at:
            yield Case(name, traced, derive(traced, address))
    for loss in LOSSES:
        for last in ("identity",) if LOSSES[loss].on_logits else ("identity", "sigmoid", "softmax"):
            traced = small((2, 3), (last,), loss)
            for address in ("l", "dl_da.1.0", "dl_dz.1.0"):
                yield Case(f"{loss} after {last}", traced, derive(traced, address))
    batch = small((2, 2, 1), ("tanh", "identity"), samples=3, reduction="mean")
    for address in ("L", "l@1", "dL_dw.1.0.1", "dL_db.2.0", "dl_dw.1.0.1@2", "z.2.0@1"):
        yield Case("three samples, mean", batch, derive(batch, address))
    wide = small((9, 8, 10), ("tanh", "softmax"), "cross_entropy", samples=8)
    for address in (
        "z.1.0",
        "a.2.9",
        "da_dz.2.3.3",
        "l",
        "L",
        "dl_dz.2.9",
        "dl_dz.1.0",
        "dl_dx.8",
        "dL_dw.2.9.7",
    ):
        yield Case("9-8-10 softmax, eight samples", wide, derive(wide, address))
    driven = small((2, 2), ("softmax",), driven=True)
    for address in ("dl_da.1.0", "dl_dz.1.0"):
        yield Case("driven", driven, derive(driven, address))
