"""Every text of Learn opens in every language as it is meant, one after another in one page."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from app.words import words
from tests.browser.conftest import Complaints
from tests.browser.learning import (
    ASKED,
    CHAPTERS,
    FOCUSED,
    HERE,
    LANGUAGES,
    OPEN_LEARN,
    RETURN,
    address_in,
    link_to,
    short_link,
    tab_to,
    text_of,
    turn_through,
    words_of,
)
from tests.browser.screen import DASH, moment

OpenPage = Callable[..., Page]

READ = """() => {
  const lesson = document.querySelector('#lesson');
  const all = (selector) => [...lesson.querySelectorAll(selector)];
  return {
    title: lesson.querySelector('.lesson-title').innerText,
    told: all('.lesson-title, .lesson-text, .lesson-task').map((one) => one.innerText).join('\\n'),
    unsaid: all('.lesson-title .term, .lesson-text .term, .lesson-task .term')
      .filter((one) => one.innerText.trim() === '').map((one) => one.dataset.choose),
    coming: all('.coming').length,
    formulas: all('.formula, .general').length,
    wandered: all('[data-do=lesson-return]').length,
    done: all('.done').length,
    wide: lesson.scrollWidth - lesson.clientWidth,
    below: Math.round(innerHeight - document.querySelector('#time').getBoundingClientRect().bottom),
    beside: document.body.scrollWidth - innerWidth,
    language: document.documentElement.lang,
  };
}"""
UNTRANSLATED = re.compile(r"[{}]|\*\*|\b(page|lesson|quantity|sentence)\.[a-z]|undefined|NaN")


def check_text(page: Page, name: str, language: str) -> None:
    """The text that is open has its words, its numbers and its formulas, and nothing is done in it."""
    seen = page.evaluate(READ)
    plain = re.split(r"\{\w+\}", words_of(name, "title", language))
    assert all(part.strip() in seen["title"] for part in plain), (name, seen["title"])
    assert not UNTRANSLATED.search(seen["told"]), (name, seen["told"])
    meant = sum(words_of(name, part, language).count(DASH) for part in told_parts(name))
    assert seen["told"].count(DASH) == meant, (name, seen["told"])
    expected = {
        "unsaid": [],
        "coming": 0,
        "formulas": len(text_of(name).get("formulas", [])),
        "wandered": 0,
        "done": 0,
        "wide": 0,
        "below": 0,
        "beside": 0,
        "language": language,
    }
    assert {key: seen[key] for key in expected} == expected, name


def told_parts(name: str) -> list[str]:
    return ["title", "text", *(["task"] if "task" in text_of(name) else [])]


def first_page(open_page: OpenPage, name: str, language: str) -> Page:
    return open_page(link_to(name, language), reduced_motion="reduce")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_whole_lecture_goes_by_keyboard_from_the_start_page_and_every_title_is_said(
    open_page: OpenPage, language: str
) -> None:
    page = open_page(f"/?lang={language}", reduced_motion="reduce")
    tab_to(page, OPEN_LEARN)
    page.keyboard.press("Enter")
    for name in turn_through(page, CHAPTERS):
        check_text(page, name, language)
        page.wait_for_function(FOCUSED)
        if language == "en":
            short_link(page, name)
    assert words(language)["page.learn.finished"] in page.locator("#lesson").inner_text()
    page.keyboard.press("n")
    check_text(page, CHAPTERS[-1], language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_opens_with_its_numbers_and_formulas(open_page: OpenPage, language: str) -> None:
    page = first_page(open_page, ASKED[0], language)
    for name in turn_through(page, ASKED):
        check_text(page, name, language)
        if language == "en":
            short_link(page, name)


@pytest.mark.parametrize("name", ["chapter-5.together", "chapter-7.softmax", "chapter-9.too-far"])
def test_a_text_opens_by_its_link_alone(open_page: OpenPage, name: str) -> None:
    page = first_page(open_page, CHAPTERS[0], "en")
    page.evaluate("(hash) => { location.hash = hash }", f"screen=learn&lesson={name}")
    page.wait_for_function(HERE, arg=name)
    check_text(page, name, "en")


def test_a_page_that_has_just_come_leaves_the_focus_where_it_is(open_page: OpenPage) -> None:
    page = open_page(None)
    # What a test evaluates counts as a press.
    page.add_init_script("Object.defineProperty(navigator, 'userActivation', {value: {hasBeenActive: false}})")
    page.goto(link_to("chapter-5.together"))
    page.wait_for_function(HERE, arg="chapter-5.together")
    assert page.evaluate("document.activeElement === document.body")


@pytest.mark.parametrize("name", ["chapter-2.distance", "chapter-5.together", "chapter-7.softmax"])
def test_where_things_may_move_time_runs_to_the_number_of_the_text(open_page: OpenPage, name: str) -> None:
    page = open_page(link_to(name))
    page.wait_for_function(HERE, arg=name)
    begun = moment(page)
    assert page.locator(RETURN).count() == 0, "who is being led there has not wandered"
    chosen = address_in(page, name, text_of(name)["chosen"])
    page.wait_for_function("([of, dash]) => numberOf(of).textContent.trim() !== dash", arg=[chosen, DASH])
    assert begun < moment(page)
    check_text(page, name, "en")


def test_a_text_that_there_is_not_opens_the_beginning(open_page: OpenPage) -> None:
    page = first_page(open_page, "chapter-5.nothing-of-the-kind", "en")
    page.wait_for_function(HERE, arg="chapter-5.one-way")
    assert page.locator("#lesson [role=alert]").count() == 0


def test_a_lesson_that_does_not_come_is_said_and_comes_when_it_is_asked_for_again(
    open_page: OpenPage, complaints: Complaints
) -> None:
    complaints.allow("503")
    page = open_page("/")
    page.route("**/api/lessons/**", lambda route: route.fulfill(status=503, body=""))
    page.locator("[data-do=screen][data-of=learn]").click()
    alert = page.locator("#lesson [role=alert]")
    alert.wait_for()
    assert alert.inner_text() == words("en")["page.learn.failed"]
    page.unroute("**/api/lessons/**")
    page.locator("[data-do=lesson-again]").click()
    page.wait_for_function(HERE, arg=CHAPTERS[0])
