"""Predict, then reveal: while the question stands its number is nowhere on the page, and one key shows it."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

OpenPage = Callable[..., Page]
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True, "reduced_motion": "reduce"}

ALL_THAT_IS_SAID = """() => [
    document.body.innerText,
    ...[...document.querySelectorAll("svg text, svg [data-address]")].map((one) => one.textContent),
    ...[...document.querySelectorAll("[aria-label], [title], [aria-valuetext]")].flatMap(
        (one) => ["aria-label", "title", "aria-valuetext"].map((name) => one.getAttribute(name) ?? "")),
    ...[...document.querySelectorAll("input")].map((one) => one.value),
].join("\\n")"""
"""What is read, seen or said on the page; what is kept for later in its own room is not."""


def ask(page: Page, at: int) -> None:
    page.goto(page.url.split("#")[0] + f"#grain=neuron&at={at}")
    page.wait_for_function("(at) => document.querySelector('[data-track]').ariaValueNow === String(at)", arg=str(at))
    page.keyboard.press("q")
    page.locator(".asked").wait_for()


@pytest.mark.parametrize(
    ("at", "number"),
    [(4, "1.845"), (10, "0.6177"), (12, "0.4168"), (15, "0.09028"), (17, "0.3883"), (19, "0.04576"), (46, "−2.002")],
)
def test_while_the_question_stands_its_number_is_nowhere(open_page: OpenPage, at: int, number: str) -> None:
    page = open_page("/", viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    page.goto(f"/#grain=neuron&at={at + 1}")
    page.wait_for_function(
        "(number) => document.getElementById('sentence')?.innerText.includes(number)", arg=number.removeprefix("−")
    )
    ask(page, at)
    sign = re.compile(rf"(?<![\d.]){re.escape(number.removeprefix('−'))}")

    def given_away() -> list[str]:
        page.wait_for_timeout(120)
        return [line for line in page.evaluate(ALL_THAT_IS_SAID).split("\n") if sign.search(line)]

    assert given_away() == []
    for view in ("forward", "backward", "matrices", "text", "both"):
        page.locator(f".views [data-do=view][data-of={view}]").click()
        assert given_away() == [], view
    for section in ("drive", "budget", "largest", "costs", "samples", "published"):
        page.locator(f"#rail [data-do=drawer][data-of={section}]").click()
        assert given_away() == [], section
    assert page.locator(".asked").count() == 1
    page.keyboard.press("ArrowRight")
    page.wait_for_function("(number) => document.getElementById('sentence')?.innerText.includes(number)", arg=number)


@pytest.mark.parametrize("screen", ["", "screen=learn&lesson=chapter-5.together&"])
@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
def test_by_keyboard_alone_it_is_asked_answered_and_shown(open_page: OpenPage, language: str, screen: str) -> None:
    page = open_page(f"/?lang={language}#{screen}grain=neuron&at=19&example=lecture", reduced_motion="reduce")
    page.wait_for_function("() => document.querySelector('[data-track]').ariaValueNow === '19'")
    if screen:
        page.wait_for_selector("#lesson[aria-busy=false] .lesson-title")
    page.keyboard.press("q")
    page.wait_for_function("() => document.activeElement.dataset.do === 'ask-sign'")
    status = page.locator(".asked-verdict")
    assert status.get_attribute("role") == "status"
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.querySelector('.asked-verdict')?.textContent.startsWith('✗')")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.wait_for_function("() => document.activeElement.dataset.do === 'ask-size'")
    assert page.locator("svg.figure .pointed").count() > 0
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.activeElement.localName === 'input'")
    page.keyboard.type("-0.39")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.querySelector('.asked-verdict')?.textContent.includes('σ′(z²₁)')")
    page.keyboard.press("Control+a")
    page.keyboard.type("-0.046")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.activeElement.dataset.do === 'ask-reveal'")
    assert "0.04576" not in page.locator("#time").inner_text()
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.getElementById('sentence')?.innerText.includes('−0.04576')")
    page.wait_for_function("() => document.activeElement.id === 'sentence'")
    page.keyboard.press("q")
    page.locator(".asked").wait_for()
    page.keyboard.press("Escape")
    page.locator("#sentence").wait_for()
    assert page.locator("[data-track]").get_attribute("aria-valuenow") == "20"


def test_when_time_plays_nothing_is_asked(open_page: OpenPage) -> None:
    page = open_page("/#grain=neuron&at=3")
    page.keyboard.press(" ")
    page.wait_for_selector("[data-do=ask]:disabled")
    page.keyboard.press("q")
    page.wait_for_timeout(200)
    assert page.locator(".asked").count() == 0
    page.keyboard.press(" ")
    page.keyboard.press("q")
    page.locator(".asked").wait_for()
    page.locator("[data-do=play]").click()
    page.locator("#sentence").wait_for()


@pytest.mark.parametrize("screen", ["", "screen=learn&lesson=chapter-5.together&"])
@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
def test_a_finger_reaches_all_of_it(
    open_page: OpenPage, axe_violations: Callable[[Page], list[str]], language: str, screen: str
) -> None:
    page = open_page(f"/?lang={language}#{screen}grain=neuron&at=19&example=lecture", **PHONE)
    page.wait_for_function("() => document.querySelector('[data-track]').ariaValueNow === '19'")
    page.locator("[data-do=ask]").tap()
    page.locator("[data-do=ask-sign]").nth(2).tap()
    page.locator("[data-do=ask-size]").nth(1).tap()
    field = page.locator(".asked input")
    field.wait_for()
    assert page.evaluate("document.activeElement.localName") != "input", "the keypad waits"
    inside = "(all) => all.every((one) => { const box = one.getBoundingClientRect();"
    inside += " return box.left >= 0 && box.right <= innerWidth && box.bottom <= innerHeight && box.height >= 36; })"
    assert page.eval_on_selector_all(".asked button, .asked input", inside)
    assert page.locator(".say").evaluate("(say) => say.scrollHeight <= say.clientHeight + 1")
    field.fill("0.39")
    page.locator(".asked [type=submit]").tap()
    page.wait_for_function("() => document.querySelector('.asked-verdict')?.textContent.startsWith('✗')")
    assert axe_violations(page) == []
    page.locator("[data-do=ask-reveal]").tap()
    page.wait_for_function("() => document.getElementById('sentence')?.innerText.includes('−0.04576')")


def test_to_an_audience_the_question_stands_in_large_letters(open_page: OpenPage) -> None:
    page = open_page("/#grain=neuron&at=19&present=true", reduced_motion="reduce")
    page.keyboard.press("q")
    page.wait_for_function("() => document.querySelectorAll('[data-do=ask-sign]').length === 3")
    assert page.locator("[data-do=ask-sign]:visible").count() == 3
    page.keyboard.press("PageDown")
    page.wait_for_function("() => document.getElementById('sentence')?.innerText.includes('−0.04576')")
