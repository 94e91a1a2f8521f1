"""A server that stops while the page is open, and what is said over the stage."""

import contextlib
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Complaints
from tests.browser.screen import numbers, settle

OpenPage = Callable[..., Page]
Violations = Callable[[Page], list[str]]


class Server:
    """A server that can be stopped and started again at the same address."""

    def __init__(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        self.url = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [sys.executable, "-m", "app", "--port", str(self.port), "--no-browser"]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(150):
            with contextlib.suppress(URLError), urlopen(f"{self.url}/healthz"):
                return
            time.sleep(0.1)
        raise TimeoutError("the server did not start")

    def stop(self) -> None:
        if self._process:
            self._process.kill()
            self._process.wait(timeout=10)
            self._process = None


@pytest.fixture
def own_server(complaints: Complaints) -> Iterator[Server]:
    """A server of this test alone; that its page cannot reach it is no fault of the page's."""
    for part in ("request to another host: http://127.0.0.1", "ERR_CONNECTION", "ERR_EMPTY_RESPONSE"):
        complaints.allow(part)
    server = Server()
    server.start()
    yield server
    server.stop()


def edit(page: Page, address: str, text: str) -> None:
    """Type a number where it stands in the drawing."""
    page.locator(f"[data-edit='{address}']").first.dispatch_event("click", {"bubbles": True})
    page.locator("[data-part=editor] input").fill(text)
    page.keyboard.press("Enter")


STALE = "html[data-stale]"


def test_while_the_server_is_gone_the_numbers_are_marked_as_old_and_the_edit_is_kept(
    open_page: OpenPage, own_server: Server, axe_violations: Violations
) -> None:
    page = open_page(f"{own_server.url}/#at=63", reduced_motion="reduce")
    before = numbers(page)
    own_server.stop()
    edit(page, "x.0", "3")
    page.wait_for_selector(STALE)
    settle(page)
    assert numbers(page) == before, "none of the old numbers is mixed with new ones"
    assert float(page.locator("[data-part=figure]").evaluate("(one) => getComputedStyle(one).opacity")) < 0.5
    said = page.locator("[data-part=notices] [role=alert]")
    expect(said).to_contain_text("The pale numbers are those before your last change")
    assert axe_violations(page) == []
    edit(page, "x.0", "2")
    page.wait_for_selector(STALE)
    own_server.start()
    # By itself: nobody presses anything.
    page.wait_for_selector("html:not([data-stale])", timeout=20_000)
    settle(page)
    assert said.count() == 0
    assert numbers(page)["x.0"] == "2"
    # The lecture's first neuron: 1 · 2 − 2 · (−1) + 1.
    assert numbers(page)["z.1.0"] == "5"


def test_a_press_asks_again_at_once_and_the_notice_can_be_closed_by_keyboard(
    open_page: OpenPage, own_server: Server
) -> None:
    page = open_page(f"{own_server.url}/#at=63", reduced_motion="reduce")
    own_server.stop()
    edit(page, "x.0", "3")
    page.wait_for_selector(STALE)
    close = page.locator("[data-part=notices]").get_by_role("button", name="Close")
    close.focus()
    page.keyboard.press("Enter")
    close.wait_for(state="detached")
    assert page.evaluate("document.activeElement.dataset.part") == "scroller"
    assert page.locator(STALE).count() == 1, "closed or not, the numbers are old"
    edit(page, "x.0", "2")
    own_server.start()
    page.wait_for_selector("html:not([data-stale])", timeout=20_000)
    own_server.stop()
    edit(page, "x.0", "4")
    retry = page.locator("[data-part=notices]").get_by_role("button", name="Try again")
    retry.wait_for()
    # Until the next try by itself is far away.
    page.wait_for_timeout(8_000)
    own_server.start()
    began = time.monotonic()
    retry.click()
    page.wait_for_selector("html:not([data-stale])")
    assert time.monotonic() - began < 3
    assert numbers(page)["x.0"] == "4"


def test_what_the_inspector_could_not_ask_it_asks_when_the_server_is_back(
    open_page: OpenPage, own_server: Server
) -> None:
    page = open_page(f"{own_server.url}/#at=63", reduced_motion="reduce")
    own_server.stop()
    page.locator("[data-choose='dl_dz.2.0']").first.click()
    expect(page.locator("[data-part=notices] [role=alert]")).to_contain_text("The server does not answer.")
    assert page.locator(STALE).count() == 0, "these numbers are the present ones"
    own_server.start()
    page.locator("#inspector [data-witness=difference]").wait_for(timeout=20_000)
    expect(page.locator("[data-part=notices] [role=alert]")).to_have_count(0)


def test_a_language_that_does_not_come_leaves_the_page_in_its_own_and_says_why(
    open_page: OpenPage, own_server: Server
) -> None:
    page = open_page(f"{own_server.url}/#at=20")
    own_server.stop()
    choice = page.locator("select[data-change=language]").first
    choice.select_option("zh-Hans")
    expect(page.locator("#toast")).to_contain_text("The server does not answer.")
    assert choice.input_value() == "en"
    assert page.locator("html").get_attribute("lang") == "en"


PLACES = """() => ["[data-part=figure]", "[data-part=scroller]", "#time"].map((one) => {
    const { top, width, height } = document.querySelector(one).getBoundingClientRect();
    return [top, width, height];
})"""
COVERED = """() => {
    const note = document.querySelector(".notice").getBoundingClientRect();
    const apart = (one) => one.left >= note.right || one.right <= note.left || one.top >= note.bottom
        || one.bottom <= note.top;
    return [...document.querySelectorAll("button, select, a, [role=slider]")]
        .filter((one) => !one.closest(".notice") && one.checkVisibility() && !(one instanceof SVGElement))
        .map((one) => one.getBoundingClientRect())
        .filter((one) => one.width > 0 && !apart(one)).length;
}"""


@pytest.mark.parametrize("size", [(1440, 900), (1024, 768), (360, 740)])
@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
def test_a_notice_covers_no_control_moves_nothing_and_can_be_closed(
    open_page: OpenPage, axe_violations: Violations, size: tuple[int, int], language: str
) -> None:
    viewport = {"width": size[0], "height": size[1]}
    page = open_page(f"/?lang={language}#at=63", viewport=viewport, reduced_motion="reduce")
    before = page.evaluate(PLACES)
    edit(page, "w.1.0.0", "1e308")
    edit(page, "x.0", "1e300")
    note = page.locator("[data-part=notices] .notice")
    note.wait_for()
    settle(page)
    assert page.evaluate(PLACES) == before
    assert page.evaluate(COVERED) == 0
    assert axe_violations(page) == []
    note.locator("[data-do=dismiss]").click()
    note.wait_for(state="detached")


UNREADY = {"en": "The page has not come up", "zh-Hans": "页面没有显示出来", "zh-Hant": "頁面沒有顯示出來"}


@pytest.mark.parametrize("language", UNREADY)
@pytest.mark.parametrize("fault", ["missing", "older", "broken"])
@pytest.mark.parametrize("path", ["/", "/embed"])
def test_a_page_that_cannot_come_up_says_so(
    open_page: OpenPage,
    complaints: Complaints,
    axe_violations: Violations,
    path: str,
    fault: str,
    language: str,
) -> None:
    for part in ("/js/stage/scene/layout.js", "ERR_FAILED", "uncaught"):
        complaints.allow(part)
    page = open_page(None)
    faults: dict[str, Callable[[Route], None]] = {
        "missing": lambda route: route.abort(),
        # What a browser makes of signs that it does not know.
        "older": lambda route: route.fulfill(content_type="text/javascript", body="export const layout = @;"),
        "broken": lambda route: route.fulfill(content_type="text/javascript", body="throw new Error()"),
    }
    page.route("**/static/*/js/stage/scene/layout.js", faults[fault])
    page.goto(f"{path}?lang={language}")
    said = page.locator(".unready")
    said.wait_for(timeout=5_000)
    assert UNREADY[language] in said.inner_text()
    assert axe_violations(page) == []


def test_a_page_that_only_takes_long_says_so_after_a_while_and_no_more_once_it_is_there(
    open_page: OpenPage,
) -> None:
    page = open_page(None)
    waiting: list[Route] = []
    page.route("**/static/*/js/stage/scene/layout.js", lambda route: waiting.append(route))
    page.goto("/", wait_until="commit")
    said = page.locator(".unready")
    page.wait_for_timeout(2_000)
    assert not said.is_visible()
    said.wait_for(timeout=20_000)
    for route in waiting:
        route.continue_()
    page.wait_for_selector("html[data-ready=true]")
    assert not said.is_visible()


def test_without_scripts_only_that_is_said(open_page: OpenPage, complaints: Complaints) -> None:
    # Chromium takes the modules that it may not run for forbidden ones.
    complaints.allow(" csp")
    page = open_page(None, java_script_enabled=False)
    page.goto("/")
    assert "switched off" in page.locator("noscript").inner_text()
    assert not page.locator(".unready").is_visible()
