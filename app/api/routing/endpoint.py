"""What a route is: all that the router, the guard and the OpenAPI document know of it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp

from app.api.admission.bodies import Body
from app.api.admission.service import Service

Handler = Callable[[Request], Awaitable[Response]]


class Query(NamedTuple):
    """A query parameter: a whole number."""

    maximum: int
    """The largest that is taken."""
    example: int
    description: str
    """What it does."""


@dataclass(frozen=True, kw_only=True)
class Endpoint:
    """One method of one path."""

    method: Literal["get", "post"] = "get"
    path: str
    id: str
    """Its name in the document and in clients that are made from it."""
    tag: str
    """The heading under which the document lists it."""
    summary: str
    description: str
    serve: Callable[[Service], ASGIApp | Handler]
    """What answers it, for one application."""
    takes: type[Body] | None = None
    """The model of its body."""
    gives: Any = None
    """The type of its answer; None: an HTML page."""
    example: Mapping[str, Any] | None = None
    """A body that it accepts."""
    path_values: Mapping[str, str] = field(default_factory=dict)
    """An example of each parameter in the path."""
    query: Mapping[str, Query] = field(default_factory=dict)
    problems: tuple[int, ...] = ()
    """Statuses that it may answer besides 405, 413, 414 and 500, which all may."""
