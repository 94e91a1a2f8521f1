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
    cells = page.eval_on_selector_all(".matrices .cell", "(all) => all.map((e) => [e.dataset.choose, e.textContent])")
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
    page.wait_for_selector("[data-part=figure] path.wire.pointed")
    lit = page.locator("[data-part=figure] .wire-label.pointed")
    assert lit.get_attribute("data-edit") == "w.1.0.1"
    page.locator("[data-part=figure] .wire-label[data-edit='w.1.1.0']").hover()
    page.wait_for_selector(".matrices .cell.lit[data-choose='dL_dw.1.1.0']")
    assert page.locator(".matrices .cell.lit[data-choose='w.1.1.0']").count() == 1


def test_a_cell_of_a_large_array_is_chosen_by_pointer_and_by_keyboard(open_page: OpenPage) -> None:
    page = open_page(link([40, 30, 2], unfolded=False) + "&at=1e9&view=matrices", viewport=WIDE)
    canvas = page.locator("canvas[data-heat='w.1']:not([data-turned])").first
    size = canvas.bounding_box()
    assert size is not None
    canvas.click(position={"x": size["width"] / 40 * 7.5, "y": size["height"] / 30 * 5.5})
    page.wait_for_selector("[data-inspected='w.1.5.7']")
    page.keyboard.press("Escape")
    canvas.focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowRight", "ArrowRight", "ArrowRight", "Enter"):
        page.keyboard.press(key)
    chosen = page.locator("[data-inspected]")
    settle(page)
    assert chosen.get_attribute("data-inspected") == "w.1.7.10", "from the cell that was pressed"
    name = canvas.get_attribute("aria-label") or ""
    assert name.startswith("Weight of the wire from input 11 to neuron 8 of layer 1: ")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 360])
def test_nobody_is_shut_out_of_the_matrices(
    open_page: OpenPage, axe_violations: Violations, theme: str, width: int
) -> None:
    page = open_page("/#grain=neuron&at=40&view=matrices", viewport={"width": width, "height": 760}, color_scheme=theme)
    assert axe_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_digits_are_painted_and_their_largest_gradient_is_found(open_page: OpenPage) -> None:
    page = open_page(link([784, 128, 64, 10], unfolded=False) + "&at=1e9&drawer=largest", viewport=WIDE)
    first = page.locator(".found").first
    address = first.get_attribute("data-choose")
    assert address is not None
    first.click()
    page.wait_for_selector(f"[data-inspected='{address}']", state="attached")
    assert page.locator(f"[data-part=figure] [data-address='{address}']").count() == 1, "it is drawn, wherever it is"
    page.click("[data-do=view][data-of=matrices]")
    page.wait_for_selector("canvas[data-heat='w.1']")
    colours = page.evaluate(
        "() => { const c = document.querySelector(\"canvas[data-heat='w.1']\");"
        " return new Set(c.getContext('2d').getImageData(0, 0, c.width, c.height).data).size; }"
    )
    assert colours > 40
    page.wait_for_function("() => location.hash.includes('made=784-128-64-10')")
    assert page.evaluate("location.hash.length") < 1500, "784 inputs are in it, 109,386 parameters are not"


def test_equations_of_large_layers_fit_on_one_line(open_page: OpenPage) -> None:
    for width, height in ((1440, 900), (1024, 768)):
        page = open_page(
            link([784, 128, 64, 10], unfolded=False) + "&at=1e9&view=matrices",
            viewport={"width": width, "height": height},
        )
        page.wait_for_selector("canvas[data-heat='w.1']")
        lines = page.eval_on_selector_all(
            ".equation",
            "(all) => all.map((one) => {"
            " const boxes = [...one.children].map((e) => e.getBoundingClientRect());"
            " return [Math.max(...boxes.map((b) => b.top)) < Math.min(...boxes.map((b) => b.bottom)),"
            " Math.max(...boxes.map((b) => b.right)) - one.parentElement.getBoundingClientRect().right]; })",
        )
        assert len(lines) == 9
        assert all(one and beyond <= 0 for one, beyond in lines), lines
        assert page.locator(".painted + figcaption .shape").first.text_content() == "128 × 784"
        assert page.locator(".scale").first.inner_text().split() == ["−0.081", "0", "0.081"]


def test_a_negative_number_has_another_hue_where_its_cell_is_one_dot(open_page: OpenPage) -> None:
    page = open_page(link([784, 128, 64, 10], unfolded=False) + "&at=1e9&view=matrices", viewport=WIDE)
    page.wait_for_selector("canvas[data-heat='w.1']")
    reds, blues = page.evaluate(
        "() => { const c = document.querySelector(\"canvas[data-heat='w.1']\");"
        " const data = c.getContext('2d').getImageData(0, 0, c.width, c.height).data; const found = [0, 0];"
        " for (let i = 0; i < data.length; i += 4) found[data[i] > data[i + 2] ? 0 : 1] += 1; return found; }"
    )
    assert 0.3 < reds / (reds + blues) < 0.7, "half of the weights are negative"


def test_a_wire_whose_ends_are_folded_lights_the_place_that_counts_them(open_page: OpenPage) -> None:
    page = open_page(link([40, 30, 12], unfolded=False) + "&at=0&view=matrices", viewport=WIDE)
    drawn = page.eval_on_selector_all("[data-part=figure] .which", "(all) => all.map((e) => e.textContent)")
    rest = page.locator("[data-part=figure] [data-point='rest.1']")
    words = rest.locator("text")
    many = words.text_content()
    canvas = page.locator("canvas[data-heat='w.1']:not([data-turned])").first
    canvas.scroll_into_view_if_needed()
    size = canvas.bounding_box()
    assert size is not None
    neuron = next(i for i in range(30) if str(i + 1) not in drawn)
    canvas.hover(position={"x": size["width"] / 40 * 20.5, "y": size["height"] / 30 * (neuron + 0.5)})
    page.wait_for_selector("[data-part=figure] .folded.pointed[data-point='rest.1']")
    assert str(neuron + 1) in (words.text_content() or "") != many
    assert page.locator("[data-part=figure] path.wire.hidden-end").count() == 1
    page.wait_for_function(
        "() => document.querySelector('[data-part=figure] .folded.pointed').getBoundingClientRect().bottom"
        " <= document.querySelector('.matrices').getBoundingClientRect().top + 1"
    )
    rest.hover()
    page.wait_for_selector(".painted .box.along")
    lit = page.eval_on_selector_all(
        ".forward .painted:has([data-heat='w.1']) .box.along",
        "(all) => all.reduce((sum, e) => sum + e.offsetHeight, 0)",
    )
    assert lit == pytest.approx(size["height"] * 26 / 30, abs=2), "26 of 30 rows"
    assert words.text_content() == many


def test_the_step_that_is_told_is_marked_in_its_equation_alone(open_page: OpenPage) -> None:
    page = open_page("/#at=2&view=matrices", viewport=WIDE)
    marked = page.eval_on_selector_all(".matrices .cell.part", "(all) => all.map((e) => e.dataset.choose)")
    assert sorted(marked) == ["b.1.1", "w.1.1.0", "w.1.1.1", "x.0", "x.1", "z.1.1"]
    assert page.locator(".equation.current").count() == 1


def test_for_an_audience_cells_and_numbers_are_larger(open_page: OpenPage) -> None:
    page = open_page("/#at=63&view=matrices", viewport=WIDE)
    cell = page.locator(".matrices .cell").first
    page.wait_for_selector(".matrices .cell")

    def look() -> tuple[float, float]:
        font = cell.evaluate("(e) => parseFloat(getComputedStyle(e).fontSize)")
        return float(font), float(cell.evaluate("(e) => e.offsetHeight"))

    before = look()
    page.keyboard.press("p")
    page.wait_for_selector("html[data-present]")
    settle(page)
    after = look()
    assert after[0] >= 18
    assert after[1] >= 1.4 * before[1]


def test_a_low_page_is_left_to_the_matrices_and_a_high_one_shared(open_page: OpenPage) -> None:
    for height, shared in ((590, False), (760, True)):
        page = open_page("/embed#at=63&view=matrices", viewport={"width": 900, "height": height})
        page.wait_for_selector(".matrices .cell")
        pane, ground = (
            page.eval_on_selector(which, "(e) => e.getBoundingClientRect().height")
            for which in (".matrices", ".ground")
        )
        assert (pane < 0.7 * ground) is shared
        assert page.locator("[data-part=figure] .neuron").first.is_visible() is shared
        assert page.locator(".columns .column").first.is_visible() is shared
