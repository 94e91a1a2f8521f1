"""The page without its picture: the text view, its numbers and sentences, and what is printed."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from bench.frames import link
from tests.browser.screen import DASH, agrees, moment, settle, trace, value

OpenPage = Callable[..., Page]
Violations = Callable[[Page], list[str]]
GIVEN = ("x.", "t.", "w.", "b.")


def told(page: Page) -> dict[str, str]:
    """Every number of the tables as it is written there, by its address."""
    found: dict[str, str] = page.eval_on_selector_all(
        "[data-part=reading] table [data-choose]",
        "all => Object.fromEntries(all.map((e) => [e.dataset.choose, e.textContent]))",
    )
    return found


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
@pytest.mark.parametrize("at", [0, 20, 63])
def test_the_tables_say_the_numbers_of_the_api(open_page: OpenPage, language: str, at: int) -> None:
    page = open_page(f"/?lang={language}#grain=neuron&at={at}&view=text")
    problem, answer = trace(page)
    done = {address for step in answer["steps"][:at] for address in step["writes"]}
    shown = told(page)
    for address, text in shown.items():
        if address.startswith(GIVEN) or address in done or address.replace("da_dz", "a") in done:
            assert agrees(text, value(problem, answer, address)), f"{address} shows {text}"
        else:
            assert text == DASH, f"{address} shows {text} before it is computed"
    assert {address for address in done if not address.startswith(("dL_", "L"))} <= set(shown)
    assert page.locator("[data-part=reading] .prose li").count() == at


def test_stepping_fills_the_tables_and_adds_a_sentence(open_page: OpenPage) -> None:
    page = open_page("/#at=19&view=text&grain=neuron", reduced_motion="reduce")
    assert told(page)["dl_dz.2.0"] == DASH
    page.keyboard.press("ArrowRight")
    settle(page)
    assert moment(page) == 20
    assert told(page)["dl_dz.2.0"] == "−0.04576"
    present = page.locator("[data-part=reading] [aria-current=step]")
    assert present.count() == 1
    assert "−0.04576" in present.inner_text()
    assert present.bounding_box() is not None
    page.keyboard.press("ArrowLeft")
    settle(page)
    assert told(page)["dl_dz.2.0"] == DASH
    assert page.locator("[data-part=reading] .prose li").count() == 19


@pytest.mark.parametrize("width", [1440, 1024])
def test_the_present_sentence_stays_in_sight(open_page: OpenPage, width: int) -> None:
    page = open_page(
        "/#at=12&view=text&grain=neuron", reduced_motion="reduce", viewport={"width": width, "height": 768}
    )
    for _ in range(30):
        page.keyboard.press("ArrowRight")
    settle(page)
    column = page.locator(".prose").bounding_box()
    present = page.locator("[aria-current=step]").bounding_box()
    assert column is not None
    assert present is not None
    assert column["y"] <= present["y"]
    assert present["y"] + present["height"] <= column["y"] + column["height"] + 1


def test_a_number_of_the_tables_opens_the_inspector(open_page: OpenPage) -> None:
    page = open_page("/#at=63&view=text")
    page.locator('[data-part=reading] table [data-choose="dl_dw.2.0.0"]').click()
    page.wait_for_selector('[data-inspected="dl_dw.2.0.0"]')
    page.wait_for_function("() => location.hash.includes('view=text')")


def test_the_drawing_comes_back_as_it_was(open_page: OpenPage) -> None:
    page = open_page("/#at=63")
    settle(page)
    before = page.locator("[data-part=figure]").inner_html()
    page.locator("[data-do=view][data-of=text]").click()
    page.wait_for_selector("[data-part=reading] table")
    assert page.locator("[data-part=figure] [data-walk]").count() == 0
    page.locator("[data-do=view][data-of=both]").click()
    page.wait_for_selector("[data-part=figure] [data-walk]")
    page.mouse.move(5, 5)
    settle(page)
    assert page.locator("[data-part=figure]").inner_html() == before
    assert page.locator("[data-part=reading] table").count() == 0


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
@pytest.mark.parametrize("size", [(1440, 900), (360, 740)])
def test_axe_finds_nothing_wrong_in_the_text(
    open_page: OpenPage, axe_violations: Violations, language: str, theme: str, size: tuple[int, int]
) -> None:
    page = open_page(
        f"/?lang={language}#grain=neuron&at=40&view=text",
        viewport={"width": size[0], "height": size[1]},
        color_scheme=theme,
    )
    assert axe_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


@pytest.mark.parametrize("view", ["both", "text"])
def test_every_step_is_announced_politely(open_page: OpenPage, view: str) -> None:
    page = open_page(f"/#view={view}&grain=neuron", reduced_motion="reduce")
    region = page.locator("[aria-live=polite]#sentence")
    page.evaluate("window.region = document.getElementById('sentence')")
    said = [region.inner_text()]
    for _ in range(13):
        page.keyboard.press("ArrowRight")
        settle(page)
        said.append(region.inner_text())
    assert len(set(said)) == 14
    assert "0.4168" in said[-1]
    assert page.evaluate("window.region === document.getElementById('sentence')")


@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
def test_the_printed_page_has_every_gradient_and_nothing_to_press(open_page: OpenPage, language: str) -> None:
    page = open_page(f"/?lang={language}#at=63", color_scheme="dark")
    problem, answer = trace(page)
    page.emulate_media(media="print")
    page.wait_for_selector("[data-part=reading] table")
    text = page.locator("body").inner_text()
    assert page.locator("[data-part=paper] h1").inner_text() in text
    for layer in (1, 2, 3):
        for neuron in (0, 1):
            address = f"dl_dz.{layer}.{neuron}"
            shown = told(page)[address]
            assert agrees(shown, value(problem, answer, address))
            assert shown in text
    assert page.locator("[data-part=figure] .node:visible, [data-part=figure] [data-walk]:visible").count() > 20
    for hidden in (".bar", ".rail", ".inspector", ".time", ".views"):
        assert page.locator(hidden).is_hidden(), hidden
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(28, 33, 38)"
    sheet = page.locator("[data-part=sheet]").bounding_box()
    assert sheet is not None
    assert sheet["width"] <= page.evaluate("document.body.clientWidth")
    page.emulate_media(media="screen")
    page.wait_for_selector("[data-part=reading] table", state="detached")


def test_a_pdf_has_several_pages_and_leaves_the_page_as_it_was(open_page: OpenPage) -> None:
    page = open_page("/#at=63")
    settle(page)
    before = page.locator("[data-part=figure]").inner_html()
    pdf = page.pdf(format="A4")
    assert pdf.startswith(b"%PDF")
    pages = pdf.count(b"/Type /Page\n")
    assert 3 <= pages <= 6
    settle(page)
    assert page.locator("[data-part=reading] table").count() == 0
    assert page.locator("[data-part=figure]").inner_html() == before


def printed(page: Page) -> None:
    """The page as it goes to paper, as wide as a sheet of A4 within its margins."""
    page.set_viewport_size({"width": 690, "height": 1000})
    page.emulate_media(media="print")
    page.wait_for_selector("[data-part=reading] table")
    settle(page)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_matrices_are_printed_in_light_colours(open_page: OpenPage, theme: str) -> None:
    page = open_page(link([40, 30, 3], unfolded=False) + "&at=1e9&view=matrices", color_scheme=theme)
    page.wait_for_selector("canvas[data-heat='w.1']")
    printed(page)
    cells = page.locator(".matrices canvas:visible, .matrices .cell:visible")
    assert cells.count() > 20
    lightest = page.evaluate(
        "() => { const c = document.querySelector(\"canvas[data-heat='w.1']\");"
        " return c.getContext('2d').getImageData(0, 0, c.width, c.height).data"
        ".reduce((most, one, i) => (i % 4 === 0 ? Math.max(most, one) : most), 0); }"
    )
    assert lightest > 240
    for box in page.locator(".matrices .array").evaluate_all(
        "(all) => all.map((e) => e.getBoundingClientRect().right)"
    ):
        assert box <= 690
    page.emulate_media(media="screen")
    page.wait_for_selector("[data-part=reading] table", state="detached")
    assert page.evaluate("document.documentElement.dataset.theme") == theme


def test_what_is_printed_does_not_depend_on_how_one_looks_at_it(open_page: OpenPage) -> None:
    def sheet(page: Page) -> dict[str, float]:
        printed(page)
        box = page.locator("[data-part=sheet]").bounding_box()
        assert box is not None
        return box

    plain = open_page("/#at=63")
    expected = sheet(plain)
    size = plain.locator(".column").first.evaluate("(e) => getComputedStyle(e).fontSize")
    for how in ("zoomed", "presented"):
        page = open_page(f"/#at=63{'&present=true' if how == 'presented' else ''}", reduced_motion="reduce")
        if how == "zoomed":
            for _ in range(4):
                page.keyboard.press("z")
            page.evaluate("document.querySelector('[data-part=scroller]').scrollBy(300, 200)")
        assert sheet(page) == expected, how
        assert page.locator(".column").first.evaluate("(e) => getComputedStyle(e).fontSize") == size, how


def test_an_unfolded_network_is_folded_on_paper(open_page: OpenPage) -> None:
    page = open_page(link([40, 30, 3], unfolded=True) + "&at=1e9")
    assert page.locator("[data-part=figure] .folded").count() == 0
    printed(page)
    assert page.locator("[data-part=figure] .folded").count() == 4
    assert page.locator("[data-part=reading] .wires tbody tr").count() == 1000
    assert "290 more are not" in page.locator("[data-part=reading] .wires .hint").last.inner_text()


def test_the_print_button_prints(open_page: OpenPage) -> None:
    page = open_page("/#at=63")
    page.evaluate("() => { window.print = () => { window.printed = (window.printed ?? 0) + 1; }; }")
    page.locator(".bar [data-do=print-menu]").click()
    page.locator("#dialog [data-do=print]").first.click()
    assert page.evaluate("window.printed") == 1
