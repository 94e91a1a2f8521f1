"""Learn with the keyboard: the focus goes to what is new, and never gets lost with what was pressed."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.learning import (
    DONE,
    FOCUSED,
    LANGUAGES,
    OPEN_LEARN,
    RETURN,
    TITLE,
    link_to,
    tab_to,
    wait_for,
)
from tests.browser.screen import settle

OpenPage = Callable[..., Page]


def is_focused(page: Page, selector: str) -> None:
    """What is pressed or comes is focused, once everything is drawn."""
    page.wait_for_function("(selector) => document.activeElement.matches(selector)", arg=selector)


def lesson(open_page: OpenPage, name: str, language: str = "en") -> Page:
    page = open_page(link_to(name, language), reduced_motion="reduce")
    wait_for(page, name)
    return page


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_back_and_return_go_by_tab_and_enter(open_page: OpenPage, language: str) -> None:
    page = lesson(open_page, "chapter-4.sum", language)
    page.locator(TITLE).focus()
    tab_to(page, "[data-do=lesson-on]")
    page.keyboard.press("Enter")
    wait_for(page, "chapter-4.input")
    page.wait_for_function(FOCUSED)
    page.keyboard.press("ArrowLeft")
    page.locator(RETURN).wait_for()
    tab_to(page, RETURN)
    page.keyboard.press("Enter")
    expect(page.locator(RETURN)).to_have_count(0)
    page.wait_for_function(FOCUSED)
    tab_to(page, "[data-do=lesson-back]")
    page.keyboard.press("Enter")
    wait_for(page, "chapter-4.sum")
    page.wait_for_function(FOCUSED)


def test_the_place_in_the_lecture_is_said_with_the_title(open_page: OpenPage) -> None:
    page = lesson(open_page, "chapter-5.slope")
    assert (
        page.locator(TITLE).evaluate(
            "(title) => document.getElementById(title.getAttribute('aria-describedby')).innerText"
        )
        == page.locator("#lesson .where").inner_text()
    )
    assert page.locator(TITLE).evaluate("(title) => title.localName") == "h2"


def test_what_a_task_was_for_is_said_where_the_focus_stays(open_page: OpenPage) -> None:
    page = lesson(open_page, "chapter-5.one-way")
    status = page.locator(".lesson-task [role=status].seen")
    expect(status).to_be_empty()
    page.locator('[data-walk][data-choose="a.2.0"]').focus()
    page.keyboard.press("Enter")
    expect(page.locator(DONE)).to_have_count(1)
    expect(status).not_to_be_empty()
    assert page.evaluate("document.activeElement.dataset.choose") == "a.2.0"


def test_the_drawing_is_walked_beside_a_text(open_page: OpenPage) -> None:
    page = lesson(open_page, "chapter-5.one-way")
    page.locator(TITLE).focus()
    walked = []
    while "a.2.0" not in walked:
        page.keyboard.press("ArrowDown")
        walked.append(page.evaluate("document.activeElement.dataset.choose"))
    assert len(walked) == len(set(walked)) < 20
    page.keyboard.press("Enter")
    expect(page.locator(DONE)).to_have_count(1)


def test_the_way_to_the_questions_and_back_keeps_the_focus(open_page: OpenPage) -> None:
    page = lesson(open_page, "chapter-5.slope")
    page.locator("#lesson [data-do=lesson][data-of=questions]").first.focus()
    page.keyboard.press("Enter")
    page.locator("#lesson .search").wait_for()
    is_focused(page, "[data-do=lesson][data-of=questions]")
    tab_to(page, ".search")
    page.keyboard.type("slope factor")
    tab_to(page, "#lesson .question")
    chosen = page.evaluate("document.activeElement.dataset.of")
    page.keyboard.press("Enter")
    wait_for(page, chosen)
    page.wait_for_function(FOCUSED)
    page.locator("#lesson .where.all").focus()
    page.keyboard.press("Enter")
    is_focused(page, f'.question[data-of="{chosen}"]')
    page.locator("#lesson .segmented [data-of='']").first.focus()
    page.keyboard.press("Enter")
    wait_for(page, "chapter-5.slope")


def test_what_was_done_is_forgotten_and_the_focus_stays_in_the_lesson(open_page: OpenPage) -> None:
    page = lesson(open_page, "chapter-4.keep")
    for _ in range(10):
        page.keyboard.press("ArrowRight")
        settle(page)
    expect(page.locator(DONE)).to_have_count(1)
    page.locator("[data-do=lesson-erase]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-do=lesson-erase]")).to_have_count(0)
    page.wait_for_function(FOCUSED)
    settle(page)
    assert page.locator("[data-do=lesson-erase]").count() == 0, "nothing is noticed that was done before"


def test_a_button_that_stays_keeps_the_focus(open_page: OpenPage) -> None:
    page = lesson(open_page, "chapter-8.from-the-front")
    for selector in (
        "#lesson [data-do=drawer]",
        "[data-do=view][data-of=matrices]",
        "[data-do=view][data-of=both]",
        "#lesson [data-do=lesson-network][data-of=true]",
        "#lesson .term",
    ):
        page.locator(selector).first.focus()
        page.keyboard.press("Enter")
        settle(page)
        settle(page)
        assert page.evaluate("(selector) => document.activeElement.matches(selector)", selector), selector


def test_the_tab_keeps_the_focus_where_a_text_is_open_already(open_page: OpenPage) -> None:
    page = lesson(open_page, "chapter-5.slope")
    for screen in ("explore", "learn"):
        page.locator(f"[data-do=screen][data-of={screen}]").focus()
        page.keyboard.press("Enter")
        page.wait_for_function("(screen) => document.documentElement.dataset.screen === screen", arg=screen)
        settle(page)
        is_focused(page, f"[data-do=screen][data-of={screen}]")
    assert page.locator(OPEN_LEARN).get_attribute("aria-current") == "page"
