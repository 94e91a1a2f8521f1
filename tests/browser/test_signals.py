"""A signal that enters the reversed network in somebody's hand: typed, drawn, linked, on every window."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.driving import check, drag, driven
from tests.browser.screen import numbers, settle

OpenPage = Callable[..., Page]


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1024, 768), (360, 800)])
def test_the_reversed_network_stays_in_sight_while_one_drives(open_page: OpenPage, width: int, height: int) -> None:
    page = open_page(
        "/#at=27&drawer=drive&drive=1,0",
        viewport={"width": width, "height": height},
        reduced_motion="reduce",
    )
    page.wait_for_selector('[data-address="dl_dz.1.1"]')
    settle(page)
    seen = page.evaluate(
        """() => ['dl_da.3.0', 'dl_da.3.1', 'dl_dz.3.0', 'dl_dz.3.1'].map((id) => {
          const number = numberOf(id);
          const { x, y, width, height } = number.getBoundingClientRect();
          const top = document.elementFromPoint(x + width / 2, y + height / 2);
          return number.closest('g').contains(top);
        })"""
    )
    assert seen == [True] * 4, "the signals, and what they become in the last layer"
    slider = page.locator("[data-slide=signal]").first.bounding_box()
    assert slider is not None
    assert 0 < slider["y"] < height - 100


@pytest.mark.parametrize("how", ["key", "click", "inspector"])
def test_a_signal_is_typed_where_it_stands(open_page: OpenPage, how: str) -> None:
    page = open_page("/#at=27&drive=0.5,0", viewport={"width": 1600, "height": 900})
    settle(page)
    if how == "key":
        page.evaluate("() => numberOf('dl_da.3.0').closest('[data-walk]').focus()")
        page.keyboard.press("Enter")
    else:
        page.locator('[data-address="dl_da.3.0"]').click()
    field = page.locator("#inspector [data-number]" if how == "inspector" else "[data-part=editor] input")
    assert field.get_attribute("data-number") == "dl_da.3.0"
    field.fill("nonsense")
    assert page.locator(".wrong:not(.unready)").first.inner_text() != ""
    field.fill("−1.5")
    field.press("Enter")
    page.wait_for_function("() => numberOf('dl_da.3.0').textContent === '−1.5'")
    settle(page)
    check(page, driven(page, dl_dy=[[-1.5, 0]]))
    assert page.locator(".wrong:not(.unready)").count() == 0


def test_the_field_of_a_signal_writes_as_the_page_does(open_page: OpenPage) -> None:
    page = open_page("/#at=27&drawer=drive&drive=0.30000000000000004,-0.5")
    fields = [page.locator(f'#drawer [data-number="dl_da.3.{i}"]') for i in (0, 1)]
    assert [field.input_value() for field in fields] == ["0.3", "−0.5"]
    fields[0].focus()
    page.wait_for_function("() => document.activeElement.value === '0.30000000000000004'")
    fields[1].focus()
    page.wait_for_function("() => document.querySelector('#drawer [data-number=\"dl_da.3.0\"]').value === '0.3'")
    fields[1].fill("nonsense")
    page.wait_for_selector("#drawer .signals .wrong")
    assert page.locator('[data-address="dl_da.3.1"]').text_content() == "−0.5"


SELECTED = "() => getSelection().toString()"


def test_drawing_a_number_or_the_ground_marks_no_text(open_page: OpenPage) -> None:
    page = open_page("/#at=27&drive=0.5,0", viewport={"width": 1600, "height": 900})
    settle(page)
    for number, down in (("dl_da.3.0", 0), ("w.2.0.0", 60), ("dl_da.3.1", -80)):
        drag(page, f'[data-address="{number}"]', -120, down)
        assert page.evaluate(SELECTED) == "", number
        page.mouse.up()
    drag(page, '[data-address="dl_dz.2.0"]', -200, 60)
    assert page.evaluate(SELECTED) != "", "where nothing is drawn, text is marked as ever"
    page.mouse.up()
    page.mouse.click(800, 880)
    page.keyboard.press("z")
    page.keyboard.press("z")
    page.wait_for_function(
        "() => { const s = document.querySelector('[data-part=scroller]'); return s.scrollWidth > s.clientWidth }"
    )
    drag(page, "[data-part=figure] .lane.forward", -150, 120)
    assert page.evaluate("() => document.querySelector('[data-part=scroller]').classList.contains('held')")
    assert page.evaluate(SELECTED) == ""
    page.mouse.up()


def test_the_tip_leaves_what_is_drawn_in_sight(open_page: OpenPage) -> None:
    page = open_page("/#at=27&drive=0.5,0", viewport={"width": 1600, "height": 900})
    settle(page)
    pill = page.locator('[data-address="dl_da.3.0"]').bounding_box()
    assert pill is not None
    for part in (0.1, 0.9):
        page.mouse.move(pill["x"] + pill["width"] / 2, pill["y"] + pill["height"] * part)
        page.wait_for_selector(".tip.clear")
        settle(page)
        tip = page.locator(".tip").bounding_box()
        assert tip is not None
        assert tip["y"] + tip["height"] < pill["y"]
    drag(page, '[data-address="dl_da.3.0"]', 60)
    settle(page)
    assert page.locator(".tip").count() == 0
    page.mouse.up()


def test_a_link_carries_what_is_driven_and_drops_what_does_not_fit(open_page: OpenPage) -> None:
    page = open_page("/#at=27&drive=0.25,-4&gains=1,2")
    assert numbers(page)["dl_da.3.1"] == "−4"
    check(page, driven(page, dl_dy=[[0.25, -4]], gains_x=[[1, 2]]))
    odd = open_page("/#at=27&drive=1,2,3&gains=1;2")
    settle(odd)
    odd.wait_for_function("() => numberOf('dl_da.3.1').textContent === '0.8291'")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_section_is_accessible(
    open_page: OpenPage, axe_violations: Callable[[Page], list[str]], theme: str
) -> None:
    page = open_page("/#at=27&drawer=drive&drive=1,1&gains=2,2", color_scheme=theme)
    page.wait_for_selector('.over [data-mini^="all:"]')
    settle(page)
    assert axe_violations(page) == []
