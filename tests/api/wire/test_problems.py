import httpx
import pytest

from app.api.wire.codes import CODES
from app.api.wire.problems import (
    MOST_ERRORS,
    Fault,
    Problem,
    pointer,
    problem_document,
    sentence,
    unknown_name,
)
from app.words import languages, words

PARTS = ("title", "detail", "cause", "cure")


def filled(code: str) -> Fault:
    return Fault(code, dict.fromkeys(CODES[code].params, "7"))


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("code", CODES)
def test_every_code_has_its_words_in_every_language(language: str, code: str) -> None:
    for part in PARTS:
        assert words(language)[f"problem.{code}.{part}"]
    assert "{" not in sentence(filled(code), language)


def test_no_words_are_left_of_a_code_that_is_gone() -> None:
    titled = [key.split(".") for key in words("en") if key.startswith("problem.") and key.endswith(".title")]
    assert {code for _, code, _ in titled} == set(CODES)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ((), "#"),
        (("layers", 1, "W"), "#/layers/1/W"),
        (("a/b", "c~d", 0), "#/a~1b/c~0d/0"),
    ],
)
def test_a_pointer_is_written_as_rfc_6901_says(path: tuple[str | int, ...], expected: str) -> None:
    assert pointer(path) == expected


def test_a_problem_is_of_the_kind_of_its_first_fault() -> None:
    document = problem_document(Problem([Fault("not-a-number", {}, ("x", 0, 0)), Fault("not-a-list", {}, ("b",))]))
    assert document["type"] == "/problems/not-a-number"
    assert document["status"] == 422
    assert [error["code"] for error in document["errors"]] == ["not-a-number", "not-a-list"]
    assert document["errors_total"] == 2


def test_at_most_twenty_faults_are_told_and_all_counted() -> None:
    document = problem_document(Problem([Fault("not-a-number")] * 50))
    assert len(document["errors"]) == MOST_ERRORS == 20
    assert document["errors_total"] == 50


def test_a_suggestion_stands_behind_the_sentence_in_either_language() -> None:
    fault = unknown_name("unknown-loss", "hubert", ["huber", "squared_error"])
    assert sentence(fault) == ("No loss has this name. There are: huber, squared_error. Did you mean “huber”?")
    assert sentence(fault, "zh-Hans").endswith("您是指 “huber” 吗？")


@pytest.mark.anyio
@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("code", CODES)
async def test_every_code_has_a_page_of_cause_and_cure(client: httpx.AsyncClient, code: str, language: str) -> None:
    response = await client.get(f"/problems/{code}?lang={language}")
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert f'<html lang="{language}"' in response.text
    said = response.text.replace("&#39;", "'").replace("&#34;", '"')
    for part in ("title", "cause", "cure"):
        assert words(language)[f"problem.{code}.{part}"] in said
    setting = CODES[code].setting
    assert (f"BACKPROP_{str(setting).upper()}" in said) == (setting is not None)


@pytest.mark.anyio
async def test_a_code_that_does_not_exist_has_no_page(client: httpx.AsyncClient) -> None:
    assert (await client.get("/problems/page")).status_code == 404
    assert (await client.get("/problems/<b>")).status_code == 404
