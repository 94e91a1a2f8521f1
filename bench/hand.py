"""How soon the page answers a hand, in Chromium without a graphics card: `python -m bench.hand`.

From the key of a digit to the end of the frame that draws what it leads to, the server on loopback. And how many
pictures a second one sees while every answer takes 60 ms, through the proxy of bench/network.py: while a signal of
the reversed network is drawn aside with the mouse, and while an input is given another value in every frame.
"""

import itertools
import statistics
import time
from collections.abc import Callable
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

from bench.chromium import FLAGS, find_chromium
from bench.frames import VIEW, link
from bench.network import SlowProxy
from bench.startup import running

NETWORKS = {"2-2-2": [2, 2, 2], "8-16-16-4": [8, 16, 16, 4]}
DIGITS = 30
ANSWER = 0.06
SECONDS = 4
FIELD = "[data-part=editor] input"

KEY_TO_FRAME = """(address) => {
  const read = () => document.querySelector(`svg.figure [data-address="${address}"]`).textContent;
  window.taken = [];
  let pressed = 0;
  let last = read();
  addEventListener("keydown", (event) => (pressed = event.timeStamp), true);
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => taken.push(performance.now() - pressed);
  const look = () => {
    if (read() === last) return;
    last = read();
    port2.postMessage("after this frame");
  };
  const everything = { subtree: true, childList: true, characterData: true };
  new MutationObserver(look).observe(document.querySelector("svg.figure"), everything);
}"""
"""From now on, `taken` has for each key the milliseconds until the frame ends that draws another number there."""

PICTURES = """(address) => {
  const read = () => document.querySelector(`svg.figure [data-address="${address}"]`).textContent;
  window.pictures = 0;
  let last = read();
  const frame = () => {
    if (read() !== last) pictures += 1;
    last = read();
    requestAnimationFrame(frame);
  };
  frame();
}"""
"""From now on, `pictures` counts the frames that show another number there than the frame before."""


def opened(browser: Browser, address: str) -> Page:
    """A page with that link."""
    page = browser.new_page(viewport=VIEW)
    page.goto(address)
    page.wait_for_selector("html[data-ready=true]")
    page.wait_for_timeout(500)
    return page


def typing(browser: Browser, address: str) -> None:
    """Print how long a typed digit takes, for each network."""
    for name, sizes in NETWORKS.items():
        page = opened(browser, address + link(sizes, unfolded=True) + "&at=100000")
        page.locator('svg.figure [data-address="x.0"]').click()
        page.locator(FIELD).fill("1")
        page.wait_for_timeout(500)
        page.evaluate(KEY_TO_FRAME, "z.1.0")
        for number in range(DIGITS):
            page.keyboard.press(str(1 + number % 9))
            page.wait_for_function("(count) => taken.length === count", arg=2 * number + 1)
            page.keyboard.press("Backspace")
            page.wait_for_function("(count) => taken.length === count", arg=2 * number + 2)
            # The next digit comes at any time between two frames.
            page.wait_for_timeout(100 + number)
        taken = page.evaluate("taken")[::2]
        print(
            f"{name:<28}key to picture {statistics.median(taken):5.0f} ms   slowest {max(taken):.0f} ms   (aim: 50 ms)"
        )
        page.close()


def rate(page: Page, shown: str, change: Callable[[int], None]) -> float:
    """Pictures a second of a number while something changes again and again."""
    page.evaluate(PICTURES, shown)
    begun = time.perf_counter()
    for number in itertools.count():
        change(number)
        if time.perf_counter() > begun + SECONDS:
            break
    return float(page.evaluate("pictures")) / (time.perf_counter() - begun)


def dragging(page: Page) -> float:
    """Pictures a second while a signal is drawn aside."""
    box = page.locator('svg.figure [data-address="dl_da.3.0"]').bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 8, y)
    return rate(page, "dl_dx.0", lambda number: page.mouse.move(x + 8 + 4 * (number % 60), y))


def editing(page: Page) -> float:
    """Pictures a second while an input changes."""
    page.locator('svg.figure [data-address="x.0"]').click()
    field = page.locator(FIELD)
    return rate(page, "dl_dz.1.0", lambda number: field.fill(f"{1 + number % 500 / 500}"))


def main() -> None:
    """Print both."""
    with running() as address:
        far = SlowProxy(urlsplit(address).port or 80, round_trip=ANSWER).address
        measure(address.rstrip("/"), far)


def measure(address: str, far: str) -> None:
    """The same with the addresses of the server, on loopback and far away."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(FLAGS))
        typing(browser, address)
        for name, aim, pictures in (
            ("a signal dragged", 30, dragging(opened(browser, far + "#at=27&drive=0.5,0"))),
            ("an input changed", 10, editing(opened(browser, far + "#at=63"))),
        ):
            print(f"{name:<28}answers after 60 ms   {pictures:5.1f} pictures a second   (aim: {aim})")
        browser.close()


if __name__ == "__main__":
    main()
