"""Requests of given shapes, and what one takes: memory at its peak, and time."""

import gc
import threading
import tracemalloc
from collections.abc import Callable
from dataclasses import fields, replace
from functools import partial
from itertools import pairwise
from time import thread_time
from typing import Any

import numpy as np
import orjson

from app.api.admission.cost import Cost
from app.api.admission.limits import max_structure
from app.api.admission.service import Job, Service
from app.api.admission.settings import LIMITS, Settings
from app.api.admission.workers import finished, silence
from app.api.endpoints import explain, gradient_check, learning_rates, networks, nudge, trace, update, witness
from app.api.wire.problems import Problem
from app.api.wire.reading import read_json
from app.engine.activations import ACTIVATIONS

Prepare = Callable[..., Job]

UNLIMITED = replace(Settings(), **dict.fromkeys(LIMITS, 10**12))
assert {field.name for field in fields(Settings)} >= {*LIMITS}
SERVICE = Service(UNLIMITED)

PREPARE: dict[str, Prepare] = {
    "trace": trace.prepare,
    "gradient-check": gradient_check.prepare,
    "witness": witness.prepare,
    "nudge": nudge.prepare,
    "learning-rates": learning_rates.prepare,
    "update": update.prepare,
    "networks": networks.prepare,
    "explain": partial(explain.prepare, depth=None, gradients=None),
    "explain in depth": partial(explain.prepare, depth=1_000, gradients=None),
}


def network(
    sizes: list[int], samples: int = 1, act: str = "tanh", loss: str = "half_squared_error", **more: Any
) -> dict[str, Any]:
    """A body with a random network of these sizes; a layer whose activation couples it stands alone, the others are
    tanh."""
    rng = np.random.default_rng(len(sizes) + samples)
    names = [act] * (len(sizes) - 1)
    if ACTIVATIONS[act].couples:
        names = [act, *["tanh"] * (len(sizes) - 2)]
    if loss.endswith("logits") or loss == "softmax_cross_entropy":
        names[-1] = "identity"
    layers = [
        {
            "W": (rng.uniform(-1, 1, (n, m)) / np.sqrt(m)).tolist(),
            "b": rng.uniform(-0.1, 0.1, n).tolist(),
            "activation": name,
        }
        for (m, n), name in zip(pairwise(sizes), names, strict=True)
    ]
    x, target = rng.normal(size=(samples, sizes[0])).tolist(), rng.uniform(0, 1, (samples, sizes[-1])).tolist()
    return {"layers": layers, "loss": loss, "x": x, "target": target, **more}


def recipe(sizes: list[int], samples: int = 1, **more: Any) -> dict[str, Any]:
    """A body with a recipe of a tanh network of these sizes: that which takes most to draw."""
    content = network([sizes[0], 1, sizes[-1]], samples, **more)
    del content["layers"]
    return {**content, "recipe": {"sizes": sizes, "activation": "tanh", "scheme": "he_normal"}}


def edits(sizes: list[int], count: int) -> dict[str, float]:
    """So many numbers of the last layer that differ from its recipe, by their addresses."""
    inputs, layer = sizes[-2], len(sizes) - 1
    return {f"w.{layer}.{index // inputs}.{index % inputs}": 0.5 for index in range(count)}


def undecided(samples: int = 2, **more: Any) -> dict[str, Any]:
    """A body whose loss bends so much that no first look at a gradient decides anything: 63 layers of large weights."""
    content = network([40] * 64, samples, **more)
    rng = np.random.default_rng(3)
    for index, layer in enumerate(content["layers"]):
        layer["W"] = (4.0 / np.sqrt(40) * rng.normal(size=(40, 40))).tolist()
        layer["activation"] = ("tanh", "gelu")[index % 2]
    return content


def price(prepare: Prepare, raw: bytes) -> Cost:
    """What the request is said to cost."""
    return prepare(read_json(raw, max_structure(UNLIMITED)), len(raw), UNLIMITED).cost


def operations_of_first_looks(content: dict[str, Any]) -> int:
    """Those of a gradient check without room for a second look: what is refused where they do not fit."""
    try:
        gradient_check.prepare(content, 0, replace(UNLIMITED, operations=1))
    except Problem as refused:
        return int(refused.faults[0].params["actual"])
    raise AssertionError("not refused")


def peak(prepare: Prepare, raw: bytes) -> int:
    """The bytes that a request takes at its peak, its body among them: from bytes to bytes, in a fresh thread."""
    failed: list[Exception] = []

    def run() -> None:
        silence()
        try:
            finished(lambda: SERVICE._whole(raw, prepare))
        except Exception as error:
            failed.append(error)

    gc.collect()
    tracemalloc.start()
    thread = threading.Thread(target=run)
    before = tracemalloc.get_traced_memory()[0]
    tracemalloc.reset_peak()
    thread.start()
    thread.join()
    found = tracemalloc.get_traced_memory()[1] - before
    tracemalloc.stop()
    assert not failed, failed
    return found + len(raw)


def seconds(prepare: Prepare, raw: bytes, times: int = 3) -> float:
    """The seconds of processor time that a request takes, the best of several."""
    found = []
    with np.errstate(all="ignore"):
        for _ in range(times):
            begun = thread_time()
            finished(lambda: SERVICE._whole(raw, prepare))
            found.append(thread_time() - begun)
    return min(found)


def body(content: dict[str, Any]) -> bytes:
    """A request's body."""
    return orjson.dumps(content)
