"""From a request's bytes to an answer's bytes, on the event loop or beside it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from app.api.costs import Cost
from app.api.limits import check_lengths
from app.api.problems import Problem
from app.api.reading import read_json
from app.api.settings import Settings
from app.api.workers import Workers

_INLINE_BYTES = 32 * 1024
"""A body of so many bytes is read and checked in under a millisecond; longer ones are read in a thread."""

_INLINE_SECONDS = 0.002
"""What is as fast as this is computed in the event loop: handing it to a thread would cost more."""


@dataclass(frozen=True, slots=True)
class Job:
    """A checked request: what it will cost, and the computation of its answer."""

    cost: Cost
    run: Callable[[], bytes]


Prepare = Callable[[Any, int, Settings], Job]
"""Checks the value of a body of so many bytes against the settings and makes a job of it. Raises Problem."""


class Service:
    """What every computing route shares: the settings and the threads."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.workers = Workers(settings)

    async def answer(self, request: Request, prepare: Prepare) -> Response:
        """The answer to a request whose body is JSON. Raises Problem."""
        _check_headers(request)
        body = await _body(request)
        if len(body) > _INLINE_BYTES:
            content = await self.workers.run(lambda: self._prepared(body, prepare).run())
        else:
            job = self._prepared(body, prepare)
            inline = job.cost.seconds <= _INLINE_SECONDS
            content = job.run() if inline else await self.workers.run(job.run)
        return Response(content, media_type="application/json")

    def _prepared(self, body: bytes, prepare: Prepare) -> Job:
        value = read_json(body, self.settings)
        check_lengths(value, self.settings)
        return prepare(value, len(body), self.settings)


def _check_headers(request: Request) -> None:
    """The body must say that it is JSON (which also keeps other sites' forms out), and not be compressed."""
    media_type, encoding = b"", b"identity"
    for name, value in request.scope["headers"]:
        if name == b"content-type":
            media_type = value
        elif name == b"content-encoding":
            encoding = value
    if media_type.split(b";")[0].strip().lower() != b"application/json":
        raise Problem.of("unsupported-media-type", expected="application/json")
    if encoding.strip().lower() != b"identity":
        raise Problem.of("unsupported-encoding")


async def _body(request: Request) -> bytes:
    """The whole body. Raises ClientDisconnect when the client leaves before its end."""
    parts: list[bytes] = []
    more = True
    while more:
        message = await request.receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        parts.append(message.get("body", b""))
        more = message.get("more_body", False)
    return b"".join(parts)
