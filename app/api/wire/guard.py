"""The one layer around every route: length of bodies and queries, security headers, HEAD, and what nobody caught."""

import logging
from collections.abc import Mapping

from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api.admission.limits import body_too_large
from app.api.admission.settings import Settings
from app.api.wire.problems import Problem, forget_cause, problem_response
from app.api.wire.query import check_length

PAGE_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
)
"""Content-Security-Policy of all pages but /docs: nothing inline, nothing from another host."""

_ALWAYS = [(b"x-content-type-options", b"nosniff"), (b"referrer-policy", b"no-referrer")]
_UNLESS_SAID = [
    (b"content-security-policy", PAGE_POLICY.encode("ascii")),
    (b"cache-control", b"no-store"),
]
_FOR_COMPUTED = [*_ALWAYS, (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'")]
"""What is computed is data and no page; and an answer to POST that says nothing of caching is not cached."""

log = logging.getLogger("backprop_explorer")


class Guard:
    """ASGI layer that answers for what happens outside the routes, and for every problem that a route raises.

    `direct` are endpoints by path that it hands POST requests to by itself. They are routes of the
    application as well; going there through its other layers would cost a tenth of the time of a small trace.
    """

    def __init__(self, app: ASGIApp, settings: Settings, direct: Mapping[str, ASGIApp]) -> None:
        self._app = app
        self._longest = settings.body_bytes
        self._direct = direct

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = False
        method = scope["method"]
        direct = self._direct.get(scope["path"]) if method == "POST" else None
        if method == "HEAD":
            scope = {**scope, "method": "GET"}

        async def guarded_send(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = message["headers"]
                message["headers"] = headers + _FOR_COMPUTED if direct else _with_ours(headers)
            elif method == "HEAD":
                message = {**message, "body": b""}
            await send(message)

        try:
            check_length(scope)
            announced = _announced_length(scope)
            if announced is not None and announced > self._longest:
                raise body_too_large(self._longest, announced)
            await (direct or self._app)(scope, self._counted(receive), guarded_send)
        except ClientDisconnect:
            log.debug("A client left before its request was whole")
        except Problem as problem:
            forget_cause(problem)
            await problem_response(problem)(scope, receive, guarded_send)
        except Exception:
            log.exception("A request ended in an error of ours")
            if started:
                raise
            await problem_response(Problem.of("internal-error"))(scope, receive, guarded_send)

    def _counted(self, receive: Receive) -> Receive:
        """`receive`, stopped where too many bytes come: a body may announce no length, or a false one."""
        arrived = 0

        async def counted() -> Message:
            nonlocal arrived
            message = await receive()
            arrived += len(message.get("body", b""))
            if arrived > self._longest:
                raise body_too_large(self._longest, arrived)
            return message

        return counted


def _announced_length(scope: Scope) -> int | None:
    """What Content-Length says, up to 10^18; a longer number is not worth converting."""
    for name, value in scope["headers"]:
        if name == b"content-length" and value.isdigit():
            return int(value) if len(value) <= 18 else 10**18
    return None


def _with_ours(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """Response headers with the security headers; a policy or cache rule that is there already stands."""
    said = {name for name, _ in headers}
    return headers + _ALWAYS + [pair for pair in _UNLESS_SAID if pair[0] not in said]
