"""A push on the page: what it promises and what is true, for every activation and loss, at every depth.

The page's own module runs on the server's answers. The witness is a forward pass over complex numbers that shares
nothing with the engine: its real part says what becomes of every number, its imaginary part with what derivative.
"""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest

from app.main import create_app
from tests.engine.complex_forward import ACTIVATIONS, LOSSES, STEP
from tests.engine.networks import COMBINATIONS, Problem, problem

NODE = shutil.which("node")
SCRIPT = Path(__file__).parent / "push_numbers.js"
BY = {
    "z.1.1": 0.05,
    "z.2.0": -0.03,
    "z.3.1": 0.04,
    "a.1.2": 0.02,
    "a.3.0": -0.01,
    "w.2.0.1": 0.05,
    "w.3.1.2": -0.05,
    "b.1.0": 0.02,
    "x.1": -0.04,
}
"""The numbers that are pushed: z of either hidden layer and of the output, a softmax's among them."""

pytestmark = pytest.mark.skipif(NODE is None, reason="there is no Node")


def numbers(p: Problem, moved: str = "", change: complex = 0) -> dict[str, complex]:
    """Every number of a forward pass of the first sample in which one was moved where it arose, by address."""
    found: dict[str, complex] = {}

    def at(address: str, value: complex) -> complex:
        found[address] = value + (change if address == moved else 0)
        return found[address]

    a = np.array([at(f"x.{j}", value) for j, value in enumerate(p.x[0])], dtype=complex)
    for n, layer in enumerate(p.network.layers, 1):
        W = [[at(f"w.{n}.{i}.{j}", w) for j, w in enumerate(row)] for i, row in enumerate(layer.W)]
        b = [at(f"b.{n}.{i}", value) for i, value in enumerate(layer.b)]
        z = np.array([at(f"z.{n}.{i}", value) for i, value in enumerate(np.array(W) @ a + b)])
        a = np.array([at(f"a.{n}.{i}", value) for i, value in enumerate(ACTIVATIONS[layer.activation](z[None])[0])])
    found["l"] = LOSSES[p.network.loss](a[None], p.target)[0]
    return found


def body_of(p: Problem) -> dict[str, Any]:
    layers = [{"W": one.W.tolist(), "b": one.b.tolist(), "activation": one.activation} for one in p.network.layers]
    return {"layers": layers, "loss": p.network.loss, "x": p.x.tolist(), "target": p.target.tolist()}


async def answered(client: httpx.AsyncClient, p: Problem) -> dict[str, Any]:
    """The pass, and for each push the numbers after it, as the server says."""
    body = body_of(p)
    watch = [
        f"{quantity}.{n}.{i}" for n, size in enumerate(p.network.sizes[1:], 1) for quantity in "za" for i in range(size)
    ]
    moved = {}
    for address, by in BY.items():
        asked = await client.post("/api/nudge", json=body | {"address": address, "by": [by], "watch": watch})
        (after,) = asked.raise_for_status().json()["moved"]
        moved[address] = {"by": by, "after": dict(zip(watch, after["watched"], strict=True)) | {"l": after["l"]}}
    traced = await client.post("/api/trace", json=body)
    return {"problem": body | {"learning_rate": 0.1}, "trace": traced.raise_for_status().json(), "moved": moved}


@pytest.fixture(scope="module")
def problems() -> dict[tuple[str, str], Problem]:
    return {both: problem(*both, (2, 3, 4, 3), 1, seed=8) for both in COMBINATIONS}


@pytest.fixture(scope="module")
async def pushes(problems: dict[tuple[str, str], Problem]) -> dict[tuple[str, str], Any]:
    """What the page makes of the server's answers, for every activation with every loss."""
    assert NODE is not None
    transport = httpx.ASGITransport(app=create_app())
    async with httpx.AsyncClient(transport=transport, base_url="http://explorer.example") as client:
        given = [await answered(client, p) for p in problems.values()]
    run = subprocess.run([NODE, SCRIPT], input=json.dumps(given), capture_output=True, text=True, check=True)
    return dict(zip(problems, json.loads(run.stdout), strict=True))


@pytest.mark.anyio
@pytest.mark.parametrize(("activation", "loss"), COMBINATIONS)
async def test_a_push_shows_what_an_independent_pass_and_its_derivatives_say(
    activation: str, loss: str, problems: Any, pushes: Any
) -> None:
    p = problems[activation, loss]
    before = numbers(p)
    for push in pushes[activation, loss]:
        subject, by = push["subject"], push["by"]
        after = numbers(p, subject, by)
        slopes = numbers(p, subject, STEP * 1j)
        for address, change in push["changes"]:
            where = f"{address} after a push on {subject}"
            assert change["actual"] == pytest.approx((after[address] - before[address]).real, rel=1e-9, abs=1e-13), (
                where
            )
            assert change["promised"] == pytest.approx(slopes[address].imag / STEP * by, rel=1e-9, abs=1e-15), where
        slope = slopes["l"].imag / STEP
        assert push["gradient"] == pytest.approx(slope, rel=1e-9, abs=1e-14), subject
        assert push["parts"] == pytest.approx(slope * by, rel=1e-9, abs=1e-15), subject
        assert len(push["changes"]) >= 3 or subject == "a.3.0"
