"""Learn is fetched when it is opened, and what was done in it stays in the browser until it is erased."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.learning import CHAPTERS, DONE, OPEN_LEARN, link_to, wait_for
from tests.browser.screen import settle

OpenPage = Callable[..., Page]


def test_nothing_of_learn_is_fetched_before_it_is_opened(open_page: OpenPage) -> None:
    page = open_page(None)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/")
    page.wait_for_selector("html[data-ready=true]")
    page.keyboard.press("ArrowRight")
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if "/screens/learn/" in url or "/api/lessons" in url] == []
    asked.clear()
    page.locator(OPEN_LEARN).click()
    wait_for(page, CHAPTERS[0])
    assert [url for url in asked if url.endswith("/screens/learn/index.js")]
    assert [url.rpartition("/api/")[2] for url in asked if "/api/lessons" in url] == [
        "lessons/en",
        "lessons/en/chapter-1",
    ], "and of its words those of the chapter that is open"


def test_what_was_done_outlives_a_reload_and_can_be_erased(open_page: OpenPage) -> None:
    page = open_page(link_to("chapter-1.what"), reduced_motion="reduce")
    wait_for(page, "chapter-1.what")
    assert page.locator("[data-do=lesson-erase]").count() == 0
    page.keyboard.press("End")
    expect(page.locator(DONE)).to_have_count(1)
    page.reload()
    wait_for(page, "chapter-1.what")
    expect(page.locator(DONE)).to_have_count(1)
    expect(page.locator(".lesson-network")).to_contain_text(f"1 of {len(CHAPTERS)} tasks done")
    page.locator("[data-do=lesson-erase]").click()
    expect(page.locator(DONE)).to_have_count(0)
    settle(page)
    page.reload()
    wait_for(page, "chapter-1.what")
    settle(page)
    assert page.locator(DONE).count() == 0
    assert (
        page.evaluate(
            "JSON.parse(localStorage.getItem(Object.keys(localStorage).find((key) => key.includes('lessons-done'))))"
        )
        == []
    )


def test_a_browser_that_keeps_nonsense_begins_anew(open_page: OpenPage) -> None:
    page = open_page(link_to("chapter-1.what"), reduced_motion="reduce")
    wait_for(page, "chapter-1.what")
    page.keyboard.press("End")
    expect(page.locator(DONE)).to_have_count(1)
    page.evaluate("() => Object.keys(localStorage).forEach((key) => localStorage.setItem(key, '{broken'))")
    page.reload()
    wait_for(page, "chapter-1.what")
    assert page.locator(DONE).count() == 0
