"""For an audience, and in somebody else's page."""

import http.server
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Complaints
from tests.browser.screen import moment, numbers, settle

OpenPage = Callable[..., Page]
Violations = Callable[[Page], list[str]]


def font_size(page: Page, selector: str) -> float:
    """Pixels of the type of an element."""
    return float(page.evaluate(f"parseFloat(getComputedStyle(document.querySelector('{selector}')).fontSize)"))


def test_an_audience_sees_the_drawing_and_the_sentence_large_and_nothing_else(open_page: OpenPage) -> None:
    page = open_page("/#at=20", viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    before = page.locator("[data-part=figure]").bounding_box()
    page.keyboard.press("p")
    page.wait_for_selector("html[data-present]")
    settle(page)
    for part in (".bar .example", ".rail", ".settings", ".views", "#inspector"):
        assert not page.locator(part).is_visible(), part
    after = page.locator("[data-part=figure]").bounding_box()
    assert before is not None
    assert after is not None
    assert after["width"] > 1.3 * before["width"]
    assert font_size(page, "#sentence") >= 24
    page.keyboard.press("PageDown")
    settle(page)
    assert moment(page) == 21
    page.keyboard.press("PageUp")
    page.keyboard.press("PageUp")
    settle(page)
    assert moment(page) == 19
    page.wait_for_function("() => location.hash.includes('present=true')")
    page.keyboard.press("Escape")
    page.wait_for_selector("html:not([data-present])")
    assert page.locator(".bar .example").is_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 360])
def test_the_link_of_a_presentation_opens_it(
    open_page: OpenPage, axe_violations: Violations, theme: str, width: int
) -> None:
    page = open_page("/#at=33&present=true", viewport={"width": width, "height": 760}, color_scheme=theme)
    page.wait_for_selector("html[data-present]")
    assert moment(page) == 33
    assert axe_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_role("button", name="Leave").click()
    page.wait_for_selector("html:not([data-present])")


def test_shortcuts_are_switched_off_for_good(open_page: OpenPage) -> None:
    page = open_page("/#at=5", reduced_motion="reduce")
    page.keyboard.press("?")
    page.get_by_label("Keyboard shortcuts are on").uncheck()
    page.locator("[data-do=close-dialog]").click()
    page.locator("body").click(position={"x": 700, "y": 400})
    page.keyboard.press("ArrowRight")
    page.keyboard.press("v")
    settle(page)
    assert moment(page) == 5
    page.reload()
    page.wait_for_selector("html[data-ready]")
    page.keyboard.press("ArrowRight")
    settle(page)
    assert moment(page) == 5


HOST = """<!doctype html><title>host</title><body>
<script>
  addEventListener("message", (event) => { window.told = event.data; window.from = event.origin; });
</script>
<iframe src="FRAME" width="900" height="640"></iframe>"""


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Callable[..., str]]:
    """`host(frame)`: the address, of another origin, of a page that has this one in a frame."""
    handler = type("Quiet", (http.server.SimpleHTTPRequestHandler,), {"log_message": lambda *_: None})
    with http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), lambda *given: handler(*given, directory=str(tmp_path))
    ) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()

        def page(frame: str, html: str = HOST) -> str:
            (tmp_path / "host.html").write_text(html.replace("FRAME", frame), "utf-8")
            return f"http://127.0.0.1:{server.server_port}/host.html"

        yield page
        server.shutdown()


def test_another_origin_shows_it_in_a_frame_steps_it_and_hears_its_size(
    open_page: OpenPage, server_url: str, host: Callable[[str], str], complaints: Complaints
) -> None:
    complaints.allow("127.0.0.1")
    page = open_page(None)
    page.goto(host(f"{server_url}/embed?lang=en&theme=dark&hide=inspector,nonsense#at=20"))
    frame = page.frame_locator("iframe")
    frame.locator("html[data-ready]").wait_for()
    assert frame.locator("html").get_attribute("data-theme") == "dark"
    for part in (".bar .example", ".rail", "#inspector"):
        assert not frame.locator(part).is_visible(), part
    frame.locator("[data-do=on]").click()
    frame.locator("[role=slider][aria-valuenow='21']").wait_for()
    page.wait_for_function("() => window.told")
    told = page.evaluate("window.told")
    assert told["type"] == "backprop-explorer:size"
    assert told["width"] == 900
    assert 400 < told["height"] < 2000
    assert page.evaluate("window.from") == server_url
    link = frame.get_by_role("link", name="Open in Backprop Explorer")
    assert link.get_attribute("rel") == "noopener"
    with page.context.expect_page() as opened:
        link.click()
    opened.value.wait_for_selector("html[data-ready]")
    assert opened.value.url.startswith(f"{server_url}/?lang=en#")
    assert "at=21" in opened.value.url


FOLLOWING = """<!doctype html><title>host</title><body style="margin: 0">
<script>
  window.told = [];
  addEventListener("message", ({ data }) => {
    window.told.push(data);
    document.querySelector("iframe").style.height = `${data.height}px`;
  });
</script>
<iframe src="FRAME" style="border: 0; width: 900px; height: HEIGHTpx"></iframe>"""


@pytest.mark.parametrize("height", [240, 640, 1400])
@pytest.mark.parametrize("hide", ["", "inspector,views,columns", "timeline"])
def test_a_host_that_follows_the_size_comes_to_rest(
    open_page: OpenPage,
    server_url: str,
    host: Callable[..., str],
    complaints: Complaints,
    hide: str,
    height: int,
) -> None:
    complaints.allow("127.0.0.1")
    page = open_page(None, viewport={"width": 1500, "height": 900})
    page.goto(host(f"{server_url}/embed?lang=en&hide={hide}#at=20", FOLLOWING.replace("HEIGHT", str(height))))
    for width in (900, 400, 1300):
        page.evaluate("(width) => document.querySelector('iframe').style.width = `${width}px`", width)
        page.wait_for_function("(width) => window.told.at(-1)?.width === width", arg=width)
        page.wait_for_timeout(700)
        told = page.evaluate("window.told")
        page.wait_for_timeout(700)
        assert page.evaluate("window.told") == told, "it has come to rest"
        assert len([one for one in told if one["width"] == width]) <= 3
        frame = page.frames[1]
        inside = frame.evaluate(
            "(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight)"
            "(document.querySelector('[data-part=scroller]'))"
        )
        assert inside <= 1, "the whole drawing is in sight"
    frame.locator("body").press("End")
    page.wait_for_timeout(500)
    assert page.evaluate("window.told") == told, "the height is the same at every step"


@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
@pytest.mark.parametrize("size", [(320, 400), (480, 360), (900, 640)])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_in_a_small_frame_nothing_is_cut_off(
    open_page: OpenPage, axe_violations: Violations, size: tuple[int, int], theme: str, language: str
) -> None:
    width, height = size
    page = open_page(f"/embed?lang={language}&theme={theme}#at=20", viewport={"width": width, "height": height})
    settle(page)
    for part in page.locator(".time :is(button, select, [role=slider], a):visible").all():
        box = part.bounding_box()
        assert box is not None
        assert box["x"] >= 0, part
        assert box["x"] + box["width"] <= width, part
        assert box["y"] + box["height"] <= height, part
        assert box["width"] >= 24, part
    for select in page.locator(".time select:visible").all():
        words = select.evaluate(
            "(one) => one.clientWidth - parseFloat(getComputedStyle(one).paddingLeft)"
            " - parseFloat(getComputedStyle(one).paddingRight)"
        )
        assert words >= 28, "some letters of what is chosen"
    track = page.locator("[role=slider]").bounding_box()
    assert track is not None
    assert track["width"] >= 100
    assert page.evaluate("document.querySelector('.say').scrollWidth <= innerWidth")
    assert axe_violations(page) == []


HIDDEN = {
    "inspector": "#inspector",
    "views": ".views",
    "columns": ".columns",
    "controls": ".controls",
    "track": ".track",
    "settings": ".settings",
    "sentence": ".say",
    "timeline": ".say, .track, .controls, .settings",
}


@pytest.mark.parametrize("part", HIDDEN)
@pytest.mark.parametrize("size", [(320, 400), (1300, 700)])
def test_each_part_can_be_left_out_alone(open_page: OpenPage, size: tuple[int, int], part: str) -> None:
    page = open_page(f"/embed?hide={part}#at=20&chosen=z.1.0", viewport={"width": size[0], "height": size[1]})
    for selector in HIDDEN[part].split(", "):
        assert not page.locator(selector).is_visible()
    assert page.locator("[data-part=figure]").is_visible()
    assert page.locator(".full-page").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    if part == "views":
        assert page.locator(".time select[data-change=view]:visible").count() == 0


def test_the_page_itself_is_in_no_frame_of_others(
    open_page: OpenPage, server_url: str, host: Callable[[str], str], complaints: Complaints
) -> None:
    for part in ("127.0.0.1", "frame-ancestors"):
        complaints.allow(part)
    page = open_page(None)
    page.goto(host(f"{server_url}/"))
    page.wait_for_timeout(800)
    assert page.frame_locator("iframe").locator("[data-part=figure]").count() == 0


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_an_embedded_page_shuts_nobody_out(open_page: OpenPage, axe_violations: Violations, theme: str) -> None:
    page = open_page(f"/embed?theme={theme}#at=20", viewport={"width": 900, "height": 640})
    assert numbers(page)["dl_dz.2.0"]
    assert axe_violations(page) == []


def test_a_teacher_copies_the_html_of_the_frame(open_page: OpenPage) -> None:
    page = open_page("/#at=20", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Share").click()
    page.get_by_role("button", name="Copy the HTML of the frame").click()
    page.wait_for_function("async () => (await navigator.clipboard.readText()).includes('/embed?lang=en#')")
    assert "at=20" in page.evaluate("navigator.clipboard.readText()")
