"""GET /api/lessons/{code} and /api/lessons/{code}/{name}: what there is to learn, and one lesson, in a language."""

from functools import cache

import orjson
from starlette.requests import Request
from starlette.responses import Response
from typing_extensions import TypedDict

from app.api.routing.document import json_response
from app.api.routing.endpoint import Endpoint
from app.api.wire.answer import closed
from app.api.wire.problems import Problem, known_language, unknown_name
from app.course import Text, lesson_words, lessons


@closed
class TextTitle(TypedDict):
    """A text in the table of contents."""

    id: str
    title: str
    about: list[str]


@closed
class LessonTitle(TypedDict):
    """A lesson in the table of contents."""

    name: str
    title: str
    texts: list[TextTitle]


@closed
class ContentsAnswer(TypedDict):
    """Answer of GET /api/lessons/{code}."""

    language: str
    lessons: list[LessonTitle]


@closed
class LessonAnswer(TypedDict):
    """Answer of GET /api/lessons/{code}/{name}."""

    language: str
    name: str
    texts: list[Text]
    words: dict[str, str]


@cache
def _contents(code: str) -> bytes:
    answer: ContentsAnswer = {"language": known_language(code), "lessons": [_titles(name, code) for name in lessons()]}
    return orjson.dumps(answer)


def _titles(name: str, code: str) -> LessonTitle:
    words = lesson_words(name, code)
    return {
        "name": name,
        "title": words["title"],
        "texts": [
            {"id": text["id"], "title": words[f"{text['id']}.title"], "about": text.get("about", [])}
            for text in lessons()[name]
        ],
    }


@cache
def _lesson(code: str, name: str) -> bytes:
    known_language(code)
    if name not in lessons():
        raise Problem([unknown_name("unknown-lesson", name, lessons())])
    texts, words = list(lessons()[name]), dict(lesson_words(name, code))
    answer: LessonAnswer = {"language": code, "name": name, "texts": texts, "words": words}
    return orjson.dumps(answer)


async def _serve_contents(request: Request) -> Response:
    return json_response(_contents(request.path_params["code"]))


async def _serve_lesson(request: Request) -> Response:
    return json_response(_lesson(request.path_params["code"], request.path_params["name"]))


CONTENTS = Endpoint(
    path="/api/lessons/{code}",
    id="listLessons",
    tag="What there is",
    summary="The lessons in a language",
    description="The chapters of the lecture and the questions that people ask, with the titles of their texts.",
    gives=ContentsAnswer,
    serve=lambda service: _serve_contents,
    path_values={"code": "en"},
    problems=(404,),
)

ONE = Endpoint(
    path="/api/lessons/{code}/{name}",
    id="getLesson",
    tag="What there is",
    summary="One lesson in a language",
    description="Its texts, each with the moment that it sets, and their words. Layers in an address may be letters: "
    "F the first, H the last hidden one, O the output layer.",
    gives=LessonAnswer,
    serve=lambda service: _serve_lesson,
    path_values={"code": "en", "name": "chapter-1"},
    problems=(404,),
)
