"""Wide layers, large networks, nearer and further; and one frame for one moment, however one came to it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from bench.frames import link
from tests.browser.screen import moment, numbers, settle

OpenPage = Callable[..., Page]
Violations = Callable[[Page], list[str]]
WIDE = link([12, 20, 9, 3], unfolded=False).replace("grain=layer", "grain=neuron")
VIEW = {"width": 1440, "height": 900}


def drawn(page: Page, layer: int) -> list[int]:
    """The neurons of a layer that have a place in the drawing."""
    prefix = "x." if layer == 0 else f"z.{layer}."
    return sorted(int(address.rpartition(".")[2]) for address in numbers(page) if address.startswith(prefix))


def test_a_wide_layer_shows_its_largest_gradients_and_unfolds(open_page: OpenPage) -> None:
    page = open_page(f"{WIDE}&at=1e9", viewport=VIEW, reduced_motion="reduce")
    problem = page.request.post(
        "/api/networks",
        data={
            "sizes": [12, 20, 9, 3],
            "activations": ["tanh"] * 3,
            "scheme": "xavier_uniform",
            "seed": 1,
        },
    ).json()
    x = [[(37 * i % 101) / 101 for i in range(12)]]
    answer = page.request.post(
        "/api/trace",
        data={
            "layers": problem["layers"],
            "loss": "half_squared_error",
            "x": x,
            "target": [[0.5] * 3],
        },
    ).json()
    for layer in (1, 2):
        size = [abs(one) for one in answer["layers"][layer - 1]["dl_dz"][0]]
        largest = sorted(sorted(range(len(size)), key=lambda i, s=size: -s[i])[:4])
        assert drawn(page, layer) == largest
    assert drawn(page, 3) == [0, 1, 2]
    chip = page.locator(".folded.forward[data-of='1']")
    chip.click()
    page.wait_for_selector('[data-address="z.1.19"]')
    assert drawn(page, 1) == list(range(20))
    page.wait_for_function("() => location.hash.includes('opened=1')")
    page.get_by_role("button", name="Fold layer 1").click()
    page.wait_for_function("() => document.querySelectorAll('.folded.forward').length === 3")
    settle(page)
    assert len(drawn(page, 1)) == 4


def test_a_folded_neuron_is_found_pinned_and_stays(open_page: OpenPage, axe_violations: Violations) -> None:
    page = open_page(f"{WIDE}&at=1e9", viewport=VIEW, reduced_motion="reduce")
    hidden = next(i for i in range(20) if i not in drawn(page, 1))
    page.goto(page.url.split("#")[0] + "#" + WIDE.split("#")[1] + f"&at=1e9&chosen=z.1.{hidden}")
    page.wait_for_selector(f"[data-inspected='z.1.{hidden}']")
    assert hidden in drawn(page, 1), "what is chosen is drawn"
    page.get_by_role("button", name="Always draw this neuron").click()
    page.wait_for_function(f"() => location.hash.includes('pinned=1.{hidden}')")
    page.keyboard.press("Escape")
    settle(page)
    assert hidden in drawn(page, 1), "what is pinned is drawn"
    assert axe_violations(page) == []


def test_the_chip_of_a_folded_layer_is_reached_by_keyboard(open_page: OpenPage) -> None:
    page = open_page(f"{WIDE}&at=0", viewport=VIEW, reduced_motion="reduce")
    page.locator(".folded.forward[data-of='2']").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector('[data-address="z.2.0"]')
    assert drawn(page, 2) == list(range(9))


def test_a_large_network_steps_by_layers_and_its_link_gives_it_back(open_page: OpenPage) -> None:
    page = open_page(link([300, 60, 10], unfolded=False) + "&at=0", viewport=VIEW, reduced_motion="reduce")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    settle(page)
    assert page.locator("#sentence").inner_text() != ""
    page.keyboard.press("End")
    page.wait_for_function(
        "() => ![...document.querySelectorAll('svg.figure [data-address]')].some((e) => e.textContent === '–')"
    )
    first = numbers(page)
    assert "–" not in first.values()
    page.locator(".folded.forward[data-of='0']").wait_for()
    page.locator('[data-part=figure] [data-edit^="b.2."]').first.click()
    page.locator("[data-part=editor] input").fill("0.75")
    page.keyboard.press("Enter")
    page.wait_for_function("() => location.hash.includes('edits=b.2.')")
    settle(page)
    changed = numbers(page)
    again = open_page(None)
    again.goto(page.url)
    again.set_viewport_size(VIEW)
    again.wait_for_selector("html[data-ready]")
    again.wait_for_selector("[data-part=figure] .folded")
    settle(again)
    assert {name: text for name, text in numbers(again).items() if name[0] in "wbx"} == {
        name: text for name, text in changed.items() if name[0] in "wbx"
    }


def test_the_drawing_comes_nearer_under_the_pointer_and_is_moved(open_page: OpenPage) -> None:
    page = open_page("/#at=63", viewport=VIEW, reduced_motion="reduce")
    box = page.locator('[data-address="z.2.0"]').bounding_box()
    assert box is not None
    page.mouse.move(box["x"], box["y"])
    page.keyboard.down("Control")
    for _ in range(4):
        page.mouse.wheel(0, -120)
        settle(page)
    page.keyboard.up("Control")
    near = page.locator('[data-address="z.2.0"]').bounding_box()
    assert near is not None
    assert near["height"] > 1.8 * box["height"]
    assert abs(near["x"] - box["x"]) < 40
    assert abs(near["y"] - box["y"]) < 90
    page.keyboard.press("Shift+ArrowRight")
    page.wait_for_timeout(150)
    moved = page.locator('[data-address="z.2.0"]').bounding_box()
    assert moved is not None
    assert moved["x"] < near["x"] - 50
    page.keyboard.press("0")
    settle(page)
    back = page.locator('[data-address="z.2.0"]').bounding_box()
    assert back is not None
    assert back["height"] == pytest.approx(box["height"], rel=0.01)


def frame(page: Page) -> str:
    """The drawing as it stands."""
    page.mouse.move(2, 2)
    page.evaluate("document.activeElement.blur()")
    settle(page)
    return str(page.evaluate("document.querySelector('[data-part=figure]').innerHTML"))


def test_one_moment_is_one_frame_however_it_was_reached(open_page: OpenPage) -> None:
    page = open_page("/#grain=neuron&at=20", viewport=VIEW)
    page.select_option("[data-change=speed]", "4")
    page.keyboard.press("Space")
    page.wait_for_function("() => Number(document.querySelector('[role=slider]').ariaValueNow) > 22")
    page.keyboard.press("Space")
    settle(page)
    page.wait_for_function(
        "() => Math.abs(new URLSearchParams(location.hash.slice(1)).get('at')"
        " - document.querySelector('[role=slider]').ariaValueNow) < 0.01"
    )
    at = float(page.evaluate("new URLSearchParams(location.hash.slice(1)).get('at')"))
    played = frame(page)

    linked = open_page(f"/#grain=neuron&at={at}", viewport=VIEW)
    assert frame(linked) == played

    linked.keyboard.press("End")
    settle(linked)
    while moment(linked) > at + 1:
        linked.keyboard.press("ArrowLeft")
        settle(linked)
    linked.evaluate(f"location.hash = 'example=lecture&grain=neuron&at={at}&speed=4'")
    linked.wait_for_function(f"() => Math.abs(document.querySelector('[role=slider]').ariaValueNow - {at}) < 0.01")
    assert frame(linked) == played
