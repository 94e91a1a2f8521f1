"""A door for every question: three presses from the start page, found by its words; and nobody is shut out of Learn."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.learning import ASKED, LANGUAGES, OPEN_LEARN, link_to, open_text, wait_for, words_of

OpenPage = Callable[..., Page]
Violations = Callable[[Page], list[str]]
INDEX = "#lesson [data-do=lesson][data-of=questions]"


def index(open_page: OpenPage, language: str = "en") -> Page:
    page = open_page(link_to("questions", language), reduced_motion="reduce")
    page.locator("#lesson .search").wait_for()
    return page


@pytest.mark.parametrize("name", ASKED[:: len(ASKED) // 5])
def test_a_question_is_three_presses_from_the_start_page(open_page: OpenPage, name: str) -> None:
    page = open_page("/", reduced_motion="reduce")
    presses = [OPEN_LEARN, INDEX, f'.question[data-of="{name}"]']
    for selector in presses:
        page.locator(selector).first.click()
    wait_for(page, name)
    assert len(presses) <= 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_stands_in_the_index_in_words(open_page: OpenPage, language: str) -> None:
    page = index(open_page, language)
    buttons = page.locator(".lesson-questions.index .question")
    assert buttons.evaluate_all("(all) => all.map((one) => one.dataset.of)") == ASKED
    titles = buttons.all_inner_texts()
    assert [title for title in titles if "{" in title or "**" in title or not title.strip()] == []
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize(
    ("language", "sought", "found"),
    [
        ("en", "pytorch", "questions.differs-from-pytorch"),
        ("en", "DEAD relu", "questions.dead-relu"),
        ("zh-Hans", "转置", "questions.transpose"),
        ("zh-Hant", "梯度消失", "questions.vanishing"),
    ],
)
def test_a_question_is_found_by_its_words(open_page: OpenPage, language: str, sought: str, found: str) -> None:
    page = index(open_page, language)
    page.locator(".search").fill(sought)
    page.wait_for_function("(most) => document.querySelectorAll('.index .question').length < most", arg=len(ASKED) // 2)
    shown = page.locator(".index .question").evaluate_all("(all) => all.map((one) => one.dataset.of)")
    assert found in shown
    page.locator(".search").fill("xyzzy plugh")
    page.locator(".index [role=status]").wait_for()
    page.locator(".search").fill("")
    page.wait_for_function("(all) => document.querySelectorAll('.index .question').length === all", arg=len(ASKED))


def test_a_text_leads_to_what_people_ask_there(open_page: OpenPage) -> None:
    page = open_page(link_to("chapter-5.slope"), reduced_motion="reduce")
    wait_for(page, "chapter-5.slope")
    asked = page.locator("#lesson .lesson-questions .question")
    assert asked.count() == 3
    assert asked.first.inner_text() == words_of("questions.why-slope", "title", "en").replace("{_y}", "y").replace(
        "{_t}", "ŷ"
    )
    asked.first.click()
    wait_for(page, "questions.why-slope")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_nobody_is_shut_out_of_learn(
    open_page: OpenPage, axe_violations: Violations, language: str, theme: str
) -> None:
    page = open_page(link_to("chapter-5.together", language), color_scheme=theme, reduced_motion="reduce")
    wait_for(page, "chapter-5.together")
    assert axe_violations(page) == []
    page.locator(INDEX).first.click()
    page.locator("#lesson .search").wait_for()
    assert axe_violations(page) == []
    open_text(page, "questions.half-in-loss")
    assert axe_violations(page) == []
    assert page.evaluate("document.documentElement.dataset.theme") == theme
