"""GET /api/locales/{code}: all words of a language."""

from functools import cache

import orjson
from starlette.requests import Request
from starlette.responses import Response
from typing_extensions import TypedDict

from app.api.routing.document import json_response
from app.api.routing.endpoint import Endpoint
from app.api.wire.answer import closed
from app.api.wire.problems import known_language
from app.words import words


@closed
class LocaleAnswer(TypedDict):
    """Answer of GET /api/locales/{code}."""

    language: str
    words: dict[str, str]


@cache
def _encoded_once(code: str) -> bytes:
    """The words as JSON. A name that raises is not kept, so only those of ours take up memory."""
    answer: LocaleAnswer = {"language": known_language(code), "words": dict(words(code))}
    return orjson.dumps(answer)


async def _locale(request: Request) -> Response:
    return json_response(_encoded_once(request.path_params["code"]))


ENDPOINT = Endpoint(
    path="/api/locales/{code}",
    id="getLocale",
    tag="What there is",
    summary="All words of a language",
    description="The catalogue that the page and the pages of problems are written from.",
    gives=LocaleAnswer,
    serve=lambda service: _locale,
    path_values={"code": "zh-Hans"},
    problems=(404,),
)
