"""Style sheets as a browser reads them: layers in place of an order of files, and what readers set for themselves."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page

from bench.chromium import FLAGS, find_chromium
from tests.browser.screen import settle

OpenPage = Callable[..., Page]

SEEN = {
    "drawing": "/#at=63&chosen=dl_dw.2.0.0&drawer=network",
    "samples": "/#example=xor&at=33&chosen=dL_dw.1.0.0&drawer=budget",
    "driven": "/#at=27&drive=1,0&drawer=drive",
    "matrices": "/#grain=neuron&at=40&view=matrices&chosen=dl_dw.2.0.1&drawer=largest",
    "text": "/#grain=neuron&at=40&view=text&drawer=costs",
    "presentation": "/#at=20&present=true",
    "embedded": "/embed#at=20",
}

OUTSIDE = """() => [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]
  .filter((rule) => !/^CSS(Layer|Page)/.test(rule.constructor.name))
  .map((rule) => `${sheet.href}: ${rule.cssText.slice(0, 60)}`))"""

LOOKS = """() => [...document.querySelectorAll("body, body *")].filter((one) => !one.closest("math")).map((one) => {
  const style = getComputedStyle(one);
  const name = `${one.tagName} ${one.id} ${one.getAttribute("class")} `;
  return name + [...style].map((property) => `${property}: ${style.getPropertyValue(property)}`).join("; ");
})"""

REVERSE = """async () => {
  const [tokens, ...others] = (await (await fetch("/static/css/order.txt")).text()).trim().split("\\n");
  const joined = document.querySelector("link[rel=stylesheet]");
  await Promise.all([tokens, ...others.reverse()].map((sheet) => new Promise((done) => {
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: `/static/css/${sheet}` });
    link.addEventListener("load", done, { once: true });
    document.head.append(link);
  })));
  joined.remove();
  return others.length;
}"""


@pytest.mark.parametrize("name", SEEN)
def test_every_rule_is_in_a_layer_and_the_order_of_the_files_changes_nothing(open_page: OpenPage, name: str) -> None:
    page = open_page(SEEN[name], reduced_motion="reduce")
    assert page.evaluate(OUTSIDE) == []
    settle(page)
    page.wait_for_timeout(300)
    before = page.evaluate(LOOKS)
    assert page.evaluate(REVERSE) > 40
    settle(page)
    page.wait_for_timeout(300)
    after = page.evaluate(LOOKS)
    assert len(after) == len(before)
    assert [_differing(one, other) for one, other in zip(before, after, strict=True) if one != other] == []


def _differing(one: str, other: str) -> str:
    """The element, and what it had and has."""
    had, has = one.split("; "), other.split("; ")
    changed = [f"{a} -> {b}" for a, b in zip(had, has, strict=True) if a != b]
    return f"{one[:60].split('accent')[0]}: {changed[:6]}"


# Whether an element has a ground of its own, which the colours of the system would take away.
GROUND = """(bars) => bars.map((bar) => {
  const { backgroundColor, backgroundImage } = getComputedStyle(document.querySelector(bar));
  const shown = backgroundImage !== "none" ? backgroundImage : backgroundColor;
  const system = getComputedStyle(document.body).backgroundColor;
  return [bar, shown !== system && shown !== "rgba(0, 0, 0, 0)"];
})"""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_what_is_data_keeps_its_ink_in_a_contrast_theme(open_page: OpenPage, theme: str) -> None:
    bars = {
        "/#example=xor&at=33&chosen=dL_dw.1.0.0&drawer=budget": [
            ".segment.forward i",
            ".fall",
            ".stack-bar i",
            ".sample.current .sample-bar i",
            ".segmented [aria-pressed=true]",
        ],
        "/#at=63&drawer=costs": [".bar-of-cost i"],
        "/#at=63&view=matrices&drawer=largest": [".found-bar i", ".scale-bar", ".cell"],
    }
    for path, found in bars.items():
        # Whatever theme was chosen here, the drawing's ground is as dark as the system's.
        page = open_page(path, forced_colors="active", color_scheme=theme)
        page.locator(found[-1]).first.wait_for()
        assert dict(page.evaluate(GROUND, found)) == dict.fromkeys(found, True)
        assert page.evaluate("document.documentElement.dataset.theme") == theme
        page.locator("[data-do=theme]").click()
        page.locator("[data-do=theme]").click()
        settle(page)
        assert page.evaluate("document.documentElement.dataset.theme") == theme


# Everything that can be pressed, with what of it a pointer meets: of a box with a label, both.
SMALL = """() => {
  const shown = [...document.querySelectorAll("button, a, input, select, [data-do], [role=checkbox]")]
    .filter((one) => one.checkVisibility({ visibilityProperty: true }))
    .filter((one) => !one.closest("svg, .skip, dialog:not([open])"))
    .map((one) => {
      const { x, y, width, height } = (one.closest("label") ?? one).getBoundingClientRect();
      const grown = getComputedStyle(one, "::after");
      const grows = grown.position === "absolute" && grown.content !== "none";
      const more = grows ? -2 * Math.min(0, parseFloat(grown.top)) : 0;
      const middle = { x: x + width / 2, y: y + height / 2 };
      return { one, middle, width: width + more, height: height + more };
    })
    .filter(({ width, height }) => width > 1 && height > 1);
  const small = shown.filter(({ width, height }) => Math.min(width, height) < 23.5);
  // Two panels scroll past each other out of sight.
  const panel = (one) => one.closest("#bar, #rail, #lesson, #drawer, #stage, #inspector, #time");
  const isInSight = ({ y }) => y > 0 && y < innerHeight;
  // A circle of 24 pixels around a small target's middle meets no other target.
  const crowded = ({ one, middle }) => shown.some((other) => {
    if (other.one === one || other.one.contains(one) || one.contains(other.one)) return false;
    if (panel(one) !== panel(other.one) && !(isInSight(middle) && isInSight(other.middle))) return false;
    const apart = (axis, size) => Math.max(0, Math.abs(other.middle[axis] - middle[axis]) - other[size] / 2);
    return Math.hypot(apart("x", "width"), apart("y", "height")) < 12;
  });
  return small.filter(crowded).map(({ one, width, height }) =>
    `${one.tagName} ${one.className} ${one.dataset.do ?? one.dataset.change ?? ""} ${one.textContent.slice(0, 20)}: ` +
    `${Math.round(width)} x ${Math.round(height)}`);
}"""


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", SEEN)
def test_whatever_can_be_pressed_is_large_enough_or_stands_apart(open_page: OpenPage, name: str, width: int) -> None:
    page = open_page(SEEN[name], viewport={"width": width, "height": 844}, reduced_motion="reduce")
    settle(page)
    assert page.evaluate(SMALL) == []
    for wire in page.locator("[data-part=figure] .hit").all()[:1]:
        style = "(wire) => [getComputedStyle(wire).strokeWidth, getComputedStyle(wire).vectorEffect]"
        assert wire.evaluate(style) == ["24px", "non-scaling-stroke"]


# What is wider than its place, but for what says so by three dots or scrolls.
CUT = """() => [...document.querySelectorAll("button, label, h1, h2, h3, p, dt, dd, th, strong, .words")]
  .filter((one) => one.checkVisibility() && !one.closest("svg, .visually-hidden, .skip, .mark, #sentence"))
  .filter((one) => {
    const { overflowX, textOverflow } = getComputedStyle(one);
    const { right, width } = one.getBoundingClientRect();
    const panel = one.closest("#drawer, #inspector, #time, #bar, #rail")?.getBoundingClientRect();
    const isOver = overflowX === "visible" && one.clientWidth > 0 && one.scrollWidth > one.clientWidth + 1;
    return textOverflow !== "ellipsis" && width > 1 && (isOver || (panel && right > panel.right + 1));
  })
  .map((one) => `${one.tagName} ${one.className}: ${one.textContent.slice(0, 30)}`)"""


@pytest.mark.parametrize("width", [1440, 1280, 390])
@pytest.mark.parametrize("section", ["network", "budget", "largest"])
def test_nothing_is_cut_where_the_readers_own_letters_are_larger(
    browser: Browser, server_url: str, section: str, width: int
) -> None:
    flags = [*FLAGS, "--blink-settings=defaultFontSize=20"]
    large = browser.browser_type.launch(executable_path=find_chromium(), args=flags)
    page = large.new_page(viewport={"width": width, "height": 844}, reduced_motion="reduce")
    page.goto(f"{server_url}/#grain=neuron&at=40&chosen=dl_dw.2.0.0&drawer={section}")
    page.wait_for_selector("html[data-ready=true]")
    settle(page)
    assert page.evaluate("getComputedStyle(document.body).fontSize") == "17.5px"
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(CUT) == []
    large.close()
