"""How smoothly the page moves, in Chromium without a graphics card.

Frames a second while time plays, and with one pulse on every wire at once; and how long a network of the size
of the digits takes from its link to its picture.
"""

import base64
import itertools
import json
import statistics
import time
import zlib

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from bench.chromium import FLAGS, find_chromium
from bench.startup import running

SIZES = {
    "30 neurons, 200 wires": [10, 10, 10],
    "100 neurons, 1,000 wires": [10] * 11,
    "200 neurons, 2,000 wires": [10] * 21,
    "202 neurons, 8,832 wires": [64, 64, 64, 10],
}
AIMED = list(SIZES)[:3]
DIGITS = [784, 128, 64, 10]
SECONDS = 4
RUNS = 5
VIEW: ViewportSize = {"width": 1440, "height": 900}

FRAMES = """async (seconds) => {
  const times = [];
  const end = performance.now() + 1000 * seconds;
  return new Promise((done) => {
    const frame = (now) => {
      times.push(now);
      if (performance.now() < end) requestAnimationFrame(frame);
      else done(times);
    };
    requestAnimationFrame(frame);
  });
}"""
"""When each frame of these seconds began, in milliseconds."""

PULSES = """async (seconds) => {
  const named = (name) => document.querySelector(`link[rel=modulepreload][href*='/${name}.js']`);
  const module = (name) => import(named(name).href);
  const [{ drawPulses }, { pulse }] = await Promise.all([module("pulse-canvas"), module("pulse")]);
  const figure = document.querySelector("[data-part=figure]");
  const [, , width, height] = figure.getAttribute("viewBox").split(" ").map(Number);
  const canvas = document.querySelector("[data-part=moving]");
  const room = { width: canvas.clientWidth, height: canvas.clientHeight };
  const scale = Math.min(room.width / width, (room.height - 60) / height);
  const shown = { ...room, left: 0, top: 60, scale };
  const style = getComputedStyle(canvas);
  const names = ["forward", "backward", "panel", "ink", "text"];
  const colours = Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name}`)]));
  const columns = new Map();
  for (const body of figure.querySelectorAll(".input:not(.backward) circle, .neuron .body")) {
    const { x, y, width, height } = body.getBBox();
    columns.set(x, [...(columns.get(x) ?? []), { left: x, right: x + width, y: y + height / 2 }]);
  }
  const layers = [...columns.entries()].sort(([one], [other]) => one - other).map(([, layer]) => layer);
  const wires = layers
    .slice(1)
    .flatMap((layer, before) => layer.flatMap((to) => layers[before].map((from) => [from, to])));
  const pulses = wires.map(([from, to]) => {
    const way = [{ x: from.right, y: from.y }, { x: to.left, y: to.y }];
    return pulse({ colour: "forward", way }, String, 0.05, -0.8);
  });
  const times = [];
  const begun = performance.now();
  await new Promise((done) => {
    const frame = (now) => {
      times.push(now);
      drawPulses(canvas, shown, pulses, ((now - begun) / 1200) % 0.86, devicePixelRatio, colours);
      if (now - begun < 1000 * seconds) requestAnimationFrame(frame);
      else done();
    };
    requestAnimationFrame(frame);
  });
  return [pulses.length, times];
}"""
"""The page's own overlay with a pulse on every wire of the forward network: their number, and the frames."""


def link(sizes: list[int], *, unfolded: bool) -> str:
    """The link of a network with these sizes, its wide layers folded or drawn whole."""
    frame = {
        "layers": [{"activation": "tanh"} for _ in sizes[1:]],
        "loss": "half_squared_error",
        "reduction": "sum",
        "x": [[(37 * i % 101) / 101 for i in range(sizes[0])]],
        "target": [[0.5] * sizes[-1]],
        "learning_rate": 0.1,
    }
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = deflate.compress(json.dumps(frame).encode()) + deflate.flush()
    text = base64.urlsafe_b64encode(packed).decode().rstrip("=")
    opened = "&opened=" + ",".join(map(str, range(len(sizes)))) if unfolded else ""
    made = "-".join(map(str, sizes))
    return f"/#made={made}~xavier_uniform~1&frame=1.{text}{opened}&grain=layer"


def rate(times: list[float]) -> tuple[float, float]:
    """Frames a second, and the time in milliseconds that 19 in 20 frames do not exceed."""
    gaps = [after - before for before, after in itertools.pairwise(times)]
    return 1000 * len(gaps) / sum(gaps), statistics.quantiles(gaps, n=20)[-1]


def smoothness(page: Page, address: str) -> None:
    """Print the frames of each size, while time plays and with a pulse on every wire."""
    for name, sizes in SIZES.items():
        page.goto("about:blank")
        page.goto(address + link(sizes, unfolded=True))
        page.wait_for_selector("html[data-ready=true]")
        page.wait_for_selector(f'[data-address="z.{len(sizes) - 1}.9"]')
        page.wait_for_timeout(500)
        page.keyboard.press("Space")
        played, slow = rate(page.evaluate(FRAMES, SECONDS))
        page.keyboard.press("Space")
        print(f"{name:<28}playing          {played:5.1f} a second   19 in 20 within {slow:5.1f} ms")
        count, times = page.evaluate(PULSES, SECONDS)
        full, slow = rate(times)
        aim = "(aim: 55)" if name in AIMED else ""
        print(f"{'':<28}{count:5,} pulses     {full:5.1f} a second   19 in 20 within {slow:5.1f} ms   {aim}")


def opening(browser: Browser, address: str) -> None:
    """Print how long the network of the digits takes from its link to its picture."""
    taken = []
    for _ in range(RUNS):
        context = browser.new_context(viewport=VIEW)
        page = context.new_page()
        begun = time.perf_counter()
        page.goto(address + link(DIGITS, unfolded=False), wait_until="commit")
        page.wait_for_selector("[data-part=figure] .folded")
        taken.append(time.perf_counter() - begun)
        context.close()
    name = "opening 784-128-64-10"
    print(f"{name:<28}{statistics.median(taken):7.3f} s   slowest {max(taken):.3f} s   (aim: under 2 s)")


def main() -> None:
    """Print both."""
    with running() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(FLAGS))
        smoothness(browser.new_page(viewport=VIEW), address.rstrip("/"))
        opening(browser, address.rstrip("/"))
        browser.close()


if __name__ == "__main__":
    main()
