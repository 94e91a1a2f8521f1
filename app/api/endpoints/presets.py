"""GET /api/presets and /api/presets/{id}: the worked examples, with the published numbers beside ours."""

from functools import cache, partial
from typing import Annotated, Any

import orjson
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response
from typing_extensions import TypedDict

from app.api.admission.service import Service
from app.api.admission.workers import Pieces, finished
from app.api.endpoints.trace_request import TraceRequest
from app.api.routing.document import document, json_response
from app.api.routing.endpoint import Endpoint, Handler
from app.api.wire.answer import InJson, closed
from app.api.wire.problems import Problem, unknown_name
from app.explain.published import Comparison, Comparisons, Preset, Verdict, compare, presets


@closed
class PresetSummary(TypedDict):
    """A worked example in a few words."""

    id: str
    sizes: list[int]
    activations: list[str]
    loss: str


@closed
class PresetsAnswer(TypedDict):
    """Answer of GET /api/presets."""

    presets: list[PresetSummary]


@closed
class PublishedNumber(TypedDict):
    """A number as its source prints it, and ours."""

    address: str
    after_updates: Annotated[int, Field(description="Steps of gradient descent taken before it.")]
    printed: str
    ours: float
    verdict: Verdict
    erratum: Annotated[str | None, Field(description="Key of the words that say what is wrong in the source.")]


@closed
class PresetCase(TypedDict):
    """The request with some fields changed, and what is published for that."""

    id: str
    changes: dict[str, Any]
    numbers: list[PublishedNumber]


@closed
class PresetAnswer(TypedDict):
    """Answer of GET /api/presets/{id}."""

    id: str
    source: dict[str, str | int]
    request: Annotated[dict[str, Any], InJson(TraceRequest), Field(description="A body for POST /api/trace.")]
    cases: list[PresetCase]


@cache
def presets_answer() -> PresetsAnswer:
    """Every worked example in a few words, in the order of the menu."""
    return {"presets": [_summary(preset) for preset in presets().values()]}


def _summary(preset: Preset) -> PresetSummary:
    layers = preset.request["layers"]
    return {
        "id": preset.id,
        "sizes": [len(layers[0]["W"][0]), *(len(layer["b"]) for layer in layers)],
        "activations": [layer["activation"] for layer in layers],
        "loss": preset.request["loss"],
    }


@cache
def preset_answer(preset_id: str) -> PresetAnswer:
    """One worked example: its source, its request, and each published number beside ours.

    The first time takes as long as its longest descent (10,000 updates in one of them).
    """
    return _answer(presets()[preset_id], finished(partial(compare, preset_id)))


def _answer(preset: Preset, compared: Comparisons) -> PresetAnswer:
    return {
        "id": preset.id,
        "source": dict(preset.source),
        "request": dict(preset.request),
        "cases": [
            {"id": case.id, "changes": dict(case.changes), "numbers": list(map(_number, compared[case.id]))}
            for case in preset.cases
        ],
    }


def _number(row: Comparison) -> PublishedNumber:
    return {
        "address": row.published.address,
        "after_updates": row.published.after_updates,
        "printed": row.published.printed,
        "ours": row.ours,
        "verdict": row.verdict,
        "erratum": row.published.erratum,
    }


_MAX_BYTES = 200_000
"""No example takes more memory than this while it is computed; measured: 110,000."""

_ENCODED: dict[str, bytes] = {}
"""The examples that have been asked for, as JSON."""


def _encode(preset_id: str) -> Pieces[bytes]:
    compared = yield from compare(preset_id)
    return orjson.dumps(_answer(presets()[preset_id], compared))


def _serve(service: Service) -> Handler:
    async def preset(request: Request) -> Response:
        preset_id = request.path_params["id"]
        if preset_id not in presets():
            raise Problem([unknown_name("unknown-preset", preset_id, presets())])
        if preset_id not in _ENCODED:
            _ENCODED[preset_id] = await service.workers.run(partial(_encode, preset_id), _MAX_BYTES)
        return json_response(_ENCODED[preset_id])

    return preset


LIST = document(
    "/api/presets",
    "listPresets",
    "Worked examples",
    "All worked examples in the order of the page's menu.",
    gives=PresetsAnswer,
    content=presets_answer,
)

ONE = Endpoint(
    path="/api/presets/{id}",
    id="getPreset",
    tag="What there is",
    summary="One worked example",
    description="A whole trace request, its source, and the published numbers beside ours.",
    gives=PresetAnswer,
    serve=_serve,
    path_values={"id": "lecture"},
    problems=(404, 503),
)
