"""The gain budget: what a person does with it, read off the page."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.browser.screen import agrees, numbers

OpenPage = Callable[..., Page]


def test_a_deep_network_shows_where_its_gradient_vanishes_and_a_doubled_layer_gives_it_back(
    open_page: OpenPage,
) -> None:
    page = open_page("/#example=deep-sigmoid&at=66&drawer=budget")
    ratio = float(page.locator("[data-ratio]").get_attribute("data-ratio") or "nan")
    assert 1e-5 < ratio < 1e-4
    assert page.locator(".fall.gain").count() == 7
    request = page.request.get("/api/presets/deep-sigmoid").json()["request"]
    answer = page.request.post("/api/trace", data=request).json()
    assert agrees(page.locator("[data-size='1']").inner_text(), abs(answer["layers"][0]["dl_dz"][0][0]))
    page.click("[data-of='2:2']")
    page.wait_for_function("() => document.querySelector('[data-weights=\"1\"]').textContent === '×2'")
    assert numbers(page)["w.2.0.0"] == "2"
    assert float(page.locator("[data-ratio]").get_attribute("data-ratio") or "nan") > ratio


def test_nobody_is_shut_out_of_the_budget(
    open_page: OpenPage, axe_violations: Callable[[Page], list[str]]
) -> None:
    for theme in ("light", "dark"):
        page = open_page("/#example=xor&at=33&chosen=w.1.0.0&drawer=budget", color_scheme=theme)
        assert axe_violations(page) == []
