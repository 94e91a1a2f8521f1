"""Networks with samples, drawn by hypothesis: every activation and loss; numbers nice, wild, cancelling."""

from dataclasses import dataclass

import numpy as np
from hypothesis import strategies as st

from app.engine.activations import ACTIVATIONS
from app.engine.losses import LOSSES
from app.engine.network import Layer, Network
from app.engine.optimizers import optimizer, update
from app.engine.passes import trace
from app.engine.records import Trace
from app.explain.derive import Update

NICE = [0.0, 0.1, 0.2, -0.3, 0.5, -0.5, 1.0, -1.0, 0.7, -0.2, 2.0, -0.0]


@dataclass(frozen=True)
class Drawn:
    trace: Trace
    update: Update | None


def numbers(kind: str) -> st.SearchStrategy[float]:
    match kind:
        case "nice":
            return st.sampled_from(NICE)
        case "plain":
            return st.floats(-3, 3)
        case "large":
            return st.floats(-1e3, 1e3)
        case _:
            return st.floats(allow_nan=False, allow_infinity=False)


def array(draw: st.DrawFn, kind: str, *shape: int) -> np.ndarray:
    """Plain numbers come from a seed, so that an example may be large; the others one by one."""
    if kind in ("normal", "wide"):
        rng = np.random.default_rng(draw(st.integers(0, 2**32)))
        return rng.normal(size=shape) * (1.0 if kind == "normal" else 30.0)
    count = int(np.prod(shape))
    drawn = draw(st.lists(numbers(kind), min_size=count, max_size=count))
    return np.array(drawn).reshape(shape)


@st.composite
def traces(draw: st.DrawFn, widest: int = 4, deepest: int = 5, most_samples: int = 3) -> Drawn:
    sizes = draw(st.lists(st.integers(1, widest), min_size=2, max_size=deepest + 1))
    loss = draw(st.sampled_from(sorted(LOSSES)))
    names = [draw(st.sampled_from(sorted(ACTIVATIONS))) for _ in sizes[1:]]
    if LOSSES[loss].on_logits:
        names[-1] = "identity"
    kind = draw(st.sampled_from(["normal", "normal", "nice", "plain", "wide", "large", "any"]))
    layers = tuple(
        Layer(
            array(draw, kind, n, m),
            array(draw, kind, n),
            name,
            frozenset(draw(st.lists(st.sampled_from(["W", "b"]), max_size=1))),
        )
        for m, n, name in zip(sizes[:-1], sizes[1:], names, strict=True)
    )
    network = Network(layers, loss, draw(st.sampled_from(["sum", "mean"])))
    samples = draw(st.integers(1, most_samples))
    x = array(draw, kind, samples, sizes[0])
    if LOSSES[loss].target_range:
        count = samples * sizes[-1]
        each = st.sampled_from([0.0, 1.0, 0.5, 0.25]) | st.floats(0, 1)
        target = np.array(draw(st.lists(each, min_size=count, max_size=count))).reshape(samples, sizes[-1])
    else:
        target = array(draw, kind, samples, sizes[-1])
    driven = draw(st.booleans()) and draw(st.booleans())
    dl_dy = array(draw, kind, samples, sizes[-1]) if driven else None
    other = draw(st.booleans()) and draw(st.booleans())
    gains_x = array(draw, kind, samples, sizes[0]) if other else None
    traced = trace(network, x, target, dl_dy=dl_dy, gains_x=gains_x)
    if draw(st.booleans()):
        return Drawn(traced, None)
    rate = draw(st.sampled_from([0.0, 0.1, 0.5, 1e3]))
    return Drawn(traced, Update(rate, update(network, traced, optimizer("sgd", learning_rate=rate)).network))
