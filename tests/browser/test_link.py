"""The whole state is in the link, and the browser's history works."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Complaints
from tests.browser.screen import agrees, moment, numbers, settle

OpenPage = Callable[..., Page]
EXAMPLES = [
    "mazur",
    "relu-homework",
    "wrong-hidden-gradient",
    "xor",
    "tanh-2-4-4-1",
    "deep-sigmoid",
    "dead-relu",
    "softmax-three",
]


def link(page: Page) -> str:
    """The address of the page once it has been brought up to date."""
    page.wait_for_timeout(350)
    return page.evaluate("location.pathname + location.search + location.hash")


def comes_to(page: Page, expected: dict[str, str]) -> None:
    """The page shows these numbers within five seconds."""
    for _ in range(50):
        if numbers(page) == expected:
            return
        page.wait_for_timeout(100)
    assert numbers(page) == expected


def everything(page: Page) -> dict[str, object]:
    """What one sees; the way that one came is not part of the moment."""
    settle(page)
    page.wait_for_function("() => !document.querySelector('.witnesses > .hint')")
    page.wait_for_function("() => document.querySelector('.derivation:not(.stale)')")
    return {
        "numbers": numbers(page),
        "at": moment(page),
        "sentence": page.locator("#sentence").inner_text(),
        "inspector": page.locator("#inspector > :not(.trail)").all_inner_texts(),
        "drawer": page.locator("#drawer").inner_text() if page.locator("#drawer").is_visible() else None,
        "grain": page.locator("[data-do=grain][aria-pressed=true]").inner_text(),
        "view": page.locator("[data-do=view][aria-pressed=true]").inner_text(),
    }


def test_a_link_gives_exactly_that_moment_back(open_page: OpenPage) -> None:
    page = open_page()
    page.locator('[data-address="w.2.1.0"]').click()
    page.locator("[data-part=editor] input").fill("0.1234567890123456789")
    page.keyboard.press("Enter")
    for key in ["2", "ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight"]:
        page.keyboard.press(key)
    page.wait_for_function("() => document.querySelector('[role=slider]').ariaValueNow === '17'")
    page.get_by_role("button", name="Samples").click()
    page.locator('[data-address="dl_dz.3.0"]').click()
    seen = everything(page)
    address = link(page)
    assert "net=1." in address
    again = open_page(address)
    assert everything(again) == seen
    page.reload()
    page.wait_for_selector("html[data-ready=true]")
    assert everything(page) == seen


def test_a_moment_within_a_step_is_in_the_link(open_page: OpenPage) -> None:
    page = open_page("/#at=14.4&grain=operation")
    assert moment(page) == 14.4
    assert "at=14.4" in link(page)


def test_the_browser_goes_back_and_forward_over_edits_and_examples(open_page: OpenPage) -> None:
    page = open_page("/#at=63")
    link(page)
    first = numbers(page)
    page.locator('[data-address="b.1.0"]').click()
    page.locator("[data-part=editor] input").fill("3")
    page.keyboard.press("Enter")
    page.wait_for_function("() => location.hash.includes('net=')")
    page.wait_for_function("() => numberOf('a.1.0').textContent === '0.9975'")
    edited = numbers(page)
    assert edited != first
    page.select_option("[data-change=example]", "mazur")
    page.wait_for_function("() => location.hash.includes('mazur')")
    page.go_back()
    comes_to(page, edited)
    page.go_back()
    comes_to(page, first)
    page.go_forward()
    comes_to(page, edited)


@pytest.mark.parametrize("preset", EXAMPLES)
def test_every_example_opens_from_its_link_and_shows_the_numbers_of_the_api(open_page: OpenPage, preset: str) -> None:
    page = open_page(f"/#example={preset}&at=100000")
    request = page.request.get(f"/api/presets/{preset}").json()["request"]
    answer = page.request.post("/api/trace", data=request | {"include": ["steps"]}).json()
    assert moment(page) == len(answer["steps"])
    shown = numbers(page)
    assert agrees(shown["l"], answer["l"][0])
    assert agrees(shown["z.1.0"], answer["layers"][0]["z"][0][0])
    last = len(answer["layers"])
    assert agrees(shown[f"dl_dz.{last}.0"], answer["layers"][-1]["dl_dz"][0][0])


DAMAGED = [
    "net=1.@@@@",
    "net=9.AAAA",
    "net=1.",
    "net=1.q1YqVrJSUEpWslIwqgUA",
    "example=nothing-here",
    "example=%3Cimg%20src=x%20onerror=alert(1)%3E",
    "at=-3&grain=nonsense&chosen=%3Cscript%3E&view=up&speed=0",
    "at=1e999",
    "__proto__=1&at=NaN",
    "chosen=dl_dw.9.9.9",
    "sample=99",
]


@pytest.mark.parametrize("hash_", DAMAGED)
def test_a_link_that_is_damaged_opens_a_page_that_works(
    open_page: OpenPage, hash_: str, complaints: Complaints
) -> None:
    complaints.allow("404")
    page = open_page(f"/#{hash_}", reduced_motion="reduce")
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => document.querySelector('[role=slider]').ariaValueNow === '1'")
    assert numbers(page)["z.1.0"] != "–"


def test_share_copies_the_link(open_page: OpenPage) -> None:
    page = open_page("/#at=20", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Share").click()
    page.locator(".toast").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "at=20" in copied
    assert "lang=en" in copied


def test_how_near_the_drawing_is_is_in_the_link(open_page: OpenPage) -> None:
    page = open_page("/#at=20", reduced_motion="reduce")
    before = page.locator("[data-part=figure]").bounding_box()
    page.keyboard.press("z")
    page.keyboard.press("z")
    page.wait_for_function("() => /[#&]zoom=1\\.\\d{1,3}(&|$)/.test(location.hash)")
    nearer = page.locator("[data-part=figure]").bounding_box()
    again = open_page("/" + page.url[page.url.index("#") :], reduced_motion="reduce")
    settle(again)
    assert before is not None
    assert nearer is not None
    box = again.locator("[data-part=figure]").bounding_box()
    assert box is not None
    assert abs(box["width"] - nearer["width"]) <= 1
    assert box["width"] > 1.3 * before["width"]
    assert open_page("/#at=20").locator("[data-part=views] .percent").inner_text() == "100 %"
