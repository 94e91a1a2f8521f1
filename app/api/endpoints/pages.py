"""GET / and GET /embed: the page with everything that it starts from, and the same for a frame in another page."""

import posixpath
import re
from collections.abc import Mapping
from functools import cache
from typing import Any

import orjson
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from app import __version__
from app.api.admission.service import Service
from app.api.admission.settings import LIMITS, Settings
from app.api.endpoints.activations import activations
from app.api.endpoints.losses import losses
from app.api.endpoints.presets import preset_answer, presets_answer
from app.api.routing.endpoint import Endpoint, Handler
from app.api.routing.page import language_of, page, root_of
from app.api.wire.guard import PAGE_POLICY
from app.places import static_dir
from app.words import languages, words

OPENING_PRESET = "lecture"
HIDEABLE = ("inspector", "views", "columns", "controls", "track", "settings", "sentence", "timeline")
"""Parts of an embedded page that `hide=` leaves out."""

EMBED_POLICY = PAGE_POLICY.replace("frame-ancestors 'self'", "frame-ancestors *")
_IMPORT = re.compile(r'^(?:import|export)\s(?:[\w\s{},*$]+\sfrom\s)?"(\.\.?/[\w./-]+\.js)"', re.MULTILINE)


def _serve_explorer(service: Service) -> Handler:
    async def explorer(request: Request) -> Response:
        boot = in_html(boot_data(language_of(request), service.settings, root_of(request)))
        return page(request, "index.html", boot=boot, modules=modules(), embed=None)

    return explorer


def _serve_embedded(service: Service) -> Handler:
    async def embedded(request: Request) -> Response:
        boot = in_html(boot_data(language_of(request), service.settings, root_of(request)))
        embed = {"hide": hidden(request.query_params.get("hide", "")), "theme": _theme(request)}
        return page(request, "index.html", EMBED_POLICY, boot=boot, modules=modules(), embed=embed)

    return embedded


def hidden(text: str) -> str:
    """The parts of the page that a host asks to be left out, of those that can be, with spaces between."""
    return " ".join(part for part in HIDEABLE if part in text.split(","))


def boot_data(language: str, settings: Settings, root: str = "") -> Mapping[str, Any]:
    """Everything that the page needs before it asks for anything."""
    return {
        "version": __version__,
        "root": root,
        "language": language,
        "languages": [{"code": code, "name": name} for code, name in languages().items()],
        "words": dict(words(language)),
        "presets": presets_answer()["presets"],
        "preset": preset_answer(OPENING_PRESET),
        "curve_z": activations()["curve_z"],
        "activations": activations()["activations"],
        "losses": losses()["losses"],
        "limits": {name: getattr(settings, name) for name in LIMITS},
    }


def in_html(data: Mapping[str, Any]) -> Markup:
    """JSON that can stand inside a script element: no `<` that could begin a tag or a comment."""
    return Markup(orjson.dumps(data).replace(b"<", b"\\u003c").replace(b"&", b"\\u0026").decode("utf-8"))


@cache
def modules() -> tuple[str, ...]:
    """The modules that main.js imports, directly or through others, for the page to fetch all at once."""
    folder = static_dir() / "js"
    found: list[str] = []
    waiting = ["main.js"]
    while waiting:
        name = waiting.pop()
        if name not in found and (folder / name).is_file():
            found.append(name)
            imported = _IMPORT.findall((folder / name).read_text("utf-8"))
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
