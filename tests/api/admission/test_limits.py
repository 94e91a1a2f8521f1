"""Every limit: a request at it is answered, one above it is refused with what would fit."""

import json
from typing import Any

import httpx
import pytest

from app.api.admission.settings import LIMITS, Settings
from app.api.wire.codes import CODES
from app.main import create_app
from tests.api.expecting import assert_problem, chain, post, two_two_one, wide

pytestmark = pytest.mark.anyio

SMALL = Settings(body_bytes=2_000, parameters=30, layers=3, neurons=4, samples=5, numbers=140, operations=10_000_000)
LIMIT_CODES = [code for code, row in CODES.items() if row.setting]


@pytest.fixture
async def small() -> Any:
    transport = httpx.ASGITransport(app=create_app(SMALL))
    async with httpx.AsyncClient(transport=transport, base_url="http://explorer.example") as client:
        yield client


def network(sizes: list[int]) -> dict[str, Any]:
    return {"sizes": sizes, "activation": "tanh", "scheme": "zeros"}


def drawn(sizes: list[int], samples: int = 1) -> dict[str, Any]:
    """A body with a recipe."""
    body = wide([sizes[0], sizes[-1]], samples, recipe=network(sizes))
    del body["layers"]
    return body


@pytest.mark.parametrize(
    ("path", "at", "above", "code", "pointer", "actual"),
    [
        ("/api/trace", chain(3), chain(4), "too-many-layers", "#/layers", 4),
        ("/api/trace", wide([1, 4]), wide([1, 5]), "too-many-neurons", "#/layers/0/W", 5),
        ("/api/trace", wide([4, 1]), wide([5, 1]), "too-many-neurons", "#/x/0", 5),
        ("/api/trace", wide([1, 1], samples=5), wide([1, 1], samples=6), "too-many-samples", "#/x", 6),
        ("/api/trace", wide([4, 4, 2]), wide([4, 4, 3]), "too-many-parameters", "#/layers", 35),
        ("/api/trace", drawn([1, 1, 1, 1]), drawn([1] * 5), "too-many-layers", "#/recipe/sizes", 4),
        ("/api/trace", drawn([1, 4]), drawn([1, 5]), "too-many-neurons", "#/recipe/sizes/1", 5),
        ("/api/trace", drawn([4, 1]), drawn([5, 1]), "too-many-neurons", "#/recipe/sizes/0", 5),
        ("/api/trace", drawn([1, 1], 5), drawn([1, 1], 6), "too-many-samples", "#/x", 6),
        ("/api/trace", drawn([4, 4, 2]), drawn([4, 4, 3]), "too-many-parameters", "#/recipe/sizes", 35),
        ("/api/networks", network([1, 1, 1, 1]), network([1] * 5), "too-many-layers", "#/sizes", 4),
        ("/api/networks", network([4, 4]), network([4, 5]), "too-many-neurons", "#/sizes/1", 5),
        ("/api/networks", network([4, 4, 2]), network([4, 4, 3]), "too-many-parameters", "#/sizes", 35),
    ],
)
async def test_a_count_is_allowed_at_its_limit_and_not_above(
    small: httpx.AsyncClient, path: str, at: Any, above: Any, code: str, pointer: str, actual: int
) -> None:
    assert (await post(small, path, at)).status_code == 200
    limit = CODES[code].setting
    assert limit is not None
    value = getattr(SMALL, limit)
    assert_problem(await post(small, path, above), code, pointer, limit=limit, value=value, actual=actual, fits=value)


async def test_an_answer_is_as_large_as_its_limit_and_no_larger(small: httpx.AsyncClient) -> None:
    body = two_two_one(include=["steps"], x=[[1.2, 0.5]] * 2, target=[[1.0]] * 2)
    response = await post(small, "/api/trace", body)
    error = assert_problem(response, "answer-too-large", limit="numbers", value=140, fits=1)
    actual = error["params"]["actual"]
    assert actual == 152
    assert (await post(small, "/api/trace", two_two_one(include=["steps"]))).status_code == 200
    for numbers, status in ((actual, 200), (actual - 1, 422)):
        async with httpx.AsyncClient(
            transport=httpx.ASGITransport(app=create_app(Settings(numbers=numbers))), base_url="http://e"
        ) as client:
            assert (await post(client, "/api/trace", body)).status_code == status


@pytest.mark.parametrize("path", ["/api/trace", "/api/gradient-check", "/api/update"])
async def test_work_is_as_long_as_its_limit_and_no_longer(path: str) -> None:
    body = wide([3, 4, 2], samples=4)
    if path == "/api/update":
        body["optimizer"] = {"name": "sgd", "learning_rate": 0.1}

    async def answer(operations: int, samples: int = 4) -> httpx.Response:
        transport = httpx.ASGITransport(app=create_app(Settings(operations=operations)))
        async with httpx.AsyncClient(transport=transport, base_url="http://explorer.example") as client:
            cut = {**body, "x": body["x"][:samples], "target": body["target"][:samples]}
            return await post(client, path, cut)

    actual = assert_problem(await answer(1), "too-much-work", fits=0)["params"]["actual"]
    assert (await answer(actual)).status_code == 200
    error = assert_problem(await answer(actual - 1), "too-much-work", value=actual - 1, actual=actual)
    assert error["params"]["fits"] == 3
    assert (await answer(actual - 1, samples=3)).status_code == 200


async def test_a_body_is_as_long_as_its_limit_and_no_longer(small: httpx.AsyncClient) -> None:
    body = json.dumps(two_two_one()).encode()
    at = body + b" " * (SMALL.body_bytes - len(body))
    assert (await post(small, "/api/trace", at)).status_code == 200
    response = await post(small, "/api/trace", at + b" ")
    assert_problem(response, "body-too-large", limit="body_bytes", value=2_000, actual=2_001, fits=2_000)
    assert response.json()["detail"] == "The body has 2001 bytes; the limit is 2000."


async def test_a_body_without_an_announced_length_is_cut_off_too(small: httpx.AsyncClient) -> None:
    body = json.dumps(two_two_one()).encode()

    async def post_in_pieces(content: bytes) -> httpx.Response:
        async def pieces() -> Any:
            for start in range(0, len(content), 100):
                yield content[start : start + 100]

        return await small.post("/api/trace", content=pieces(), headers={"Content-Type": "application/json"})

    at = body + b" " * (SMALL.body_bytes - len(body))
    response = await post_in_pieces(at)
    assert "content-length" not in response.request.headers
    assert response.status_code == 200
    error = assert_problem(await post_in_pieces(at + b" " * 1_000), "body-too-large", value=2_000, actual=2_100)
    assert error["detail"] == "The body has 2100 bytes; the limit is 2000. It may have more: it was read no further."


async def test_a_length_that_is_a_lie_does_not_help(small: httpx.AsyncClient) -> None:
    headers = {"Content-Type": "application/json", "Content-Length": "5"}
    response = await small.post("/api/trace", content=b" " * 3_000, headers=headers)
    assert_problem(response, "body-too-large", value=2_000)


@pytest.mark.parametrize("length", ["2001", "9" * 18, "9" * 5_000])
async def test_a_length_above_the_limit_is_refused_unread(small: httpx.AsyncClient, length: str) -> None:
    headers = {"Content-Type": "application/json", "Content-Length": length}
    assert_problem(await small.post("/api/trace", content=b"{}", headers=headers), "body-too-large")


async def test_a_body_is_not_read_where_none_is_wanted(small: httpx.AsyncClient) -> None:
    assert_problem(await small.request("GET", "/healthz", content=b"x" * 3_000), "body-too-large")


@pytest.mark.parametrize(
    ("limits", "code", "value"),
    [
        ({"layers": 1}, "too-many-layers", 1),
        ({"neurons": 1}, "too-many-neurons", 1),
        ({"samples": 1}, "too-many-samples", 1),
        ({"parameters": 8}, "too-many-parameters", 8),
        ({"numbers": 10}, "answer-too-large", 10),
        ({"operations": 10}, "too-much-work", 10),
        ({"body_bytes": 10}, "body-too-large", 10),
    ],
)
async def test_a_request_may_lower_every_limit(
    client: httpx.AsyncClient, limits: dict[str, int], code: str, value: int
) -> None:
    body = two_two_one(x=[[1.2, 0.5]] * 2, target=[[1.0]] * 2, limits=limits)
    response = await post(client, "/api/trace", body)
    assert response.json()["errors"][0]["code"] == code
    assert response.json()["errors"][0]["params"]["value"] == value
    (name,) = limits
    assert name in LIMITS


@pytest.mark.parametrize("name", LIMITS)
async def test_a_request_may_not_raise_any_limit(client: httpx.AsyncClient, name: str) -> None:
    ours = getattr(Settings(), name)
    assert (await post(client, "/api/trace", two_two_one(limits={name: ours}))).status_code == 200
    for value in (ours + 1, 2**53, 2**64):
        response = await post(client, "/api/trace", two_two_one(limits={name: value}))
        assert_problem(response, "limit-raised", f"#/limits/{name}", limit=name, value=ours)


async def test_a_limit_is_a_whole_number_of_at_least_one(client: httpx.AsyncClient) -> None:
    response = await post(client, "/api/trace", two_two_one(limits={"samples": 0}))
    assert_problem(response, "below-minimum", "#/limits/samples")
    response = await post(client, "/api/trace", two_two_one(limits={"samples": "9"}))
    assert_problem(response, "not-a-whole-number", "#/limits/samples")


@pytest.mark.parametrize("name", LIMITS)
async def test_a_limit_may_be_left_out_but_not_be_null(client: httpx.AsyncClient, name: str) -> None:
    response = await post(client, "/api/trace", two_two_one(limits={name: None}))
    assert_problem(response, "not-a-whole-number", f"#/limits/{name}")


@pytest.mark.parametrize(
    "path",
    [
        *("/api/gradient-check", "/api/witness", "/api/nudge", "/api/learning-rates", "/api/update"),
        "/api/networks",
    ],
)
async def test_every_computation_keeps_to_the_limits_of_its_request(client: httpx.AsyncClient, path: str) -> None:
    body = {
        "/api/gradient-check": two_two_one(),
        "/api/witness": two_two_one(address="dl_dz.1.0"),
        "/api/nudge": two_two_one(address="w.1.0.0", by=[0.5]),
        "/api/learning-rates": two_two_one(rates=[0.1]),
        "/api/update": two_two_one(optimizer={"name": "sgd", "learning_rate": 0.1}),
        "/api/networks": {"sizes": [2, 2, 1], "activation": "relu", "scheme": "zeros"},
    }[path]
    response = await post(client, path, {**body, "limits": {"parameters": 8}})
    assert response.json()["errors"][0]["code"] == "too-many-parameters"


async def test_a_gradient_check_of_the_largest_kind_is_refused_before_it_begins(
    client: httpx.AsyncClient,
) -> None:
    response = await post(client, "/api/gradient-check", wide([40, 40, 8], samples=2_000))
    assert_problem(response, "too-much-work", limit="operations")


def test_every_limit_has_a_code_of_its_own() -> None:
    assert sorted(str(CODES[code].setting) for code in LIMIT_CODES) == sorted(LIMITS)


def test_the_defaults_are_those_of_the_contract() -> None:
    contract = (4 * 1024 * 1024, 150_000, 64, 1_024, 4_096, 250_000, 256 * 1024 * 1024, 2_000_000_000)
    assert tuple(getattr(Settings(), name) for name in LIMITS) == contract
