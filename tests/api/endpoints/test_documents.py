import math

import httpx
import pytest

from app.api.admission.settings import Settings
from app.engine.activations import ACTIVATIONS
from app.engine.losses import LOSSES
from app.engine.optimizers import OPTIMIZERS
from app.explain.published import presets
from app.words import languages, words
from tests.api.expecting import assert_problem, post

pytestmark = pytest.mark.anyio


async def test_the_server_says_that_it_is_alive(client: httpx.AsyncClient) -> None:
    response = await client.get("/healthz")
    assert response.status_code == 200
    assert response.json()["status"] == "ok"


async def test_every_activation_is_listed_with_its_curve(client: httpx.AsyncClient) -> None:
    answer = (await client.get("/api/activations")).json()
    assert [row["name"] for row in answer["activations"]] == list(ACTIVATIONS)
    z = answer["curve_z"]
    assert len(z) == 321
    assert (z[0], z[160], z[320]) == (-1490.479, 0.0, 1490.479)
    assert z == sorted(z)
    curves = {row["name"]: row["curve"] for row in answer["activations"]}
    assert curves.pop("softmax") is None
    assert curves["relu"]["a"] == [max(point, 0.0) for point in z]
    for name, curve in curves.items():
        assert len(curve["a"]) == len(z), name
        assert all(map(math.isfinite, curve["a"])), name


async def test_every_loss_is_listed(client: httpx.AsyncClient) -> None:
    answer = (await client.get("/api/losses")).json()
    assert [row["name"] for row in answer["losses"]] == list(LOSSES)
    row = {row["name"]: row for row in answer["losses"]}["softmax_cross_entropy"]
    assert (row["on_logits"], row["target_range"]) == (True, [0.0, 1.0])


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


async def test_every_worked_example_is_listed_and_the_lecture_comes_first(client: httpx.AsyncClient) -> None:
    answer = (await client.get("/api/presets")).json()
    assert [row["id"] for row in answer["presets"]] == list(presets())
    assert answer["presets"][0] == {
        "id": "lecture",
        "sizes": [2, 2, 2, 2],
        "activations": ["sigmoid"] * 3,
        "loss": "half_squared_error",
    }


@pytest.mark.parametrize("preset_id", presets())
async def test_every_worked_example_is_a_request_that_can_be_traced(client: httpx.AsyncClient, preset_id: str) -> None:
    preset = (await client.get(f"/api/presets/{preset_id}")).json()
    assert preset["id"] == preset_id
    for case in preset["cases"]:
        body = {**preset["request"], **case["changes"], "limits": {"samples": Settings().samples}}
        assert (await post(client, "/api/trace", body)).status_code == 200
        for number in case["numbers"]:
            assert (number["erratum"] is not None) <= (number["verdict"] == "differs")


async def test_an_unknown_example_is_answered_with_the_list(client: httpx.AsyncClient) -> None:
    response = await client.get("/api/presets/lectur")
    assert_problem(response, "unknown-preset", known=list(presets()), suggestion="lecture")
    assert_problem(await client.get("/api/presets/..%2flecture"), "not-found")


@pytest.mark.parametrize("code", languages())
async def test_the_words_of_a_language_are_served(client: httpx.AsyncClient, code: str) -> None:
    answer = (await client.get(f"/api/locales/{code}")).json()
    assert answer == {"language": code, "words": dict(words(code))}


@pytest.mark.parametrize("code", ["zh", "notes", "en.json"])
async def test_a_language_that_is_not_there_is_answered_with_the_list(client: httpx.AsyncClient, code: str) -> None:
    assert_problem(await client.get(f"/api/locales/{code}"), "unknown-language", known=list(languages()))
