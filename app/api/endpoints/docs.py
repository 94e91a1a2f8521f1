"""GET /openapi.json and GET /docs, whose every asset comes from this server."""

import base64
import hashlib
import re
from typing import Any

import orjson
from fastapi.openapi.docs import get_swagger_ui_html
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from app.api.routing.document import json_response
from app.api.routing.endpoint import Endpoint

ASSETS = "/docs/assets"
"""Where the assets lie that the package fastapi-offline carries."""

_INLINE_SCRIPT = re.compile(rb"<script>(.*?)</script>", re.DOTALL)

OpenApiAnswer = dict[str, Any]


async def _openapi(request: Request) -> Response:
    return json_response(orjson.dumps(request.app.openapi()))


async def _docs(request: Request) -> Response:
    return docs_page(request.scope.get("root_path", ""), request.app.title)


def docs_page(root: str, title: str) -> HTMLResponse:
    """Swagger UI under a policy that runs its own start script, known by its hash, and nothing else inline.

    The interface sets styles on its elements, so inline styles are allowed there. Its validator of documents,
    which is another host, is switched off.
    """
    page = get_swagger_ui_html(
        openapi_url=f"{root}/openapi.json",
        title=f"{title} API",
        swagger_js_url=f"{root}{ASSETS}/swagger-ui-bundle.js",
        swagger_css_url=f"{root}{ASSETS}/swagger-ui.css",
        swagger_favicon_url=f"{root}/static/icon.svg",
        swagger_ui_parameters={"validatorUrl": None, "defaultModelsExpandDepth": 0},
    )
    hashes = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(script).digest()).decode('ascii')}'"
        for script in _INLINE_SCRIPT.findall(bytes(page.body))
    )
    page.headers["Content-Security-Policy"] = (
        f"default-src 'self'; script-src 'self' {hashes}; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'self'"
    )
    return page


OPENAPI = Endpoint(
    path="/openapi.json",
    id="openapi",
    tag="Server",
    summary="This document",
    description="The description of the API that you are reading.",
    gives=OpenApiAnswer,
    serve=lambda service: _openapi,
)

PAGE = Endpoint(
    path="/docs",
    id="docs",
    tag="Pages",
    summary="This document as a page",
    description="Every operation, to be tried out.",
    serve=lambda service: _docs,
)
