"""From a number to what it is made of, line by line and parent by parent, down to an input."""

import itertools
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.screen import settle, trace, value

OpenPage = Callable[..., Page]
WALK = [
    "dl_dw.1.0.0",
    "dl_dz.1.0",
    "dl_dz.2.0",
    "dl_dz.3.0",
    "a.3.0",
    "z.3.0",
    "a.2.0",
    "z.2.0",
    "a.1.0",
    "z.1.0",
    "x.0",
]


def wait_for(page: Page, address: str) -> None:
    """Wait until the inspector shows this number, and what it is made of unless it was given."""
    page.wait_for_selector(f'[data-inspected="{address}"]')
    if address != "x.0":
        page.wait_for_selector(".derivation .pieces button")
    settle(page)


def check(page: Page, address: str, notation: str = "lecture") -> None:
    """The full number in the inspector is the API's, and so are the pieces of its lines."""
    problem, answer = trace(page)
    if page.locator(".copies code").count() == 0:
        page.locator("[data-of=copies]").click()
    assert page.locator(".copies code").inner_text() == str(float(value(problem, answer, address))).removesuffix(".0")
    told = page.request.post("/api/explain", data=problem | {"address": address, "notation": notation}).json()
    if len(told["lines"]) > 1:
        wanted = {part["address"] for line in told["lines"] for part in line["parts"] if part["address"]}
        shown = page.eval_on_selector_all(".derivation [data-choose]", "all => all.map((one) => one.dataset.choose)")
        assert set(shown) <= wanted
        assert wanted - set(shown) <= {address}


@pytest.mark.parametrize("notation", ["lecture", "delta", "matrix", "index"])
@pytest.mark.parametrize("by", ["mouse", "keyboard"])
@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_one_walks_from_a_gradient_to_an_input(open_page: OpenPage, language: str, by: str, notation: str) -> None:
    link = f"/?lang={language}#at=63&chosen={WALK[0]}&notation={notation}"
    page = open_page(link, reduced_motion="reduce")
    for here, there in itertools.pairwise(WALK):
        wait_for(page, here)
        check(page, here, notation)
        button = page.locator(f'.derivation [data-choose="{there}"]').first
        if by == "mouse":
            button.click()
        else:
            button.focus()
            page.keyboard.press("Enter")
    wait_for(page, WALK[-1])
    check(page, WALK[-1])


def test_the_lines_are_the_formula_the_chain_rule_and_the_numbers(open_page: OpenPage) -> None:
    page = open_page("/#at=63&chosen=dl_dz.2.0")
    wait_for(page, "dl_dz.2.0")
    assert page.locator(".line .line-name").all_inner_texts() == ["SYMBOLS", "NUMBERS", "CHAIN RULE"]
    numbers = page.locator(".line").nth(1).inner_text()
    for text in ("0.1179", "0.09028", "0.1175", "= −0.04576"):
        assert text in numbers


def test_an_edit_is_explained_anew(open_page: OpenPage) -> None:
    page = open_page("/#at=63&chosen=z.1.0")
    wait_for(page, "z.1.0")
    page.locator('[data-address="x.0"]').click()
    page.locator("[data-part=editor] input").fill("2.5")
    page.keyboard.press("Enter")
    page.locator('[data-address="z.1.0"]').click()
    page.wait_for_function("() => document.querySelector('.numbers-line')?.textContent.includes('2.5')")


def test_a_number_that_is_not_computed_yet_shows_how_it_will_come_about(open_page: OpenPage) -> None:
    page = open_page("/#at=5&chosen=dl_dz.2.0")
    wait_for(page, "dl_dz.2.0")
    assert page.locator(".line .line-name").all_inner_texts() == ["SYMBOLS", "NUMBERS", "CHAIN RULE"]
    numbers = page.locator(".numbers-line")
    assert "0.09028" not in numbers.inner_text(), "a factor that is not known yet is withheld"
    assert "-0.04576" not in page.locator(".inspector").inner_text().replace("−", "-"), "and so is the result"
    assert numbers.locator(".withheld").count() == 4
    assert page.get_by_role("button", name="Go to step 16").is_visible()
    assert page.locator(".copies").count() == 0


def test_a_derivation_is_copied_as_a_program_that_gives_the_number(open_page: OpenPage) -> None:
    page = open_page("/#at=63&chosen=dl_dz.2.0", permissions=["clipboard-read", "clipboard-write"])
    wait_for(page, "dl_dz.2.0")
    page.get_by_role("button", name="Copy as…").click()
    page.get_by_role("button", name="NumPy").click()
    page.locator(".toast").wait_for()
    names: dict[str, float] = {}
    exec(page.evaluate("navigator.clipboard.readText()"), names)
    problem, answer = trace(page)
    assert names["value"] == pytest.approx(value(problem, answer, "dl_dz.2.0"), rel=1e-12)


def test_a_piece_and_its_place_in_both_networks_light_up_together(open_page: OpenPage) -> None:
    page = open_page("/#at=63&chosen=dl_dz.2.0")
    wait_for(page, "dl_dz.2.0")
    page.locator('.derivation [data-choose="w.3.1.0"]').first.hover()
    page.wait_for_selector("path.wire.forward.pointed")
    assert page.locator("path.wire.pointed").count() == 2
    page.locator('.derivation [data-choose="dl_dz.3.1"]').first.hover()
    page.wait_for_selector(".amplifier.pointed")
    assert page.locator("path.wire.pointed").count() == 0
    page.locator('[data-address="da_dz.2.0"]').hover()
    page.wait_for_selector('.derivation .pointed[data-choose="da_dz.2.0"]')
    page.keyboard.press("Tab")
    page.locator('.derivation [data-choose="dl_dz.3.0"]').first.focus()
    page.wait_for_selector(".amplifier.pointed")
    assert page.locator(".tip").count() == 0


@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
def test_a_formula_is_heard_as_a_sentence(open_page: OpenPage, language: str) -> None:
    page = open_page(f"/?lang={language}#at=63&chosen=dl_dz.2.0")
    wait_for(page, "dl_dz.2.0")
    heard = page.locator(".line .visually-hidden").all_text_contents()
    assert len(heard) == 3
    word, end = {"en": ("equals", "."), "zh-Hans": ("等于", "。"), "zh-Hant": ("等於", "。")}[language]
    for sentence in heard:
        assert word in sentence
        assert sentence.endswith(end)
        assert "∂" not in sentence
    page.locator("[data-of=words]").click()
    settle(page)
    assert page.locator(".in-words .hint").last.text_content() == heard[0]
    assert page.locator(".value .visually-hidden").text_content() != ""
    assert page.locator(".value [aria-hidden=true] math").count() == 1
