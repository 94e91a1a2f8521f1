import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from app.course import QUESTIONS, lessons
from app.glossary import entries
from app.words import languages, words

pytestmark = pytest.mark.anyio

TEXTS = [f"{name}.{text['id']}" for name, texts in lessons().items() for text in texts]


async def links(client: httpx.AsyncClient, language: str) -> list[str]:
    response = await client.get(f"/teach?lang={language}")
    assert response.status_code == 200
    assert response.headers["content-language"] == language
    return [unescape(link) for link in re.findall(r'<a [^>]*href="([^"]+)"', response.text)]


@pytest.mark.parametrize("language", languages())
async def test_every_link_of_the_page_is_to_something_that_there_is(client: httpx.AsyncClient, language: str) -> None:
    found = await links(client, language)
    assert len(found) > 40
    for link in found:
        parts = urlsplit(link)
        assert (await client.get(parts.path or "/teach", params=parts.query)).status_code == 200, link
        said = {key: values[0] for key, values in parse_qs(parts.fragment).items()}
        assert parse_qs(parts.query)["lang"][0] in languages()
        lesson = said.get("lesson")
        terms = [f"glossary.{entry['id']}" for entry in entries()]
        assert lesson is None or lesson in (*TEXTS, *terms, QUESTIONS, "glossary"), link
        assert set(said.get("fixed", "all").split(",")) <= {"all", "weights", "biases", "network"}


async def test_the_links_are_the_same_in_every_language(client: httpx.AsyncClient) -> None:
    found = [[urlsplit(link).fragment for link in await links(client, language)] for language in languages()]
    assert found[0] == found[1] == found[2]


@pytest.mark.parametrize("language", languages())
async def test_the_page_says_all_its_words_in_the_language(client: httpx.AsyncClient, language: str) -> None:
    html = unescape((await client.get(f"/teach?lang={language}")).text)
    for key, text in words(language).items():
        if key.startswith("teach.") and "{" not in text:
            assert text in html, key
    assert not re.search(r"\{\w|\}\}", html)


async def test_the_words_of_the_page_do_not_burden_the_other_one(client: httpx.AsyncClient) -> None:
    assert "teach.title" not in (await client.get("/")).text
