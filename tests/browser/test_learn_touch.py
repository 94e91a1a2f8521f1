"""Chapter 5 on a phone, with a finger alone: from its beginning to its end, every task done."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.learning import CHAPTERS, DONE, address_in, link_to, network_of, noticed_by, wait_for
from tests.browser.screen import PHONE, settle, value

OpenPage = Callable[..., Page]

SMALL = """(least) => [...document.querySelectorAll('#lesson button, #lesson input')]
  .map((one) => [one, one.getBoundingClientRect()])
  .filter(([, { width, height }]) => width < least || height < least)
  .map(([one, { width, height }]) => [one.outerHTML.slice(0, 120), width, height])"""


def check_room(page: Page) -> None:
    """Every button has room for a finger, and nothing has to be moved sideways."""
    assert page.evaluate(SMALL, 24) == []
    main = page.locator("#lesson .ways button").all()
    assert [box for one in main if (box := one.bounding_box()) and box["height"] < 44] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["viewport"]["width"]
    assert page.evaluate("(lesson) => lesson.scrollWidth - lesson.clientWidth", page.query_selector("#lesson")) == 0
    assert page.evaluate("innerHeight - document.querySelector('#time').getBoundingClientRect().bottom") >= -1


def tap(page: Page, selector: str) -> None:
    found = page.locator(selector).locator("visible=true").first
    found.scroll_into_view_if_needed()
    found.tap()


def type_number(page: Page, address: str, number: float) -> None:
    tap(page, f'[data-part=figure] [data-address="{address}"]')
    field = page.locator("[data-part=editor] input")
    field.fill(f"{number:g}")
    field.press("Enter")


def do(page: Page, name: str) -> None:
    """What the text asks for, with a finger."""
    noticed = noticed_by(name)
    kind, of = noticed["kind"], noticed["of"]
    if kind == "pushed":
        page.locator(".push [data-handle] .knob").scroll_into_view_if_needed()
        page.locator(".push [data-handle] .reach").tap(position={"x": 10, "y": 5})
    elif kind == "chosen":
        tap(page, f'[data-part=figure] [data-address="{address_in(page, name, of)}"]')
    elif kind == "changed":
        type_number(page, address_in(page, name, of), noticed["to"])
    elif kind == "below":
        type_number(page, "b.2.0", 6)
    else:
        assert kind == "answered"
        field = page.locator(".lesson-task .own-field input")
        field.scroll_into_view_if_needed()
        field.tap()
        field.fill(f"{value(*network_of(page, name), address_in(page, name, of)):.4g}")
        tap(page, ".lesson-task .own-field button")


@pytest.mark.parametrize("language", ["en", "zh-Hant"])
def test_chapter_five_goes_by_touch(open_page: OpenPage, language: str) -> None:
    names = [name for name in CHAPTERS if name.startswith("chapter-5.")]
    page = open_page(link_to(names[0], language), **PHONE)
    for name in names:
        wait_for(page, name)
        check_room(page)
        do(page, name)
        expect(page.locator(DONE)).to_have_count(1)
        if page.locator("#inspector.open").is_visible():
            tap(page, "#inspector [data-do=close-sheet]")
        settle(page)
        check_room(page)
        tap(page, "#lesson [data-do=lesson-on]")
    wait_for(page, CHAPTERS[CHAPTERS.index(names[-1]) + 1])


def test_the_questions_are_found_by_touch(open_page: OpenPage) -> None:
    page = open_page("/", **PHONE)
    tap(page, "[data-do=screen][data-of=learn]")
    tap(page, "#lesson [data-do=lesson][data-of=questions]")
    page.wait_for_selector("#lesson .question")
    tap(page, "#lesson .question")
    page.wait_for_function("() => document.querySelector('.lesson-title')?.dataset.lesson.startsWith('questions.')")
    check_room(page)
