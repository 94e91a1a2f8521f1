import json
import re
from pathlib import Path

import httpx
import pytest

from app.api.admission.service import Service
from app.api.admission.settings import Settings
from app.api.endpoints.boot import Boot, in_html, opening_request
from app.words import languages, words

pytestmark = pytest.mark.anyio

ROOT = Path(__file__).parents[3]


def boot(**settings: int) -> Boot:
    return Boot(Service(Settings(**settings)))


def test_data_in_the_page_cannot_end_its_element() -> None:
    data = {"name": "</script><img src=x onerror=alert(1)><!--", "other": "a & b"}
    text = str(in_html(data))
    assert "<" not in text
    assert "&" not in text
    assert json.loads(text) == data


async def test_the_first_answer_comes_with_the_page(client: httpx.AsyncClient) -> None:
    data = json.loads(await boot().text("en"))
    assert data["answer"]["request"] == opening_request()
    assert data["answer"]["value"] == (await client.post("/api/trace", json=opening_request())).json()


async def test_limits_that_refuse_the_first_question_leave_it_to_the_page() -> None:
    assert (await boot(numbers=1).data("en"))["answer"] is None


@pytest.mark.parametrize("language", languages())
async def test_the_page_has_every_word_that_it_may_ask_for(language: str) -> None:
    """Every key that stands in its modules, whole or up to its first gap."""
    sources = "".join(path.read_text("utf-8") for path in (ROOT / "static/js").rglob("*.js"))
    families = "|".join({key.split(".")[0] for key in words("en")})
    asked = re.findall(rf"""["'`]((?:{families})\.[^"'`]*)["'`]""", sources)
    there = (await boot().data(language))["words"]
    gap = re.compile(r"\$\{[^{}]*\}")
    patterns = [re.compile(r"[\w.-]+".join(map(re.escape, gap.split(key)))) for key in asked]
    left_out = words(language).keys() - there.keys()
    assert {key for key in left_out for pattern in patterns if pattern.fullmatch(key)} == set()
    assert len(left_out) > 200
