"""The endpoints that say what there is: GET, with JSON that is written once and kept."""

from collections.abc import Callable
from functools import cache
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response

from app.api.admission.service import Service
from app.api.routing.endpoint import Endpoint, Handler


def document(
    path: str,
    id: str,
    summary: str,
    description: str,
    *,
    gives: Any,
    content: Callable[[], Any],
    tag: str = "What there is",
) -> Endpoint:
    """An endpoint that answers what `content` says, the same to everybody."""

    @cache
    def encoded_once() -> bytes:
        return orjson.dumps(content())

    async def answer(request: Request) -> Response:
        return json_response(encoded_once())

    def serve(service: Service) -> Handler:
        return answer

    return Endpoint(path=path, id=id, tag=tag, summary=summary, description=description, gives=gives, serve=serve)


def json_response(content: bytes) -> Response:
    """JSON as an answer."""
    return Response(content, media_type="application/json")
