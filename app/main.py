"""The application: `uvicorn --factory app.main:create_app`."""

from typing import Any

from fastapi import FastAPI

from app import __version__
from app.api.admission.service import Service
from app.api.admission.settings import Settings
from app.api.routes import add_routes
from app.api.wire.guard import Guard
from app.api.wire.handlers import add_handlers


class Explorer(FastAPI):
    """FastAPI with a document of our own, which is made when it is first asked for."""

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
    service = Service(settings or Settings.from_environment())
    app = Explorer(service)
    computing = add_routes(app, service)
    add_handlers(app)
    app.add_middleware(Guard, max_bytes=service.settings.body_bytes, computing=computing)
    return app
