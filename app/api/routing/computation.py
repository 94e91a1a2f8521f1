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
from app.api.wire.query import whole_numbers

_JSON = b"application/json"
_UTF_8 = (b"utf-8", b"utf8")
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
        if self._query or scope["query_string"]:
            prepare = partial(prepare, **whole_numbers(scope, {name: row.maximum for name, row in self._query.items()}))
        return await self._service.answer(await _body(receive, self._max_bytes), prepare)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request that has come by way of the routes. Raises Problem, ClientDisconnect."""
        content = await self.compute(scope, receive)
        await send({"type": "http.response.start", "status": 200, "headers": computed_headers(content)})
        await send({"type": "http.response.body", "body": content})


def _check_headers(scope: Scope) -> None:
    """The body must say that it is JSON (which also keeps other sites' forms out) in UTF-8, and not be compressed."""
    headers = dict(scope["headers"])
    media_type = headers.get(b"content-type", b"")
    if media_type != _JSON:
        _check_media_type(media_type)
    if b"content-encoding" in headers:  # perhaps several times
        encodings = [value for name, value in scope["headers"] if name == b"content-encoding"]
        if any(value.strip().lower() != b"identity" for value in encodings):
            raise Problem.of("unsupported-encoding")


def _check_media_type(media_type: bytes) -> None:
    """JSON, and UTF-8 if it names a charset. Raises Problem `unsupported-media-type`."""
    essence, *parameters = (part.strip().lower() for part in media_type.split(b";"))
    if essence != _JSON:
        raise Problem.of("unsupported-media-type", expected="application/json")
    for name, _, value in (parameter.partition(b"=") for parameter in parameters):
        if name == b"charset" and value.strip(b'"') not in _UTF_8:
            raise Problem.of("unsupported-media-type", expected="application/json; charset=utf-8")


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
