"""GET /api/glossary/{code}: the terms of the lecture in a language."""

from functools import cache
from typing import NotRequired

import orjson
from starlette.requests import Request
from starlette.responses import Response
from typing_extensions import TypedDict

from app.api.routing.document import json_response
from app.api.routing.endpoint import Endpoint
from app.api.wire.answer import closed
from app.api.wire.problems import known_language
from app.glossary import entries, glossary_words
from app.words import languages


@closed
class TermAnswer(TypedDict):
    """A term; `terms` are its names in every language."""

    id: str
    letters: NotRequired[str]
    shown: str
    text: str
    apart: str
    terms: dict[str, str]


@closed
class GlossaryAnswer(TypedDict):
    """Answer of GET /api/glossary/{code}."""

    language: str
    entries: list[TermAnswer]


@cache
def _encoded(code: str) -> bytes:
    words = glossary_words(known_language(code))
    answer: GlossaryAnswer = {
        "language": code,
        "entries": [
            {
                **entry,
                "text": words[f"{entry['id']}.text"],
                "apart": words[f"{entry['id']}.apart"],
                "terms": {language: glossary_words(language)[f"{entry['id']}.term"] for language in languages()},
            }
            for entry in entries()
        ],
    }
    return orjson.dumps(answer)


async def _serve(request: Request) -> Response:
    return json_response(_encoded(request.path_params["code"]))


ENDPOINT = Endpoint(
    path="/api/glossary/{code}",
    id="getGlossary",
    tag="What there is",
    summary="The glossary in a language",
    description="Each term with its letters, what it is, what it is easily taken for, its names in every language, and "
    "the text of a lesson that shows it.",
    gives=GlossaryAnswer,
    serve=lambda service: _serve,
    path_values={"code": "en"},
    problems=(404,),
)
