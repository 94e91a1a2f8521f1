"""The lecture's network, stepped from nothing to the update and back with the keyboard alone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.screen import DASH, agrees, moment, numbers, settle, trace, value

OpenPage = Callable[..., Page]
STEPS = 63
GIVEN = ("x.", "t.", "w.", "b.")


def check_every_number(page: Page, at: int) -> None:
    """Every number of the drawing is the API's if it is computed by now, else a dash."""
    problem, answer = trace(page)
    done = {address for step in answer["steps"][:at] for address in step["writes"]}
    shown = numbers(page)
    for address, text in shown.items():
        if address.startswith(GIVEN) or address in done:
            assert agrees(text, value(problem, answer, address)), f"at {at}: {address} shows {text}"
        else:
            assert text in (DASH, ""), f"at {at}: {address} shows {text} before it is computed"
    told = {address for address in done if not address.startswith(("dL_", "L"))}
    assert told <= set(shown), f"at {at}: {sorted(told - set(shown))} stand nowhere"


def test_every_step_forward_and_back_shows_the_numbers_of_the_api(open_page: OpenPage) -> None:
    page = open_page("/#grain=neuron", reduced_motion="reduce")
    for at in range(STEPS + 1):
        settle(page)
        assert moment(page) == at
        check_every_number(page, at)
        page.keyboard.press("ArrowRight")
    settle(page)
    assert moment(page) == STEPS
    for at in range(STEPS - 1, -1, -1):
        page.keyboard.press("ArrowLeft")
        settle(page)
        assert moment(page) == at
        check_every_number(page, at)


def test_the_end_shows_the_new_weights_beside_the_old_and_the_new_loss_beside_the_loss(
    open_page: OpenPage,
) -> None:
    page = open_page(reduced_motion="reduce", viewport={"width": 1920, "height": 1080})
    page.keyboard.press("End")
    settle(page)
    problem, answer = trace(page)
    shown = numbers(page)
    assert agrees(shown["w.3.0.0"], problem["layers"][2]["W"][0][0])
    assert agrees(shown["w_new.3.0.0"], answer["update"]["layers"][2]["W_new"][0][0])
    assert agrees((page.locator(".loss .after").text_content() or "").removeprefix("→ "), answer["update"]["L_after"])
    assert agrees(shown["l"], answer["update"]["L_before"])


@pytest.mark.parametrize(("key", "count"), [("1", 5), ("2", 14), ("3", 63), ("4", 87), ("5", 32)])
def test_a_grain_decides_how_many_presses_lead_to_the_end(open_page: OpenPage, key: str, count: int) -> None:
    page = open_page(reduced_motion="reduce")
    page.keyboard.press(key)
    presses = 0
    while moment(page) < STEPS:
        page.keyboard.press(".")
        settle(page)
        presses += 1
        assert presses <= count
    assert presses == count
    for _ in range(count):
        page.keyboard.press(",")
    settle(page)
    assert moment(page) == 0


def test_half_way_through_a_step_its_number_is_still_a_dash(open_page: OpenPage) -> None:
    page = open_page("/#at=0.5")
    assert numbers(page)["z.1.0"] == DASH
    assert page.locator("[data-part=figure] path.wire.hot").count() == 2
    pixels = page.evaluate(
        "() => { const c = document.querySelector('[data-part=moving]');"
        " return c.getContext('2d').getImageData(0, 0, c.width, c.height).data.some((v) => v > 0); }"
    )
    assert pixels, "two pulses travel on the canvas"


def test_quick_presses_are_all_counted(open_page: OpenPage) -> None:
    page = open_page("/#grain=neuron")
    for _ in range(9):
        page.keyboard.press("ArrowRight")
    page.wait_for_function("() => document.querySelector('[role=slider]').ariaValueNow === '9'")
    page.wait_for_timeout(1200)
    assert moment(page) == 9


def test_play_runs_pauses_and_goes_on(open_page: OpenPage) -> None:
    page = open_page()
    page.select_option("[data-change=speed]", "4")
    page.locator("[data-change=speed]").blur()
    page.keyboard.press("Space")
    page.wait_for_function("() => Number(document.querySelector('[role=slider]').ariaValueNow) > 1.2")
    page.keyboard.press("Space")
    settle(page)
    paused = moment(page)
    page.wait_for_timeout(400)
    assert moment(page) == paused
    page.keyboard.press("Space")
    page.wait_for_function(f"() => Number(document.querySelector('[role=slider]').ariaValueNow) > {paused + 1}")


def test_with_reduced_motion_playing_leaps_from_step_to_step(open_page: OpenPage) -> None:
    page = open_page("/#at=17&grain=layer", reduced_motion="reduce")
    page.select_option("[data-change=speed]", "4")
    page.locator("[data-change=speed]").blur()
    page.keyboard.press("Space")
    seen = set()
    for _ in range(60):
        seen.add(moment(page))
        page.wait_for_timeout(120)
    assert len(seen) > 2
    assert all(at == int(at) for at in seen)


def test_the_track_is_scrubbed_with_the_mouse(open_page: OpenPage) -> None:
    page = open_page()
    box = page.locator("[role=slider]").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 4, box["y"] + 12)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + 12, steps=4)
    page.mouse.up()
    settle(page)
    assert 10 < moment(page) < 40
    scrubbed = moment(page)
    page.mouse.move(box["x"] + box["width"] * 0.9, box["y"] + 12)
    settle(page)
    assert moment(page) == scrubbed


def test_the_sentence_says_the_step_with_its_numbers(open_page: OpenPage) -> None:
    page = open_page("/#at=20")
    said = page.locator("#sentence").inner_text()
    assert "neuron 1 of layer 2" in said
    assert "−0.04576" in said
    assert "0.1179" in said


def test_playing_waits_at_a_turning_point_and_one_press_goes_on(open_page: OpenPage) -> None:
    page = open_page("/#at=12")
    page.keyboard.press("Space")
    page.wait_for_function("() => document.querySelector('.go-on').textContent !== ''")
    assert moment(page) == 13
    assert page.locator(".say .go-on").inner_text() == "Play waits here for you. Go on: ▶ or space"
    page.keyboard.press("Space")
    page.wait_for_function("() => Number(document.querySelector('[role=slider]').ariaValueNow) > 13")
    assert page.locator(".go-on").inner_text() == ""


def test_playing_ends_after_the_backward_pass_where_that_is_chosen(open_page: OpenPage) -> None:
    page = open_page("/#at=24&speed=4")
    page.get_by_label("Play up to").select_option("backward")
    page.locator("body").click(position={"x": 400, "y": 100})
    page.keyboard.press("Space")
    page.wait_for_function("() => document.querySelector('[role=slider]').ariaValueNow === '27'")
    page.wait_for_timeout(800)
    assert moment(page) == 27
    page.wait_for_function("() => location.hash.includes('until=backward')")


@pytest.mark.parametrize(
    ("link", "count"),
    [
        ("/#at=20", "step 16 of 32"),
        ("/#at=20&grain=layer", "step 6 of 14"),
        ("/#at=20&grain=neuron", "step 20 of 63"),
        ("/#at=0.5&grain=operation", "step 1 of 63, part 2 of 3"),
    ],
)
def test_steps_are_counted_in_their_own_size(open_page: OpenPage, link: str, count: str) -> None:
    assert open_page(link).locator(".say .count").inner_text() == count
