"""Layers and neurons added and removed, and what all gradients cost, counted live."""

import json
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.screen import numbers, settle

OpenPage = Callable[..., Page]


def last_trace(page: Page) -> list[dict[str, Any]]:
    """Bodies of the passes that the page asks for from now on."""
    bodies: list[dict[str, Any]] = []

    def listen(request: Any) -> None:
        if request.url.endswith("/api/trace"):
            bodies.append(json.loads(request.post_data))

    page.on("request", listen)
    return bodies


def counts(page: Page) -> dict[str, int]:
    """The counts as the page writes them."""
    found: dict[str, str] = page.eval_on_selector_all(
        "[data-cost]", "all => Object.fromEntries(all.map((e) => [e.dataset.cost, e.textContent]))"
    )
    return {way: int(text.replace(",", "")) for way, text in found.items()}


def test_the_lectures_gradients_cost_what_was_counted(open_page: OpenPage) -> None:
    page = open_page("/#at=63&drawer=costs")
    page.wait_for_selector("[data-cost=sweep]")
    assert counts(page) == {"paths": 190, "recursion": 126, "differences": 450, "sweep": 26, "forward": 12}


@pytest.mark.parametrize("by", ["mouse", "keyboard"])
def test_the_counts_grow_live_as_layers_are_added(open_page: OpenPage, by: str) -> None:
    page = open_page("/#grain=neuron&at=63&drawer=costs", reduced_motion="reduce")
    bodies = last_trace(page)
    page.wait_for_selector("[data-cost=sweep]")
    ratios = []
    for layers in range(4, 8):
        button = page.locator(".drawer [data-do=add-layer]")
        if by == "mouse":
            button.click()
        else:
            button.focus()
            page.keyboard.press("Enter")
        page.wait_for_selector(f'[data-sizes="{"-".join(["2"] * (layers + 1))}"]')
        page.wait_for_function(
            "(steps) => document.querySelector('.say .count')?.textContent.includes(steps)",
            arg=f"of {20 * layers + 3}",
        )
        settle(page)
        shown = counts(page)
        answer = page.request.post("/api/trace", data=bodies[-1]).json()
        assert shown == answer["costs"]
        ratios.append(shown["paths"] / shown["sweep"])
    assert all(later > 1.5 * earlier for earlier, later in pairwise(ratios))
    page.locator(".drawer [data-do=remove-layer]").click()
    page.wait_for_selector('[data-sizes="2-2-2-2-2-2-2"]')


def test_a_layer_and_neurons_come_and_go_in_the_drawing(open_page: OpenPage) -> None:
    page = open_page("/#at=63&drawer=network", reduced_motion="reduce")
    before = numbers(page)
    bodies = last_trace(page)
    page.locator('[data-do=add-neuron][data-of="2"]').click()
    page.wait_for_selector('[data-address="z.2.2"]')
    page.locator('[data-do=add-layer][data-of="2"]').click()
    page.wait_for_selector('[data-address="z.4.0"]')
    page.wait_for_function("() => numberOf('z.4.0').textContent !== '–'")
    settle(page)
    answer = page.request.post("/api/trace", data=bodies[-1]).json()
    sizes = [len(layer["z"][0]) for layer in answer["layers"]]
    assert sizes == [2, 3, 3, 2]
    old = page.request.get("/api/presets/lecture").json()["request"]["layers"]
    assert bodies[-1]["layers"][1]["W"][:2] == old[1]["W"], "old weights keep their places"
    page.wait_for_function("() => location.hash.includes('net=')")
    page.wait_for_timeout(300)
    shown = numbers(page)
    again = open_page("/" + page.url.split("/", 3)[3])
    settle(again)
    assert numbers(again) == shown
    page.locator('[data-do=remove-layer][data-of="3"]').click()
    page.wait_for_selector('[data-address="z.4.0"]', state="detached")
    page.locator('[data-do=remove-neuron][data-of="2"]').click()
    page.wait_for_selector('[data-address="z.2.2"]', state="detached")
    settle(page)
    page.wait_for_function(f"() => numberOf('l').textContent === '{before['l']}'")
    assert numbers(page) == before


def test_the_last_neuron_of_a_layer_stays(open_page: OpenPage) -> None:
    page = open_page("/#drawer=network")
    page.locator('[data-do=remove-neuron][data-of="1"]').click()
    page.wait_for_selector('[data-address="z.1.1"]', state="detached")
    page.wait_for_function("() => document.querySelector('[data-do=remove-neuron][data-of=\"1\"]').disabled")


def test_going_back_takes_the_layer_away_again(open_page: OpenPage) -> None:
    page = open_page("/#drawer=costs")
    page.locator(".drawer [data-do=add-layer]").click()
    page.wait_for_selector('[data-sizes="2-2-2-2-2"]')
    page.wait_for_function("() => location.hash.includes('net=')")
    page.go_back()
    page.wait_for_selector('[data-sizes="2-2-2-2"]')


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("section", ["costs", "network"])
def test_the_sections_are_accessible(
    open_page: OpenPage, axe_violations: Callable[[Page], list[str]], section: str, theme: str
) -> None:
    page = open_page(f"/#at=63&drawer={section}", color_scheme=theme)
    page.wait_for_selector(".drawer .card, .drawer .cost")
    settle(page)
    assert axe_violations(page) == []
