"""Pages for people out of templates, in the language of whoever asks."""

from functools import cache, lru_cache, partial
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from starlette.requests import Request
from starlette.responses import Response

from app.api.routing.assets import assets
from app.api.wire.guard import PAGE_POLICY
from app.api.wire.representation import Representation
from app.places import templates_dir
from app.words import languages, negotiate, translate


@cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(templates_dir()),
        autoescape=select_autoescape(),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def page(request: Request, template: str, policy: str = PAGE_POLICY, **values: Any) -> Response:
    """A template with these values and this Content-Security-Policy."""
    language = language_of(request)
    root = root_of(request)
    assets().refresh()
    html = (
        _templates()
        .get_template(template)
        .render(
            language=language,
            languages=languages(),
            t=partial(translate, language),
            asset=lambda path: root + assets().address(path),
            root=root,
            **values,
        )
    )
    status, headers, body = _representation(html, language, policy).answer(request.headers.raw)
    response = Response(body, status)
    response.raw_headers = headers
    return response


@lru_cache(maxsize=16)
def _representation(html: str, language: str, policy: str) -> Representation:
    """A page that is asked for again and again is compressed once."""
    headers = {
        "content-type": "text/html; charset=utf-8",
        "cache-control": "no-cache",
        "content-language": language,
        "content-security-policy": policy,
    }
    pairs = [(name.encode("ascii"), value.encode("ascii")) for name, value in headers.items()]
    return Representation(html.encode("utf-8"), pairs, vary="Accept-Language")


def root_of(request: Request) -> str:
    """What stands before the application's own paths: nothing where it has an address to itself."""
    return str(request.scope.get("root_path", ""))


def language_of(request: Request) -> str:
    """The language to answer in."""
    return negotiate(request.query_params.get("lang"), request.headers.get("accept-language"))
