"""The page while its server is far away: every answer takes its time, and the picture still follows the hand."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.browser.driving import check, driven
from tests.browser.screen import numbers, settle, written

OpenPage = Callable[..., Page]

LATENCY = 60
"""Milliseconds that each answer is late."""

FRAMES = 60

FAR_AWAY = f"""
    const near = window.fetch;
    window.asked = [];
    window.fetch = async (path, options) => {{
        window.asked.push(String(path));
        const response = await near(path, options);
        await new Promise((done) => setTimeout(done, {LATENCY}));
        return response;
    }};
"""

PICTURES = """(addresses) => new Promise((done, failed) => {
    const element = (address) => numberOf(address) ?? document.getElementById(address);
    const read = () => addresses.map((address) => element(address)?.textContent).join();
    let last = read();
    let pictures = 0;
    let frame = 0;
    const next = () => {
        if (read() !== last) pictures += 1;
        last = read();
        if (frame === FRAMES) return done(pictures);
        try { CHANGE } catch (error) { return failed(error); }
        frame += 1;
        requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
})"""
"""Changes something in each frame, and counts how often one of the numbers is another in the drawing."""


def far_away(open_page: OpenPage, path: str) -> Page:
    page = open_page(None, viewport={"width": 1440, "height": 900})
    page.add_init_script(FAR_AWAY)
    page.goto(path)
    page.wait_for_selector("html[data-ready=true]")
    return page


def pictures(page: Page, addresses: list[str], change: str) -> int:
    """How many pictures come while `change` runs in each frame."""
    return int(page.evaluate(PICTURES.replace("FRAMES", str(FRAMES)).replace("CHANGE", change), addresses))


def test_the_picture_follows_an_edit(open_page: OpenPage) -> None:
    page = far_away(open_page, "/#at=63&chosen=w.1.0.0&drawer=network")
    field = "document.querySelector('#drawer [data-number=\"w.1.0.0\"]')"
    change = f"const f = {field}; f.value = 1 + frame / 100; f.dispatchEvent(new Event('input', {{bubbles: true}}));"
    page.locator('#drawer [data-number="w.1.0.0"]').first.focus()
    assert pictures(page, ["z.1.0", "dl_dx.0"], change) > 3
    page.wait_for_function("() => numberOf('w.1.0.0').textContent === '1.59'")


def test_the_reversed_network_follows_the_hand_without_asking(open_page: OpenPage) -> None:
    page = far_away(open_page, "/#at=27&drive=0.5,0")
    page.wait_for_function("() => window.asked.length >= 2")
    page.wait_for_timeout(3 * LATENCY)
    asked = len(page.evaluate("window.asked"))
    box = page.locator('[data-address="dl_da.3.0"]').bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 8, y)
    move = (
        "document.dispatchEvent(new PointerEvent('pointermove', "
        f"{{clientX: {x} + 8 + 4 * (frame % 60), clientY: {y}, bubbles: true}}))"
    )
    assert pictures(page, ["dl_dz.1.0", "dl_dx.0"], move) > 0.8 * FRAMES
    # A machine that pauses is a hand at rest.
    assert len(page.evaluate("window.asked")) < asked + 10
    page.wait_for_timeout(3 * LATENCY)
    asked = len(page.evaluate("window.asked"))
    page.mouse.move(x + 40, y)
    page.mouse.up()
    page.wait_for_function(f"() => window.asked.length > {asked}")
    page.wait_for_timeout(3 * LATENCY)
    settle(page)
    signal = float(written(numbers(page)["dl_da.3.0"]))
    check(page, driven(page, dl_dy=[[signal, 0.0]]))


def test_the_loss_follows_a_number_that_is_nudged(open_page: OpenPage) -> None:
    page = far_away(open_page, "/#at=63&view=forward")
    box = page.locator('[data-address="x.0"]').bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 8, y)
    page.wait_for_selector("[data-nudged=true]")
    asked = len(page.evaluate("window.asked"))
    move = (
        "document.dispatchEvent(new PointerEvent('pointermove', "
        f"{{clientX: {x} + 8 + 4 * (frame % 30), clientY: {y}, bubbles: true}}))"
    )
    page.evaluate("() => (document.querySelector('[data-nudged=true]').id = 'loss-nudged')")
    assert pictures(page, ["loss-nudged"], move) > 0.8 * FRAMES
    assert page.evaluate("window.asked").count("/api/nudge") == 1, asked
