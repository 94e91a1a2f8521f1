"""Bodies that are not the text that JSON is, and texts that are made to hurt."""

import json
import logging
import tracemalloc

import httpx
import pytest

from tests.api.expecting import assert_problem, post, promptly, two_two_one

pytestmark = pytest.mark.anyio

GOOD = json.dumps(two_two_one()).encode()
MEBIBYTE = 1024 * 1024


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b'{"loss":"huber","loss":"huber"}', "duplicate-key"),
        (GOOD.replace(b'"b": [0.1]', b'"b": [0.1], "b": [0.1]'), "duplicate-key"),
        (b'{"a":1,"\\u0061":2}', "duplicate-key"),
        (GOOD.replace(b"relu", b"rel\xff"), "not-utf-8"),
        (GOOD.replace(b"relu", b"rel\xed\xa0\x80"), "not-utf-8"),
        (b"\xef\xbb\xbf" + GOOD, "not-utf-8"),
        (GOOD.decode().encode("utf-16"), "not-utf-8"),
        (GOOD.decode().encode("utf-16-le"), "not-utf-8"),
        (GOOD.decode().encode("utf-32"), "not-utf-8"),
        (b"[" * 100_000, "too-much-structure"),
        (b"[" * 50_000 + b"]" * 50_000, "too-much-structure"),
        (b'{"a":' * 50_000, "too-much-structure"),
        (GOOD + b"x", "malformed-json"),
        (GOOD + GOOD, "malformed-json"),
        (GOOD[:-1], "malformed-json"),
        (GOOD.replace(b"1.2", b"01.2"), "malformed-json"),
        (GOOD.replace(b"1.2", b"0x12"), "malformed-json"),
        (GOOD.replace(b"1.2", b"1.2,"), "malformed-json"),
        (b"/* a comment */" + GOOD, "malformed-json"),
        (b"{'x': 1}", "malformed-json"),
    ],
)
async def test_a_body_that_is_not_plain_json_is_refused(client: httpx.AsyncClient, body: bytes, code: str) -> None:
    assert_problem(await promptly(client, "/api/trace", body), code)


async def test_the_place_where_json_ends_is_told(client: httpx.AsyncClient) -> None:
    response = await post(client, "/api/trace", b'{"x": [[1,\n 2]]\n oops}')
    assert_problem(response, "malformed-json", line=3, column=2)


@pytest.mark.parametrize(
    "name",
    [
        "神经网络",
        "👩‍👩‍👧‍👦",
        "\u202egnp.exe",
        "zero\u200bwidth",
        "n" * 10_000,
        "nul\x00",
        "line\nbreak",
        "=HYPERLINK(1)",
        "../../etc/passwd",
        "__proto__",
        "<img src=x onerror=alert(1)>",
        "\ud800",
        "{field}",
    ],
    ids=lambda name: ascii(name[:12]),
)
async def test_a_name_that_is_made_to_hurt_is_refused_and_never_echoed(
    client: httpx.AsyncClient, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    as_value = two_two_one()
    as_value["layers"][0]["activation"] = name
    for body, code, pointer in (
        (as_value, "unknown-activation", "#/layers/0/activation"),
        (two_two_one(**{name: 1}), "unknown-field", "#"),
        (two_two_one(include=[name]), "unknown-include", "#/include/0"),
        (two_two_one(optimizer={"name": name, "learning_rate": 1}), "unknown-optimizer", "#/optimizer/name"),
    ):
        path = "/api/update" if code == "unknown-optimizer" else "/api/trace"
        response = await promptly(client, path, body)
        assert_problem(response, code, pointer)
        assert name not in response.text
        assert json.dumps(name)[1:-1] not in response.text
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


@pytest.mark.parametrize(
    "path",
    ["/%00", "/api/%ff", "/..%2f..%2fetc/passwd", "/static/..%2f..%2fpyproject.toml", "/" + "a" * 9_000],
)
async def test_a_path_that_is_made_to_hurt_leads_nowhere(client: httpx.AsyncClient, path: str) -> None:
    assert_problem(await client.get(path), "not-found")


@pytest.mark.parametrize("piece", [b"[],", b"{},", b'"",', b'"ab",', b"1,", b"1.5,", b'{"a":1},', b'"a":1,'])
async def test_four_mebibytes_of_little_things_cost_little(client: httpx.AsyncClient, piece: bytes) -> None:
    opening, end = (b"{", b'"z":1}') if piece == b'"a":1,' else (b"[", b"1]")
    body = opening + piece * ((4 * MEBIBYTE - 10) // len(piece)) + end
    tracemalloc.start()
    try:
        response = await post(client, "/api/trace", body)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert 400 <= response.status_code < 500
    assert peak < 50 * MEBIBYTE + len(body)


async def test_many_unknown_fields_are_refused_fast(client: httpx.AsyncClient) -> None:
    body = {f"field{number}": 1 for number in range(4_000)}
    response = await promptly(client, "/api/trace", body)
    assert response.json()["errors_total"] == 4_003
    response = await promptly(client, "/api/trace", {f"field{number}": 1 for number in range(50_000)})
    assert_problem(response, "too-much-structure")
