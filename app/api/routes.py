"""Every endpoint, in the order of the OpenAPI document, and how an application gets them."""

from collections.abc import Mapping

from fastapi import FastAPI
from starlette.routing import Mount, Route

from app.api.admission.service import Service
from app.api.endpoints import (
    activations,
    docs,
    explain,
    glossary,
    gradient_check,
    health,
    learning_rates,
    lessons,
    locales,
    losses,
    networks,
    nudge,
    optimizers,
    pages,
    presets,
    problem_pages,
    teach,
    trace,
    update,
    witness,
)
from app.api.routing.assets import assets
from app.api.routing.computation import Computation
from app.api.routing.endpoint import Endpoint
from app.api.wire.assets import PREFIX
from app.api.wire.guard import Compute
from app.api.wire.statics import RevalidatedFiles

ENDPOINTS: tuple[Endpoint, ...] = (
    trace.ENDPOINT,
    explain.ENDPOINT,
    gradient_check.ENDPOINT,
    witness.ENDPOINT,
    nudge.ENDPOINT,
    learning_rates.ENDPOINT,
    update.ENDPOINT,
    networks.ENDPOINT,
    presets.LIST,
    presets.ONE,
    activations.ENDPOINT,
    losses.ENDPOINT,
    optimizers.ENDPOINT,
    locales.ENDPOINT,
    lessons.CONTENTS,
    lessons.ONE,
    glossary.ENDPOINT,
    health.ENDPOINT,
    docs.OPENAPI,
    pages.EXPLORER,
    pages.EMBEDDED,
    docs.PAGE,
    problem_pages.ENDPOINT,
    teach.ENDPOINT,
)


def add_routes(app: FastAPI, service: Service) -> Mapping[str, Compute]:
    """Adds all of them to an application; gives those that compute by their paths, for the guard."""
    computing: dict[str, Compute] = {}
    for endpoint in ENDPOINTS:
        answer = endpoint.serve(service)
        app.router.routes.append(Route(endpoint.path, answer, methods=[endpoint.method.upper()], name=endpoint.id))
        if isinstance(answer, Computation):
            computing[endpoint.path] = answer.compute
    app.mount(docs.ASSETS, RevalidatedFiles(packages=[("fastapi_offline", "static")]), name="docs-assets")
    files = Route("/{path:path}", assets(), methods=["GET"])
    app.router.routes.append(Mount(PREFIX.rstrip("/"), routes=[files], name="static"))
    return computing
