"""The push: a handle on a number, the change followed to the loss, the formula beneath, and the way back."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.screen import agrees, settle, trace, value, written

OpenPage = Callable[..., Page]
Violations = Callable[[Page], list[str]]
LAPTOP = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}
HANDLE = ".push [role=slider]"


def _by(page: Page) -> int:
    return int(page.locator(HANDLE).get_attribute("aria-valuenow") or "0")


def _nudge(page: Page, **body: Any) -> dict[str, Any]:
    problem = page.request.get("/api/presets/lecture").json()["request"]
    del problem["learning_rate"]
    response = page.request.post("/api/nudge", data=problem | body)
    assert response.ok, response.text()
    moved: dict[str, Any] = response.json()
    return moved


def _answered(page: Page) -> None:
    """Wait until the true numbers stand there."""
    expect(page.locator(".push-formula .measured .below")).not_to_have_text("…")


def _shown(page: Page, of: str) -> str:
    """The number behind the sign of equality."""
    return (page.locator(of).first.text_content() or "").split("=")[-1].strip().removeprefix("+")


def test_what_is_shown_is_what_a_forward_pass_and_the_gradients_say(open_page: OpenPage) -> None:
    page = open_page("/#at=63&view=push&chosen=dl_dz.2.0", viewport=LAPTOP)
    _answered(page)
    problem, answer = trace(page)
    watch = ["a.2.0", "z.3.0", "z.3.1"]
    (moved,) = _nudge(page, address="z.2.0", by=[0.5], watch=watch)["moved"]
    for address, after in zip(watch, moved["watched"], strict=True):
        change = after - value(problem, answer, address)
        assert agrees(_shown(page, f".push-figure .actual [data-address='{address}']"), change), address
    assert agrees(_shown(page, ".push-figure .final > .actual"), moved["l"] - answer["l"][0])
    factors = page.locator("[data-factor]")
    addresses = [one.get_attribute("data-factor") or "" for one in factors.all()]
    assert addresses == ["da_dz.2.0", "w.3.0.0", "dl_dz.3.0", "w.3.1.0", "dl_dz.3.1", "dl_dz.2.0"]
    for one, address in zip(factors.all(), addresses, strict=True):
        text = (one.locator(".below").text_content() or "").strip("()")
        assert agrees(text, value(problem, answer, address)), address


def test_the_handle_is_drawn_and_asks_nothing_while_it_moves(open_page: OpenPage) -> None:
    page = open_page("/#at=63&view=push", viewport=LAPTOP)
    _answered(page)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    box = page.locator(f"{HANDLE} .knob").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    before = page.locator(".push-said").text_content()
    page.mouse.move(x + 40, y, steps=4)
    settle(page)
    assert _by(page) > 20
    assert page.locator(".push-said").text_content() != before
    page.mouse.move(x - 2000, y)
    page.mouse.up()
    settle(page)
    assert _by(page) == -40
    knob = page.locator(f"{HANDLE} .knob").bounding_box()
    assert knob is not None
    assert knob["x"] < x, "the knob follows the hand"
    assert [url for url in asked if "/api/" in url] == []


def test_the_keys_move_the_handle_and_not_the_time(open_page: OpenPage) -> None:
    page = open_page("/#at=20&view=push&chosen=z.2.0", viewport=LAPTOP)
    _answered(page)
    page.locator(HANDLE).focus()
    for key, by in [("ArrowRight", 21), ("ArrowDown", 20), ("PageUp", 30), ("Home", 0), ("End", 40), ("0", 0)]:
        page.keyboard.press(key)
        settle(page)
        assert _by(page) == by, key
    page.keyboard.press("End")
    settle(page)
    text = page.locator(HANDLE).get_attribute("aria-valuetext") or ""
    assert text.startswith("Δz²₁ = +1; Δl = −"), text
    assert page.locator("#time [role=slider]").get_attribute("aria-valuenow") == "20"
    page.get_by_role("button", name="±0.01").click()
    settle(page)
    _answered(page)
    measured = written(page.locator(".push-formula .measured .below").text_content() or "")
    _, answer = trace(page)
    exact = answer["layers"][1]["dl_dz"][0][0]
    assert abs(float(measured) / exact - 1) < 0.01, "near enough the quotient is the gradient"


def test_the_focus_goes_to_the_handle_and_back(open_page: OpenPage) -> None:
    page = open_page("/#at=63&view=backward&chosen=dl_dz.1.0", viewport=LAPTOP)
    focused = "() => document.activeElement.getAttribute('aria-label')"
    page.keyboard.press("w")
    settle(page)
    assert page.evaluate(focused) == "Push on z¹₁"
    page.keyboard.press("ArrowRight")
    settle(page)
    assert _by(page) == 21
    page.locator(".push-figure .deeper").first.focus()
    page.keyboard.press("Enter")
    settle(page)
    assert page.evaluate(focused) == "Push on z²₁", "of the push that is opened out of this one"
    page.keyboard.press("Escape")
    settle(page)
    expect(page.locator("[data-do=view][data-of=backward]")).to_have_attribute("aria-pressed", "true")
    assert page.evaluate("() => document.activeElement.closest('[data-walk]') !== null")


def test_pointing_at_a_factor_lights_its_wire(open_page: OpenPage) -> None:
    page = open_page("/#at=63&view=push", viewport=LAPTOP)
    page.locator("[data-factor='w.3.1.0']").hover()
    page.wait_for_selector(".push-figure .branch.pointed [data-choose='w.3.1.0'].pointed")
    assert page.locator(".push-figure .branch.pointed").count() == 1


def test_it_is_read_backwards_and_played(open_page: OpenPage) -> None:
    page = open_page("/#at=63&view=push", viewport=LAPTOP)
    page.click("[data-do=push-turn]")
    page.wait_for_selector(".push-figure.backwards")
    said = page.locator(".push-said").text_content() or ""
    assert "∂l/∂a²₁ = −0.3883" in said
    assert "0.1179 · (−0.3883) = −0.04576" in said
    page.click("[data-do=push-turn]")
    page.click("[data-do=push-play]")
    page.wait_for_selector("[data-factor='da_dz.2.0'].current")
    assert page.locator("[data-factor='w.3.0.0'].later").count() == 1
    page.wait_for_selector("[data-factor='w.3.0.0'].current")
    assert page.locator(".push-figure .dot").count() == 2
    page.click("[data-do=push-play]")
    page.wait_for_function("() => document.querySelectorAll('.push .later, .push .current').length === 0")


def test_with_reduced_motion_the_links_light_without_anything_moving(open_page: OpenPage) -> None:
    page = open_page("/#at=63&view=push", viewport=LAPTOP, reduced_motion="reduce")
    page.click("[data-do=push-play]")
    page.wait_for_selector("[data-factor='w.3.0.0'].current")
    assert page.locator(".push-figure .dot").count() == 0


def test_what_is_known_already_is_a_push_of_its_own_and_a_link_keeps_it(open_page: OpenPage) -> None:
    page = open_page("/#at=63&chosen=dl_dz.2.0", viewport=LAPTOP)
    page.keyboard.press("w")
    page.click(".push-figure .deeper[data-choose='dl_dz.3.1']")
    page.wait_for_selector(".push [data-handle]")
    expect(page.locator(".push h2")).to_contain_text("z³₂")
    assert page.locator(".push-figure .settled").count() == 1, "there the loss itself says it"
    page.wait_for_function("() => location.hash.includes('view=push') && location.hash.includes('chosen=dl_dz.3.1')")
    page.reload()
    page.wait_for_selector("html[data-ready=true]")
    expect(page.locator(".push h2")).to_contain_text("z³₂")
    page.keyboard.press("w")
    page.wait_for_selector("[data-part=figure] [data-address='z.2.0']")


@pytest.mark.parametrize("address", ["w.2.0.1", "b.3.0", "x.1", "a.2.1"])
def test_any_number_of_the_inspector_leads_to_its_push(open_page: OpenPage, address: str) -> None:
    page = open_page(f"/#at=63&chosen={address}", viewport=LAPTOP)
    page.click("#inspector [data-do=push]")
    _answered(page)
    problem, answer = trace(page)
    result = page.locator("[data-factor]").last
    gradient = result.get_attribute("data-factor") or ""
    assert gradient == f"dl_d{address}"
    assert agrees(result.locator(".below").text_content() or "", value(problem, answer, gradient))


def test_a_number_worked_out_by_hand_is_compared_where_one_is_asked_and_in_the_inspector(open_page: OpenPage) -> None:
    page = open_page("/#at=63&view=push&chosen=z.2.0", viewport=LAPTOP)
    page.click("[data-do=push-ask]")
    field, verdict = page.locator(".push .own-number input"), page.locator(".push .own-verdict")
    field.fill("0.5601")
    field.press("Enter")
    expect(verdict).to_contain_text("without the slope")
    field.fill("0,0552")
    page.get_by_role("button", name="Compare").first.click()
    expect(verdict).to_contain_text("Right: ∂l/∂z²₂ = 0.05516.")
    page.click("[data-do=push-ask]")
    expect(page.locator(".push-said")).to_contain_text("2 wires leave")
    page.click(".push-figure [data-choose='dl_dz.3.0']")
    page.fill("#inspector .own-number input", "0.09028")
    page.keyboard.press("Tab")
    expect(page.locator("#inspector .own-verdict")).to_contain_text("wrong sign")


def test_while_somebody_drives_there_is_no_push(open_page: OpenPage) -> None:
    page = open_page("/#at=63&view=push&drive=1,0", viewport=LAPTOP)
    expect(page.locator(".push")).to_contain_text("There is no push while")
    assert page.locator(HANDLE).count() == 0


@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
@pytest.mark.parametrize(
    "link",
    [
        "chosen=z.2.0&at=0",
        "chosen=w.2.0.1&at=63",
        "chosen=x.0&at=63",
        "example=softmax-three&chosen=z.2.0&at=99",
        "example=tanh-2-4-4-1&chosen=z.1.0&at=400",
    ],
)
def test_a_laptop_shows_all_of_it_and_no_words_are_small(open_page: OpenPage, link: str, language: str) -> None:
    page = open_page(f"/?lang={language}#view=push&{link}", viewport=LAPTOP)
    _answered(page)
    room = page.evaluate("() => { const p = document.querySelector('.push'); return p.scrollHeight - p.clientHeight; }")
    assert room <= 0, f"{room} pixels are out of sight"
    _check_letters(page)


def _check_letters(page: Page) -> None:
    small = page.eval_on_selector_all(
        ".push *",
        "(all) => all.filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.nodeValue.trim())"
        " && !e.closest('math') && parseFloat(getComputedStyle(e).fontSize) < 11).map((e) => e.textContent)",
    )
    assert small == []


@pytest.mark.parametrize("link", ["chosen=w.2.0.0", "chosen=z.3.0", "example=softmax-three&chosen=z.2.0"])
def test_a_phone_shows_it_from_top_to_bottom(open_page: OpenPage, link: str) -> None:
    page = open_page(f"/#view=push&at=63&{link}", viewport=PHONE, has_touch=True)
    _answered(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert page.evaluate("() => document.querySelector('.push').scrollWidth") <= PHONE["width"]
    beyond = page.eval_on_selector_all(
        ".push-figure text, .push-formula > *",
        "(all) => all.map((e) => [e.textContent, e.getBoundingClientRect()])"
        f".filter(([, box]) => box.width > 0 && (box.left < 0 || box.right > {PHONE['width']})).map(([text]) => text)",
    )
    assert beyond == []
    _check_letters(page)
    page.locator(f"{HANDLE} .knob").scroll_into_view_if_needed()
    page.locator(f"{HANDLE} .reach").tap(position={"x": 10, "y": 5})
    settle(page)
    assert _by(page) < 0, "a finger moves the handle"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1366, 390])
def test_nobody_is_shut_out_of_the_push(
    open_page: OpenPage, axe_violations: Violations, theme: str, width: int
) -> None:
    page = open_page("/#view=push&at=20&chosen=dl_dz.2.0", viewport={"width": width, "height": 768}, color_scheme=theme)
    _answered(page)
    assert axe_violations(page) == []
    page.click("[data-do=push-ask]")
    page.fill(".push .own-number input", "0.5601")
    page.keyboard.press("Tab")
    expect(page.locator(".push .own-verdict")).not_to_have_text("")
    assert axe_violations(page) == []
