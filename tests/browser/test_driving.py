"""The reversed network driven by hand: proportion, superposition and frozen gains, read off the page."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.screen import agrees, numbers, settle, written

OpenPage = Callable[..., Page]
AMPLIFIERS = [
    "dl_dz.3.0",
    "dl_dz.3.1",
    "dl_dz.2.0",
    "dl_dz.2.1",
    "dl_dz.1.0",
    "dl_dz.1.1",
    "dl_dx.0",
    "dl_dx.1",
]


def driven(page: Page, **more: Any) -> dict[str, Any]:
    """The API's answer for the lecture's network, driven like that."""
    problem = page.request.get("/api/presets/lecture").json()["request"]
    response = page.request.post("/api/trace", data=problem | more)
    assert response.ok, response.text()
    answer: dict[str, Any] = response.json()
    return answer


def check(page: Page, answer: dict[str, Any]) -> None:
    """Every amplifier of the drawing shows the API's number."""
    shown = numbers(page)
    for address in AMPLIFIERS:
        quantity, *place = address.split(".")
        value = (
            answer["input"]["dl_dx"][0][int(place[0])]
            if quantity == "dl_dx"
            else answer["layers"][int(place[0]) - 1]["dl_dz"][0][int(place[1])]
        )
        assert agrees(shown[address], value), (address, shown[address], value)


def inject(page: Page, of: str, first: str, second: str) -> None:
    """Press the button, and wait for the signals in the drawing."""
    page.locator(f'[data-do=inject][data-of="{of}"]').click()
    page.wait_for_function(
        "([a, b]) => document.getElementById('dl_da.3.0').textContent === a"
        " && document.getElementById('dl_da.3.1').textContent === b",
        arg=[first, second],
    )
    settle(page)


def test_both_is_the_sum_of_one_and_the_other(open_page: OpenPage) -> None:
    page = open_page("/#at=27&drawer=drive")
    pictures = {}
    for name, of, signals in (
        ("one", "0", ("1", "0")),
        ("two", "1", ("0", "1")),
        ("both", "all", ("1", "1")),
    ):
        inject(page, of, *signals)
        check(page, driven(page, dl_dy=[[float(one) for one in signals]]))
        pictures[name] = {address: float(written(numbers(page)[address])) for address in AMPLIFIERS}
    for address in AMPLIFIERS:
        one, two, both = (pictures[name][address] for name in ("one", "two", "both"))
        assert both == pytest.approx(one + two, abs=1e-3 * (abs(one) + abs(two)))


def test_the_pictures_of_superposition_add_up(open_page: OpenPage) -> None:
    page = open_page("/#at=27&drawer=drive&drive=0.7,-1.3")
    page.wait_for_selector('[data-mini^="all:"]')
    values = page.eval_on_selector_all(
        "[data-mini]", "all => Object.fromEntries(all.map((e) => [e.dataset.mini, Number(e.dataset.value)]))"
    )
    places = [key.split(":")[1] for key in values if key.startswith("all:")]
    assert len(places) == 8
    for place in places:
        one, two, both = values[f"part-0:{place}"], values[f"part-1:{place}"], values[f"all:{place}"]
        assert both == pytest.approx(one + two, rel=1e-12, abs=1e-15)


@pytest.mark.parametrize("by", ["slider", "typing", "dragging", "switch"])
def test_every_amplifier_answers_in_proportion(open_page: OpenPage, by: str) -> None:
    page = open_page("/#at=27&drawer=drive&drive=0.5,0", viewport={"width": 1600, "height": 900})
    settle(page)
    before = {address: float(written(numbers(page)[address])) for address in AMPLIFIERS}
    wanted = 1.5
    if by == "slider":
        page.evaluate(
            "() => { const s = document.querySelector('[data-slide=signal]'); s.value = 1.5;"
            " s.dispatchEvent(new Event('input', {bubbles: true})); }"
        )
    elif by == "typing":
        page.locator('#drawer [data-number="dl_da.3.0"]').fill("1.5")
        page.keyboard.press("Enter")
    elif by == "dragging":
        box = page.locator('[id="dl_da.3.0"]').bounding_box()
        assert box is not None
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + 40, y)
        page.mouse.move(x + 80, y)
        page.mouse.up()
    else:
        page.locator('[data-change=signal-on][data-of="0"]').click()
        wanted = 0.0
    page.wait_for_function(
        "(signal) => document.getElementById('dl_da.3.0').textContent === signal", arg=f"{wanted:g}"
    )
    settle(page)
    for address in AMPLIFIERS:
        now = float(written(numbers(page)[address]))
        assert now == pytest.approx(before[address] * wanted / 0.5, rel=2e-3, abs=1e-9)


@pytest.mark.parametrize("how", ["key", "click", "inspector"])
def test_a_signal_is_typed_where_it_stands(open_page: OpenPage, how: str) -> None:
    page = open_page("/#at=27&drive=0.5,0", viewport={"width": 1600, "height": 900})
    settle(page)
    if how == "key":
        page.evaluate("() => document.getElementById('dl_da.3.0').closest('[data-walk]').focus()")
        page.keyboard.press("Enter")
    else:
        page.locator('[id="dl_da.3.0"]').click()
    field = page.locator("#inspector [data-number]" if how == "inspector" else "#editor input")
    assert field.get_attribute("data-number") == "dl_da.3.0"
    field.fill("nonsense")
    assert page.locator(".wrong").first.inner_text() != ""
    field.fill("−1.5")
    field.press("Enter")
    page.wait_for_function("() => document.getElementById('dl_da.3.0').textContent === '−1.5'")
    settle(page)
    check(page, driven(page, dl_dy=[[-1.5, 0]]))
    assert page.locator(".wrong").count() == 0


def test_the_field_of_a_signal_writes_as_the_page_does(open_page: OpenPage) -> None:
    page = open_page("/#at=27&drawer=drive&drive=0.30000000000000004,-0.5")
    fields = [page.locator(f'#drawer [data-number="dl_da.3.{i}"]') for i in (0, 1)]
    assert [field.input_value() for field in fields] == ["0.3", "−0.5"]
    fields[0].focus()
    page.wait_for_function("() => document.activeElement.value === '0.30000000000000004'")
    fields[1].focus()
    page.wait_for_function(
        "() => document.querySelector('#drawer [data-number=\"dl_da.3.0\"]').value === '0.3'"
    )
    fields[1].fill("nonsense")
    page.wait_for_selector("#drawer .signals .wrong")
    assert page.locator('[id="dl_da.3.1"]').text_content() == "−0.5"


def drag(page: Page, of: str, by: int, down: int = 0) -> None:
    """Press a number of the drawing and draw it aside."""
    box = page.locator(of).bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    for part in range(1, 6):
        page.mouse.move(x + by * part / 5, y + down * part / 5)


SELECTED = "() => getSelection().toString()"


def test_drawing_a_number_or_the_ground_marks_no_text(open_page: OpenPage) -> None:
    page = open_page("/#at=27&drive=0.5,0", viewport={"width": 1600, "height": 900})
    settle(page)
    for number, down in (("dl_da.3.0", 0), ("w.2.0.0", 60), ("dl_da.3.1", -80)):
        drag(page, f'[id="{number}"]', -120, down)
        assert page.evaluate(SELECTED) == "", number
        page.mouse.up()
    drag(page, '[id="dl_dz.2.0"]', -200, 60)
    assert page.evaluate(SELECTED) != "", "where nothing is drawn, text is marked as ever"
    page.mouse.up()
    page.mouse.click(800, 880)
    page.evaluate("() => document.querySelector('[data-do=zoom][data-of^=\"1.\"]')?.click()")
    page.keyboard.press("+")
    page.keyboard.press("+")
    page.wait_for_function(
        "() => { const s = document.getElementById('scroller'); return s.scrollWidth > s.clientWidth }"
    )
    drag(page, "#figure .lane.forward", -150, 120)
    assert page.evaluate("() => document.getElementById('scroller').classList.contains('held')")
    assert page.evaluate(SELECTED) == ""
    page.mouse.up()


def test_the_tip_leaves_what_is_drawn_in_sight(open_page: OpenPage) -> None:
    page = open_page("/#at=27&drive=0.5,0", viewport={"width": 1600, "height": 900})
    settle(page)
    pill = page.locator('[id="dl_da.3.0"]').bounding_box()
    assert pill is not None
    for part in (0.1, 0.9):
        page.mouse.move(pill["x"] + pill["width"] / 2, pill["y"] + pill["height"] * part)
        page.wait_for_selector(".tip.clear")
        settle(page)
        tip = page.locator(".tip").bounding_box()
        assert tip is not None
        assert tip["y"] + tip["height"] < pill["y"]
    drag(page, '[id="dl_da.3.0"]', 60)
    settle(page)
    assert page.locator(".tip").count() == 0
    page.mouse.up()


def test_the_loss_takes_its_outputs_back(open_page: OpenPage) -> None:
    page = open_page("/#at=27&drawer=drive&drive=1,1")
    assert page.locator(".loss.backward .symbol").text_content() == "by hand"
    page.locator("[data-do=drive-loss]").click()
    page.wait_for_function("() => document.getElementById('dl_da.3.1').textContent === '0.8291'")
    check(page, driven(page))
    assert page.locator(".loss.backward .symbol").text_content() == "∂l/∂y"


def test_frozen_gains_make_a_wrong_gradient_when_the_input_changes(open_page: OpenPage) -> None:
    page = open_page("/#at=27&drawer=drive")
    page.locator("[data-change=freeze]").click()
    page.wait_for_selector(".frozen .note")
    assert page.locator("[data-frozen]").count() == 0, "nothing is wrong yet"
    page.locator('[id="x.0"]').click()
    page.locator("#editor input").fill("-2")
    page.keyboard.press("Enter")
    page.wait_for_selector('[data-honest="0"]')
    settle(page)
    wrong = driven(page, x=[[-2, -1]], gains_x=[[1, -1]])
    right = driven(page, x=[[-2, -1]])
    check(page, wrong)
    for j in (0, 1):
        assert agrees(page.locator(f'[data-frozen="{j}"]').inner_text(), wrong["input"]["dl_dx"][0][j])
        assert agrees(page.locator(f'[data-honest="{j}"]').inner_text(), right["input"]["dl_dx"][0][j])
    assert wrong["input"]["dl_dx"] != right["input"]["dl_dx"]


def test_the_drawing_shows_what_frozen_gains_make_wrong(open_page: OpenPage) -> None:
    page = open_page("/#at=27&drive=1,-1&gains=-2,1", viewport={"width": 1600, "height": 900})
    page.wait_for_selector('[data-truly="dl_dx.0"]')
    settle(page)
    wrong = driven(page, dl_dy=[[1, -1]], gains_x=[[-2, 1]])
    right = driven(page, dl_dy=[[1, -1]])
    check(page, wrong)
    assert page.locator(".padlock").count() == 6
    for layer in (1, 2, 3):
        for i in (0, 1):
            words = page.locator(f'[data-truly="dl_dz.{layer}.{i}"]').text_content() or ""
            truly, error = words.split(" · ")
            gain = right["layers"][layer - 1]["da_dz"][0][i]
            assert agrees(truly.removeprefix("truly ×"), gain), (truly, gain)
            told(
                error,
                wrong["layers"][layer - 1]["dl_dz"][0][i] / right["layers"][layer - 1]["dl_dz"][0][i],
            )
    for j in (0, 1):
        words = page.locator(f'[data-truly="dl_dx.{j}"]').text_content() or ""
        told(words, wrong["input"]["dl_dx"][0][j] / right["input"]["dl_dx"][0][j])
    assert "frozen" in (page.locator(".lane-hint").nth(1).text_content() or "")


def told(words: str, factor: float) -> None:
    """The words say by which factor a gradient is wrong."""
    if factor < 0:
        assert words == "wrong sign"
        return
    size, _, way = words.partition("× ")
    assert way == ("too large" if factor > 1 else "too small")
    assert float(size) == pytest.approx(factor if factor > 1 else 1 / factor, rel=6e-3)


def test_a_driven_number_explains_itself_and_has_no_witness(open_page: OpenPage) -> None:
    page = open_page("/#at=27&drive=1,0&gains=0.5,0.5&chosen=dl_dz.2.0")
    page.wait_for_selector(".derivation .pieces button")
    assert page.locator(".by-hand").count() == 1
    assert page.locator("[data-witness=difference]").count() == 0
    page.locator('[data-choose="da_dz.2.0"]').first.click()
    page.wait_for_selector('[data-inspected="da_dz.2.0"]')


def test_a_link_carries_what_is_driven_and_drops_what_does_not_fit(open_page: OpenPage) -> None:
    page = open_page("/#at=27&drive=0.25,-4&gains=1,2")
    assert numbers(page)["dl_da.3.1"] == "−4"
    check(page, driven(page, dl_dy=[[0.25, -4]], gains_x=[[1, 2]]))
    odd = open_page("/#at=27&drive=1,2,3&gains=1;2")
    settle(odd)
    odd.wait_for_function("() => document.getElementById('dl_da.3.1').textContent === '0.8291'")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_section_is_accessible(
    open_page: OpenPage, axe_violations: Callable[[Page], list[str]], theme: str
) -> None:
    page = open_page("/#at=27&drawer=drive&drive=1,1&gains=2,2", color_scheme=theme)
    page.wait_for_selector('[data-mini^="all:"]')
    settle(page)
    assert axe_violations(page) == []
