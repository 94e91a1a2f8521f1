"""The drawing and the matrices by keyboard alone: every wire, every cell, and where the focus is seen."""

from collections.abc import Callable

from playwright.sync_api import Page

from bench.frames import link
from tests.browser.screen import moment, settle

OpenPage = Callable[..., Page]
Violations = Callable[[Page], list[str]]
VIEW = {"width": 1440, "height": 900}
WIDE = link([12, 12, 4], unfolded=True).replace("grain=layer", "grain=neuron")
FOCUSED = "() => document.activeElement.dataset.choose ?? document.activeElement.dataset.of ?? null"


def walked(page: Page, stops: int) -> list[str]:
    """What the focus comes to, from the beginning, in so many presses."""
    found = []
    for _ in range(stops):
        page.keyboard.press("ArrowDown")
        found.append(page.evaluate(FOCUSED))
    return found


def test_every_wire_of_a_wide_network_is_walked_to(open_page: OpenPage, axe_violations: Violations) -> None:
    page = open_page(f"{WIDE}&at=1e9&view=forward", viewport=VIEW, reduced_motion="reduce")
    settle(page)
    assert page.locator(".wire-label").count() == 0
    stops = page.locator("[data-part=figure] [data-walk]").count()
    visited = walked(page, stops)
    wires = {f"w.1.{i}.{j}" for i in range(12) for j in range(12)}
    wires |= {f"w.2.{i}.{j}" for i in range(4) for j in range(12)}
    assert wires <= set(visited)
    assert len(set(visited)) == stops
    order = [address for address in visited if address.startswith("w.2.")]
    assert order == [f"w.2.{i}.{j}" for i in range(4) for j in range(12)]
    assert axe_violations(page) == []


def test_a_wire_with_the_focus_shows_it_and_is_changed_by_enter(open_page: OpenPage) -> None:
    page = open_page(f"{WIDE}&at=0&view=forward", viewport=VIEW, reduced_motion="reduce")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("PageDown")
    page.keyboard.press("ArrowDown")
    settle(page)
    assert page.evaluate(FOCUSED) == "w.1.0.1"
    wire = page.locator("[data-part=figure] .hit:focus")
    assert wire.evaluate("(e) => getComputedStyle(e).stroke") != "rgba(0, 0, 0, 0)"
    name = wire.get_attribute("aria-label") or ""
    assert name.startswith("Weight of the wire from input 2 to neuron 1 of layer 1: ")
    assert (page.locator(".wire-label.pointed").text_content() or "?") in name, "it shows its number"
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-part=editor] input:focus")
    page.keyboard.type("0.125")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-part=figure] .hit[aria-label$=': 0.125']")
    settle(page)
    assert page.evaluate(FOCUSED) == "w.1.0.1"


def test_the_bias_gradients_are_walked_to(open_page: OpenPage) -> None:
    page = open_page("/#at=45&view=backward", viewport=VIEW, reduced_motion="reduce")
    visited = walked(page, page.locator("[data-part=figure] [data-walk]").count())
    assert {f"dl_db.{layer}.{i}" for layer in (1, 2, 3) for i in (0, 1)} <= set(visited)
    page.locator("[data-choose='dl_db.2.0'][data-walk]").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-inspected='dl_db.2.0']")


def test_arrows_stay_in_an_array_and_tab_goes_to_the_next(open_page: OpenPage) -> None:
    page = open_page("/#at=63&view=matrices", viewport=VIEW, reduced_motion="reduce")
    page.locator(".cells .cell").first.focus()
    presses = [
        ("ArrowRight", "w.1.0.1"),
        ("ArrowRight", "w.1.0.1"),
        ("ArrowDown", "w.1.1.1"),
        ("ArrowDown", "w.1.1.1"),
        ("ArrowLeft", "w.1.1.0"),
        ("Tab", "x.0"),
        ("ArrowDown", "x.1"),
        ("Shift+Tab", "w.1.0.0"),
    ]
    for key, address in presses:
        page.keyboard.press(key)
        settle(page)
        assert page.evaluate(FOCUSED) == address, key
    assert moment(page) == 63, "in an array left and right are not time"
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-inspected='w.1.0.0']")
