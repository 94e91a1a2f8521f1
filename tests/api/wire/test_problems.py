import re

import httpx
import pytest

from app.api.wire.codes import CODES, OPTIONAL_PARAMS
from app.api.wire.problems import (
    MAX_ERRORS,
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
    return Fault(code, {name: "7" for name in CODES[code].params if name not in OPTIONAL_PARAMS})


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
    assert len(document["errors"]) == MAX_ERRORS == 20
    assert document["errors_total"] == 50


def test_a_suggestion_stands_behind_the_sentence_in_either_language() -> None:
    fault = unknown_name("unknown-loss", "hubert", ["huber", "squared_error"])
    assert sentence(fault) == ("No loss has this name. There are: huber, squared_error. Did you mean “huber”?")
    assert sentence(fault, "zh-Hans").endswith("你是指 “huber” 吗？")


def test_how_a_suggestion_differs_stands_behind_it() -> None:
    fault = unknown_name("unknown-loss", "SSE", ["huber", "squared_error"])
    assert sentence(fault).endswith(" Did you mean “squared_error”? With ½ before the sum it is “half_squared_error”.")
    assert sentence(fault, "zh-Hans").endswith("你是指 “squared_error” 吗？求和前带 ½ 的是 “half_squared_error”。")


def test_what_there_is_elsewhere_and_not_here_is_said_to_be_missing() -> None:
    fault = unknown_name("unknown-loss", "NLLLoss", ["huber", "squared_error"])
    assert sentence(fault).endswith(" Other libraries have it; here it is not available.")
    assert sentence(fault, "zh-Hans").endswith("其他库中有它，但这里没有提供。")


SINGULAR = {
    "activation-count": "The network has 1 layer, but the list names 1 activation.",
    "answer-too-large": "The answer would hold 1 numbers and addresses; the limit is 1. With everything else "
    "unchanged, 1 sample would fit.",
    "bias-length": "Layer 1 has 1 neuron, but 1 bias.",
    "body-too-large": "The body has 1 byte; the limit is 1.",
    "busy": "Too many computations are waiting. Try again in 1 second.",
    "frozen-count": "“frozen” needs one list for each of 1 layer; it has 1.",
    "list-too-long": "This list may have 1 element at most.",
    "list-too-short": "This list needs at least 1 element.",
    "query-too-long": "Behind the question mark stand more than 1 character.",
    "ragged-matrix": "Row 1 (counted from 0) has 1 number, but the first row has 1.",
    "row-count": "1 has 1 row, but x has 1.",
    "row-length": "Row 1 (counted from 0) of 1 has 1 number, but the network needs 1.",
    "sample-out-of-range": "x holds 1 sample, counted from 0.",
    "shape-mismatch": "Layer 1 expects 1 input, but layer 1 has 1 neuron.",
    "text-too-long": "This text may have 1 character at most.",
    "text-too-short": "This text needs at least 1 character.",
    "too-many-layers": "The network has 1 layer; the limit is 1.",
    "too-many-neurons": "A layer has 1 neuron; the limit is 1.",
    "too-much-memory": "The computation would take 1 byte of memory; the limit is 1. With everything else unchanged, "
    "1 sample would fit.",
    "too-much-work": "The computation would take 1 operations; the limit is 1. With everything else unchanged, "
    "1 sample would fit.",
}
"""What counts only more than one thing (a limit is at least 1, and was exceeded) needs no singular."""


@pytest.mark.parametrize(
    "code", [code for code in CODES if ":" in words("en")[f"problem.{code}.detail"].replace(": ", "")]
)
def test_one_thing_is_said_in_the_singular(code: str) -> None:
    params = [name for name in CODES[code].params if name not in OPTIONAL_PARAMS]
    assert sentence(Fault(code, dict.fromkeys(params, 1))) == SINGULAR[code]


def test_several_things_are_said_in_the_plural_and_chinese_says_both_alike() -> None:
    def said(actual: int, language: str) -> str:
        return sentence(Fault("shape-mismatch", {"layer": 2, "previous": 1, "expected": 4, "actual": actual}), language)

    assert said(3, "en") == "Layer 2 expects 3 inputs, but layer 1 has 4 neurons."
    assert said(1, "en") == "Layer 2 expects 1 input, but layer 1 has 4 neurons."
    assert said(0, "en") == "Layer 2 expects 0 inputs, but layer 1 has 4 neurons."
    assert said(3, "zh-Hans") == "第 2 层需要 3 个输入，而第 1 层有 4 个神经元。"
    assert said(1, "zh-Hans") == said(3, "zh-Hans").replace("3", "1")


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("code", CODES)
def test_what_is_wrong_with_a_file_never_speaks_of_a_request(code: str, language: str) -> None:
    said = sentence(filled(code), language, of_a_file=True)
    if code in ONLY_OF_REQUESTS:
        return
    assert not re.search(r"\b(request|body|answer|server)\b|请求|响应|服务器", said)


ONLY_OF_REQUESTS = {
    *("bad-request", "not-found", "method-not-allowed", "unsupported-media-type", "unsupported-encoding"),
    *("internal-error", "unknown-layer-field", "query-too-long", "bad-query", "unknown-query", "busy"),
}
"""What no file can be refused for, or what names a part of the request that stands in the file."""


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
