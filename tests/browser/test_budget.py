"""Many samples, and the gain budget: what a person does with them, read off the page."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.browser.screen import agrees, numbers, settle

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


def test_a_sample_is_chosen_in_the_strip_and_taken_out_of_the_sum(open_page: OpenPage) -> None:
    page = open_page("/#example=xor&at=33&chosen=w.1.0.0")
    request = page.request.get("/api/presets/xor").json()["request"]
    answer = page.request.post("/api/trace", data=request | {"include": ["per_sample"]}).json()
    for n, gradients in enumerate(answer["layers"][0]["dl_dW"]):
        assert agrees(page.locator(f"[data-stack='{n}']").inner_text(), gradients[0][0])
    assert agrees(page.locator("[data-stack=sum]").inner_text(), answer["layers"][0]["dL_dW"][0][0])

    page.click(".sample-chip[data-of='3']")
    page.wait_for_function("() => document.querySelector('#figure [id=\"x.0@3\"]')")
    assert numbers(page)["x.0@3"] == "1"

    page.click("[data-do=remove-sample][data-of='2']")
    page.wait_for_function("() => document.querySelectorAll('.sample-chip').length === 3")
    settle(page)
    left = [row for n, row in enumerate(answer["layers"][0]["dl_dW"]) if n != 2]
    assert agrees(page.locator("[data-stack=sum]").inner_text(), sum(row[0][0] for row in left))


def test_nobody_is_shut_out_of_budget_and_samples(
    open_page: OpenPage, axe_violations: Callable[[Page], list[str]]
) -> None:
    for theme in ("light", "dark"):
        page = open_page("/#example=xor&at=33&chosen=w.1.0.0&drawer=budget", color_scheme=theme)
        assert axe_violations(page) == []
