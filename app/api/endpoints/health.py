"""GET /healthz: whether the server is alive."""

from typing import Literal

from typing_extensions import TypedDict

from app import __version__
from app.api.routing.document import document
from app.api.wire.answer import closed


@closed
class HealthAnswer(TypedDict):
    """Answer of GET /healthz."""

    status: Literal["ok"]
    version: str


def health() -> HealthAnswer:
    """That it is, and which version."""
    return {"status": "ok", "version": __version__}


ENDPOINT = document(
    "/healthz",
    "health",
    "Alive",
    "Answers at once, whatever is being computed.",
    gives=HealthAnswer,
    content=health,
    tag="Server",
)
