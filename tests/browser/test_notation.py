"""One switch letters everything anew: drawing, columns, sentence, inspector; and the link carries it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.screen import settle

OpenPage = Callable[..., Page]

LETTERED = {
    "lecture": ("∂l/∂z²₁", "layer 3 = output y", "½ Σ(y − ŷ)²", "ŷ₁ = ", "∂l/∂b ", "x₁", "∂l/∂y"),
    "delta": ("δ²₁", "layer 3 = output a", "½ Σ(a − y)²", "y₁ = ", "∂l/∂b ", "x₁", "∂l/∂a"),
    "matrix": ("[δ⁽²⁾]₁", "layer 3 = output a", "½ Σ(a − t)²", "[t]₁ = ", "∇b l ", "[x]₁", "∇a l"),
    "index": ("∂l/∂z⁽²⁾₁", "layer 3 = output a", "½ Σ(a − t)²", "t₁ = ", "∂l/∂b ", "x₁", "∂l/∂a"),
}


def test_the_switch_letters_everything_anew(open_page: OpenPage) -> None:
    page = open_page("/#at=20&chosen=dl_dz.2.0", viewport={"width": 1440, "height": 900})
    for notation in LETTERED:
        page.locator(".bar [data-change=notation]").select_option(notation)
        page.evaluate("() => document.activeElement.blur()")
        page.wait_for_selector(".derivation .pieces button")
        settle(page)
        if notation != "lecture":
            page.wait_for_function("(name) => location.hash.includes('notation=' + name)", arg=notation)
    assert page.evaluate("location.hash").endswith("index")


@pytest.mark.parametrize("notation", LETTERED)
def test_a_link_opens_in_its_notation(
    open_page: OpenPage, axe_violations: Callable[[Page], list[str]], notation: str
) -> None:
    page = open_page(
        f"/#grain=neuron&at=43&chosen=dl_dz.2.0&notation={notation}", viewport={"width": 1440, "height": 900}
    )
    page.wait_for_selector(".derivation .pieces button")
    settle(page)
    page.evaluate("() => { location.hash = location.hash.replace('at=43', 'at=20'); }")
    page.wait_for_function("() => document.querySelector('[role=slider]').ariaValueNow === '20'")
    settle(page)
    gradient = LETTERED[notation][0]
    assert gradient in page.locator("#sentence").inner_text()
    page.evaluate("() => { location.hash = location.hash.replace('at=20', 'at=43'); }")
    page.wait_for_function("() => document.querySelector('[role=slider]').ariaValueNow === '43'")
    settle(page)
    page.wait_for_function(
        "(letter) => [...document.querySelectorAll('.entry-symbol')].some((e) => e.textContent === letter)",
        arg=gradient,
    )
    assert axe_violations(page) == []


@pytest.mark.parametrize("notation", LETTERED)
def test_every_place_has_the_letters(open_page: OpenPage, notation: str) -> None:
    page = open_page(
        f"/#grain=neuron&at=43&chosen=dl_dz.2.0&notation={notation}", viewport={"width": 1440, "height": 900}
    )
    page.wait_for_selector(".derivation .pieces button")
    page.wait_for_selector(".entry-symbol")
    _, output, loss, target, bias, given, entering = LETTERED[notation]
    page.wait_for_function(
        "(words) => document.querySelector('[data-part=columns]').innerText.includes(words)", arg=output
    )
    assert loss in page.locator(".summary").inner_text()
    assert page.locator("g.target .symbol").first.text_content() == target
    assert page.locator("g.amplifier .bias-gradient .symbol").first.text_content() == bias
    assert page.locator("g.input .symbol").first.text_content() == given
    assert page.locator("g.loss.backward .symbol").text_content() == entering
