"""The endpoints that compute: POST, with JSON as body and as answer."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from starlette.requests import ClientDisconnect
from starlette.types import Receive, Scope, Send

from app.api.admission.bodies import Body
from app.api.admission.service import Job, Service
from app.api.routing.endpoint import Endpoint, Query
from app.api.wire.guard import computed_headers
from app.api.wire.problems import Problem, body_too_large
from app.api.wire.query import whole_number

_JSON = b"application/json"
_PROBLEMS = (400, 415, 422, 503)
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
    """An endpoint that computes, as a plain ASGI application: parameters, requests and responses as objects would cost
    a quarter of the time of a small trace."""

    def __init__(self, service: Service, prepare: Callable[..., Job], query: Mapping[str, Query]) -> None:
        self._service = service
        self._max_bytes = service.settings.body_bytes
        self._prepare = prepare
        self._query = query

    async def compute(self, scope: Scope, receive: Receive) -> bytes:
        """The answer to one request. Raises Problem, ClientDisconnect."""
        _check_headers(scope)
        prepare = self._prepare
        if self._query:
            asked = {name: whole_number(scope, name, row.maximum) for name, row in self._query.items()}
            prepare = partial(prepare, **asked)
        return await self._service.answer(await _body(receive, self._max_bytes), prepare)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request that has come by way of the routes. Raises Problem, ClientDisconnect."""
        content = await self.compute(scope, receive)
        await send({"type": "http.response.start", "status": 200, "headers": computed_headers(content)})
        await send({"type": "http.response.body", "body": content})


def _check_headers(scope: Scope) -> None:
    """The body must say that it is JSON (which also keeps other sites' forms out), and not be compressed."""
    headers = dict(scope["headers"])
    media_type = headers.get(b"content-type", b"")
    if media_type != _JSON and media_type.split(b";")[0].strip().lower() != _JSON:
        raise Problem.of("unsupported-media-type", expected="application/json")
    if headers.get(b"content-encoding", b"identity").strip().lower() != b"identity":
        raise Problem.of("unsupported-encoding")


async def _body(receive: Receive, max_bytes: int) -> bytes:
    """The whole body. Raises Problem `body-too-large` as soon as too much has come, which no header need have said, and
    ClientDisconnect when the client leaves before its end."""
    parts: list[bytes] = []
    arrived, more = 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        part = message.get("body", b"")
        arrived += len(part)
        if arrived > max_bytes:
            raise body_too_large(max_bytes, arrived, whole=not message.get("more_body", False))
        parts.append(part)
        more = message.get("more_body", False)
    return b"".join(parts)
