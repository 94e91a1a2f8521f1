import httpx
import pytest

from app.engine.optimizers import OPTIMIZERS

pytestmark = pytest.mark.anyio


async def test_every_optimizer_is_listed_with_its_settings(client: httpx.AsyncClient) -> None:
    answer = (await client.get("/api/optimizers")).json()
    rows = {row["name"]: row for row in answer["optimizers"]}
    assert list(rows) == list(OPTIMIZERS)
    for name, method in OPTIMIZERS.items():
        assert rows[name]["tex"] == list(method.tex)
        assert [setting["name"] for setting in rows[name]["settings"]] == [row.name for row in method.settings]
    assert rows["sgd"]["state"] == []
    assert rows["adamw"]["state"] == [{"name": "mean", "tex": "m"}, {"name": "mean_square", "tex": "v"}]
    settings = {setting["name"]: setting for setting in rows["adamw"]["settings"]}
    unbounded = {"minimum": 0, "maximum": None, "exclusive_maximum": False}
    rate = {"name": "learning_rate", "tex": r"\eta", "default": None, "exclusive_minimum": False, **unbounded}
    assert settings["learning_rate"] == rate
    epsilon = {"name": "epsilon", "tex": r"\epsilon", "default": 1e-8, "exclusive_minimum": True, **unbounded}
    assert settings["epsilon"] == epsilon
    below = {"minimum": 0, "exclusive_minimum": False, "maximum": 1, "exclusive_maximum": True}
    assert settings["beta2"] == {"name": "beta2", "tex": r"\beta_2", "default": 0.999, **below}
    assert settings["weight_decay"]["default"] == 0.01
