"""What was raised, as the problem that it is: the engine's errors, and those of the router."""

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from app.api.problems import Fault, Problem, problem_response
from app.engine.errors import EngineError, LossNeedsIdentity, TargetOutOfRange


def add_handlers(app: FastAPI) -> None:
    """Lets every error of a route be answered as a problem."""
    app.add_exception_handler(Problem, _problem)
    app.add_exception_handler(EngineError, _engine_error)
    app.add_exception_handler(HTTPException, _http_exception)


async def _problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)
    return problem_response(error)


async def _engine_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, EngineError)
    return problem_response(problem_of(error))


def problem_of(error: EngineError) -> Problem:
    """The problem of an error that only the engine can see.

    Shapes, names and settings are checked before the engine is asked: any other error is one of ours, and is
    raised again.
    """
    params = error.params
    match error:
        case TargetOutOfRange():
            told = {"loss": params["loss"], "minimum": params["low"], "maximum": params["high"]}
        case LossNeedsIdentity():
            told = {"loss": params["loss"], "activation": params["activation"]}
        case _:
            raise error
    return Problem([Fault(error.code, told, error.path)])


async def _http_exception(request: Request, error: Exception) -> Response:
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
