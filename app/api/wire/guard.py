"""Two ways in, `Guard` around the routes and `ComputingGuard` past them: both check the lengths of query and body, add
security headers, and answer every error."""

import logging
from collections.abc import Awaitable, Callable, Mapping

from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api.wire.problems import Problem, body_too_large, drop_traceback, problem_response
from app.api.wire.query import check_query_length

PAGE_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
)
"""Content-Security-Policy of all pages but /docs: nothing inline, nothing from another host."""

SECURITY_HEADERS = [(b"x-content-type-options", b"nosniff"), (b"referrer-policy", b"no-referrer")]
_UNLESS_PRESENT = [
    *SECURITY_HEADERS,
    (b"content-security-policy", PAGE_POLICY.encode("ascii")),
    (b"cache-control", b"no-store"),
]
_FOR_COMPUTED = [*SECURITY_HEADERS, (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'")]
"""What is computed is data and no page; and an answer to POST that says nothing of caching is not cached."""

Compute = Callable[[Scope, Receive], Awaitable[bytes]]
"""What reads a request's body and computes the answer, as JSON. Raises Problem, ClientDisconnect."""

log = logging.getLogger("backprop_explorer")


class ComputingGuard:
    """Answers POST requests to the endpoints that compute, with all that the guard around the routes does.

    They are routes of the application as well: going there through its layers would cost a fifth of the time of a small
    trace. `max_bytes` is how long a body may be; `computing` are the endpoints by their paths.
    """

    def __init__(self, max_bytes: int, computing: Mapping[str, Compute]) -> None:
        self._max_bytes = max_bytes
        self._computing = computing

    def endpoint(self, scope: Scope) -> Compute | None:
        """What computes the answer to a request; None where that is a matter of the routes."""
        if scope["type"] != "http" or scope["method"] != "POST":
            return None
        return self._computing.get(scope["path"])

    async def answer(self, compute: Compute, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request by its endpoint."""
        try:
            _check_announced_lengths(scope, self._max_bytes)
            content = await compute(scope, receive)
        except Exception as error:
            response = _refusal(error)
            if response is not None:
                response.raw_headers += _FOR_COMPUTED
                await response(scope, receive, send)
            return
        headers = [*computed_headers(content), *_FOR_COMPUTED]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": content})


class Guard:
    """ASGI layer around the routes that answers for what happens outside them, and for every problem that one raises.
    `max_bytes` is how long a body may be that announces its length."""

    def __init__(self, app: ASGIApp, max_bytes: int) -> None:
        self._app = app
        self._max_bytes = max_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = False
        head = scope["method"] == "HEAD"
        if head:
            scope = {**scope, "method": "GET"}

        async def guarded_send(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                message["headers"] = _with_ours(message["headers"])
            elif head:
                message = {**message, "body": b""}
            await send(message)

        try:
            _check_announced_lengths(scope, self._max_bytes)
            await self._app(scope, receive, guarded_send)
        except Exception as error:
            response = _refusal(error)
            if started and not isinstance(error, Problem | ClientDisconnect):
                raise
            if response is not None:
                await response(scope, receive, guarded_send)


def _check_announced_lengths(scope: Scope, max_bytes: int) -> None:
    """Raises Problem: `query-too-long`, or `body-too-large` for a body that is announced as too long."""
    check_query_length(scope)
    announced = _announced_length(scope)
    if announced is not None and announced > max_bytes:
        raise body_too_large(max_bytes, announced)


def computed_headers(content: bytes) -> list[tuple[bytes, bytes]]:
    """Headers of a computed answer."""
    return [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(content))]


def _refusal(error: Exception) -> Response | None:
    """The answer to an error; none to a client that has left."""
    if isinstance(error, ClientDisconnect):
        log.debug("A client left before its request was whole")
        return None
    if isinstance(error, Problem):
        drop_traceback(error)
        return problem_response(error)
    log.exception("A request ended in an error of ours")
    return problem_response(Problem.of("internal-error"))


def _announced_length(scope: Scope) -> int | None:
    """What Content-Length says, up to 10^18; a longer number is not worth converting."""
    for name, value in scope["headers"]:
        if name == b"content-length" and value.isdigit():
            return int(value) if len(value) <= 18 else 10**18
    return None


def _with_ours(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """Response headers with the security headers; one that is there already stands."""
    present = {name for name, _ in headers}
    return headers + [pair for pair in _UNLESS_PRESENT if pair[0] not in present]
