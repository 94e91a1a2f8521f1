"""Every answer is what is documented, and everything that is documented is somewhere in an answer."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from app.api.admission.bodies import Recipe
from app.api.routes import ENDPOINTS
from app.course import lessons
from app.engine.optimizers import OPTIMIZERS
from app.explain.published import presets
from app.words import languages
from tests.api.documented import assert_documented, faults, places, places_in, schema_of
from tests.api.expecting import one_layer, post, two_two_one, wide

pytestmark = pytest.mark.anyio

BATCH = {"x": [[1.2, 0.5], [0.3, 0.9]], "target": [[1.0], [0.2]]}
SOFTMAX = two_two_one(loss="cross_entropy", target=[[0.3, 0.7]])
SOFTMAX["layers"][1] = {"W": [[0.6, -0.2], [0.1, 0.9]], "b": [0.1, 0.0], "activation": "softmax", "frozen": ["b"]}
OVERFLOWING = one_layer([[1e200]], x=[[1e200]])
NO_PROBABILITY = one_layer([[1.2]], loss="binary_cross_entropy", target=[[1.0]])
NETWORKS = (two_two_one(), two_two_one(**BATCH, reduction="mean"), SOFTMAX, OVERFLOWING, NO_PROBABILITY)
EVERYTHING = ["steps", "layer_steps", "per_sample", "costs"]

POSTED: dict[str, tuple[dict[str, Any], ...]] = {
    "/api/trace": (
        {},
        {"include": EVERYTHING, "learning_rate": 0.1},
        {"include": EVERYTHING, "learning_rate": 1e308},
        {"fields": ["z", "dL_dW"]},
        {"gains_x": [[0.4, 0.9]], "dl_dy": [[1.0]]},
    ),
    "/api/explain": tuple(
        {"address": address, "learning_rate": 0.1}
        for address in ("x.0", "z.1.0", "a.1.0", "l", "L", "dl_dz.1.0", "dL_dw.1.0.0", "w_new.1.0.0")
    ),
    "/api/gradient-check": ({}, {"seed": 5}),
    "/api/witness": ({"address": "dl_dz.1.0"}, {"address": "dL_dw.1.0.0", "h": [0.1, 1e-3]}),
    "/api/nudge": tuple(
        {"address": address, "by": [-0.5, 0.0, 1.0], "watch": ["z.1.0"]} for address in ("w.1.0.0", "x.0", "a.1.0")
    ),
    "/api/learning-rates": ({"rates": [0.0, 0.5, 1e308]},),
    "/api/update": tuple(
        {"optimizer": {"name": name, "learning_rate": rate}} for name in OPTIMIZERS for rate in (0.1, 1e308)
    ),
}
OTHERS: dict[str, list[dict[str, Any]]] = {
    "/api/explain": [SOFTMAX | {"address": "dl_dz.2.0"}],
    "/api/gradient-check": [wide([60, 40, 2], samples=40)],
    "/api/networks": [
        {"sizes": [2, 3, 1], "activation": "tanh", "scheme": scheme} for scheme in ("zeros", "normal", "he_normal")
    ],
}
GOT = {
    "/api/presets": ["/api/presets"],
    "/api/presets/{id}": [f"/api/presets/{preset}" for preset in presets()],
    "/api/activations": ["/api/activations"],
    "/api/losses": ["/api/losses"],
    "/api/optimizers": ["/api/optimizers"],
    "/api/locales/{code}": [f"/api/locales/{code}" for code in languages()],
    "/api/lessons/{code}": [f"/api/lessons/{code}" for code in languages()],
    "/api/lessons/{code}/{name}": [f"/api/lessons/en/{name}" for name in lessons()],
    "/api/glossary/{code}": [f"/api/glossary/{code}" for code in languages()],
    "/healthz": ["/healthz"],
    "/openapi.json": ["/openapi.json"],
}
NOWHERE_HERE = {
    "/api/networks": {("nonfinite", "first"), ("nonfinite", "first", "address"), ("nonfinite", "count")},
    "/api/presets/{id}": {
        *(("request", name) for name in ("limits", "include", "fields", "dl_dy", "gains_x", "sample")),
        *(("request", name) for name in ("recipe", "edits", "frozen")),
        *(("request", "recipe", name) for name in Recipe.model_fields),
        *(("request", "limits", name) for name in ("body_bytes", "parameters", "layers", "neurons")),
        *(("request", "limits", name) for name in ("samples", "numbers", "bytes", "operations")),
        *(("request", "layers", name) for name in ("kind",)),
    },
}
"""What is documented and not in the answers below: no scheme overflows, and no preset asks for so much."""


def bodies(path: str) -> Iterator[dict[str, Any]]:
    for changes in POSTED.get(path, ()):
        yield from ({**network, **changes} for network in NETWORKS)
    yield from OTHERS.get(path, [])


async def answers(client: httpx.AsyncClient, path: str) -> list[Any]:
    """Answers of an operation: of those bodies that fit, at least three quarters; of explanations at every depth."""
    queries = ("", "?depth=0", "?depth=9", "?depth=3&gradients=1") if path == "/api/explain" else ("",)
    if path in GOT:
        found = [await client.get(address) for address in GOT[path]]
    else:
        found = [await post(client, path + query, body) for body in bodies(path) for query in queries]
    fitting = [response.json() for response in found if response.status_code == 200]
    assert len(fitting) >= 0.75 * len(found)
    return fitting


JSON_ENDPOINTS = [(row.path, row.method) for row in ENDPOINTS if row.gives is not None]


@pytest.mark.parametrize(("path", "method"), JSON_ENDPOINTS)
async def test_every_answer_is_documented(client: httpx.AsyncClient, path: str, method: str) -> None:
    for answer in await answers(client, path):
        assert_documented(path, answer, method)


@pytest.mark.parametrize(("path", "method"), JSON_ENDPOINTS)
async def test_everything_that_is_documented_is_answered(client: httpx.AsyncClient, path: str, method: str) -> None:
    answered = {place for answer in await answers(client, path) for place in places_in(answer)}
    missing = set(places(schema_of(path, method))) - answered
    assert missing == NOWHERE_HERE.get(path, set())


@pytest.mark.parametrize(
    ("place", "wrong"),
    [
        (("more",), 1),
        (("L",), None),
        (("L",), "inf"),
        (("layers", 0, "z"), [1.0]),
        (("layers", 0, "activation"), 3),
        (("nonfinite",), {"first": None}),
        (("steps", 0, "phase"), "afterwards"),
    ],
)
async def test_an_answer_that_is_not_documented_is_found(client: httpx.AsyncClient, place: Any, wrong: Any) -> None:
    answer = (await post(client, "/api/trace", two_two_one(include=["steps"]))).json()
    assert not any(faults(answer, schema_of("/api/trace")))
    inner = answer
    for part in place[:-1]:
        inner = inner[part]
    inner[place[-1]] = wrong
    assert any(faults(answer, schema_of("/api/trace")))
