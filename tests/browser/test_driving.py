"""The reversed network driven by hand: proportion, superposition and frozen gains, read off the page."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.driving import AMPLIFIERS, check, driven
from tests.browser.screen import agrees, numbers, settle, written

OpenPage = Callable[..., Page]


def inject(page: Page, of: str, first: str, second: str) -> None:
    """Press the button, and wait for the signals in the drawing."""
    page.locator(f'[data-do=inject][data-of="{of}"]').click()
    page.wait_for_function(
        "([a, b]) => numberOf('dl_da.3.0').textContent === a && numberOf('dl_da.3.1').textContent === b",
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
    page.wait_for_selector('.over [data-mini^="all:"]')
    values = page.eval_on_selector_all(
        "[data-mini]", "all => Object.fromEntries(all.map((e) => [e.dataset.mini, Number(e.dataset.value)]))"
    )
    places = [key.split(":")[1] for key in values if key.startswith("all:")]
    assert len(places) == 8
    for place in places:
        one, two, both = values[f"part-0:{place}"], values[f"part-1:{place}"], values[f"all:{place}"]
        assert both == pytest.approx(one + two, rel=1e-12, abs=1e-15)


@pytest.mark.parametrize("signals", ["1,1", "1,0"])
def test_the_pictures_stand_side_by_side_in_sight(open_page: OpenPage, signals: str) -> None:
    page = open_page(f"/#at=27&drawer=drive&drive={signals}", viewport={"width": 1440, "height": 900})
    page.wait_for_selector('.over [data-mini^="all:"]')
    boxes = [figure.bounding_box() for figure in page.locator(".superposition.over figure").all()]
    assert len(boxes) == 3
    below = page.locator("[data-part=scroller]").bounding_box()
    assert below is not None
    right = 0.0
    for box in boxes:
        assert box is not None
        assert box["x"] >= right, "side by side"
        assert box["y"] + box["height"] <= below["y"], "and clear of the drawing"
        right = box["x"] + box["width"]
    weights = page.eval_on_selector_all(
        ".over figure:first-of-type [data-weight]",
        "all => all.map((e) => [Number(e.dataset.weight), Number(e.getAttribute('stroke-width')),"
        " e.classList.contains('negative')])",
    )
    given = page.request.get("/api/presets/lecture").json()["request"]["layers"]
    assert [weight for weight, _, _ in weights] == [w for layer in given for row in layer["W"] for w in row]
    for weight, width, negative in weights:
        assert width == pytest.approx(0.6 + 3 * abs(weight) / 4, abs=0.06)
        assert negative == (weight < 0)


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
        box = page.locator('[data-address="dl_da.3.0"]').bounding_box()
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
    page.wait_for_function("(signal) => numberOf('dl_da.3.0').textContent === signal", arg=f"{wanted:g}")
    settle(page)
    for address in AMPLIFIERS:
        now = float(written(numbers(page)[address]))
        assert now == pytest.approx(before[address] * wanted / 0.5, rel=2e-3, abs=1e-9)


def test_the_loss_takes_its_outputs_back(open_page: OpenPage) -> None:
    page = open_page("/#at=27&drawer=drive&drive=1,1")
    assert page.locator(".loss.backward .symbol").text_content() == "by hand"
    page.locator("[data-do=drive-loss]").click()
    page.wait_for_function("() => numberOf('dl_da.3.1').textContent === '0.8291'")
    check(page, driven(page))
    assert page.locator(".loss.backward .symbol").text_content() == "∂l/∂y"


def test_frozen_gains_make_a_wrong_gradient_when_the_input_changes(open_page: OpenPage) -> None:
    page = open_page("/#at=27&drawer=drive")
    page.locator("[data-change=freeze]").click()
    page.wait_for_selector(".frozen .note")
    assert page.locator("[data-frozen]").count() == 0, "nothing is wrong yet"
    page.locator('[data-address="x.0"]').click()
    page.locator("[data-part=editor] input").fill("-2")
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
            truly, error = page.locator(f'[data-truly="dl_dz.{layer}.{i}"] tspan').all_text_contents()
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
