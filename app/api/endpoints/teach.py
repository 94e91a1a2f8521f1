"""GET /teach: an hour with this page, for whoever teaches it."""

from starlette.requests import Request
from starlette.responses import Response

from app.api.endpoints.pages import HIDEABLE
from app.api.routing.endpoint import Endpoint
from app.api.routing.page import language_of, page
from app.course import QUESTIONS, lesson_words
from app.teaching import PLAN, explore_link, learn_link


def _title(name: str, language: str) -> str:
    lesson, _, text = name.partition(".")
    return lesson_words(lesson, language)[f"{text}.title"]


async def _serve(request: Request) -> Response:
    language = language_of(request)

    def titled(name: str) -> tuple[str, str]:
        return learn_link(name), _title(name, language)

    plan = [
        {
            "id": block.id,
            "minutes": block.minutes,
            "texts": [titled(name) for name in block.texts],
            "shown": explore_link(block.shown),
            "presented": explore_link(block.shown, present=True),
            "asked": [titled(f"{QUESTIONS}.{name}") for name in block.asked],
        }
        for block in PLAN
    ]
    return page(request, "teach.html", plan=plan, parts=HIDEABLE)


ENDPOINT = Endpoint(
    path="/teach",
    id="teach",
    tag="Pages",
    summary="For teachers",
    description="An hour's plan with links to the moments that it shows; presenting, embedding, hand-outs, and links "
    "that fix what students can change.",
    serve=lambda service: _serve,
)
