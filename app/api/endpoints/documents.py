"""GET routes that answer with what there is, as JSON that is written once and kept."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import orjson
from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response

from app import __version__
from app.api.admission.service import Service
from app.api.endpoints.catalogue import (
    activations_document,
    known_preset,
    locale_document,
    losses_document,
    optimizers_document,
    preset_document,
    presets_document,
)


def add_documents(app: FastAPI, service: Service) -> None:
    """Adds /healthz, and what stands under /api/presets, activations, losses, optimizers and locales."""

    async def preset(request: Request) -> Response:
        preset_id = known_preset(request.path_params["id"]).id
        return _json(await service.workers.run(lambda: _written(preset_document, preset_id)))

    async def locale(request: Request) -> Response:
        return _json(_written(locale_document, request.path_params["code"]))

    app.add_api_route("/healthz", _plain(_health), methods=["GET"])
    app.add_api_route("/api/presets", _plain(presets_document), methods=["GET"])
    app.add_api_route("/api/presets/{id}", preset, methods=["GET"])
    app.add_api_route("/api/activations", _plain(activations_document), methods=["GET"])
    app.add_api_route("/api/losses", _plain(losses_document), methods=["GET"])
    app.add_api_route("/api/optimizers", _plain(optimizers_document), methods=["GET"])
    app.add_api_route("/api/locales/{code}", locale, methods=["GET"])


def _health() -> Mapping[str, Any]:
    return {"status": "ok", "version": __version__}


def _plain(document: Callable[[], Mapping[str, Any]]) -> Callable[[Request], Any]:
    async def endpoint(request: Request) -> Response:
        return _json(_written(document))

    return endpoint


@cache
def _written(document: Callable[..., Mapping[str, Any]], *names: str) -> bytes:
    """The bytes of a document; one that raises is not kept, so only names of ours take up memory."""
    return orjson.dumps(document(*names))


def _json(content: bytes) -> Response:
    return Response(content, media_type="application/json")
