"""The application: `uvicorn --factory app.main:create_app`."""

from typing import Any

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.types import Receive, Scope, Send

from app import __version__
from app.api.admission.service import Service
from app.api.admission.settings import Settings
from app.api.routes import add_routes
from app.api.routing.assets import assets
from app.api.wire.assets import send_answer
from app.api.wire.guard import ComputingGuard, Guard
from app.api.wire.handlers import http_exception


class Explorer(FastAPI):
    """FastAPI with a document of our own, made when first asked for, and short ways to what computes and to files."""

    def __init__(self, service: Service) -> None:
        super().__init__(
            title="Backprop Explorer",
            version=__version__,
            openapi_url=None,
            docs_url=None,
            redoc_url=None,
            redirect_slashes=False,
        )
        self.service = service
        max_bytes = service.settings.body_bytes
        self._assets = assets()
        self._computing = ComputingGuard(max_bytes, add_routes(self, service))
        self.add_exception_handler(HTTPException, http_exception)
        self.add_middleware(Guard, max_bytes=max_bytes)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        compute = self._computing.endpoint(scope)
        if compute is not None:
            await self._computing.answer(compute, scope, receive, send)
        elif (answer := self._assets.simple(scope)) is not None:
            await send_answer(answer, scope, send)
        else:
            await super().__call__(scope, receive, send)

    def openapi(self) -> dict[str, Any]:
        """The OpenAPI document."""
        if self.openapi_schema is None:
            # Imported here, because it takes as long as a third of a start, and few ask for it.
            from app.api.openapi import openapi_document

            self.openapi_schema = openapi_document(self.service.settings)
        return self.openapi_schema


def create_app(settings: Settings | None = None) -> FastAPI:
    """The whole application; without settings, those of the environment.

    Raises SettingsError for an environment variable that cannot be used.
    """
    return Explorer(Service(settings or Settings.from_environment()))
