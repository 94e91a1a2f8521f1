"""The teacher's plan: what it names is there, and its links open the moments of the texts."""

from urllib.parse import parse_qs

import pytest

from app.course import QUESTIONS, Text, lessons
from app.teaching import PLAN, explore_link, learn_link, text_of
from tests.test_course import moment, network_of, resolved

TEXTS = [f"{name}.{text['id']}" for name, texts in lessons().items() for text in texts]


def test_the_plan_fills_an_hour_and_names_texts_that_there_are():
    assert sum(block.minutes for block in PLAN) == 60
    assert 5 <= len(PLAN) <= 6
    for block in PLAN:
        for name in (*block.texts, block.shown, *(f"{QUESTIONS}.{name}" for name in block.asked)):
            assert name in TEXTS
    with pytest.raises(LookupError):
        learn_link("chapter-1.nothing")


@pytest.mark.parametrize("name", [name for name in TEXTS if "case" not in text_of(name)])
def test_a_link_to_explore_opens_the_moment_of_the_text(name: str):
    text: Text = text_of(name)
    request, _ = network_of(text)
    said = {key: values[0] for key, values in parse_qs(explore_link(name)).items()}
    assert said["example"] == text.get("example", "lecture")
    assert int(said.get("at", 0)) == moment(text.get("glide", text["at"]), text)
    assert int(said.get("sample", 0)) == text.get("sample", 0)
    assert said.get("view") == text.get("view")
    if "chosen" in text:
        assert said["chosen"].split("@")[0] == resolved(text["chosen"], request)


def test_to_present_a_moment_opens_no_section():
    assert explore_link("chapter-6.by-hand").endswith("&drawer=drive")
    assert explore_link("chapter-6.by-hand", present=True).endswith("&present=true")
