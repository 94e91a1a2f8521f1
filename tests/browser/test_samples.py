"""Many samples: the strip over the drawing, and the stack of their gradients beside their sum."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page

from tests.browser.screen import agrees, numbers, settle

OpenPage = Callable[..., Page]
XOR = "/#example=xor&at=33&chosen=w.1.0.0"
SIZES = {"wide": (1440, 900), "middle": (1024, 768), "narrow": (360, 740)}


def gradients(page: Page) -> list[float]:
    """Every sample's gradient of the first weight, from the API."""
    request = page.request.get("/api/presets/xor").json()["request"]
    answer = page.request.post("/api/trace", data=request | {"include": ["per_sample"]}).json()
    return [rows[0][0] for rows in answer["layers"][0]["dl_dW"]]


def chips(page: Page, count: int) -> None:
    """Wait until so many samples are in the sum."""
    page.wait_for_function(f"() => document.querySelectorAll('.sample-chip').length === {count}")
    settle(page)


def box(one: Locator) -> dict[str, float]:
    """Where it stands on the screen."""
    found = one.bounding_box()
    assert found is not None
    return dict(found)


def test_a_sample_is_chosen_in_the_strip_and_taken_out_of_the_sum(open_page: OpenPage) -> None:
    page = open_page(XOR)
    shares = gradients(page)
    for n, share in enumerate(shares):
        assert agrees(page.locator(f"[data-stack='{n}']").inner_text(), share)
    assert agrees(page.locator("[data-stack=sum]").inner_text(), sum(shares))

    page.click(".sample-chip[data-of='3']")
    page.wait_for_function("() => document.querySelector('svg.figure [data-address=\"x.0@3\"]')")
    assert numbers(page)["x.0@3"] == "1"

    page.click(".stack-area[data-of='2']")
    chips(page, 3)
    left = [share for n, share in enumerate(shares) if n != 2]
    assert agrees(page.locator("[data-stack=sum]").inner_text(), sum(left))

    page.get_by_role("button", name="Put back the sample with inputs (1, 0) and target 1").click()
    chips(page, 4)
    assert agrees(page.locator("[data-stack='2']").inner_text(), shares[2])
    assert agrees(page.locator("[data-stack=sum]").inner_text(), sum(shares))


# On a phone the meaning and the formula fill the sheet.
@pytest.mark.parametrize("size", [size for size in SIZES if size != "narrow"])
def test_the_sum_of_a_chosen_wire_is_seen_at_once(open_page: OpenPage, size: str) -> None:
    width, height = SIZES[size]
    page = open_page(XOR, viewport={"width": width, "height": height})
    panel = box(page.locator("#inspector"))
    total = box(page.locator("[data-stack=sum]"))
    assert total["y"] + total["height"] <= panel["y"] + panel["height"]


def test_the_bars_lie_end_to_end_and_end_at_the_sum(open_page: OpenPage) -> None:
    page = open_page("/#example=xor&at=33&chosen=b.1.0", viewport={"width": 1440, "height": 900})
    bars = [box(page.locator(".stack-bar > i").nth(n)) for n in range(5)]
    backward = ["negative" in (page.locator(".stack-bar > i").nth(n).get_attribute("class") or "") for n in range(4)]
    assert backward == [False, True, True, False]
    end = bars[0]["x"]
    for bar, back in zip(bars, backward, strict=False):
        begins = bar["x"] + bar["width"] if back else bar["x"]
        assert abs(begins - end) < 1
        end = bar["x"] if back else bar["x"] + bar["width"]
    assert abs(bars[4]["x"] + bars[4]["width"] - end) < 1
    assert abs(bars[4]["x"] - bars[0]["x"]) < 1


def test_pointing_at_a_bar_lights_its_sample_and_the_keys_do_the_same(open_page: OpenPage) -> None:
    page = open_page(XOR)
    page.locator(".stack-row .stack-area").nth(2).hover()
    page.wait_for_selector(".sample.pointed [data-of='2']")
    page.locator(".sample").nth(1).hover()
    page.wait_for_selector(".stack-row.pointed [data-stack='1']")
    page.mouse.move(2, 2)
    toggle = page.get_by_role("checkbox", name="Sample 4 in the sum")
    toggle.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    page.wait_for_selector(".sample.pointed [data-of='3']")
    page.keyboard.press("Space")
    chips(page, 3)
    assert page.get_by_role("checkbox", checked=False).count() == 1


def test_a_neuron_shows_where_every_sample_stands(open_page: OpenPage) -> None:
    page = open_page("/#example=xor&at=33&chosen=z.1.0", viewport={"width": 1440, "height": 900})
    request = page.request.get("/api/presets/xor").json()["request"]
    layer = page.request.post("/api/trace", data=request).json()["layers"][0]
    for n in range(4):
        for quantity in ("z", "a", "da_dz", "dl_dz"):
            cell = page.locator(f"[data-spread='{quantity}@{n}']")
            assert agrees(cell.inner_text(), layer[quantity][n][0]), (quantity, n)
    panel = box(page.locator("#inspector"))
    dots = [box(page.locator(f".spread-dot[data-of='{n}'] circle")) for n in range(4)]
    assert all(dot["y"] + dot["height"] <= panel["y"] + panel["height"] for dot in dots)
    across = [dot["x"] + dot["width"] / 2 for dot in dots]
    order = sorted(range(4), key=lambda n: layer["z"][n][0])
    assert sorted(range(4), key=lambda n: across[n]) == order
    page.locator(".spread-dot[data-of='2']").click()
    page.wait_for_selector(".sample.current [data-of='2']")


def test_the_strip_and_the_stack_are_large_for_an_audience(open_page: OpenPage) -> None:
    page = open_page(f"{XOR}&present=true", viewport={"width": 1440, "height": 900})
    sizes = page.evaluate(
        "['.sample-chip', '.stack-row', '.stacked .note']"
        ".map((name) => parseFloat(getComputedStyle(document.querySelector(name)).fontSize))"
    )
    assert min(sizes) >= 16


def test_nobody_is_shut_out_of_the_samples(open_page: OpenPage, axe_violations: Callable[[Page], list[str]]) -> None:
    for theme in ("light", "dark"):
        page = open_page("/#example=xor&at=33&chosen=z.1.0&drawer=samples", color_scheme=theme)
        assert axe_violations(page) == []
        page.locator(".sample-toggle").first.click()
        chips(page, 3)
        assert axe_violations(page) == []


def test_escape_closes_the_samples_and_keeps_what_the_drawing_has_answered(open_page: OpenPage) -> None:
    page = open_page("/#example=xor&at=33&drawer=samples")
    field = page.locator('.drawer [data-number="t.0"]')
    field.fill("0.95")
    page.wait_for_function("() => numberOf('t.0')?.textContent === '0.95'")
    page.keyboard.press("Escape")
    page.locator("#drawer").wait_for(state="hidden")
    settle(page)
    assert numbers(page)["t.0"] == "0.95"
