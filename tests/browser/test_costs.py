"""What the sweep costs: the recursion followed over the drawing, what is kept marked in it, neurons that stay alike."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.screen import settle

OpenPage = Callable[..., Page]


def front(page: Page) -> list[str]:
    """How often each amplifier was asked from the front, as the drawing says it."""
    return page.locator(".figure .badge.front").all_text_contents()


def test_the_recursion_runs_over_the_drawing_to_its_end_and_counts_every_question(open_page: OpenPage) -> None:
    page = open_page("/#at=13&drawer=costs&speed=4", viewport={"width": 1440, "height": 900})
    page.click("[data-do='recursion-in-drawing']")
    expect(page.locator("#drawer")).to_be_hidden()
    expect(page.locator(".asked-strip [data-count='front']")).to_have_text("7 / 7", timeout=20_000)
    expect(page.locator(".asked-strip [data-count='back']")).to_have_text("6 / 6")
    assert front(page) == ["1", "1", "1", "2", "2"]
    page.click(".asked-strip [data-do='no-recursion']")
    expect(page.locator(".asked-mark")).to_have_count(0)


def test_on_a_phone_the_amplifier_that_is_asked_is_in_sight(open_page: OpenPage) -> None:
    page = open_page("/#at=13&drawer=costs", viewport={"width": 390, "height": 844})
    page.click("[data-do='recursion-in-drawing']")
    page.click("[data-do='recursion']")
    for place in range(1, 8):
        page.locator("[data-slide='recursion']").fill(str(place))
        page.wait_for_timeout(600)
        box = page.locator(".figure .ring.now").bounding_box()
        assert box is not None
        assert box["x"] > -6
        assert box["x"] + box["width"] < 396


def test_what_is_kept_is_marked_and_the_link_says_so(open_page: OpenPage) -> None:
    page = open_page("/#at=63&drawer=costs", viewport={"width": 1440, "height": 900})
    assert page.locator(".figure .kept-mark").count() == 0
    page.check("[data-change='kept']")
    settle(page)
    assert page.locator(".figure .kept-mark").count() == 28
    page.wait_for_function("() => location.hash.includes('kept=true')")
    assert page.locator("[data-kept='w']").inner_text() == "12"


def test_pointing_at_an_entry_of_the_vector_lights_its_wire_and_the_other_way_round(open_page: OpenPage) -> None:
    page = open_page("/#at=63&chosen=L", viewport={"width": 1440, "height": 900})
    page.click("[data-of='theta']")
    page.hover(".gradient-vector .of-theta[data-choose='w.2.0.1']")
    expect(page.locator(".figure .wire.forward.pointed")).to_have_count(1)
    page.hover(".figure .wire-label[data-choose='w.3.1.0']")
    expect(page.locator(".gradient-vector li.tied .of-theta")).to_have_attribute("data-choose", "w.3.1.0")


def test_without_motion_the_recursion_has_the_slider_alone(open_page: OpenPage) -> None:
    page = open_page("/#at=13&drawer=costs", viewport={"width": 1440, "height": 900})
    expect(page.locator("[data-do='recursion']")).to_have_count(1)
    page.emulate_media(reduced_motion="reduce")
    expect(page.locator("[data-do='recursion']")).to_have_count(0)
    page.locator("[data-slide='recursion']").fill("6")
    expect(page.locator("#drawer [data-count='front']")).to_have_text("6 / 7")
    assert front(page) == ["1", "1", "1", "2", "1"]


def test_twins_are_joined_and_stay_equal_over_updates_and_the_lesson_notices(open_page: OpenPage) -> None:
    page = open_page("/#screen=learn&lesson=chapter-9.twins", viewport={"width": 1440, "height": 900})
    expect(page.locator(".figure [data-address='w.1.0.0']")).to_have_text("0.3")
    for address, value in (("w.1.1.0", "0.3"), ("w.1.1.1", "−0.5"), ("w.2.0.1", "0.7")):
        page.click(f".figure .wire-label[data-edit='{address}']")
        field = page.locator(f".stage input[data-number='{address}']")
        field.fill(value)
        field.press("Enter")
        expect(page.locator(f".figure [data-address='{address}']")).to_have_text(value)
        expect(field).to_have_count(0)
    expect(page.locator(".figure .alike-sign text")).to_have_text("=")
    for _ in range(2):
        expect(page.locator("#lesson .seen")).to_be_empty()
        page.keyboard.press("End")
        page.click("[data-do='keep']")
        expect(page.locator("[data-do='keep']")).to_have_count(0)
    expect(page.locator(".figure .alike-sign text")).to_have_text("=")
    expect(page.locator(".notice")).to_contain_text("They have stayed equal over 2 updates.")
    expect(page.locator("#lesson .seen")).to_contain_text("still there")
