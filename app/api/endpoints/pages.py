"""The pages for people: `/` with everything that it starts from, the same for a frame in somebody else's page
at `/embed`, and `/problems/{code}`; and their files."""

import re
from collections.abc import Mapping
from dataclasses import asdict
from functools import cache, partial
from typing import Any

import orjson
from fastapi import FastAPI
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from app import __version__
from app.api.admission.service import Service
from app.api.admission.settings import LIMITS, Settings, described
from app.api.endpoints.catalogue import (
    activations_document,
    losses_document,
    preset_document,
    presets_document,
)
from app.api.wire.codes import CODES
from app.api.wire.guard import PAGE_POLICY
from app.api.wire.problems import Problem
from app.api.wire.statics import RevalidatedFiles
from app.places import static_dir, templates_dir
from app.words import languages, negotiate, translate, words

OPENING_PRESET = "lecture"
HIDEABLE = ("inspector", "views", "columns", "controls", "track", "settings", "sentence", "timeline")
"""Parts of an embedded page that `hide=` leaves out."""

EMBED_POLICY = PAGE_POLICY.replace("frame-ancestors 'self'", "frame-ancestors *")
_IMPORT = re.compile(r'^(?:import|export)\s(?:[\w\s{},*$]+\sfrom\s)?"\./([\w-]+\.js)"', re.MULTILINE)


def add_pages(app: FastAPI, service: Service) -> None:
    """Adds /, /problems/{code} and /static."""
    templates = Environment(
        loader=FileSystemLoader(templates_dir()),
        autoescape=select_autoescape(),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )

    def page(request: Request, template: str, policy: str = PAGE_POLICY, **values: Any) -> Response:
        language = _language(request)
        root = request.scope.get("root_path", "")
        html = templates.get_template(template).render(
            language=language,
            languages=languages(),
            t=partial(translate, language),
            asset=lambda path: f"{root}/static/{path}",
            root=root,
            **values,
        )
        headers = {
            "Cache-Control": "no-cache",
            "Content-Language": language,
            "Content-Security-Policy": policy,
            "Vary": "Accept-Language",
        }
        return HTMLResponse(html, headers=headers)

    async def explorer(request: Request) -> Response:
        boot = in_html(boot_data(_language(request), service.settings))
        return page(request, "index.html", boot=boot, modules=modules(), embed=None)

    async def embedded(request: Request) -> Response:
        boot = in_html(boot_data(_language(request), service.settings))
        embed = {"hide": hidden(request.query_params.get("hide", "")), "theme": _theme(request)}
        return page(request, "index.html", policy=EMBED_POLICY, boot=boot, modules=modules(), embed=embed)

    async def problem(request: Request) -> Response:
        code = request.path_params["code"]
        if code not in CODES:
            raise Problem.of("not-found")
        setting = next((row for row in described() if row.name == CODES[code].setting), None)
        value = None if setting is None else getattr(service.settings, setting.name)
        return page(request, "problem.html", code=code, status=CODES[code].status, setting=setting, value=value)

    app.add_api_route("/", explorer, methods=["GET"])
    app.add_api_route("/embed", embedded, methods=["GET"])
    app.add_api_route("/problems/{code}", problem, methods=["GET"])
    app.mount("/static", RevalidatedFiles(directory=static_dir()), name="static")


def hidden(text: str) -> str:
    """The parts of the page that a host asks to be left out, of those that can be, with spaces between."""
    return " ".join(part for part in HIDEABLE if part in text.split(","))


def boot_data(language: str, settings: Settings) -> Mapping[str, Any]:
    """Everything that the page needs before it asks for anything."""
    return {
        "version": __version__,
        "language": language,
        "languages": [{"code": code, "name": name} for code, name in languages().items()],
        "words": dict(words(language)),
        "presets": presets_document()["presets"],
        "preset": preset_document(OPENING_PRESET),
        "curve_z": activations_document()["curve_z"],
        "activations": activations_document()["activations"],
        "losses": losses_document()["losses"],
        "limits": {name: asdict(settings)[name] for name in LIMITS},
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
            waiting += _IMPORT.findall((folder / name).read_text("utf-8"))
    return tuple(sorted(found))


def _theme(request: Request) -> str:
    asked = request.query_params.get("theme", "")
    return asked if asked in ("light", "dark") else ""


def _language(request: Request) -> str:
    return negotiate(request.query_params.get("lang"), request.headers.get("accept-language"))
