import math

import httpx
import pytest

from app.engine.activations import ACTIVATIONS

pytestmark = pytest.mark.anyio


async def test_every_activation_is_listed_with_its_curve(client: httpx.AsyncClient) -> None:
    answer = (await client.get("/api/activations")).json()
    assert [row["name"] for row in answer["activations"]] == list(ACTIVATIONS)
    z = answer["curve_z"]
    assert len(z) == 321
    assert (z[0], z[160], z[320]) == (-1490.5, 0.0, 1490.5)
    assert z == sorted(z)
    curves = {row["name"]: row["curve"] for row in answer["activations"]}
    assert curves.pop("softmax") is None
    assert curves["relu"]["a"] == [max(point, 0.0) for point in z]
    for name, curve in curves.items():
        assert len(curve["a"]) == len(z), name
        assert all(map(math.isfinite, curve["a"])), name
