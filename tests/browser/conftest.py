"""A live server and a real Chromium whose pages are watched: no error, no request that leaves the machine."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

from bench.chromium import FLAGS, find_chromium

REQUIRED = bool(os.environ.get("REQUIRE_BROWSER"))
OpenPage = Callable[..., Page]


@pytest.fixture(scope="session")
def server_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a server that a person would have started, without the slash at its end."""
    errors = tmp_path_factory.mktemp("server") / "stderr"
    command = [sys.executable, "-m", "app", "--port", "0", "--no-browser"]
    with (
        errors.open("w") as stderr,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=stderr, text=True) as server,
    ):
        assert server.stdout is not None
        url = next((line.strip() for line in server.stdout if line.startswith("http")), None)
        assert url is not None, f"the server did not start: {errors.read_text()}"
        yield url.rstrip("/")
        server.terminate()
        server.wait(timeout=10)
    assert errors.read_text() == "", "the server complained while the browser tests ran"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    path = find_chromium()
    if path is None:
        message = "no Chromium was found: `make browser` installs one, or set CHROMIUM to the path of yours"
        pytest.fail(message) if REQUIRED else pytest.skip(message)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield chromium
        chromium.close()


class Complaints:
    """What a page did that no page may do. A test that provokes one says so with `allow`."""

    def __init__(self, host: str) -> None:
        self._host = host
        self._heard: list[str] = []
        self._allowed: list[str] = []

    def allow(self, part: str) -> None:
        """Let pass every complaint that contains `part`."""
        self._allowed.append(part)

    def listen(self, page: Page) -> None:
        """Write down what goes wrong on `page` from now on."""
        page.on("console", self._console)
        page.on("pageerror", lambda error: self._heard.append(f"uncaught: {error}"))
        page.on("request", self._request)
        page.on("requestfailed", self._failed)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self._heard.append(f"console {message.type}: {message.text} {message.location}")

    def _request(self, request: Request) -> None:
        target = urlsplit(request.url)
        if target.scheme not in ("data", "blob") and target.netloc != self._host:
            self._heard.append(f"request to another host: {request.url}")

    def _failed(self, request: Request) -> None:
        # The page itself drops a request whose answer has become stale.
        if request.failure != "net::ERR_ABORTED":
            self._heard.append(f"request failed: {request.url} {request.failure}")

    def left(self) -> list[str]:
        """The complaints that were not allowed."""
        return [text for text in self._heard if not any(part in text for part in self._allowed)]


@pytest.fixture
def complaints(server_url: str) -> Complaints:
    """The complaints of this test's pages."""
    return Complaints(urlsplit(server_url).netloc)


NUMBER_OF = 'window.numberOf = (address) => document.querySelector(`svg.figure [data-address="${address}"]`)'
"""The element of a number of the drawing, for what is run in a page."""


@pytest.fixture
def open_page(browser: Browser, server_url: str, complaints: Complaints) -> Iterator[OpenPage]:
    """`open_page(path="/", **options)`: a page in a context of its own, once real numbers stand on it.

    The options are Playwright's for a context: `viewport`, `locale`, `color_scheme`, `reduced_motion` …
    The test fails at its end if any of its pages complained.
    """
    contexts = []

    def opened(path: str | None = "/", **options: Any) -> Page:
        usual = {"base_url": server_url, "locale": "en-US", "viewport": {"width": 1280, "height": 800}}
        context = browser.new_context(**{**usual, **options})
        context.add_init_script(NUMBER_OF)
        contexts.append(context)
        page = context.new_page()
        complaints.listen(page)
        if path is not None:
            page.goto(path)
            page.wait_for_selector("html[data-ready=true]")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints.left() == []


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """A page that has not been sent anywhere yet; relative addresses are the server's."""
    return open_page(None)


@pytest.fixture(scope="session")
def axe_violations() -> Callable[[Page], list[str]]:
    """`axe_violations(page)`: which accessibility rules the page breaks, and where; nothing is fetched."""
    axe = Axe()

    def violations(page: Page) -> list[str]:
        return [
            f"{violation['id']} ({violation['impact']}): {node['target']} {node['html'][:200]}"
            for violation in axe.run(page).response["violations"]
            for node in violation["nodes"]
        ]

    return violations
