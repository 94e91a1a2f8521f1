"""Pages for people out of templates, in the language of whoever asks."""

from functools import cache, partial
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from app.api.wire.guard import PAGE_POLICY
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
    html = (
        _templates()
        .get_template(template)
        .render(
            language=language,
            languages=languages(),
            t=partial(translate, language),
            asset=lambda path: f"{root}/static/{path}",
            root=root,
            **values,
        )
    )
    headers = {
        "Cache-Control": "no-cache",
        "Content-Language": language,
        "Content-Security-Policy": policy,
        "Vary": "Accept-Language",
    }
    return HTMLResponse(html, headers=headers)


def root_of(request: Request) -> str:
    """What stands before the application's own paths: nothing where it has an address to itself."""
    return str(request.scope.get("root_path", ""))


def language_of(request: Request) -> str:
    """The language to answer in."""
    return negotiate(request.query_params.get("lang"), request.headers.get("accept-language"))
