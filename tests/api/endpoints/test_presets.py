import asyncio
from threading import Event

import httpx
import pytest

from app.api.admission.settings import Settings
from app.api.endpoints import presets as endpoint
from app.explain.published import presets
from app.main import Explorer, create_app
from tests.api.expecting import assert_problem, post

pytestmark = pytest.mark.anyio


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


async def test_an_example_that_has_been_asked_for_is_answered_at_once_whatever_is_being_computed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(endpoint, "_ENCODED", {})
    app = create_app(Settings(workers=1, waiting=1))
    assert isinstance(app, Explorer)
    release = Event()
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://e") as client:
        first = await client.get("/api/presets/lecture")
        busy = [asyncio.ensure_future(app.service.workers.run(release.wait, 0)) for _ in range(2)]
        await asyncio.sleep(0)
        again, other = await client.get("/api/presets/lecture"), await client.get("/api/presets/xor")
        release.set()
        await asyncio.gather(*busy)
    assert again.content == first.content
    assert (again.status_code, again.json()["id"]) == (200, "lecture")
    assert_problem(other, "busy", retry_after=int(other.headers["retry-after"]))
