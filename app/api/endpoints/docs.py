"""GET /openapi.json and GET /docs, whose every asset comes from this server."""

import base64
import hashlib
import re

import orjson
from fastapi import FastAPI
from fastapi.openapi.docs import get_swagger_ui_html
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from app.api.wire.statics import RevalidatedFiles

_ASSETS = "/docs/assets"
_INLINE_SCRIPT = re.compile(rb"<script>(.*?)</script>", re.DOTALL)


def add_docs(app: FastAPI) -> None:
    """Adds the two routes and the assets, which the package fastapi-offline carries."""

    async def openapi(request: Request) -> Response:
        return Response(orjson.dumps(app.openapi()), media_type="application/json")

    async def docs(request: Request) -> Response:
        return docs_page(request.scope.get("root_path", ""), app.title)

    app.add_api_route("/openapi.json", openapi, methods=["GET"])
    app.add_api_route("/docs", docs, methods=["GET"])
    app.mount(_ASSETS, RevalidatedFiles(packages=[("fastapi_offline", "static")]), name="docs-assets")


def docs_page(root: str, title: str) -> HTMLResponse:
    """Swagger UI under a policy that runs its own start script, known by its hash, and nothing else inline.

    The interface sets styles on its elements, so inline styles are allowed there. Its validator of documents,
    which is another host, is switched off.
    """
    page = get_swagger_ui_html(
        openapi_url=f"{root}/openapi.json",
        title=f"{title} API",
        swagger_js_url=f"{root}{_ASSETS}/swagger-ui-bundle.js",
        swagger_css_url=f"{root}{_ASSETS}/swagger-ui.css",
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
