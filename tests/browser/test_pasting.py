"""Blocks of numbers are pasted where a number stands, looked at in a dialog, and put in as one change."""

import json
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.conftest import Complaints
from tests.browser.screen import numbers, settle

OpenPage = Callable[..., Page]
NUMPY = "array([[ 0.5 , -1.25],\n       [ 3.  ,  4.  ]], dtype=float32)"

PASTE = """(field, text) => {
    field.focus();
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', text);
    const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
    return field.dispatchEvent(event);
}"""


def paste(page: Page, address: str, text: str) -> Any:
    """Paste into a field of the drawer; whether the browser's own paste goes on."""
    return page.locator(f'.drawer [data-number="{address}"]').evaluate(PASTE, text)


def wait_for(page: Page, address: str, text: str) -> None:
    expect(page.locator(f'[data-part=figure] [data-address="{address}"]')).to_have_text(text)


def said(page: Page) -> str:
    return page.locator("#paste-said").inner_text()


def test_a_block_takes_the_place_of_all_weights_of_a_layer_in_one_change(open_page: OpenPage) -> None:
    page = open_page("/#at=20&drawer=network")
    before = numbers(page)
    assert paste(page, "w.1.0.0", NUMPY) is False
    expect(page.get_by_role("dialog", name="Paste numbers")).to_be_visible()
    assert page.locator("dialog .block").inner_text().split() == ["0.5", "−1.25", "3", "4"]
    expect(page.get_by_role("button", name="Put in")).to_be_focused()
    page.keyboard.press("Enter")
    wait_for(page, "w.1.0.1", "−1.25")
    wait_for(page, "w.1.1.0", "3")
    assert page.locator("dialog[open]").count() == 0
    assert "Ctrl+Z" in page.locator("#toast").inner_text()
    page.locator("[data-part=scroller]").focus()
    page.keyboard.press("Control+z")
    wait_for(page, "w.1.0.0", before["w.1.0.0"])
    page.wait_for_function("(l) => numberOf('l').textContent === l", arg=before["l"])
    assert numbers(page) == before


def test_weights_as_keras_writes_them_fit_with_a_switch(open_page: OpenPage) -> None:
    page = open_page("/#example=tanh-2-4-4-1&drawer=network")
    paste(page, "w.3.0.0", "[[1.]\n [2.]\n [3.]\n [4.]]")
    assert "1 × 4" in said(page)
    assert "4 × 1" in said(page)
    assert page.get_by_role("button", name="Put in").is_disabled()
    page.get_by_role("checkbox", name="Rows are inputs").check()
    page.get_by_role("button", name="Put in").click()
    expect(page.locator('.drawer [data-number="w.3.0.3"]')).to_have_value("4")


def test_a_table_of_samples_brings_more_samples(open_page: OpenPage) -> None:
    page = open_page("/#example=xor&drawer=samples")
    paste(page, "x.0", "0,5\t0\t1\n1\t1\t0\n0\t1\t1\n0,25\t1\t1\n1\t1\t1")
    assert "5 × 3" in said(page)
    expect(page.get_by_role("button", name="Put in")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator('.drawer [data-number="t.0@4"]')).to_have_value("1")
    expect(page.locator('.drawer [data-number="x.0"]')).to_have_value("0.5")


def test_what_cannot_be_read_or_does_not_fit_says_why(open_page: OpenPage) -> None:
    page = open_page("/#drawer=network")
    for text, words in {
        "1 nan\n3 4": "“nan”",
        "1 2\n3": "Row 2",
        "[[1, 2], [3, 4]": "bracket",
        "1 2 3": "1 × 3",
        "1,234\t5\n1\t2": "“1,234”",
    }.items():
        paste(page, "w.1.0.0", text)
        assert words in said(page), text
        assert page.get_by_role("button", name="Put in").is_disabled()
        page.keyboard.press("Escape")
    settle(page)
    assert page.locator("dialog[open]").count() == 0


def test_what_the_server_refuses_is_said_in_the_dialog(open_page: OpenPage, complaints: Complaints) -> None:
    complaints.allow("422")
    page = open_page("/#example=xor&drawer=samples")
    paste(page, "t.0", "0\n1\n1\n2")
    expect(page.get_by_role("button", name="Put in")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#paste-said")).to_contain_text("1")
    expect(page.locator("dialog .wrong")).to_be_visible()
    assert page.locator("dialog[open]").count() == 1
    page.get_by_role("textbox", name="Numbers").fill("0\n1\n1\n0.5")
    page.get_by_role("button", name="Put in").click()
    expect(page.locator('.drawer [data-number="t.0@3"]')).to_have_value("0.5")


def test_one_number_is_pasted_as_ever(open_page: OpenPage) -> None:
    page = open_page("/#drawer=network")
    for text in ["0.5", "−2", "1/3", "abc"]:
        assert paste(page, "w.1.0.0", text) is True, text
    assert page.locator("dialog[open]").count() == 0


def test_a_button_opens_it_where_nothing_can_be_pasted_by_key(
    open_page: OpenPage, axe_violations: Callable[[Page], list[str]]
) -> None:
    page = open_page("/#drawer=network", viewport={"width": 390, "height": 844}, has_touch=True)
    page.get_by_role("button", name="Paste numbers into layer 2").tap()
    field = page.get_by_role("textbox", name="Numbers")
    expect(field).to_be_focused()
    page.get_by_role("combobox", name="Into").select_option("b.2")
    field.fill(json.dumps([0.25, -0.5]))
    assert "2 × 1" not in said(page)
    assert axe_violations(page) == []
    page.get_by_role("button", name="Put in").click()
    expect(page.locator('.drawer [data-number="b.2.1"]')).to_have_value("-0.5")
