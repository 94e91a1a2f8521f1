"""The network as matrices: numbers, and the tie between a cell and its wire."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from bench.frames import link
from tests.browser.screen import agrees, settle, trace, value

OpenPage = Callable[..., Page]
Violations = Callable[[Page], list[str]]
WIDE = {"width": 1440, "height": 900}


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_every_cell_shows_the_number_of_the_api(open_page: OpenPage, language: str) -> None:
    page = open_page(f"/?lang={language}#at=63&view=matrices", viewport=WIDE)
    problem, answer = trace(page)
    cells = page.eval_on_selector_all(
        ".matrices .cell", "(all) => all.map((e) => [e.dataset.choose, e.textContent])"
    )
    assert len(cells) > 60
    for address, text in cells:
        quantity, _, place = address.partition(".")
        if quantity == "dL_dw":
            layer, i, j = map(int, place.split("."))
            exact = answer["layers"][layer - 1]["dL_dW"][i][j]
        else:
            exact = value(problem, answer, address)
        assert agrees(text, exact), f"{address}: {text} is not {exact}"


def test_pointing_at_a_cell_lights_its_wire_and_the_other_way_round(open_page: OpenPage) -> None:
    page = open_page("/#at=63&view=matrices", viewport=WIDE)
    page.locator(".matrices [data-choose='dL_dw.1.0.1']").hover()
    page.wait_for_selector("#figure path.wire.pointed")
    lit = page.locator("#figure .wire-label.pointed")
    assert lit.get_attribute("data-edit") == "w.1.0.1"
    page.locator("#figure .wire-label[data-edit='w.1.1.0']").hover()
    page.wait_for_selector(".matrices .cell.lit[data-choose='dL_dw.1.1.0']")
    assert page.locator(".matrices .cell.lit[data-choose='w.1.1.0']").count() == 1


def test_a_cell_of_a_large_array_is_chosen_by_pointer_and_by_keyboard(open_page: OpenPage) -> None:
    page = open_page(link([40, 30, 2], unfolded=False) + "&at=1e9&view=matrices", viewport=WIDE)
    canvas = page.locator("canvas[data-heat='w.1']:not([data-turned])").first
    canvas.click(position={"x": 12 * 7 + 3, "y": 12 * 5 + 3})
    page.wait_for_selector("[data-inspected='w.1.5.7']")
    page.keyboard.press("Escape")
    canvas.focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowRight", "ArrowRight", "ArrowRight", "Enter"):
        page.keyboard.press(key)
    chosen = page.locator("[data-inspected]")
    settle(page)
    assert chosen.get_attribute("data-inspected") == "w.1.1.3"
    name = canvas.get_attribute("aria-label") or ""
    assert name.startswith("Weight of the wire from input 4 to neuron 2 of layer 1: ")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 360])
def test_nobody_is_shut_out_of_the_matrices(
    open_page: OpenPage, axe_violations: Violations, theme: str, width: int
) -> None:
    page = open_page("/#at=40&view=matrices", viewport={"width": width, "height": 760}, color_scheme=theme)
    assert axe_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_digits_are_painted_and_their_largest_gradient_is_found(open_page: OpenPage) -> None:
    page = open_page(link([784, 128, 64, 10], unfolded=False) + "&at=1e9&drawer=largest", viewport=WIDE)
    first = page.locator(".found").first
    address = first.get_attribute("data-choose")
    assert address is not None
    first.click()
    page.wait_for_selector(f"[data-inspected='{address}']")
    assert page.locator(f"#figure [id='{address}']").count() == 1, "it is drawn, wherever it is"
    page.click("[data-do=view][data-of=matrices]")
    page.wait_for_selector("canvas[data-heat='w.1']")
    colours = page.evaluate(
        "() => { const c = document.querySelector(\"canvas[data-heat='w.1']\");"
        " return new Set(c.getContext('2d').getImageData(0, 0, c.width, c.height).data).size; }"
    )
    assert colours > 40
    page.wait_for_function("() => location.hash.includes('made=784-128-64-10')")
    assert page.evaluate("location.hash.length") < 1500, "784 inputs are in it, 109,386 parameters are not"
