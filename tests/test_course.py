"""The lessons: what their words say is what the engine computes, and every place that they lead to is there."""

import asyncio
import re
from functools import cache
from typing import Any, get_args

import httpx
import pytest
from fastapi import FastAPI

from app.course import QUESTIONS, Need, Text, lesson_words, lessons
from app.main import create_app
from app.words import languages

MAX_WORDS = 60
"""Of a text in English."""

MAX_CHARACTERS = 110
"""Of a text in Chinese."""

PHASES = ("forward", "loss", "backward", "gradient", "update")
VIEWS = ("both", "forward", "backward", "push", "matrices", "text")
GRAINS = ("guided", "phase", "layer", "neuron", "operation")
SECTIONS = ("network", "drive", "budget", "largest", "costs", "samples", "published", "recipe")
GIVEN = ("x", "t", "w", "b")
CHECKED = ("dl_da", "dl_dz", "dl_dw", "dl_db", "dL_dw", "dL_db")
LETTERS = {
    "_x", "_t", "_z", "_a", "_w", "_b", "_l", "_L", "_y", "_dl_da", "_dl_dz", "_dl_dw", "_dl_db", "_dl_dx", "_dl_dy",
    "_dL_dw", "_dL_db",
}  # fmt: skip

PLACEHOLDER = re.compile(r"\{(\w+)\}")
CASE = re.compile(r"(?:Case|情况|情況) [12](?![0-9])")
"""The two cases of the backward pass, called as the drawing calls them: the only digits in the words."""

DIGIT = re.compile(r"[0-9\u00b2\u00b3\u00b9\u2070-\u2079\u2080-\u2089]")

TEXTS = [(name, text) for name, texts in lessons().items() for text in texts]
NAMED = [pytest.param(name, text, id=f"{name}.{text['id']}") for name, text in TEXTS]


@cache
def application() -> FastAPI:
    return create_app()


def ask(method: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
    """What the API answers; a refusal is a failure."""

    async def answer() -> httpx.Response:
        transport = httpx.ASGITransport(app=application())
        async with httpx.AsyncClient(transport=transport, base_url="http://explorer.example") as client:
            return await client.request(method, path, json=body)

    response = asyncio.run(answer())
    assert response.status_code == 200, response.text
    value: dict[str, Any] = response.json()
    return value


@cache
def told_on(example: str, case: str | None, sample: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """The network on which a text is told, as a request, and its pass."""
    preset = ask("GET", f"/api/presets/{example}")
    cases = {one["id"]: one["changes"] for one in preset["cases"]}
    assert case is None or case in cases, f"{example} has no case {case}"
    changes = cases[case] if case else preset["cases"][0]["changes"]
    request = {**preset["request"], **changes}
    fields = ("layers", "loss", "reduction", "x", "target", "learning_rate")
    request = {field: request[field] for field in fields if field in request}
    return request, ask("POST", "/api/trace", {**request, "include": ["steps"], "sample": sample})


def network_of(text: Text) -> tuple[dict[str, Any], dict[str, Any]]:
    return told_on(text.get("example", "lecture"), text.get("case"), text.get("sample", 0))


def resolved(template: str, request: dict[str, Any]) -> str:
    """The address in this network: letters become layers, too large an index the last."""
    layers = request["layers"]
    sizes = [len(layers[0]["W"][0]), *(len(layer["b"]) for layer in layers)]
    quantity, *parts = template.split(".")
    if not parts:
        return quantity
    if len(parts) == 1:
        return f"{quantity}.{min(int(parts[0]), sizes[-1 if quantity == 't' else 0] - 1)}"
    layer = {"F": 1, "H": len(layers) - 1, "O": len(layers)}.get(parts[0]) or int(parts[0])
    assert 0 < layer < len(sizes), f"{template}: no layer {layer}"
    within = [min(int(parts[1]), sizes[layer] - 1)]
    if len(parts) == 3:
        within.append(min(int(parts[2]), sizes[layer if quantity == "da_dz" else layer - 1] - 1))
    return ".".join([quantity, str(layer), *map(str, within)])


def moment(time: str, text: Text) -> int:
    """How many steps are done then."""
    request, trace = network_of(text)
    steps = trace["steps"]
    if time in ("start", "end"):
        return 0 if time == "start" else len(steps)
    side, what = time.split(" ")
    assert side in ("before", "after"), time
    if what in PHASES:
        meant = [index for index, step in enumerate(steps) if step["phase"] == what]
    else:
        address = resolved(what, request)
        names = {address, f"{address}@{text.get('sample', 0)}"}
        meant = [index for index, step in enumerate(steps) if names & set(step["writes"])]
    assert meant, f"nothing computes {what}"
    return meant[0] if side == "before" else meant[-1] + 1


def words_of(text: Text) -> list[str]:
    """The keys that a text has."""
    parts = ["title", "text", *(["task", "done"] if "task" in text else [])]
    return [f"{text['id']}.{part}" for part in parts]


def test_there_are_nine_chapters_and_the_questions():
    assert list(lessons()) == [*(f"chapter-{chapter}" for chapter in range(1, 10)), QUESTIONS]
    assert all(3 <= len(texts) <= 6 for name, texts in lessons().items() if name != QUESTIONS)
    assert len(lessons()[QUESTIONS]) >= 42


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("name", lessons())
def test_a_lesson_has_exactly_the_words_that_its_texts_need(name: str, language: str):
    words = lesson_words(name, language)
    assert set(words) == {"title", *(key for text in lessons()[name] for key in words_of(text))}
    assert list(words) == sorted(words)
    ids = [text["id"] for text in lessons()[name]]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize(("name", "text"), NAMED)
def test_every_number_in_a_text_comes_from_the_engine(name: str, text: Text, language: str):
    words = lesson_words(name, language)
    given = {*text.get("numbers", {}), *text.get("symbols", {})}
    used = {found for key in words_of(text) for found in PLACEHOLDER.findall(words[key])}
    assert used - LETTERS == given
    for key in words_of(text):
        assert not DIGIT.search(CASE.sub("", words[key])), f"{key}: {words[key]}"
        assert set(PLACEHOLDER.findall(words[key])) == set(PLACEHOLDER.findall(lesson_words(name, "en")[key])), key


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize(("name", "text"), NAMED)
def test_a_text_is_short_and_plain(name: str, text: Text, language: str):
    words = lesson_words(name, language)
    for key in words_of(text):
        said = words[key]
        length = len(said.split()) if language == "en" else len(re.findall(r"[\u4e00-\u9fff]", said))
        assert length <= (MAX_WORDS if language == "en" else MAX_CHARACTERS), f"{key}: {length}"
        assert said.count("**") % 2 == 0, key
        assert said == said.strip(), key
        assert not re.search(r"<[a-zA-Z/!]|&[a-z]+;|\n|!", said), key
        assert language == "en" or not re.search(r"[\u4e00-\u9fff][,;:?]", said), key


@pytest.mark.parametrize(("name", "text"), NAMED)
def test_a_text_sets_a_moment_that_there_is(name: str, text: Text):
    request, trace = network_of(text)
    begin, end = (moment(time, text) for time in (text["at"], text.get("glide", text["at"])))
    assert begin <= end
    assert text.get("view", "both") in VIEWS
    assert text.get("grain", "guided") in GRAINS
    assert text.get("section", "network") in SECTIONS
    assert set(text.get("needs", [])) <= set(get_args(Need))
    assert len(text.get("drive", request["layers"][-1]["b"])) == len(request["layers"][-1]["b"])
    written = {address.split("@")[0] for step in trace["steps"][:end] for address in step["writes"]}
    for template in text.get("numbers", {}).values():
        address = resolved(template, request)
        assert address.split(".")[0] in GIVEN or address in written, f"{address} is not known then"


@pytest.mark.parametrize(("name", "text"), NAMED)
def test_the_explanation_of_an_address_has_the_lines_that_a_text_shows_of_it(name: str, text: Text):
    request, _ = network_of(text)
    formulas = text.get("formulas", [])
    assert len(formulas) <= 3
    for formula in formulas:
        if "of" not in formula:
            assert formula in ({"theta": True}, {"general": True})
            continue
        address = resolved(formula["of"], request)
        quantity = address.split(".")[0]
        shared = quantity.startswith("dL") or quantity in ("L", "w", "b", "w_new", "b_new")
        sample = text.get("sample", 0)
        suffix = "" if shared or not sample else f"@{sample}"
        lines = ask("POST", "/api/explain", {**request, "address": address + suffix})["lines"]
        assert formula.get("line") in [line["kind"] for line in lines]


@pytest.mark.parametrize(("name", "text"), [one for one in NAMED if "task" in one.values[1]])
def test_what_is_to_be_done_can_be_noticed_on_the_network_of_the_text(name: str, text: Text):
    request, _ = network_of(text)
    noticed = text["task"]["noticed"]
    kind, of = noticed["kind"], noticed.get("of", "")
    end = moment(text.get("glide", text["at"]), text)
    if kind in ("changed", "sign", "below", "above", "chosen", "answered"):
        quantity = resolved(of, request).split(".")[0]
        assert (quantity in GIVEN) == (kind == "changed") or kind == "chosen"
        assert quantity in CHECKED or kind != "answered"
        assert ("limit" in noticed) == (kind in ("below", "above"))
        assert kind != "chosen" or text.get("chosen") != of
    elif kind == "reached":
        assert moment(noticed["at"], text) > end
    elif kind == "opened":
        assert noticed["section"] in SECTIONS
        assert noticed["section"] != text.get("section")
    elif kind == "pushed":
        assert of in ("z", "a", *GIVEN)
    elif kind == "changed-any":
        assert of in GIVEN
    else:
        assert kind in ("driven", "kept", "marked", "asked", "alike")
        assert kind != "asked" or len(request["layers"]) > 1
        assert noticed.get("section", "costs") in SECTIONS


def test_what_people_ask_at_a_text_is_among_the_questions():
    known = {text["id"] for text in lessons()[QUESTIONS]}
    assert {ask for _, text in TEXTS for ask in text.get("asks", [])} - known == set()
    assert all(text.get("about") for text in lessons()[QUESTIONS])


FORMULAS_OF_THE_LECTURE = {
    "θ and ∇L(θ)": {"theta"},
    "∂l/∂z": {"general"},
    "L = Σ l": {"L"},
    "∂L/∂w = Σ ∂l/∂w": {"dL_dw"},
    "∂l/∂w = ∂z/∂w ∂l/∂z": {"dl_dw"},
    "z": {"z"},
    "σ′(z)": {"da_dz"},
    "∂l/∂a": {"dl_da"},
    "σ′(z) [w ∂l/∂z + w ∂l/∂z]": {"dl_dz"},
    "θ − η∇L": {"w_new"},
}


@pytest.mark.parametrize("formula", FORMULAS_OF_THE_LECTURE)
def test_every_formula_of_the_lecture_stands_in_a_chapter(formula: str):
    shown = {
        key if key != "of" else str(value).split(".")[0]
        for name, text in TEXTS
        if name != QUESTIONS
        for line in text.get("formulas", [])
        for key, value in line.items()
    }
    assert FORMULAS_OF_THE_LECTURE[formula] <= shown
