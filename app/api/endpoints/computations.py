"""POST routes that compute."""

from collections.abc import Mapping
from functools import partial

from fastapi import FastAPI
from starlette.requests import ClientDisconnect
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from app.api.admission.service import Prepare, Service
from app.api.endpoints.explain import DEEPEST, prepare_explanation
from app.api.endpoints.gradient_check import prepare_gradient_check
from app.api.endpoints.networks import prepare_network
from app.api.endpoints.nudge import prepare_nudge
from app.api.endpoints.trace import prepare_trace
from app.api.endpoints.update import prepare_update
from app.api.endpoints.witness import prepare_witness
from app.api.wire.engine_errors import problem_of
from app.api.wire.problems import Problem
from app.api.wire.query import whole_number
from app.engine.errors import EngineError


def computations(service: Service) -> Mapping[str, ASGIApp]:
    """The computing endpoints by their paths, the one asked most first."""
    return {
        "/api/trace": Computation(service, prepare_trace),
        "/api/explain": Explanation(service),
        "/api/witness": Computation(service, prepare_witness),
        "/api/nudge": Computation(service, prepare_nudge),
        "/api/update": Computation(service, prepare_update),
        "/api/gradient-check": Computation(service, prepare_gradient_check),
        "/api/networks": Computation(service, prepare_network),
    }


def add_computations(app: FastAPI, endpoints: Mapping[str, ASGIApp]) -> None:
    """Adds them as routes."""
    for path, endpoint in endpoints.items():
        app.router.routes.append(Route(path, endpoint, methods=["POST"], name=path))


class Computation:
    """An endpoint that takes JSON and answers JSON, as a plain ASGI application: parameters, requests and
    responses as objects would cost a quarter of the time of a small trace."""

    def __init__(self, service: Service, prepare: Prepare) -> None:
        self._service = service
        self._prepare = prepare

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request. Raises Problem."""
        _check_headers(scope)
        body = await _body(receive)
        try:
            content = await self._service.answer(body, self._prepared(scope))
        except EngineError as error:
            raise problem_of(error) from error
        headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(content))]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": content})

    def _prepared(self, scope: Scope) -> Prepare:
        """How this request's body is to be checked. Raises Problem."""
        return self._prepare


class Explanation(Computation):
    """The one endpoint whose path may say more: `?depth=` unrolls the number so many steps, `&gradients=1`
    through gradients only."""

    def __init__(self, service: Service) -> None:
        super().__init__(service, prepare_explanation)

    def _prepared(self, scope: Scope) -> Prepare:
        depth = whole_number(scope, "depth", DEEPEST)
        only = whole_number(scope, "gradients", 1)
        return partial(prepare_explanation, depth=depth, only_gradients=only == 1)


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
