"""Two languages, two themes, three widths: nothing overflows, and nothing is out of anybody's reach."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.screen import moment, numbers, settle, trace, value

OpenPage = Callable[..., Page]
Violations = Callable[[Page], list[str]]
WIDTHS = {"wide": (1440, 900), "projector": (1024, 768), "phone": (360, 740)}
NAMES = {
    "Backprop",
    "Explorer",
    "English",
    "sigmoid",
    "tanh",
    "ReLU",
    "leaky",
    "softplus",
    "softsign",
    "GELU",
    "SiLU",
    "SELU",
    "softmax",
    "logits",
    "Huber",
    "Xavier",
    "LeCun",
    "Mazur",
    "Tanh",
}
HAN = re.compile(r"[\u4e00-\u9fff]")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
def test_axe_finds_nothing_wrong(
    open_page: OpenPage, axe_violations: Violations, language: str, theme: str, width: str
) -> None:
    w, h = WIDTHS[width]
    page = open_page(
        f"/?lang={language}#at=20&chosen=dl_dw.2.0.0", viewport={"width": w, "height": h}, color_scheme=theme
    )
    assert axe_violations(page) == []
    assert page.evaluate("document.documentElement.dataset.theme") == theme
    assert page.evaluate("document.documentElement.scrollWidth") <= w
    assert page.evaluate("document.body.scrollHeight") <= h


# Each thing that leaves its place without anybody's doing, with how much of the window it moved.
SHIFTS = """() => {
  window.shifts = [];
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput, sources } of list.getEntries()) {
      const what = sources.map(({ node }) => node && (node.id || node.className));
      if (!hadRecentInput) window.shifts.push([value, what]);
    }
  }).observe({ type: "layout-shift", buffered: true });
}"""


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_leaves_its_place_while_the_page_opens_and_while_time_runs(open_page: OpenPage, width: str) -> None:
    w, h = WIDTHS[width]
    page = open_page(None, viewport={"width": w, "height": h})
    page.add_init_script(f"({SHIFTS})()")
    page.goto("/#grain=neuron&at=30&speed=4")
    page.wait_for_selector("html[data-ready=true]")
    settle(page)
    page.locator("[data-do=play]").click()
    page.wait_for_function("() => document.querySelector('[data-track]').getAttribute('aria-valuenow') > 34")
    shifts = page.evaluate("window.shifts")
    assert sum(value for value, _ in shifts) < 0.03, shifts


@pytest.mark.parametrize("section", ["network", "samples", "published", "recipe"])
def test_axe_finds_nothing_wrong_in_the_editor(open_page: OpenPage, axe_violations: Violations, section: str) -> None:
    page = open_page(f"/#example=mazur&at=45&drawer={section}")
    assert axe_violations(page) == []


def test_axe_finds_nothing_wrong_in_the_help_and_beside_a_refused_number(
    open_page: OpenPage, axe_violations: Violations
) -> None:
    page = open_page("/#at=63")
    page.locator('[data-address="w.1.0.0"]').click()
    page.locator("[data-part=editor] input").fill("nonsense")
    page.locator("[data-part=editor] .wrong").wait_for()
    assert axe_violations(page) == []
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    page.locator("dialog[open]").wait_for()
    assert axe_violations(page) == []


def test_the_language_changes_without_a_reload_and_the_moment_stays(open_page: OpenPage) -> None:
    page = open_page("/#at=20")
    page.evaluate("window.stayed = true")
    before = numbers(page)
    page.select_option("[data-change=language]", "zh-Hans")
    page.wait_for_function("() => document.documentElement.lang === 'zh-Hans'")
    settle(page)
    assert page.evaluate("window.stayed")
    assert numbers(page) == before
    assert moment(page) == 20
    assert HAN.search(page.locator("#sentence").inner_text())
    page.wait_for_function("() => location.search.includes('lang=zh-Hans')")


def test_the_language_of_the_browser_is_taken(open_page: OpenPage) -> None:
    page = open_page(locale="zh-CN")
    assert page.evaluate("document.documentElement.lang") == "zh-Hans"
    page = open_page(locale="zh-TW")
    assert page.evaluate("document.documentElement.lang") == "zh-Hant"


@pytest.mark.parametrize("asked", ["../../", "xx", "zh-Hans'\"><script>", ""])
def test_a_language_that_is_not_there_is_english(open_page: OpenPage, asked: str) -> None:
    page = open_page(f"/?lang={asked}")
    assert page.evaluate("document.documentElement.lang") == "en"


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant"])
def test_no_english_is_left_in_the_chinese_page(open_page: OpenPage, language: str) -> None:
    page = open_page(f"/?lang={language}#at=63&chosen=w.2.1.0&drawer=network")
    page.locator(".icon[data-of=recipe]").click()
    settle(page)
    words = set(re.findall(r"[A-Za-z]{4,}", page.locator("body").inner_text()))
    assert words - NAMES == set()


def test_the_theme_is_remembered(open_page: OpenPage) -> None:
    page = open_page(color_scheme="light")
    for expected in ("light", "dark"):
        page.locator("[data-do=theme]").click()
        settle(page)
        assert page.evaluate("document.documentElement.dataset.theme") == expected
    page.reload()
    page.wait_for_selector("html[data-ready=true]")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_everything_can_be_reached_and_chosen_by_keyboard(open_page: OpenPage) -> None:
    page = open_page("/#at=63", reduced_motion="reduce")
    chosen = set()
    for _ in range(90):
        page.keyboard.press("ArrowDown")
        chosen.add(page.evaluate("document.activeElement.getAttribute('data-choose')"))
    assert {
        "x.0",
        "w.1.0.0",
        "b.2.1",
        "a.3.1",
        "t.0",
        "l",
        "dl_dz.2.0",
        "dl_dw.3.1.1",
        "dl_dx.1",
        "dl_da.3.0",
    } <= chosen


def test_a_number_is_edited_by_keyboard_alone(open_page: OpenPage) -> None:
    page = open_page("/#grain=neuron&at=63", reduced_motion="reduce")
    before = numbers(page)["l"]
    while page.evaluate("document.activeElement.getAttribute('data-edit')") != "w.1.0.0":
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.locator("[data-part=editor] input").wait_for()
    settle(page)
    page.keyboard.type("2.5")
    page.keyboard.press("Enter")
    page.wait_for_function("() => numberOf('w.1.0.0').textContent === '2.5'")
    assert numbers(page)["l"] != before
    page.keyboard.press("ArrowLeft")
    settle(page)
    assert moment(page) == 62


def test_the_full_number_is_shown_on_hover_and_copied(open_page: OpenPage) -> None:
    page = open_page("/#at=20&chosen=dl_dz.2.0", permissions=["clipboard-read", "clipboard-write"])
    page.locator('[data-address="dl_dz.2.0"]').hover()
    page.locator(".tip").wait_for()
    problem, answer = trace(page)
    full = str(value(problem, answer, "dl_dz.2.0"))
    assert full in page.locator(".tip").inner_text()
    page.locator("[data-of=copies]").click()
    page.locator("#inspector").get_by_role("button", name="Copy", exact=True).click()
    page.locator(".toast").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == full


def test_a_wire_shows_its_gradient_as_two_factors(open_page: OpenPage) -> None:
    page = open_page("/#grain=neuron&at=44&chosen=dl_dw.2.0.0")
    text = page.locator("#inspector").inner_text()
    for number in ("0.982", "−0.04576", "−0.04494"):
        assert number in text


def test_published_numbers_stand_beside_ours_with_ticks_and_the_erratum(open_page: OpenPage) -> None:
    page = open_page("/#example=mazur&drawer=published")
    drawer = page.locator("#drawer")
    assert drawer.locator("tr.match, tr.truncated").count() > 15
    assert drawer.locator("tr.differs").count() >= 3
    assert "0.291027924" in drawer.inner_text()
    assert "0.29102777" in drawer.inner_text()
    assert drawer.locator(".erratum").count() >= 1


@pytest.mark.parametrize("width", WIDTHS)
def test_the_timeline_is_always_in_reach(open_page: OpenPage, width: str) -> None:
    w, h = WIDTHS[width]
    page = open_page("/#at=63", viewport={"width": w, "height": h})
    for name in ("One step back", "To the start"):
        box = page.get_by_role("button", name=name).bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= h
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= w


# Where the loss of each drawn lane ends, and where the drawing's window does.
LOSSES = """() => {
  const window = document.querySelector('[data-part=scroller]').getBoundingClientRect();
  return [...document.querySelectorAll("[data-part=figure] .loss circle")].map((circle) => {
    const { right, bottom } = circle.getBoundingClientRect();
    return [right <= window.right, bottom <= window.bottom];
  });
}"""


@pytest.mark.parametrize("size", [(1280, 800), (1366, 768)])
@pytest.mark.parametrize("section", ["network", "budget", "largest"])
def test_the_loss_is_in_sight_between_the_editor_and_the_tab_of_the_inspector(
    open_page: OpenPage, section: str, size: tuple[int, int]
) -> None:
    viewport = {"width": size[0], "height": size[1]}
    for example in ("lecture", "mazur", "xor"):
        page = open_page(f"/#example={example}&at=30&drawer={section}&chosen=l", viewport=viewport)
        settle(page)
        assert page.locator("#side-tab button").is_visible()
        assert page.evaluate(LOSSES) == [[True, True], [True, True]], example


@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
def test_the_rail_says_what_its_pictures_mean_where_there_is_room(open_page: OpenPage, language: str) -> None:
    page = open_page(f"/?lang={language}")
    words = page.locator("#rail .icon:not(.open-sheet) .words")
    assert words.count() == 8
    for word in words.all():
        assert word.is_visible()
        assert word.evaluate("(word) => word.offsetWidth <= word.parentElement.clientWidth")
        assert word.inner_text() in (word.locator("xpath=..").get_attribute("aria-label") or "")
    page.set_viewport_size({"width": 1024, "height": 768})
    settle(page)
    assert not words.first.is_visible()
