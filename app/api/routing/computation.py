"""The endpoints that compute: POST, with JSON as body and as answer."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from starlette.requests import ClientDisconnect
from starlette.types import Receive, Scope, Send

from app.api.admission.bodies import Body
from app.api.admission.service import Job, Service
from app.api.routing.endpoint import Endpoint, Query
from app.api.wire.problems import Problem
from app.api.wire.query import whole_number

_PROBLEMS = (400, 413, 415, 422, 503)
_NO_QUERY: Mapping[str, Query] = {}


def computing(
    path: str,
    id: str,
    summary: str,
    description: str,
    *,
    takes: type[Body],
    gives: Any,
    example: Mapping[str, Any],
    prepare: Callable[..., Job],
    query: Mapping[str, Query] = _NO_QUERY,
) -> Endpoint:
    """An endpoint that computes. `prepare` is a `Prepare`, which is given the numbers of the query by their names."""
    return Endpoint(
        method="post",
        path=path,
        id=id,
        tag="Computing",
        summary=summary,
        description=description,
        serve=lambda service: Computation(service, prepare, query),
        takes=takes,
        gives=gives,
        example=example,
        query=query,
        problems=_PROBLEMS,
    )


class Computation:
    """A plain ASGI application: parameters, requests and responses as objects would cost a quarter of the time of a
    small trace."""

    def __init__(self, service: Service, prepare: Callable[..., Job], query: Mapping[str, Query]) -> None:
        self._service = service
        self._prepare = prepare
        self._query = query

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request. Raises Problem."""
        _check_headers(scope)
        prepare = self._prepare
        if self._query:
            asked = {name: whole_number(scope, name, row.maximum) for name, row in self._query.items()}
            prepare = partial(prepare, **asked)
        body = await _body(receive)
        content = await self._service.answer(body, prepare)
        headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(content))]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": content})


def _check_headers(scope: Scope) -> None:
    """The body must say that it is JSON (which also keeps other sites' forms out), and not be compressed."""
    media_type, encoding = b"", b"identity"
    for name, value in scope["headers"]:
        if name == b"content-type":
            media_type = value
        elif name == b"content-encoding":
            encoding = value
    if media_type.split(b";")[0].strip().lower() != b"application/json":
        raise Problem.of("unsupported-media-type", expected="application/json")
    if encoding.strip().lower() != b"identity":
        raise Problem.of("unsupported-encoding")


async def _body(receive: Receive) -> bytes:
    """The whole body. Raises ClientDisconnect when the client leaves before its end."""
    parts: list[bytes] = []
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        parts.append(message.get("body", b""))
        more = message.get("more_body", False)
    return b"".join(parts)
