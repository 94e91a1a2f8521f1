"""A phone in the hand: the same beginning, words on all buttons, no word of keys, and room for a finger."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.screen import PHONE

OpenPage = Callable[..., Page]
WEIGHT = '[data-part=figure] [data-edit="w.1.0.0"]'


@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
def test_the_beginning_says_what_this_is_and_all_of_it_is_in_sight(open_page: OpenPage, language: str) -> None:
    page = open_page(f"/?lang={language}", **PHONE)
    opening = page.locator("#time .opening")
    assert "Backprop Explorer" in opening.inner_text()
    assert "∂l/∂z = σ′(z)" in opening.inner_text()
    assert page.locator(".say").evaluate("(say) => say.scrollHeight <= say.clientHeight + 1")
    assert "→" not in page.locator("#time").inner_text()
    opening.locator("[data-do=on]").tap()
    page.wait_for_function("() => document.querySelector('[role=slider]').ariaValueNow === '1'")
    assert opening.count() == 0


def test_every_button_of_the_bar_and_the_rail_has_its_word_in_full(open_page: OpenPage) -> None:
    page = open_page("/#at=20", **PHONE)
    buttons = page.locator("#bar button:visible, #rail button:visible").all()
    assert len(buttons) == 3 + 9
    assert [button.inner_text().strip() for button in buttons if not button.inner_text().strip()] == []
    cut = "(all) => all.filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.textContent)"
    assert page.eval_on_selector_all("#rail .words", cut) == []


def test_what_the_bar_has_no_room_for_is_in_the_menu(open_page: OpenPage) -> None:
    page = open_page("/#at=20", **PHONE)
    page.locator(".menu-button").tap()
    page.locator("dialog[open]").wait_for()
    assert page.locator("dialog [data-do]:visible").count() >= 6
    page.locator("dialog [data-change=language]").select_option("zh-Hans")
    page.wait_for_function("() => document.documentElement.lang === 'zh-Hans'")
    page.locator("dialog [data-do=picture]").tap()
    page.locator(".pictures-preview").wait_for()


def test_a_minus_is_typed_by_a_button_and_the_field_keeps_the_focus(open_page: OpenPage) -> None:
    page = open_page("/#at=0", **PHONE)
    page.locator(WEIGHT).tap()
    for expected in ("-1", "1"):
        page.locator(".editor .flip").tap()
        assert page.locator(".editor input").input_value() == expected
        assert page.evaluate("document.activeElement.dataset.number") == "w.1.0.0"


def test_what_was_tapped_stays_in_sight_above_the_sheet(open_page: OpenPage) -> None:
    page = open_page("/#at=27", **PHONE)
    for address in ("dl_dz.1.0", "dl_dz.1.1"):
        page.locator(f'[data-part=figure] [data-choose="{address}"]').first.tap()
        page.locator("#inspector.open").wait_for()
        page.wait_for_timeout(300)
        tapped, sheet, bar = (
            page.locator(selector).first.bounding_box()
            for selector in (f'[data-part=figure] [data-address="{address}"]', "#inspector", "#bar")
        )
        assert tapped
        assert sheet
        assert bar
        assert bar["y"] + bar["height"] <= tapped["y"]
        assert tapped["y"] + tapped["height"] <= sheet["y"]


def test_one_press_shows_the_whole_drawing(open_page: OpenPage) -> None:
    page = open_page("/#at=20", **PHONE)
    page.locator("[data-do=zoom][data-of=fit]").tap()
    page.wait_for_function(
        "() => { const one = document.querySelector('[data-part=scroller]');"
        " return one.scrollWidth <= one.clientWidth + 1 && one.scrollHeight <= one.clientHeight + 1; }"
    )
