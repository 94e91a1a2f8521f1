"""Who else says what a gradient is, and what happens when a number is nudged, read off the page."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.screen import agrees, settle, trace, value, written

OpenPage = Callable[..., Page]


def ask(page: Page, path: str, **more: Any) -> dict[str, Any]:
    """What the API answers about the lecture's network."""
    problem = page.request.get("/api/presets/lecture").json()["request"]
    problem.pop("learning_rate")
    response = page.request.post(path, data=problem | more)
    assert response.ok, response.text()
    answer: dict[str, Any] = response.json()
    return answer


@pytest.mark.parametrize("address", ["dl_dz.2.0", "dl_dw.1.0.0", "dL_dw.3.1.0", "dl_dx.1", "dl_db.2.1"])
def test_a_gradient_is_witnessed_by_a_central_difference(open_page: OpenPage, address: str) -> None:
    page = open_page(f"/#at=63&chosen={address}")
    found = ask(page, "/api/witness", address=address)
    row = page.locator("[data-witness=difference]")
    row.wait_for()
    assert row.locator(".verdict").inner_text() == "✓"
    numeric = written(row.locator(".witness-number").inner_text())
    assert float(numeric) == pytest.approx(found["central_difference"]["numeric"], rel=1e-8)
    assert page.locator("svg.plot").count() == 0
    row.click()
    page.wait_for_selector("svg.plot")
    assert page.locator("svg.plot circle").count() == len(found["differences"])
    assert page.locator("circle.best").count() == 1
    row.click()
    page.wait_for_selector("svg.plot", state="detached")


def test_a_published_number_is_a_witness_that_can_be_opened(open_page: OpenPage) -> None:
    page = open_page("/#example=wrong-hidden-gradient&at=999&chosen=dl_dw.1.0.0")
    row = page.locator("[data-witness=published]")
    row.wait_for()
    assert row.locator(".verdict").inner_text() in ("✓", "✗")
    row.click()
    page.wait_for_selector(".witness-inside")
    settle(page)
    assert page.locator(".witness-inside .hint").count() >= 1


def test_a_number_that_is_not_a_gradient_has_no_difference(open_page: OpenPage) -> None:
    page = open_page("/#at=63&chosen=z.2.0")
    page.wait_for_selector(".derivation")
    page.wait_for_timeout(200)
    assert page.locator("[data-witness=difference]").count() == 0


def nudge(page: Page, place: int) -> None:
    """Put the slider there, as a hand would."""
    page.locator("[data-slide=nudge]").focus()
    page.evaluate(
        "(place) => { const s = document.querySelector('[data-slide=nudge]');"
        "s.value = place; s.dispatchEvent(new Event('input', {bubbles: true})); }",
        place,
    )
    settle(page)


def test_beside_the_true_loss_stands_the_forecast_which_fails_further_out(open_page: OpenPage) -> None:
    page = open_page("/#at=63&chosen=w.3.0.0")
    page.locator("[data-do=nudge]").click()
    page.wait_for_selector(".nudge-plot")
    misses = []
    for reach, place in ((1, 4), (1, 40), (10, 40)):
        page.locator(f'[data-do=reach][data-of="{reach}"]').click()
        nudge(page, place)
        page.wait_for_selector(".nudge-plot")
        by = place * reach / 40
        (moved,) = ask(page, "/api/nudge", address="w.3.0.0", by=[by])["moved"]
        page.wait_for_function(
            "(by) => document.querySelector('.nudge-value')?.textContent.endsWith(by)", arg=f"+ {by:g}"
        )
        assert agrees(page.locator("[data-nudged=true]").inner_text(), moved["l"])
        assert agrees(page.locator("[data-nudged=forecast]").inner_text(), moved["forecast"])
        misses.append(abs(moved["l"] - moved["forecast"]))
    assert misses[0] < misses[1] / 50 < misses[2] / 500


def test_the_slider_is_moved_by_keys_and_time_stays(open_page: OpenPage) -> None:
    page = open_page("/#at=30&chosen=b.2.0")
    page.locator("[data-do=nudge]").click()
    assert page.locator("[data-slide=nudge]").count() == 0, "the forecast waits for its gradient"
    page.locator(".nudge [data-do=go]").click()
    page.wait_for_selector(".nudge-plot")
    before = page.locator("[role=slider]").get_attribute("aria-valuenow")
    page.locator("[data-slide=nudge]").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    settle(page)
    assert "+ 0.05" in page.locator(".nudge-value").inner_text()
    assert page.locator("[role=slider]").get_attribute("aria-valuenow") == before


def test_a_weight_is_dragged_on_its_wire_and_kept(open_page: OpenPage) -> None:
    page = open_page("/#at=63", viewport={"width": 1920, "height": 1080})
    box = page.locator('[data-address="w.2.0.0"]').bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 20, y)
    page.mouse.move(x + 40, y)
    page.wait_for_selector(".tip.pushing")
    (moved,) = ask(page, "/api/nudge", address="w.2.0.0", by=[0.25])["moved"]
    assert agrees(page.locator(".tip .truth code").inner_text(), moved["l"])
    assert agrees(page.locator(".tip .forecast code").inner_text(), moved["forecast"])
    page.mouse.up()
    settle(page)
    assert page.locator("[data-part=editor] input").count() == 0, "a push is not a click"
    assert page.locator(".tip.pushing").count() == 0
    page.locator("[data-do=keep-nudge]").click()
    page.wait_for_function(
        "() => document.querySelector('[data-inspected=\"w.2.0.0\"]')?.textContent.startsWith('2.25')"
    )
    problem, answer = trace(page)
    assert value(problem, answer, "w.2.0.0") == 2


def test_a_number_that_is_only_clicked_is_edited_as_before(open_page: OpenPage) -> None:
    page = open_page("/#at=63")
    # Where room is short, the new weight stands alone on its wire.
    page.locator('[data-address="w_new.2.0.0"]').click()
    page.wait_for_selector("[data-part=editor] input")


def retype(page: Page, address: str, text: str) -> None:
    page.locator(f"[data-edit='{address}']").first.dispatch_event("click", {"bubbles": True})
    page.locator("[data-part=editor] input").fill(text)
    page.keyboard.press("Enter")


@pytest.mark.parametrize(
    ("address", "edited", "text", "reason"),
    [
        # The loss, half a square of 1e200, overflows; the gradient 1e200 is right all the same.
        ("dl_dz.3.0", "b.3.0", "1e200", "too large for a double"),
        # σ′(103) is some 1e-45, and no loss of 0.4 shows that.
        ("dl_dz.1.0", "b.1.0", "100", "rounding may move"),
    ],
)
def test_where_a_difference_can_tell_nothing_it_says_so(
    open_page: OpenPage, address: str, edited: str, text: str, reason: str
) -> None:
    page = open_page("/#at=63", reduced_motion="reduce")
    if edited == "b.3.0":
        page.locator("select[data-change=activation][data-of='3']").select_option("identity")
    retype(page, edited, text)
    page.locator(f"[data-choose='{address}']").first.dispatch_event("click", {"bubbles": True})
    page.locator(".witness.undecided").first.wait_for()
    assert page.locator(".witness .verdict").all_inner_texts()[:2] == ["–", "–"]
    page.locator("[data-witness=difference]").click()
    assert reason in page.locator(".witness-inside").inner_text()
    assert "NaN" not in page.locator(".witnesses").inner_text()


def test_a_number_that_is_too_large_is_told_in_words(open_page: OpenPage) -> None:
    page = open_page("/#at=1", reduced_motion="reduce")
    retype(page, "w.1.0.0", "1e308")
    retype(page, "x.0", "1e10")
    page.wait_for_function("() => document.querySelector('#sentence').textContent.includes('∞')")
    sentence = page.locator("#sentence").inner_text()
    assert sentence.startswith("z¹₁ = 1×10³⁰⁸ · 1×10¹⁰")
    assert "too large for a double" in sentence


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_open_panels_are_accessible(
    open_page: OpenPage, axe_violations: Callable[[Page], list[str]], theme: str
) -> None:
    page = open_page("/#at=63&chosen=dl_dw.3.0.0", color_scheme=theme)
    page.locator("[data-witness=difference]").click()
    page.locator("[data-do=nudge]").click()
    page.wait_for_selector(".nudge-plot")
    settle(page)
    assert axe_violations(page) == []
