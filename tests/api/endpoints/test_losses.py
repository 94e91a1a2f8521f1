import httpx
import pytest

from app.engine.losses import LOSSES

pytestmark = pytest.mark.anyio


async def test_every_loss_is_listed(client: httpx.AsyncClient) -> None:
    answer = (await client.get("/api/losses")).json()
    assert [row["name"] for row in answer["losses"]] == list(LOSSES)
    row = {row["name"]: row for row in answer["losses"]}["softmax_cross_entropy"]
    assert (row["on_logits"], row["target_range"]) == (True, [0.0, 1.0])
