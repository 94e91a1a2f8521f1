"""What every answer has, whatever it answers."""

import logging
import re
from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI
from starlette.requests import Request
from starlette.types import Message, Receive, Scope, Send

from app.api.admission.settings import Settings
from app.api.routes import ENDPOINTS
from app.api.wire.guard import PAGE_POLICY, Guard
from app.main import create_app
from tests.api.expecting import assert_problem, post, two_two_one

pytestmark = pytest.mark.anyio

PATHS = sorted({endpoint.path.format(**endpoint.path_values) for endpoint in ENDPOINTS})
METHODS = {endpoint.path.format(**endpoint.path_values): endpoint.method.upper() for endpoint in ENDPOINTS}
ELSEWHERE = ["/static/css/tokens.css", "/docs/assets/swagger-ui.css"]


@pytest.mark.parametrize("path", [*PATHS, *ELSEWHERE, "/nowhere", "/static/nowhere"])
async def test_every_answer_has_the_security_headers(client: httpx.AsyncClient, path: str) -> None:
    for method in ("GET", "POST", "OPTIONS"):
        headers = (await client.request(method, path)).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert re.match(r"default-src '(self|none)';", headers["content-security-policy"])
        assert "unsafe-eval" not in headers["content-security-policy"]
        if method == "GET":
            assert headers["cache-control"] in ("no-store", "no-cache")
        else:
            assert headers.get("cache-control", "no-store") == "no-store"


async def test_only_the_documentation_allows_anything_inline(client: httpx.AsyncClient) -> None:
    for path in PATHS:
        policy = (await client.get(path)).headers["content-security-policy"]
        same_but_frames = re.sub("frame-ancestors .*", "", policy) == re.sub("frame-ancestors .*", "", PAGE_POLICY)
        assert same_but_frames == (path != "/docs")
        assert (policy == PAGE_POLICY) == (path not in ("/docs", "/embed"))
    assert "unsafe-inline" not in PAGE_POLICY


@pytest.mark.parametrize("path", [*PATHS, *ELSEWHERE])
async def test_another_method_is_a_problem_that_names_the_right_one(client: httpx.AsyncClient, path: str) -> None:
    right = METHODS.get(path, "GET")
    allow = "OPTIONS, POST" if right == "POST" else "GET, HEAD, OPTIONS"
    for method in {"GET", "POST", "PUT", "PATCH", "DELETE"} - {right}:
        response = await client.request(method, path)
        assert_problem(response, "method-not-allowed", allowed=allow.split(", "))
        assert response.headers["allow"] == allow


@pytest.mark.parametrize("path", [*PATHS, *ELSEWHERE])
async def test_options_tells_the_methods(client: httpx.AsyncClient, path: str) -> None:
    response = await client.options(path)
    assert (response.status_code, response.content) == (204, b"")
    assert METHODS.get(path, "GET") in response.headers["allow"].split(", ")


@pytest.mark.parametrize("path", [path for path in [*PATHS, *ELSEWHERE] if METHODS.get(path, "GET") == "GET"])
async def test_head_is_get_without_the_body(client: httpx.AsyncClient, path: str) -> None:
    for encoding in ("identity", "gzip"):
        async with (
            client.stream("HEAD", path, headers={"Accept-Encoding": encoding}) as head,
            client.stream("GET", path, headers={"Accept-Encoding": encoding}) as get,
        ):
            sent = b"".join([part async for part in get.aiter_raw()])
            assert (head.status_code, [part async for part in head.aiter_raw()]) == (200, [])
            assert head.headers["content-length"] == get.headers["content-length"] == str(len(sent))


@pytest.mark.parametrize("path", [*PATHS, *ELSEWHERE, "/nowhere"])
async def test_a_query_that_is_too_long_is_refused_on_every_path_before_it_is_looked_at(
    client: httpx.AsyncClient, path: str
) -> None:
    method = METHODS.get(path, "GET")
    most = await client.request(method, f"{path}?{'a' * 1_024}")
    assert most.status_code != 414
    for query in ("a" * 1_025, "&" * 60_000):
        assert_problem(await client.request(method, f"{path}?{query}"), "query-too-long", longest=1_024)


@pytest.mark.parametrize("path", [*PATHS, *ELSEWHERE, "/nowhere"])
async def test_a_body_that_is_announced_as_too_long_is_refused_on_every_path(
    client: httpx.AsyncClient, path: str
) -> None:
    response = await client.request(METHODS.get(path, "GET"), path, headers={"Content-Length": "999999999"})
    assert_problem(response, "body-too-large", value=Settings().body_bytes, actual=999_999_999)


@pytest.mark.parametrize("path", ["/nowhere", "/api", "/api/", "/api/trace/", "/healthz/", "/API/TRACE"])
async def test_a_path_that_does_not_exist_is_a_problem(client: httpx.AsyncClient, path: str) -> None:
    assert_problem(await client.get(path), "not-found")
    assert_problem(await client.post(path), "not-found")
    assert_problem(await client.options(path), "not-found")


@pytest.mark.parametrize(
    "media_type", ["text/plain", "", "application/x-www-form-urlencoded", "application/jsonp", "text/json"]
)
async def test_a_body_says_that_it_is_json(client: httpx.AsyncClient, media_type: str) -> None:
    response = await client.post("/api/trace", content=b"{}", headers={"Content-Type": media_type})
    assert_problem(response, "unsupported-media-type", expected="application/json")


@pytest.mark.parametrize("charset", ["utf-16", "UTF-32", "iso-8859-1", '"latin1"', ""])
async def test_json_of_another_encoding_is_refused(client: httpx.AsyncClient, charset: str) -> None:
    headers = {"Content-Type": f"application/json; charset={charset}"}
    response = await client.post("/api/trace", content=b"{}", headers=headers)
    assert_problem(response, "unsupported-media-type", expected="application/json; charset=utf-8")


@pytest.mark.parametrize(
    "media_type",
    [
        "application/json; charset=utf-8",
        "application/json;Charset=UTF8;",
        'application/json; profile="x"; charset="UTF-8"',
        "Application/JSON",
    ],
)
async def test_json_may_be_announced_in_any_usual_way(client: httpx.AsyncClient, media_type: str) -> None:
    response = await client.post("/api/trace", content=b"{}", headers={"Content-Type": media_type})
    assert_problem(response, "missing-field", "#/loss")


@pytest.mark.parametrize("encoding", ["gzip", "br", "deflate, gzip"])
async def test_a_compressed_body_is_refused(client: httpx.AsyncClient, encoding: str) -> None:
    headers = {"Content-Type": "application/json", "Content-Encoding": encoding}
    assert_problem(await client.post("/api/trace", content=b"x", headers=headers), "unsupported-encoding")


@pytest.mark.parametrize("encodings", [("gzip", "identity"), ("identity", "gzip"), ("Identity", "identity"), ()])
async def test_every_encoding_that_is_named_counts(client: httpx.AsyncClient, encodings: tuple[str, ...]) -> None:
    headers = [("Content-Type", "application/json"), *(("Content-Encoding", name) for name in encodings)]
    response = await client.post("/api/trace", content=b"{}", headers=headers)
    if "gzip" in encodings:
        assert_problem(response, "unsupported-encoding")
    else:
        assert_problem(response, "missing-field", "#/loss")


@pytest.mark.parametrize(
    ("path", "known", "suggestion"),
    [
        ("/api/trace?depth=1", [], None),
        ("/api/trace?", None, None),
        ("/api/nudge?x", [], None),
        ("/api/networks?seed=1&", [], None),
        ("/api/explain?Depth=1", ["depth", "gradients"], "depth"),
        ("/api/explain?depth=1&gradient=1", ["depth", "gradients"], "gradients"),
        ("/api/explain?depth=1&%3Cb%3E=1", ["depth", "gradients"], None),
        ("/api/explain?depth=1&gradients=1", None, None),
    ],
)
async def test_an_unknown_name_behind_the_path_is_refused(
    client: httpx.AsyncClient, path: str, known: list[str] | None, suggestion: str | None
) -> None:
    response = await client.post(path, content=b"{}", headers={"Content-Type": "application/json"})
    if known is None:
        assert_problem(response, "missing-field", "#/loss")
        return
    error = assert_problem(response, "unknown-query", known=known)
    assert error["params"].get("suggestion") == suggestion
    assert "<b>" not in response.text


@pytest.fixture
async def broken() -> AsyncIterator[httpx.AsyncClient]:
    app: FastAPI = create_app(Settings())

    async def fails(request: Request) -> None:
        raise RuntimeError("a secret of the server")

    app.add_api_route("/fails", fails, methods=["GET"])
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://e") as client:
        yield client


async def test_an_error_of_ours_is_logged_and_tells_nothing(
    broken: httpx.AsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    response = await broken.get("/fails")
    assert_problem(response, "internal-error")
    assert response.headers["x-content-type-options"] == "nosniff"
    assert "secret" not in response.text
    (record,) = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert "a secret of the server" in str(record.exc_info)


async def test_an_error_after_the_answer_has_begun_is_left_to_the_server(caplog: pytest.LogCaptureFixture) -> None:
    async def breaks_off(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        raise RuntimeError("halfway")

    sent: list[str] = []

    async def send(message: Message) -> None:
        sent.append(message["type"])

    scope = {"type": "http", "method": "GET", "path": "/", "query_string": b"", "headers": []}
    with pytest.raises(RuntimeError, match="halfway"):
        await Guard(breaks_off, max_bytes=1)(scope, nothing, send)
    assert sent == ["http.response.start"]
    assert [record.levelno for record in caplog.records] == [logging.ERROR]


async def test_what_is_no_request_goes_through_as_it_is() -> None:
    scopes: list[str] = []

    async def inner(scope: Scope, receive: Receive, send: Send) -> None:
        scopes.append(scope["type"])

    await Guard(inner, max_bytes=1)({"type": "lifespan"}, nothing, nothing)
    assert scopes == ["lifespan"]


async def nothing(*arguments: object) -> Message:
    pytest.fail("nobody asks for anything here, and nothing is sent")


async def test_a_client_that_leaves_before_its_body_is_whole_is_no_error(
    app: FastAPI, caplog: pytest.LogCaptureFixture
) -> None:
    messages = iter([{"type": "http.request", "body": b"{", "more_body": True}, {"type": "http.disconnect"}])
    sent = []

    async def receive() -> dict[str, object]:
        return next(messages)

    async def send(message: object) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "path": "/api/trace",
        "raw_path": b"/api/trace",
        "root_path": "",
        "query_string": b"",
        "headers": [(b"content-type", b"application/json")],
    }
    await app(scope, receive, send)
    assert sent == []
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


async def test_an_answer_is_the_same_under_a_prefix(app: FastAPI) -> None:
    transport = httpx.ASGITransport(app=app, root_path="/explorer")
    async with httpx.AsyncClient(transport=transport, base_url="http://explorer.example") as client:
        assert (await post(client, "/explorer/api/trace", two_two_one())).status_code == 200
        html = (await client.get("/explorer/")).text
        (styles,) = re.findall(r'href="(/explorer/static/\w+/css/page.css)"', html)
        assert "immutable" in (await client.get(styles)).headers["cache-control"]
        assert '"root":"/explorer"' in html
        assert "/explorer/docs/assets/swagger-ui-bundle.js" in (await client.get("/explorer/docs")).text
