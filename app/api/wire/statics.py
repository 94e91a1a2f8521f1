"""Files of other packages as they are: a browser asks for them every time and gets them only when they have changed."""

import os

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

# What the machine's own tables say of these is not always so, and a module of another type is not run.
_TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
}


class RevalidatedFiles(StaticFiles):
    """StaticFiles, with an ETag and `Cache-Control: no-cache`: old and new modules are never mixed."""

    def file_response(
        self,
        full_path: str | os.PathLike[str],
        stat_result: os.stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        """The file, or 304 when the browser has it."""
        response = super().file_response(full_path, stat_result, scope, status_code)
        response.headers["Cache-Control"] = "no-cache"
        media_type = _TYPES.get(os.path.splitext(full_path)[1])
        if media_type and response.status_code == 200:
            response.headers["Content-Type"] = media_type
        return response
