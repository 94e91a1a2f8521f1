"""Requests with a recipe, and the layers that it makes."""

from typing import Any

import httpx

from tests.api.expecting import post

NUDGED = {"address": "w.1.0.2", "by": [0.1, -0.5], "watch": ["a.2.1"]}
"""What makes a request one of POST /api/nudge."""


def made(**changes: Any) -> dict[str, Any]:
    """The body of POST /api/networks for 3-4-2."""
    return {"sizes": [3, 4, 2], "activations": ["tanh", "sigmoid"], "scheme": "he_normal", "seed": 5, **changes}


def samples(**more: Any) -> dict[str, Any]:
    """All of a request but its network."""
    x, target = [[0.4, -0.2, 0.9], [0.1, 0.7, -0.6]], [[1.0, 0.0], [0.5, 0.25]]
    return {"loss": "half_squared_error", "x": x, "target": target, **more}


async def written_out(
    client: httpx.AsyncClient,
    recipe: dict[str, Any],
    edits: dict[str, float] | None = None,
    frozen: list[list[str]] | None = None,
) -> list[dict[str, Any]]:
    """The layers that POST /api/networks answers, changed number by number."""
    response = await post(client, "/api/networks", recipe)
    assert response.status_code == 200, response.text
    layers: list[dict[str, Any]] = response.json()["layers"]
    for address, number in (edits or {}).items():
        name, layer, *place, last = address.split(".")
        numbers = layers[int(layer) - 1]["W" if name == "w" else "b"]
        for index in place:
            numbers = numbers[int(index)]
        numbers[int(last)] = number
    for index, names in enumerate(frozen or []):
        layers[index]["frozen"] = names
    return layers
