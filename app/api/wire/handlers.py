"""The router's own errors as problems, and OPTIONS."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from app.api.wire.problems import Problem, problem_response


async def http_exception(request: Request, error: Exception) -> Response:
    """The answer to an error of the router: a problem, or what OPTIONS asks for."""
    assert isinstance(error, HTTPException)
    if error.status_code == 405:
        return _wrong_method(request, (error.headers or {})["Allow"].split(", "))
    unreadable = error.status_code not in (401, 403, 404)
    return problem_response(Problem.of("bad-request" if unreadable else "not-found"))


def _wrong_method(request: Request, methods: list[str]) -> Response:
    """What OPTIONS asks for, and otherwise a problem; HEAD is answered wherever GET is."""
    allowed = sorted({*methods, "OPTIONS", *(["HEAD"] if "GET" in methods else [])})
    allow = {"Allow": ", ".join(allowed)}
    if request.method == "OPTIONS":
        return Response(status_code=204, headers=allow)
    return problem_response(Problem.of("method-not-allowed", headers=allow, allowed=allowed))
