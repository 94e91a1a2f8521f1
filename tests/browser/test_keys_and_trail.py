"""The two keys of every wire, read off the drawing; and the way back from number to number."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.screen import settle, trace

OpenPage = Callable[..., Page]


def locks(page: Page) -> dict[str, str]:
    """Which keys each wire of the reversed network shows, by its weight."""
    found: dict[str, str] = page.eval_on_selector_all(
        ".wire-label.backward .lock",
        "all => Object.fromEntries(all.map((lock) =>"
        " [lock.parentNode.dataset.choose.replace('dl_dw', 'w'), lock.dataset.lock]))",
    )
    return found


@pytest.mark.parametrize("moment", [0, 2, 4, 8, 13, 15, 17, 22, 27, 31, 35, 45])
def test_each_wire_shows_which_keys_it_holds(open_page: OpenPage, moment: int) -> None:
    page = open_page(f"/#grain=neuron&at={moment}")
    settle(page)
    _, answer = trace(page)
    known = {address for step in answer["steps"][:moment] for address in step["writes"]}
    expected = {}
    for layer in (1, 2, 3):
        for to in (0, 1):
            for source in (0, 1):
                if f"dl_dw.{layer}.{to}.{source}" in known:
                    continue
                a = "a" if layer == 1 or f"a.{layer - 1}.{source}" in known else "-"
                d = "d" if f"dl_dz.{layer}.{to}" in known else "-"
                expected[f"w.{layer}.{to}.{source}"] = a + d
    assert locks(page) == expected


def test_the_count_of_keys_runs_with_time(open_page: OpenPage) -> None:
    page = open_page("/#at=17", viewport={"width": 1440, "height": 900})
    assert page.locator(".key-count").text_content() == "keys: a 12/12 · ∂l/∂z 4/12 · both 4/12"
    page.keyboard.press("End")
    settle(page)
    assert "both 12" in (page.locator(".key-count").text_content() or "")


def test_with_both_keys_one_is_led_to_their_product(open_page: OpenPage) -> None:
    page = open_page("/#at=17&chosen=dl_dw.3.0.0")
    numbers = page.locator(".formula").nth(1).inner_text().split()
    assert numbers == ["–", "=", "0.8635", "·", "−0.09028"]
    page.locator(".section [data-do=go]").first.click()
    page.wait_for_function("() => document.querySelectorAll('.formula')[1].innerText.includes('−0.07796')")
    assert "w.3.0.0" not in locks(page)


@pytest.mark.parametrize("by", ["mouse", "keyboard"])
def test_a_trail_of_visited_numbers_leads_back(open_page: OpenPage, by: str) -> None:
    page = open_page("/#at=63&chosen=dl_dw.1.0.0", reduced_motion="reduce")
    for there in ("dl_dz.1.0", "dl_dz.2.0", "w.3.1.0"):
        page.wait_for_selector(f'.derivation [data-choose="{there}"]')
        page.locator(f'.derivation [data-choose="{there}"]').first.click()
        page.wait_for_selector(f'[data-inspected="{there}"]')
    settle(page)
    assert page.locator(".trail .crumb").all_inner_texts() == ["∂l/∂w¹₁₁", "∂l/∂z¹₁", "∂l/∂z²₁", "w³₂₁"]
    if by == "mouse":
        page.locator('.trail [data-choose="dl_dz.1.0"]').click()
    else:
        page.evaluate("() => document.activeElement.blur()")
        page.keyboard.press("Backspace")
        page.wait_for_selector('[data-inspected="dl_dz.2.0"]')
        page.keyboard.press("Backspace")
    page.wait_for_selector('[data-inspected="dl_dz.1.0"]')
    settle(page)
    assert page.locator(".trail .crumb").all_inner_texts() == ["∂l/∂w¹₁₁", "∂l/∂z¹₁"]
    page.keyboard.press("Escape")
    page.wait_for_selector(".trail", state="detached")


def test_locks_and_trail_are_accessible(open_page: OpenPage, axe_violations: Callable[[Page], list[str]]) -> None:
    page = open_page("/#grain=neuron&at=22&chosen=dl_dz.3.0")
    page.wait_for_selector('.derivation [data-choose="da_dz.3.0"]')
    page.locator('.derivation [data-choose="da_dz.3.0"]').first.click()
    page.wait_for_selector(".trail")
    settle(page)
    assert axe_violations(page) == []
