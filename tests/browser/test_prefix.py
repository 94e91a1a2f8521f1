"""The page behind a prefix, as a part of somebody's larger site."""

import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Complaints
from tests.browser.screen import moment, settle

OpenPage = Callable[..., Page]

MOUNTED = """
import socket
import uvicorn
from starlette.applications import Starlette
from starlette.routing import Mount
from app.main import create_app
inner = create_app()
site = Starlette(routes=[Mount("/explorer", inner)], lifespan=lambda _: inner.router.lifespan_context(inner))
listening = socket.create_server(("127.0.0.1", 0))
print(listening.getsockname()[1], flush=True)
uvicorn.Server(uvicorn.Config(site, log_level="warning", ws="none")).run([listening])
"""


@pytest.fixture
def mounted(complaints: Complaints) -> Iterator[str]:
    """Address of a site that has the explorer at /explorer, and nothing else."""
    complaints.allow("request to another host: http://127.0.0.1")
    with subprocess.Popen([sys.executable, "-c", MOUNTED], stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        yield f"http://127.0.0.1:{int(server.stdout.readline())}"
        server.terminate()


def test_everything_works_behind_a_prefix(open_page: OpenPage, mounted: str) -> None:
    page = open_page("/explorer/", base_url=mounted, viewport={"width": 1440, "height": 900})
    answers: list[tuple[str, int]] = []
    page.on("response", lambda response: answers.append((response.url, response.status)))
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => Number(document.querySelector('[role=slider]').ariaValueNow) >= 1")
    assert moment(page) == 1

    page.keyboard.press("End")
    page.locator('.figure [data-choose="dl_dz.1.0"]').first.click()
    page.wait_for_selector(".derivation:not(.stale)")
    page.locator('.figure [data-edit="x.0"]').first.click()
    page.locator("[data-part=editor] input").fill("3")
    page.keyboard.press("Enter")
    page.wait_for_function("() => numberOf('z.1.0').textContent === '6'")
    settle(page)

    page.locator("[data-change=example]").first.select_option("xor")
    page.wait_for_function("() => location.hash.includes('example=xor')")
    page.locator("[data-change=language]").first.select_option("zh-Hans")
    page.wait_for_function("() => document.documentElement.lang === 'zh-Hans'")

    page.keyboard.press("?")
    expect(page.locator("#dialog a:not(.teach-link)")).to_have_attribute("href", "/explorer/docs")
    page.keyboard.press("Escape")
    page.locator("[data-do=share]").first.click()
    link = page.locator("#dialog .to-copy input").first.input_value()
    assert link.startswith(f"{mounted}/explorer/?lang=zh-Hans#example=xor")
    frame = page.locator("#dialog .to-copy input").nth(1).input_value()
    assert f'src="{mounted}/explorer/embed?lang' in frame
    page.goto(link)
    page.wait_for_selector("html[data-ready=true]")
    page.goto(f"{mounted}/explorer/docs")
    assert "explorer" in page.url

    asked = {url.removeprefix(mounted) for url, _ in answers if "/api/" in url}
    assert {"/explorer/api/trace", "/explorer/api/explain", "/explorer/api/presets/xor"} <= asked
    assert [answer for answer in answers if answer[1] >= 400] == []
