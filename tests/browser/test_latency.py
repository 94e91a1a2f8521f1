"""The page while its server is far away: every answer takes its time, and the picture still follows the hand."""

from collections.abc import Callable

from playwright.sync_api import Page

OpenPage = Callable[..., Page]

LATENCY = 60
"""Milliseconds that each answer is late."""

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
    const read = () => addresses.map((address) => document.getElementById(address)?.textContent).join();
    const begin = performance.now();
    let last = read();
    let pictures = 0;
    let frame = 0;
    const next = () => {
        if (read() !== last) pictures += 1;
        last = read();
        if (frame === FRAMES) return done(pictures / ((performance.now() - begin) / 1000));
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


def pictures(page: Page, addresses: list[str], change: str, frames: int = 60) -> float:
    """How many pictures a second come while `change` runs in each of so many frames."""
    return float(page.evaluate(PICTURES.replace("FRAMES", str(frames)).replace("CHANGE", change), addresses))


def test_the_picture_follows_an_edit(open_page: OpenPage) -> None:
    page = far_away(open_page, "/#at=63&chosen=w.1.0.0&drawer=network")
    field = "document.querySelector('#drawer [data-number=\"w.1.0.0\"]')"
    change = f"const f = {field}; f.value = 1 + frame / 100; f.dispatchEvent(new Event('input', {{bubbles: true}}));"
    page.locator('#drawer [data-number="w.1.0.0"]').first.focus()
    assert pictures(page, ["z.1.0", "dl_dx.0"], change) > 3
    page.wait_for_function("() => document.getElementById('w.1.0.0').textContent === '1.59'")
