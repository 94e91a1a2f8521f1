"""Learn and the address: back and forward, reload, links, languages, and what stays between Explore and Learn."""

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.learning import (
    CHAPTERS,
    DONE,
    OPEN_LEARN,
    RETURN,
    TITLE,
    link_to,
    short_link,
    text_of,
    turn_through,
    type_number,
    wait_for,
    words_of,
)
from tests.browser.screen import DASH, moment, numbers, settle

OpenPage = Callable[..., Page]
OWN = "#lesson [data-do=lesson-network][data-of=true]"
LESSONS = "#lesson [data-do=lesson-network][data-of=false]"
TOLD = [name for name in CHAPTERS if int(name.split(".")[0].split("-")[1]) >= 3]
"""The texts of the chapters 3 to 9."""


def opened(open_page: OpenPage, name: str, **options: object) -> Page:
    page = open_page(link_to(name), reduced_motion="reduce", **options)
    wait_for(page, name)
    return page


def screen(page: Page, name: str) -> None:
    page.locator(f"[data-do=screen][data-of={name}]").click()
    page.wait_for_function("(name) => document.documentElement.dataset.screen === name", arg=name)
    settle(page)


def is_drawn(page: Page, sizes: str) -> None:
    """That the network with this number of neurons is the one on the screen."""
    page.wait_for_function(
        "(sizes) => document.querySelector('#bar .summary')?.textContent.startsWith(sizes)", arg=sizes
    )


def test_back_and_forward_go_from_text_to_text(open_page: OpenPage) -> None:
    names = ["chapter-7.case-one", "chapter-7.softmax", "chapter-7.case-two", "chapter-7.layer-after-layer"]
    page = opened(open_page, names[0])
    short_link(page, names[0])
    for name in names[1:]:
        page.keyboard.press("n")
        wait_for(page, name)
        short_link(page, name)
    for name in names[-2::-1]:
        page.go_back()
        wait_for(page, name)
        assert page.locator(RETURN).count() == 0
    for name in names[1:]:
        page.go_forward()
        wait_for(page, name)
        assert page.locator(RETURN).count() == 0


def test_a_reload_stays_at_the_text(open_page: OpenPage) -> None:
    page = opened(open_page, "chapter-7.softmax")
    seen = numbers(page)
    page.reload()
    wait_for(page, "chapter-7.softmax")
    settle(page)
    assert numbers(page) == seen
    short_link(page, "chapter-7.softmax")


def test_a_link_to_where_one_has_wandered_opens_that_and_offers_the_way_back(open_page: OpenPage) -> None:
    page = opened(open_page, "chapter-4.sum")
    type_number(page, "x.0", 0.25)
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => location.hash.includes('net=')")
    settle(page)
    at, seen = moment(page), numbers(page)
    page.wait_for_function("(at) => location.hash.includes(`at=${at}&`)", arg=f"{at:g}")
    again = open_page(page.url, reduced_motion="reduce")
    wait_for(again, "chapter-4.sum")
    assert (moment(again), numbers(again)) == (at, seen)
    assert words_of("chapter-4.sum", "title", "en") == again.locator(TITLE).inner_text()
    assert again.locator(DONE).count() == 0
    again.keyboard.press("r")
    expect(again.locator(RETURN)).to_have_count(0)
    short_link(again, "chapter-4.sum")
    again.wait_for_function("() => numberOf('x.0').textContent === '1'")


def test_another_language_keeps_the_place_and_the_focus(open_page: OpenPage) -> None:
    page = opened(open_page, "chapter-5.slope")
    page.locator(".push [data-handle]").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(DONE)).to_have_count(1)
    at = moment_beside_push(page)
    for language in ("zh-Hant", "zh-Hans", "en"):
        choice = page.locator("#bar [data-change=language]")
        choice.focus()
        choice.select_option(language)
        page.wait_for_function(
            "(title) => document.querySelector('#lesson[aria-busy=false] .lesson-title')?.innerText === title",
            arg=words_of("chapter-5.slope", "title", language),
        )
        expect(page.locator(DONE)).to_have_count(1)
        assert moment_beside_push(page) == at
    expect(choice).to_be_focused()


def moment_beside_push(page: Page) -> str | None:
    return page.locator("#time [role=slider]").get_attribute("aria-valuenow")


def test_between_explore_and_learn_the_network_and_the_moment_stay(open_page: OpenPage) -> None:
    page = opened(open_page, "chapter-8.vanishing")
    page.keyboard.press("ArrowLeft")
    settle(page)
    at, seen = moment(page), numbers(page)
    for name in ("explore", "learn", "explore", "learn"):
        screen(page, name)
        assert (moment(page), numbers(page)) == (at, seen)
    assert page.locator(TITLE).get_attribute("data-lesson") == "chapter-8.vanishing"
    assert page.locator(RETURN).count() == 1


def test_a_network_that_somebody_has_made_is_not_taken_away_by_the_tab(open_page: OpenPage) -> None:
    page = open_page("/", reduced_motion="reduce")
    type_number(page, "x.0", 0.25)
    page.wait_for_function("() => numberOf('x.0').textContent === '0.25'")
    page.locator(OPEN_LEARN).click()
    wait_for(page, CHAPTERS[0])
    assert page.locator(OWN).get_attribute("aria-pressed") == "true"
    assert numbers(page)["x.0"] == "0.25"


def test_the_network_that_was_open_comes_back_after_a_text_that_needs_another(open_page: OpenPage) -> None:
    page = open_page("/#example=tanh-2-4-4-1", reduced_motion="reduce")
    is_drawn(page, "2-4-4-1")
    page.locator(OPEN_LEARN).click()
    wait_for(page, CHAPTERS[0])
    is_drawn(page, "2-2-2-2")
    page.locator(OWN).click()
    is_drawn(page, "2-4-4-1")
    wait_for(page, CHAPTERS[0])
    turn_on_own(page, "chapter-8.kept")
    is_drawn(page, "2-4-4-1")
    page.keyboard.press("n")
    wait_for(page, "chapter-8.vanishing")
    page.get_by_text("is told on another one").wait_for()
    assert not (page.locator("#bar .summary").text_content() or "").startswith("2-4-4-1")
    page.wait_for_function("() => /lesson=chapter-8.vanishing&.*own=true/.test(location.hash.replace(/^#/, '&'))")
    page.reload()
    wait_for(page, "chapter-8.vanishing")
    page.keyboard.press("b")
    wait_for(page, "chapter-8.kept")
    is_drawn(page, "2-4-4-1")
    page.locator(LESSONS).click()
    is_drawn(page, "2-2-2-2")


def turn_on_own(page: Page, name: str) -> None:
    """To another text, by the link that has one's own network in it."""
    page.wait_for_function("() => location.hash.includes('own=true')")
    page.evaluate("(name) => { location.hash = location.hash.replace(/lesson=[^&]*/, `lesson=${name}`) }", name)
    wait_for(page, name)


MADE = {
    "3-2-1": {
        "layers": [
            {"W": [[0.5, -1, 2], [1, 0.5, -0.5]], "b": [0.25, 0.5], "activation": "relu"},
            {"W": [[1.5, -2]], "b": [0.5], "activation": "identity"},
        ],
        "loss": "half_squared_error",
        "reduction": "sum",
        "x": [[1, 2, 1.5]],
        "target": [[1]],
        "learning_rate": 0.1,
    }
}

FAULTS = """() => {
  const lesson = document.querySelector('#lesson');
  const told = [...lesson.querySelectorAll('.lesson-title, .lesson-text, .lesson-task')];
  return {
    unsaid: told.flatMap((one) => [...one.querySelectorAll('.term')])
      .filter((one) => one.innerText.trim() === '').map((one) => one.dataset.choose),
    told: told.map((one) => one.innerText).join(' '),
    coming: lesson.querySelectorAll('.coming').length,
    wandered: lesson.querySelectorAll('[data-do=lesson-return]').length,
    borrowed: lesson.innerText.includes('is told on another one'),
    summary: document.querySelector('#bar .summary').textContent,
  };
}"""


@pytest.mark.parametrize("sizes", ["3-2-1", "2-4-4-1"])
def test_the_chapters_are_told_on_ones_own_network_or_say_why_not(open_page: OpenPage, sizes: str) -> None:
    page = open_page("/" if sizes in MADE else "/#example=tanh-2-4-4-1", reduced_motion="reduce")
    if sizes in MADE:
        page.evaluate(
            "(text) => { const data = new DataTransfer(); data.setData('text/plain', text);"
            " document.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true})); }",
            json.dumps(MADE[sizes]),
        )
    is_drawn(page, sizes)
    page.locator(OPEN_LEARN).click()
    wait_for(page, CHAPTERS[0])
    page.locator(OWN).click()
    is_drawn(page, sizes)
    wait_for(page, CHAPTERS[0])
    turn_on_own(page, TOLD[0])
    for name in turn_through(page, TOLD):
        seen = page.evaluate(FAULTS)
        dashes = sum(words_of(name, part, "en").count(DASH) for part in ("title", "text", "task"))
        assert (seen["unsaid"], seen["coming"], seen["wandered"]) == ([], 0, 0), name
        assert seen["told"].count(DASH) == dashes, (name, seen["told"])
        assert seen["borrowed"] == (not seen["summary"].startswith(sizes)), name
        if not needs(name):
            assert not seen["borrowed"], name


def needs(name: str) -> list[str]:
    return list(text_of(name).get("needs", []))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_text_stands_in_the_frame_of_another_page(open_page: OpenPage, theme: str) -> None:
    page = open_page(link_to("chapter-5.together", path="/embed"), color_scheme=theme, reduced_motion="reduce")
    page.wait_for_function("() => numberOf('dl_dz.2.0').textContent === '−0.04576'")
    assert page.locator("#lesson").is_hidden()
    stage = page.locator("#stage").bounding_box()
    assert stage
    assert stage["height"] > 300
    assert page.evaluate("document.activeElement === document.body")


def test_a_text_goes_to_paper_with_its_drawing(open_page: OpenPage) -> None:
    page = opened(open_page, "chapter-5.together")
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    settle(page)
    assert page.locator("svg.figure").is_visible()
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    settle(page)
    assert page.locator(TITLE).is_visible()
    assert page.locator(RETURN).count() == 0


def test_the_theme_changes_nothing_of_the_place(open_page: OpenPage) -> None:
    page = opened(open_page, "chapter-5.together")
    page.locator("#bar [data-do=theme]").click()
    page.locator("#bar [data-do=theme]").click()
    page.wait_for_function("() => document.documentElement.dataset.theme === 'dark'")
    wait_for(page, "chapter-5.together")
    assert page.locator(RETURN).count() == 0
