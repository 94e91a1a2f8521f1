"""Room in the drawing: no text lies on another, no number on a wire of others, and none is too small to be read."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import OpenPage

WINDOWS = {1366: 768, 1024: 768, 390: 844, 1920: 1080}
EXAMPLES = (
    "lecture",
    "mazur",
    "xor",
    "dead-relu",
    "relu-homework",
    "wrong-hidden-gradient",
    "softmax-three",
    "tanh-2-4-4-1",
    "deep-sigmoid",
)
MOMENTS = (0, 0.12, 0.3, 0.45, 0.7, 1)
"""From the beginning to the end of the update."""

MEASURE = """async (link) => {
  const figure = document.querySelector("#stage [data-part=figure]");
  if (link) {
    location.hash = link;
    const at = new URLSearchParams(link).get("at");
    const isThere = () => document.querySelector("[role=slider]").ariaValueNow === at;
    // A section that opens takes its room a frame later, a sentence its line when what explains it has come.
    let before = "";
    for (let frame = 0, same = 0; frame < 120 && same < 8; frame += 1) {
      await new Promise(requestAnimationFrame);
      const now = figure.outerHTML;
      same = isThere() && now === before ? same + 1 : 0;
      before = now;
    }
  }
  const frame = figure.getBoundingClientRect();
  const scale = frame.width / figure.viewBox.baseVal.width;
  const place = (element, trim = 0) => {
    const { left, right, top, bottom, height } = element.getBoundingClientRect();
    return { left, right, top: top + trim * height, bottom: bottom - trim * height };
  };
  const meet = (one, other) =>
    Math.min(one.right, other.right) - Math.max(one.left, other.left) > 1 &&
    Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 1;
  const found = [];

  // Above and beneath its letters a text has room for others that are taller.
  const texts = [...figure.querySelectorAll("text")]
    .filter((element) => element.textContent.trim() !== "")
    .map((element) => ({ element, words: element.textContent, ...place(element, 0.18) }));
  const pills = [...figure.querySelectorAll(".wire-label > rect, .signal > rect, .capsule, .folded > rect")].map(
    (rect) => ({ group: rect.parentNode, words: rect.parentNode.textContent, ...place(rect) }),
  );
  texts.forEach((one, index) => {
    for (const other of texts.slice(0, index))
      if (meet(one, other)) found.push(`${one.words} lies on ${other.words}`);
    for (const pill of pills)
      if (!pill.group.contains(one.element) && meet(one, pill)) found.push(`${pill.words} covers ${one.words}`);
    if (one.left < frame.left - 1 || one.right > frame.right + 1 || one.top < frame.top || one.bottom > frame.bottom)
      found.push(`${one.words} is cut off`);
  });
  pills.forEach((one, index) => {
    for (const other of pills.slice(0, index))
      if (meet(one, other)) found.push(`pill ${one.words} lies on ${other.words}`);
    const isLabel = one.group.matches(".wire-label, .signal, .folded");
    const number = one.group.querySelector(isLabel ? ":scope > text:not(.symbol)" : ".out");
    const words = number && place(number);
    if (words && (words.left < one.left - 1 || words.right > one.right + 1))
      found.push(`${number.textContent} is wider than its pill`);
  });

  const page = figure.getScreenCTM();
  const wires = [...figure.querySelectorAll("path.wire")].map((path) => {
    const length = path.getTotalLength();
    return Array.from({ length: 41 }, (_, k) => path.getPointAtLength((length * k) / 40).matrixTransform(page));
  });
  for (const pill of pills.filter(({ group }) => group.matches(".wire-label, .signal"))) {
    const isUnder = ({ x, y }) =>
      x > pill.left + 2 && x < pill.right - 2 && y > pill.top + 2 && y < pill.bottom - 2;
    if (wires.filter((wire) => wire.some(isUnder)).length > 1) found.push(`${pill.words} covers a wire of others`);
  }

  const letters = texts.flatMap(({ element }) =>
    [element, ...element.querySelectorAll("tspan")].filter((part) =>
      [...part.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim() !== ""),
    ),
  );
  const smallest = scale * Math.min(...letters.map((part) => parseFloat(getComputedStyle(part).fontSize)));
  return { found, smallest, texts: texts.length };
}"""


def measured(page: Page, link: str) -> dict[str, Any]:
    """What lies on what once the page shows this link, and its smallest letters in pixels."""
    measure: dict[str, Any] = page.evaluate(MEASURE, link)
    assert measure["texts"] > 10, link
    return measure


def open_example(page: Page, example: str) -> int:
    """Put an example on the page, at its beginning; the number of its steps."""
    page.evaluate("(example) => { location.hash = `example=${example}`; }", example)
    page.wait_for_function(
        "(example) => document.querySelector('[data-change=example]').value === example"
        " && !document.documentElement.hasAttribute('data-stale')",
        arg=example,
    )
    return int(page.locator("[role=slider]").get_attribute("aria-valuemax") or 0)


@pytest.mark.parametrize("width", WINDOWS)
def test_nothing_in_the_drawing_lies_on_anything_else(open_page: OpenPage, width: int) -> None:
    page = open_page("/", viewport={"width": width, "height": WINDOWS[width]}, reduced_motion="reduce")
    found = {}
    for example in EXAMPLES:
        end = open_example(page, example)
        least = 11 if example == "lecture" else 9
        # In the narrower windows a drawer lies over the drawing and changes nothing in it.
        for drawer in ("", "&drawer=network") if width > 1024 else ("",):
            for part in MOMENTS:
                link = f"example={example}&at={round(end * part)}{drawer}"
                measure = measured(page, link)
                if measure["found"]:
                    found[link] = measure["found"]
                assert measure["smallest"] > least - 0.05, link
    assert found == {}


@pytest.mark.parametrize("view", ["forward", "backward"])
def test_in_a_lane_that_is_drawn_alone_nothing_lies_on_anything_else(open_page: OpenPage, view: str) -> None:
    page = open_page("/", viewport={"width": 1366, "height": 768}, reduced_motion="reduce")
    found = {}
    for example in ("lecture", "xor", "softmax-three", "tanh-2-4-4-1"):
        end = open_example(page, example)
        for part in MOMENTS:
            link = f"example={example}&view={view}&at={round(end * part)}"
            measure = measured(page, link)
            if measure["found"]:
                found[link] = measure["found"]
    assert found == {}


def test_beside_a_section_the_chosen_number_stands_in_its_place_until_the_tab_is_pressed(open_page: OpenPage) -> None:
    page = open_page("/#at=20&drawer=network", viewport={"width": 1366, "height": 768}, reduced_motion="reduce")
    tab = page.locator("#side-tab button")
    drawer, inspector = page.locator("#drawer"), page.locator("#inspector")
    assert drawer.is_visible()
    assert not inspector.is_visible()
    tab.click()
    inspector.wait_for(state="visible")
    assert not drawer.is_visible()
    assert tab.get_attribute("aria-expanded") == "true"
    tab.click()
    inspector.wait_for(state="hidden")
    width = "() => document.querySelector('[data-part=scroller]').clientWidth"
    before = page.evaluate(width)
    page.locator("svg.figure [data-address='z.2.0']").click()
    page.wait_for_selector("#inspector [data-inspected='z.2.0']")
    assert page.evaluate(width) == before, "the drawing does not move"
    page.locator("#inspector .close-sheet").click()
    drawer.wait_for(state="visible")
    page.locator("#drawer [data-do=close-drawer]").click()
    tab.wait_for(state="detached")
    assert inspector.is_visible()


def test_what_is_chosen_in_a_section_s_list_leaves_the_list_in_sight(open_page: OpenPage) -> None:
    page = open_page("/#at=63&drawer=largest", viewport={"width": 1366, "height": 768}, reduced_motion="reduce")
    for found in page.locator("#drawer .found").all()[:2]:
        found.click()
        page.wait_for_selector("#drawer .found[aria-pressed=true]")
        assert not page.locator("#inspector").is_visible()
    page.locator("#side-tab button").click()
    page.wait_for_selector("#inspector [data-inspected]")


def test_over_the_matrices_all_of_the_drawing_is_in_sight(open_page: OpenPage) -> None:
    page = open_page("/#view=matrices&at=20", viewport={"width": 1366, "height": 768}, reduced_motion="reduce")
    room = "() => { const s = document.querySelector('[data-part=scroller]'); return s.scrollHeight - s.clientHeight; }"
    for example in ("lecture", "tanh-2-4-4-1"):
        open_example(page, example)
        measure = measured(page, f"example={example}&view=matrices&at=20")
        assert measure["found"] == []
        assert page.evaluate(room) == 0


def test_in_a_presentation_the_lectures_network_can_be_read_from_afar(open_page: OpenPage) -> None:
    page = open_page("/#present=true", viewport={"width": 1024, "height": 768}, reduced_motion="reduce")
    for at in (0, 20, 44, 63):
        measure = measured(page, f"present=true&at={at}")
        assert measure["found"] == [], at
        assert measure["smallest"] >= 11, at


def test_to_an_audience_the_drawing_begins_at_its_title_and_one_key_fits_it(open_page: OpenPage) -> None:
    page = open_page("/#example=tanh-2-4-4-1&at=20", viewport={"width": 1024, "height": 768}, reduced_motion="reduce")
    scroller = page.locator("[data-part=scroller]")
    hidden = "(s) => s.scrollHeight - s.clientHeight + s.scrollWidth - s.clientWidth"
    scroller.evaluate("(s) => s.scrollTo(0, 1000)")
    page.evaluate("() => { document.documentElement.requestFullscreen = () => Promise.resolve(); }")
    page.keyboard.press("p")
    page.wait_for_selector(":root[data-present]")
    page.wait_for_function("() => document.querySelector('[data-part=scroller]').scrollTop === 0")
    page.keyboard.press("z")
    page.wait_for_function("() => location.hash.includes('zoom=1.25')")
    assert scroller.evaluate(hidden) > 0
    page.keyboard.press("0")
    page.wait_for_function(f"() => ({hidden})(document.querySelector('[data-part=scroller]')) <= 0")
    page.keyboard.press("0")
    page.wait_for_function(f"() => ({hidden})(document.querySelector('[data-part=scroller]')) > 0")
    scroller.evaluate("(s) => s.scrollTo(0, 1000)")
    page.keyboard.press("Home")
    page.wait_for_function("() => document.querySelector('[data-part=scroller]').scrollTop === 0")
    assert page.locator(".lane-name.forward").first.is_visible()
