"""The short practice in Learn: the same ten for the same link, done by keyboard, kept in the browser and erased."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.screen import settle

OpenPage = Callable[..., Page]
FORM = "[data-form=practice] input"
ANSWER = """async ([seed, place]) => {
    const at = (file) => import([...document.querySelectorAll("script[type=module], link[rel=modulepreload]")]
        .map((one) => one.src || one.href).find((url) => url.includes("/js/")).replace(/\\/js\\/.*/, `/js/${file}`));
    const { practiceQuestion } = await at("network/practice.js");
    const { problem, of } = practiceQuestion(seed, place);
    return { problem, of };
}"""


def right_answer(page: Page, seed: int, place: int) -> float:
    """What the engine says is right."""
    asked = page.evaluate(ANSWER, [seed, place])
    answer = page.request.post("/api/trace", data=asked["problem"])
    assert answer.ok, answer.text()
    trace = answer.json()
    quantity, *indices = asked["of"].split(".")
    layer, neuron, *rest = (int(index) for index in indices)
    if quantity == "w_new":
        new: float = trace["update"]["layers"][layer - 1]["W_new"][neuron][rest[0]]
        return new
    found = trace["layers"][layer - 1]
    if quantity == "dl_dw":
        gradient: float = found["dL_dW"][neuron][rest[0]]
        return gradient
    number: float = found[quantity][0][neuron]
    return number


def open_question(page: Page, place: int) -> None:
    page.wait_for_function(
        "(place) => location.hash.includes(`.${place}`) && document.activeElement.localName === 'input'", arg=str(place)
    )
    page.wait_for_selector("#lesson[aria-busy=false] .practice input")
    settle(page)


@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
def test_the_whole_practice_by_keyboard(open_page: OpenPage, language: str) -> None:
    seed = 7
    page = open_page(f"/?lang={language}#screen=learn&lesson=practice.{seed}", reduced_motion="reduce")
    for place in range(1, 11):
        open_question(page, place)
        value = right_answer(page, seed, place)
        if place == 4:
            page.keyboard.type("77")
            page.keyboard.press("Enter")
            page.wait_for_function(
                "() => document.querySelector('.practice [role=status]')?.textContent.startsWith('✗')"
            )
            page.keyboard.press("Control+a")
        page.keyboard.type(f"{value:.2g}")
        page.keyboard.press("Enter")
        page.wait_for_function("() => document.querySelector('.practice [role=status]')?.textContent.startsWith('✓')")
        before = page.locator("[data-track]").get_attribute("aria-valuenow")
        page.keyboard.press("Enter")
        page.wait_for_function("(before) => document.querySelector('[data-track]').ariaValueNow !== before", arg=before)
        page.keyboard.press("Enter")
    page.wait_for_function("() => location.hash.includes('.end')")
    assert page.locator(".practice-row .right").count() == 9
    assert page.locator(".practice-row .helped").count() == 1
    told = page.locator(".told")
    assert told.count() == 1
    title = told.inner_text()
    told.click()
    page.wait_for_function("(title) => document.querySelector('.lesson-title')?.innerText === title", arg=title)


def test_a_link_opens_the_same_question_anywhere(open_page: OpenPage) -> None:
    first, second = (open_page("/#screen=learn&lesson=practice.42.8") for _ in range(2))
    seen = []
    for page in (first, second):
        open_question(page, 8)
        seen.append((page.locator(".lesson-title").inner_text(), page.locator("svg.figure").text_content()))
        assert page.url.endswith("#screen=learn&lesson=practice.42.8")
    assert seen[0] == seen[1]


def test_what_was_practised_is_kept_and_can_be_erased(open_page: OpenPage) -> None:
    page = open_page("/#screen=learn&lesson=practice", reduced_motion="reduce")
    page.locator("[data-do=practice-new]").click()
    page.locator("[data-do=practice-show]").click()
    page.wait_for_function(
        "() => localStorage.getItem('backprop-explorer.lessons-practised') !== null"
        " || Object.values({...localStorage}).some((one) => one.includes('dz_dw'))"
    )
    page.goto("/#screen=learn&lesson=practice")
    page.reload()
    page.locator(".practice .score").wait_for()
    assert page.locator(".practice .score").inner_text() == "0 of 1 right at once"
    page.locator("[data-do=lesson-erase]").click()
    page.locator(".practice .score").wait_for(state="detached")
    page.reload()
    page.locator("[data-do=practice-new]").wait_for()
    page.wait_for_timeout(200)
    assert page.locator(".practice .score").count() == 0


@pytest.mark.parametrize("width", [390, 1024, 1440])
def test_every_part_of_it_is_clean_and_fits(
    open_page: OpenPage, axe_violations: Callable[[Page], list[str]], width: int
) -> None:
    for lesson in ("practice", "practice.7.7", "practice.7.end"):
        page = open_page(
            f"/?lang=zh-Hant#screen=learn&lesson={lesson}",
            viewport={"width": width, "height": 800},
            has_touch=width < 500,
        )
        page.locator(".lesson-title").wait_for()
        page.wait_for_timeout(400)
        assert axe_violations(page) == []
        assert page.locator("#lesson").evaluate("(one) => one.scrollWidth <= one.clientWidth + 1")


def test_one_who_wanders_off_comes_back_to_the_question(open_page: OpenPage) -> None:
    page = open_page("/#screen=learn&lesson=practice.7.2", reduced_motion="reduce")
    open_question(page, 2)
    at = page.locator("[data-track]").get_attribute("aria-valuenow")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("End")
    page.locator("[data-do=lesson-return]").wait_for(state="attached")
    page.keyboard.press("r")
    page.wait_for_function("(at) => document.querySelector('[data-track]').ariaValueNow === at", arg=at)
