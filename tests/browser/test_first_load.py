"""What it takes to open the page: from the checkout, and out of wheels with and without the bundle."""

import re
import shutil
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from bench.network import serving, unpacked_wheel
from tests.browser.conftest import Complaints

ROOT = Path(__file__).parents[2]
NODE = shutil.which("node")


class Load(NamedTuple):
    """One opening of the page: the paths that went over the wire, and all their bytes, with headers."""

    paths: list[str]
    bytes: int


def loads(browser: Browser, url: str) -> tuple[Load, Load]:
    """The first opening and a reload, both without a complaint."""
    complaints = Complaints(urlsplit(url).netloc)
    context = browser.new_context(locale="en-US", viewport={"width": 1280, "height": 800})
    page = context.new_page()
    complaints.listen(page)
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    asked: dict[str, str] = {}
    sent: dict[str, int] = {}

    def finished(event: dict[str, Any]) -> None:
        if event["encodedDataLength"]:
            sent[event["requestId"]] = event["encodedDataLength"]

    session.on("Network.requestWillBeSent", lambda event: asked.update({event["requestId"]: event["request"]["url"]}))
    session.on("Network.loadingFinished", finished)
    found = []
    for go in (lambda: page.goto(url), page.reload):
        asked.clear()
        sent.clear()
        go()
        page.wait_for_selector("html[data-ready=true]")
        page.wait_for_load_state("networkidle")
        found.append(Load(sorted(urlsplit(asked[request]).path for request in sent), sum(sent.values())))
    context.close()
    assert complaints.left() == []
    return found[0], found[1]


@pytest.mark.skipif(not (NODE and (ROOT / "node_modules/esbuild").is_dir()), reason="npm could not fetch esbuild")
def test_a_wheel_that_is_made_with_node_opens_with_few_requests(browser: Browser, tmp_path: Path) -> None:
    folder = unpacked_wheel(tmp_path, node=True)
    with serving(folder) as port:
        first, again = loads(browser, f"http://127.0.0.1:{port}/")
    names = [path.rpartition("/")[2] for path in first.paths]
    parts = {name for name in names if re.fullmatch(r"chunk-\w+\.js", name)}
    assert set(names) - {"icon.svg"} - parts == {"", "main.js", "page.css", "theme.js", "unready.js"}
    assert len(names) <= 12
    assert first.bytes <= 200_000
    assert (again.paths, again.bytes < 1_500) == (["/"], True)


def test_a_wheel_that_is_made_without_node_opens_with_the_modules(browser: Browser, tmp_path: Path) -> None:
    folder = unpacked_wheel(tmp_path, node=False)
    assert not (folder / "app/static/bundle").exists()
    with serving(folder) as port:
        first, again = loads(browser, f"http://127.0.0.1:{port}/")
    assert (len(first.paths) <= 215, first.bytes <= 500_000) == (True, True), (len(first.paths), first.bytes)
    assert again.paths == ["/"]


def test_a_checkout_opens_without_asking_for_numbers_and_reloads_with_one_request(
    browser: Browser, server_url: str
) -> None:
    first, again = loads(browser, server_url + "/")
    assert [path for path in first.paths if path.startswith("/api/")] == []
    assert (len(first.paths) <= 215, first.bytes <= 500_000) == (True, True), (len(first.paths), first.bytes)
    assert again.paths == ["/"]
