"""POST routes that compute."""

from collections.abc import Awaitable, Callable

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response

from app.api.gradient_check_job import prepare_gradient_check
from app.api.jobs import Prepare, Service
from app.api.networks_job import prepare_network
from app.api.trace_job import prepare_trace
from app.api.update_job import prepare_update


def add_computations(app: FastAPI, service: Service) -> None:
    """Adds the computing routes, the one asked most first: routes are tried one after another.

    They read their bodies themselves, so they are plain routes: FastAPI's own would spend a tenth of a small
    trace's time on parameters that they do not have.
    """
    for path, prepare in (
        ("/api/trace", prepare_trace),
        ("/api/update", prepare_update),
        ("/api/gradient-check", prepare_gradient_check),
        ("/api/networks", prepare_network),
    ):
        app.add_route(path, _endpoint(service, prepare), methods=["POST"])


def _endpoint(service: Service, prepare: Prepare) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        return await service.answer(request, prepare)

    return endpoint
