"""GET / and GET /embed: the page with everything that it starts from, and the same for a frame in another page."""

import posixpath
import re
from functools import lru_cache

from starlette.requests import Request
from starlette.responses import Response

from app.api.admission.service import Service
from app.api.endpoints.boot import Boot
from app.api.routing.assets import assets, is_bundled
from app.api.routing.endpoint import Endpoint, Handler
from app.api.routing.page import language_of, page, root_of
from app.api.wire.guard import PAGE_POLICY

HIDEABLE = ("inspector", "views", "columns", "controls", "track", "settings", "sentence", "timeline")
"""Parts of an embedded page that `hide=` leaves out."""

EMBED_POLICY = PAGE_POLICY.replace("frame-ancestors 'self'", "frame-ancestors *")
_IMPORT = re.compile(r'(?:^|;)(?:import|export)\b(?:[\w\s{},*$]+\bfrom)?\s*"(\.\.?/[\w./-]+\.js)"', re.MULTILINE)


def _serve_explorer(service: Service) -> Handler:
    boot = Boot(service)

    async def explorer(request: Request) -> Response:
        text = await boot.text(language_of(request), root_of(request))
        return page(request, "index.html", boot=text, modules=modules, bundled=is_bundled(), embed=None)

    return explorer


def _serve_embedded(service: Service) -> Handler:
    boot = Boot(service)

    async def embedded(request: Request) -> Response:
        text = await boot.text(language_of(request), root_of(request))
        embed = {"hide": hidden(request.query_params.get("hide", "")), "theme": _theme(request)}
        return page(request, "index.html", EMBED_POLICY, boot=text, modules=modules, bundled=is_bundled(), embed=embed)

    return embedded


def hidden(text: str) -> str:
    """The parts of the page that a host asks to be left out, of those that can be, with spaces between."""
    return " ".join(part for part in HIDEABLE if part in text.split(","))


def modules() -> tuple[str, ...]:
    """The modules that the first one imports, directly or through others, for the page to fetch all at once; not those
    that it imports when they are wanted."""
    return _modules(assets().version)


@lru_cache(maxsize=1)
def _modules(version: str) -> tuple[str, ...]:
    found: list[str] = []
    waiting = ["bundle/main.js" if is_bundled() else "js/main.js"]
    while waiting:
        name = waiting.pop()
        if name not in found and name in assets():
            found.append(name)
            imported = _IMPORT.findall(assets().text(name))
            waiting += [posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) for path in imported]
    return tuple(sorted(found))


def _theme(request: Request) -> str:
    asked = request.query_params.get("theme", "")
    return asked if asked in ("light", "dark") else ""


EXPLORER = Endpoint(
    path="/",
    id="explorer",
    tag="Pages",
    summary="The page",
    description="The explorer itself.",
    serve=_serve_explorer,
)

EMBEDDED = Endpoint(
    path="/embed",
    id="embeddedExplorer",
    tag="Pages",
    summary="The page for a frame",
    description="The explorer for a frame in another page: `hide` leaves parts of it out, a list of "
    f"{', '.join(f'`{part}`' for part in HIDEABLE)} with commas; `theme` is light or dark.",
    serve=_serve_embedded,
)
