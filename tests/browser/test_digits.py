"""As many digits as a float64 has can be shown, or as many of them as a number has room for."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.screen import numbers, settle

OpenPage = Callable[..., Page]

CUT = """() => [...document.querySelectorAll('#drawer, #inspector, [data-part=strip] .chip')].flatMap((panel) => {
    if (panel.clientWidth === 0) return [];
    const right = panel.getBoundingClientRect().left + panel.clientWidth;
    return [...panel.querySelectorAll('*')]
        .filter((one) => one.childNodes.length > 0 && [...one.childNodes].every((node) => node.nodeType === 3))
        .filter((one) => !one.closest('.scroll-x, .visually-hidden, select, svg, math'))
        .filter((one) => one.getBoundingClientRect().right > right + 0.5
            || (one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0
                && getComputedStyle(one).display !== 'inline'))
        .map((one) => `${one.className}: ${one.textContent}`);
})"""

PAGES = {
    "network": "/#at=63&drawer=network&chosen=dl_dz.2.0",
    "samples": "/#example=xor&at=33&drawer=samples&chosen=dL_dw.1.0.0",
    "largest": "/#example=tanh-2-4-4-1&at=300&drawer=largest",
    "budget": "/#example=deep-sigmoid&at=66&drawer=budget&chosen=dl_dz.3.0",
    "drive": "/#at=27&drive=1,0.3333&gains=2,2&drawer=drive",
    "costs": "/#at=63&drawer=costs",
    "published": "/#example=mazur&at=63&drawer=published&chosen=dl_dw.1.0.0",
    "softmax": "/#example=softmax-three&at=60&chosen=da_dz.2.0.1",
}


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_sixteen_digits_cut_no_label(open_page: OpenPage, path: str) -> None:
    page = open_page(f"{path}&digits=16")
    page.wait_for_timeout(300)
    settle(page)
    assert page.evaluate(CUT) == []


def test_sixteen_digits_are_chosen_and_are_those_of_the_number(open_page: OpenPage) -> None:
    page = open_page("/#at=63&view=text&drawer=network")
    page.locator("#drawer").get_by_role("combobox", name="Digits shown").select_option("16")
    page.get_by_text("0.4167981090280999").first.wait_for()
    assert "digits=16" in page.evaluate("() => new Promise((r) => setTimeout(() => r(location.hash), 400))")


def test_numbers_of_the_drawing_stay_in_their_places(open_page: OpenPage) -> None:
    page = open_page("/#at=63&digits=16", viewport={"width": 1440, "height": 900})
    settle(page)
    outside = page.evaluate(
        """() => [...document.querySelectorAll('svg.figure .wire-label, svg.figure .bias-gradient, svg.figure .loss')]
            .filter((label) => {
                const box = label.querySelector('rect, circle')?.getBoundingClientRect();
                const texts = [...label.querySelectorAll('text')].map((text) => text.getBoundingClientRect());
                return box && texts.some(({ left, right }) => left < box.left - 1 || right > box.right + 1);
            })
            .map((label) => label.textContent)"""
    )
    assert outside == []
    assert numbers(page)["z.2.0"].startswith("1.84482"), "as many as its place has room for"
