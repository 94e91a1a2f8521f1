"""After the step: steps that are kept, reset, η against the loss, a named network, and the versions on paper."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.screen import agrees, settle

OpenPage = Callable[..., Page]
OVERSHOOT = "/#example=overshoot&at=1e9"


def keep(page: Page) -> None:
    """Keep the new weights, and go on to the end of the next pass."""
    page.locator("[data-do=keep]").click()
    page.locator(".descent [data-do=end]").click()
    page.locator("[data-do=keep]").wait_for()
    settle(page)


def losses(page: Page, count: int) -> list[float]:
    """The loss before each of so many steps in a row, from the API."""
    body = page.request.get("/api/presets/overshoot").json()["request"]
    rate = body.pop("learning_rate")
    found = []
    for _ in range(count):
        answer = page.request.post(
            "/api/update", data={**body, "optimizer": {"name": "sgd", "learning_rate": rate}}
        ).json()
        found.append(answer["L_before"])
        body["layers"] = answer["layers"]
    return found


def test_steps_are_kept_undone_and_reset(open_page: OpenPage) -> None:
    page = open_page(OVERSHOOT, viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    keep(page)
    keep(page)
    shown = page.locator("[data-losses]").inner_text()
    assert shown.startswith("Step 3")
    for text, loss in zip(shown.split(" L ")[1].split(" → "), losses(page, 4), strict=True):
        assert agrees(text, loss)
    assert page.locator(".descent tbody tr").count() == 3
    page.locator("[data-do=undo]").click()
    page.wait_for_function("() => document.querySelector('[data-losses]').textContent.startsWith('Step 2')")
    page.locator("[data-do=reset]").click()
    page.wait_for_function("() => document.querySelector('[data-do=reset]').disabled")
    assert page.locator(".descent").count() == 0
    page.locator("[data-do=undo]").click()
    page.wait_for_selector("[data-losses]")


def test_the_handle_shortens_the_step_until_the_loss_falls(open_page: OpenPage) -> None:
    page = open_page(f"{OVERSHOOT}&drawer=network", viewport={"width": 1440, "height": 900})
    page.wait_for_selector(".rates .point.rises")
    assert "rises from 1.913 to 5.885" in page.locator("[data-outcome]").inner_text()
    handle = page.get_by_role("slider", name="Learning rate")
    box = handle.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 0.8 * box["width"], box["y"] + box["height"] / 2)
    page.mouse.down()
    for part in (0.6, 0.4, 0.2):
        page.mouse.move(box["x"] + part * box["width"], box["y"] + box["height"] / 2)
    page.mouse.up()
    page.wait_for_selector(".rates .point:not(.rises)")
    rate = float(page.locator('[data-number="learning_rate"]').input_value())
    assert 0.15 < rate < 0.25
    page.wait_for_function("() => document.querySelector('[data-outcome]').textContent.includes('falls')")
    handle.press("ArrowRight")
    page.wait_for_function(
        "(old) => Number(document.querySelector('[data-number=\"learning_rate\"]').value) > old", arg=rate
    )


def test_a_name_is_in_the_link_the_bar_and_the_title(open_page: OpenPage) -> None:
    page = open_page("/#example=lecture&drawer=network")
    page.get_by_role("textbox", name="Name", exact=True).fill("  Homework 3 ")
    page.keyboard.press("Enter")
    page.wait_for_function("() => location.hash.includes('name=Homework%203')")
    assert page.title() == "Homework 3 · Backprop Explorer"
    again = open_page(page.url[page.url.index("/", 8) :])
    again.wait_for_function("() => document.title.startsWith('Homework 3')")
    page.locator("[data-do=undo]").click()
    page.wait_for_function("() => !location.hash.includes('name=')")


@pytest.mark.parametrize("version", ["gaps", "solution"])
def test_a_hand_out_has_gaps_or_the_solution(open_page: OpenPage, version: str) -> None:
    page = open_page("/#example=overshoot&at=3&grain=neuron&name=Sheet")
    page.evaluate("() => { window.print = () => { window.printed = true; }; }")
    page.locator(".bar [data-do=print-menu]").click()
    page.locator(f"#dialog [data-do=print][data-of={version}]").click()
    assert page.evaluate("window.printed")
    page.emulate_media(media="print")
    page.wait_for_selector("[data-part=reading] .samples")
    text = page.locator("body").inner_text()
    assert page.locator("[data-part=paper] h1").inner_text() == "Sheet"
    assert page.locator(".samples tbody tr").count() == 2
    assert page.locator(".paper-link span").inner_text() == page.url
    assert "triangles multiply by the slope above" in text or "over all samples" in text
    body = page.request.get("/api/presets/overshoot").json()["request"]
    answer = page.request.post("/api/trace", data=body).json()
    cells = page.locator("[data-part=reading] table [data-choose]")
    shown = dict(cells.evaluate_all("(all) => all.map((e) => [e.dataset.choose, e.textContent])"))
    assert agrees(shown["a.2.0"], answer["layers"][1]["a"][0][0])
    gaps = page.locator("[data-part=reading] .gap").count()
    drawn = page.locator("[data-part=figure]").text_content() or ""
    assert ("_____" in drawn) == (version == "gaps"), "blanks to write in, also in the drawing"
    assert "–" not in drawn
    if version == "gaps":
        assert not any(address.startswith(("dl_", "dL_", "w_new", "b_new")) for address in shown)
        assert gaps == 2 + 2 + 3 * 5 + 6 * 3
    else:
        assert agrees(shown["dl_dz.1.0"], answer["layers"][0]["dl_dz"][0][0])
        assert gaps == 0
    sentences = page.locator(".prose li").count()
    assert sentences == (5 if version == "gaps" else 18)


def test_nobody_is_shut_out(open_page: OpenPage, axe_violations: Callable[[Page], list[str]]) -> None:
    for theme in ("light", "dark"):
        page = open_page(f"{OVERSHOOT}&drawer=network", color_scheme=theme, viewport={"width": 1440, "height": 900})
        keep(page)
        page.wait_for_selector(".rates .truth")
        assert axe_violations(page) == []
        page.locator(".bar [data-do=print-menu]").click()
        page.wait_for_selector("#dialog [data-do=print]")
        assert axe_violations(page) == []


def test_one_who_asks_at_the_step_finds_why_it_is_too_long(open_page: OpenPage) -> None:
    page = open_page("/#at=63", reduced_motion="reduce")
    page.get_by_role("button", name="other η?").click()
    page.wait_for_selector("#inspector .rates .truth")
    assert "The gradient is the slope at this point only" in page.locator("#inspector .rates").inner_text()
    page.get_by_role("button", name="An example that overshoots").click()
    page.wait_for_function("() => location.hash.includes('overshoot')")
