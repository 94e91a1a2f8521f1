"""GET /problems/{code}: cause and cure of a problem, as a page."""

from starlette.requests import Request
from starlette.responses import Response

from app.api.admission.service import Service
from app.api.admission.settings import described
from app.api.routing.endpoint import Endpoint, Handler
from app.api.routing.page import page
from app.api.wire.codes import CODES
from app.api.wire.problems import Problem


def _serve(service: Service) -> Handler:
    async def problem(request: Request) -> Response:
        code = request.path_params["code"]
        if code not in CODES:
            raise Problem.of("not-found")
        setting = next((row for row in described() if row.name == CODES[code].setting), None)
        value = None if setting is None else getattr(service.settings, setting.name)
        return page(request, "problem.html", code=code, status=CODES[code].status, setting=setting, value=value)

    return problem


ENDPOINT = Endpoint(
    path="/problems/{code}",
    id="explainProblem",
    tag="Pages",
    summary="What a problem means",
    description="Cause and cure of a problem; the `type` of every problem leads here.",
    serve=_serve,
    path_values={"code": "shape-mismatch"},
    problems=(404,),
)
