import httpx
import pytest

from app.words import languages

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("language", languages())
async def test_the_glossary_comes_in_a_language_with_the_names_of_all(client: httpx.AsyncClient, language: str) -> None:
    answer = (await client.get(f"/api/glossary/{language}")).json()
    assert answer["language"] == language
    delta = next(entry for entry in answer["entries"] if entry["id"] == "delta")
    assert delta["terms"] == {"en": "delta δ", "zh-Hans": "δ（delta）", "zh-Hant": "δ（delta）"}
    assert delta["shown"] == "chapter-5.together"
    assert {"text", "apart", "letters"} <= set(delta)


async def test_a_language_that_there_is_not_has_no_glossary(client: httpx.AsyncClient) -> None:
    response = await client.get("/api/glossary/fr")
    assert response.status_code == 404
    assert response.json()["errors"][0]["code"] == "unknown-language"
