"""The gain budget: what a person does with it, read off the page."""

import math
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page

from tests.browser.screen import agrees, numbers, settle

OpenPage = Callable[..., Page]
DEEP = "/#example=deep-sigmoid&at=66&drawer=budget"
VIEW = {"width": 1440, "height": 900}


def traced(page: Page) -> dict[str, Any]:
    """The API's answer for the deep network."""
    request = page.request.get("/api/presets/deep-sigmoid").json()["request"]
    answer: dict[str, Any] = page.request.post("/api/trace", data=request).json()
    return answer


def factor(page: Page, kind: str, layer: int) -> str:
    """The number at a bar, without its sign of multiplication."""
    return page.locator(f"[data-{kind}='{layer}']").inner_text().removeprefix("×")


def test_every_factor_from_the_loss_to_the_first_layer_has_its_bar_and_its_number(
    open_page: OpenPage,
) -> None:
    page = open_page(DEEP)
    layers = traced(page)["layers"]
    assert page.locator(".fall.gain").count() == 8
    assert page.locator(".fall.weights").count() == 7
    assert agrees(page.locator("[data-start]").inner_text(), abs(layers[7]["dl_da"][0][0]))
    for layer in range(1, 9):
        own = layers[layer - 1]
        assert agrees(page.locator(f"[data-size='{layer}']").inner_text(), abs(own["dl_dz"][0][0]))
        gain = float(page.locator(f"[data-gain='{layer}']").get_attribute("title") or "nan")
        assert math.isclose(gain, own["dl_dz"][0][0] / own["dl_da"][0][0], rel_tol=1e-12)
    for layer in range(2, 9):
        gain = float(page.locator(f"[data-gain='{layer - 1}']").get_attribute("title") or "nan")
        weights = float(page.locator(f"[data-weights='{layer}']").get_attribute("title") or "nan")
        ratio = layers[layer - 2]["dl_dz"][0][0] / layers[layer - 1]["dl_dz"][0][0]
        assert math.isclose(gain * weights, ratio, rel_tol=1e-12)


def test_a_layer_doubled_at_its_bar_gives_the_gradient_back(open_page: OpenPage) -> None:
    page = open_page(DEEP)
    ratio = float(page.locator("[data-ratio]").get_attribute("data-ratio") or "nan")
    assert 1e-6 < ratio < 1e-5
    assert "a sigmoid is nowhere steeper than 0.25" in page.locator("[data-cause]").inner_text()
    page.click("[data-of='2:2']")
    page.wait_for_function("() => document.querySelector('[data-weights=\"2\"]').textContent === '×2'")
    assert numbers(page)["w.2.0.0"] == "2"
    assert float(page.locator("[data-ratio]").get_attribute("data-ratio") or "nan") > ratio
    page.locator(".fall-row.gain select").nth(4).select_option("tanh")
    page.wait_for_function("() => parseFloat(document.querySelector('[data-gain=\"4\"]').title) > 0.3")


def test_large_weights_explode_and_are_named(open_page: OpenPage) -> None:
    page = open_page("/#example=deep-sigmoid&case=exploding&at=66&drawer=budget")
    assert float(page.locator("[data-ratio]").get_attribute("data-ratio") or "nan") == 32
    assert page.locator("[data-cause]").get_attribute("data-cause") == "large-weights"
    assert factor(page, "weights", 5) == "8"


def test_before_the_backward_pass_the_budget_leads_to_its_end(open_page: OpenPage) -> None:
    page = open_page("/#example=deep-sigmoid&at=10&drawer=budget")
    assert page.locator(".fall").count() == 0
    assert factor(page, "gain", 8) == "–"
    page.locator(".not-yet").get_by_role("button", name="Go to step").click()
    page.wait_for_selector("[data-ratio]")
    assert page.locator(".fall").count() == 16
    assert page.locator(".not-yet").count() == 0


def test_pointing_at_a_bar_lights_its_layer_wherever_it_is_drawn(open_page: OpenPage) -> None:
    page = open_page("/#example=tanh-2-4-4-1&at=300&drawer=budget", viewport=VIEW, reduced_motion="reduce")
    page.locator(".fall-row.gain .fall-pick").nth(1).hover()
    page.wait_for_selector(".figure .amplifier.pointed")
    lit = page.evaluate(
        "[...document.querySelectorAll('.figure .amplifier.pointed .out')].map((e) => e.dataset.address).sort()"
    )
    assert lit == ["dl_dz.2.0", "dl_dz.2.1", "dl_dz.2.2", "dl_dz.2.3"]
    page.locator(".fall-row.weights .fall-pick").nth(0).hover()
    page.wait_for_selector(".figure .wire.backward.pointed")
    assert page.locator(".figure .wire.backward.pointed").count() == 4
    assert page.locator(".figure .wire.forward.pointed").count() == 4


def in_sight(page: Page, address: str) -> bool:
    """Whether a number of the drawing lies in the window that the drawing has."""
    settle(page)
    stage = page.locator("[data-part=scroller]").bounding_box()
    number = page.locator(f"[data-address='{address}']").bounding_box()
    assert stage is not None
    assert number is not None
    return stage["x"] <= number["x"] <= stage["x"] + stage["width"] - number["width"]


def test_a_bar_is_chosen_and_its_layer_comes_into_sight(open_page: OpenPage) -> None:
    page = open_page(f"{DEEP}&chosen=dl_dz.3.0", viewport=VIEW, reduced_motion="reduce")
    assert in_sight(page, "dl_dz.3.0")
    for layer in (1, 8):
        page.locator(f"[data-gain='{layer}']").click()
        page.wait_for_selector(f"[data-inspected='dl_dz.{layer}.0']", state="attached")
        assert in_sight(page, f"dl_dz.{layer}.0")
        assert page.locator(".fall-pick[aria-pressed=true]").count() == 1
    page.locator("[data-address='dl_dz.8.0']").hover()
    page.wait_for_selector(".fall-row.gain.pointed [data-gain='8']")


def test_nobody_is_shut_out_of_the_budget(open_page: OpenPage, axe_violations: Callable[[Page], list[str]]) -> None:
    for theme in ("light", "dark"):
        for link in (DEEP, "/#example=deep-sigmoid&at=20&drawer=budget", "/#example=xor&at=33&drawer=budget"):
            page = open_page(link, color_scheme=theme)
            assert axe_violations(page) == []
