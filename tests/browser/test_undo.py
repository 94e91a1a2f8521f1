"""Undo and redo: what one changes in the drawing and beside it comes back, with the moment and the choice."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.browser.screen import moment, numbers, settle

OpenPage = Callable[..., Page]
VIEW = {"width": 1440, "height": 900}
CHIPS = "(count) => document.querySelectorAll('[data-part=strip] [data-do=sample]').length === count"


def test_a_sample_taken_out_and_an_edit_after_it_come_back(open_page: OpenPage) -> None:
    link = "/#example=xor&at=20&chosen=z.1.1&drawer=samples"
    page = open_page(link, viewport=VIEW, reduced_motion="reduce")
    settle(page)
    count = page.locator("[data-part=strip] [data-do=sample]").count()
    assert count > 2
    before = numbers(page)
    page.locator("#drawer [data-do=remove-sample]").first.click()
    page.wait_for_function(CHIPS, arg=count - 1)
    assert "Ctrl+Z" in page.locator("#toast").inner_text()
    page.locator("[data-part=figure] .bias[data-edit='b.1.0']").click()
    page.wait_for_selector("[data-part=editor] input:focus")
    page.keyboard.type("7")
    page.keyboard.press("Enter")
    page.wait_for_function("() => numberOf('b.1.0').textContent === '7'")
    page.keyboard.press("Control+z")
    page.wait_for_function("() => numberOf('b.1.0').textContent !== '7'")
    page.keyboard.press("Control+z")
    page.wait_for_function(CHIPS, arg=count)
    page.wait_for_selector("[data-inspected='z.1.1']", state="attached")
    settle(page)
    assert moment(page) == 20
    page.wait_for_function("(z) => numberOf('z.1.1').textContent === z", arg=before["z.1.1"])
    assert numbers(page) == before
    page.keyboard.press("Control+Shift+z")
    page.wait_for_function(CHIPS, arg=count - 1)


def test_an_activation_changed_over_its_column_is_undone_from_there(open_page: OpenPage) -> None:
    page = open_page("/#at=63", viewport=VIEW, reduced_motion="reduce")
    select = page.locator("select[data-change=activation][data-of='1']")
    before = numbers(page)
    select.focus()
    select.select_option("tanh")
    page.wait_for_function("(z) => numberOf('a.1.0').textContent !== z", arg=before["a.1.0"])
    page.keyboard.press("Control+z")
    page.wait_for_function("(z) => numberOf('a.1.0').textContent === z", arg=before["a.1.0"])
    assert select.input_value() == "sigmoid"
    assert numbers(page) == before


def test_restoring_the_published_network_keeps_moment_and_choice(open_page: OpenPage) -> None:
    page = open_page("/#at=30&chosen=w.1.0.0&drawer=published", viewport=VIEW, reduced_motion="reduce")
    page.locator("[data-part=figure] .wire-label[data-edit='w.1.0.0']").click()
    page.wait_for_selector("[data-part=editor] input:focus")
    page.keyboard.type("3")
    page.keyboard.press("Enter")
    page.locator("#drawer [data-do=case]").first.click()
    page.wait_for_function("() => numberOf('w.1.0.0').textContent === '1'")
    settle(page)
    assert moment(page) == 30
    assert page.locator("[data-inspected]").get_attribute("data-inspected") == "w.1.0.0"


def test_buttons_undo_and_redo_what_a_finger_has_changed(open_page: OpenPage) -> None:
    page = open_page("/#at=20", viewport={"width": 390, "height": 844}, has_touch=True, reduced_motion="reduce")
    undo, redo = (page.get_by_role("button", name=name) for name in ("Undo", "Redo"))
    assert (undo.is_disabled(), redo.is_disabled()) == (True, True)
    page.locator("[data-part=figure] .bias[data-edit='b.1.0']").first.tap()
    page.wait_for_selector("[data-part=editor] input:focus")
    page.keyboard.type("7")
    page.keyboard.press("Enter")
    page.wait_for_function("() => numberOf('b.1.0').textContent === '7'")
    undo.tap()
    page.wait_for_function("() => numberOf('b.1.0').textContent === '1'")
    assert (undo.is_disabled(), redo.is_disabled()) == (True, False)
    redo.tap()
    page.wait_for_function("() => numberOf('b.1.0').textContent === '7'")
