import httpx
import pytest

from app.words import languages, words
from tests.api.expecting import assert_problem

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("code", languages())
async def test_the_words_of_a_language_are_served(client: httpx.AsyncClient, code: str) -> None:
    answer = (await client.get(f"/api/locales/{code}")).json()
    assert answer == {"language": code, "words": dict(words(code))}


@pytest.mark.parametrize("code", ["zh", "notes", "en.json"])
async def test_a_language_that_is_not_there_is_answered_with_the_list(client: httpx.AsyncClient, code: str) -> None:
    assert_problem(await client.get(f"/api/locales/{code}"), "unknown-language", known=list(languages()))
