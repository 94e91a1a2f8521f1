"""Stepping, editing, driving and links once more in Firefox, which draws, types and drags with code of its own."""

from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from tests.browser.firefox import Firefox, Tab, find_firefox, firefox
from tests.browser.screen import DASH, agrees

OpenTab = Callable[..., Tab]
PATH = find_firefox()
pytestmark = pytest.mark.skipif(PATH is None, reason="no Firefox was found: `make firefox` installs one where apt can")


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    """One Firefox for all tests."""
    assert PATH is not None
    with firefox(PATH, tmp_path_factory.mktemp("profile")) as running:
        yield running


@pytest.fixture
def open_tab(browser: Firefox, server_url: str) -> Iterator[OpenTab]:
    """`open_tab(path="/?lang=en")`: a tab without a past. The test fails at its end if anything went wrong in them."""
    tabs: list[Tab] = []

    def opened(path: str = "/?lang=en") -> Tab:
        tabs.append(Tab(browser))
        tabs[-1].open(server_url + path)
        return tabs[-1]

    yield opened
    for tab in tabs:
        tab.close()
    complaints, browser.complaints = browser.complaints, []
    assert complaints == []


def trace(server_url: str, weight: float = 1.0, **more: Any) -> dict[str, Any]:
    """The API's answer for the lecture's network with another first weight."""
    problem = httpx.get(f"{server_url}/api/presets/lecture").json()["request"] | more
    problem["layers"][0]["W"][0][0] = weight
    answer: dict[str, Any] = httpx.post(f"{server_url}/api/trace", json=problem).json()
    return answer


def at(tab: Tab, moment: float) -> None:
    """Time comes to stand there."""
    tab.wait_for(f"Number(document.querySelector('[role=slider]').ariaValueNow) === {moment}")


def text(tab: Tab, address: str) -> str:
    """What the drawing shows there."""
    return str(tab.evaluate(f"document.querySelector('svg.figure [data-address=\"{address}\"]').textContent"))


def shows(tab: Tab, address: str, value: float) -> None:
    """The drawing comes to show the value there."""
    for _ in range(200):
        shown = text(tab, address)
        if shown != DASH and agrees(shown, value):
            return
        tab.evaluate("new Promise((done) => requestAnimationFrame(done))")
    pytest.fail(f"{address} shows {shown}, not {value}")


def everything(tab: Tab) -> Any:
    """What one sees of a moment."""
    return tab.evaluate(
        "({numbers: [...document.querySelectorAll('svg.figure [data-address]')]"
        ".map((one) => [one.dataset.address, one.textContent]),"
        " sentence: document.querySelector('#sentence').innerText,"
        " at: document.querySelector('[role=slider]').ariaValueNow,"
        " grain: document.querySelector('[data-do=grain][aria-pressed=true]').dataset.of})"
    )


def test_keys_and_buttons_step_forward_and_back(open_tab: OpenTab, server_url: str) -> None:
    tab = open_tab()
    assert text(tab, "z.1.0") == "–"
    for _ in range(3):
        tab.press("ArrowRight")
    at(tab, 3)
    shows(tab, "z.1.0", trace(server_url)["layers"][0]["z"][0][0])
    tab.click("[data-do=on]")
    at(tab, 4)
    tab.click("[data-do=back]")
    tab.press("ArrowLeft")
    at(tab, 2)
    tab.press("End")
    at(tab, 63)
    tab.press("Home")
    at(tab, 0)
    assert text(tab, "z.1.0") == "–"


def test_playing_moves_time_and_pausing_stops_it(open_tab: OpenTab) -> None:
    tab = open_tab()
    tab.press("Space")
    tab.wait_for("Number(document.querySelector('[role=slider]').ariaValueNow) > 1.2")
    tab.press("Space")
    tab.evaluate("new Promise((done) => setTimeout(done, 100))")
    paused = everything(tab)["at"]
    tab.evaluate("new Promise((done) => setTimeout(done, 400))")
    assert everything(tab)["at"] == paused


def test_a_weight_that_is_typed_changes_the_gradient_and_is_undone(open_tab: OpenTab, server_url: str) -> None:
    tab = open_tab("/?lang=en#at=63")
    before = trace(server_url)["layers"][0]["dl_dz"][0][0]
    after = trace(server_url, weight=1.5)["layers"][0]["dl_dz"][0][0]
    shows(tab, "dl_dz.1.0", before)
    tab.click('[data-address="w.1.0.0"]')
    tab.wait_for("document.activeElement.matches('[data-part=editor] input')")
    tab.press("Control", "a")
    tab.type("1.5")
    shows(tab, "dl_dz.1.0", after)
    tab.press("Enter")
    tab.wait_for("document.querySelector('[data-part=editor] input') === null")
    assert text(tab, "w.1.0.0") == "1.5"
    tab.press("Control", "z")
    shows(tab, "dl_dz.1.0", before)
    assert text(tab, "w.1.0.0") == "1"


def test_a_signal_that_is_dragged_drives_the_reversed_network(open_tab: OpenTab, server_url: str) -> None:
    tab = open_tab("/?lang=en#at=27&drive=0.5,0")
    shows(tab, "dl_dz.1.0", trace(server_url, dl_dy=[[0.5, 0]])["layers"][0]["dl_dz"][0][0])
    tab.drag('[data-address="dl_da.3.0"]', 80)
    shows(tab, "dl_da.3.0", 1.5)
    shows(tab, "dl_dz.1.0", trace(server_url, dl_dy=[[1.5, 0]])["layers"][0]["dl_dz"][0][0])


def test_a_link_gives_exactly_that_moment_back_and_the_browser_goes_back(open_tab: OpenTab) -> None:
    tab = open_tab("/?lang=en#at=17&grain=layer&chosen=dl_dz.3.0")
    tab.click('[data-address="b.1.0"]')
    tab.wait_for("document.activeElement.matches('[data-part=editor] input')")
    tab.press("Control", "a")
    tab.type("3")
    tab.press("Enter")
    tab.wait_for("location.hash.includes('net=')")
    shows(tab, "a.1.0", 0.9975273768433653)
    seen = everything(tab)
    assert (seen["at"], seen["grain"]) == ("17", "layer")
    again = open_tab(tab.evaluate("location.pathname + location.search + location.hash"))
    assert everything(again) == seen
    tab.back()
    shows(tab, "b.1.0", 1)


def test_the_page_speaks_chinese(open_tab: OpenTab) -> None:
    tab = open_tab("/?lang=en#at=20")
    english = everything(tab)
    tab.choose("[data-change=language]", "zh-Hans")
    tab.wait_for("document.documentElement.lang === 'zh-Hans'")
    chinese = everything(tab)
    assert chinese["numbers"] == english["numbers"]
    assert "神经元" in chinese["sentence"]
    assert "neuron" in english["sentence"]


def test_what_goes_wrong_is_heard(open_tab: OpenTab, browser: Firefox) -> None:
    tab = open_tab()
    tab.evaluate("console.error('planted')")
    tab.evaluate("fetch('/api/presets/nothing-here').then((answer) => answer.status)")
    tab.evaluate("new Promise((done) => setTimeout(() => { done(); throw new Error('planted too'); }, 10))")
    tab.evaluate("new Promise((done) => setTimeout(done, 100))")
    heard = " ".join(browser.complaints)
    assert all(part in heard for part in ("planted", "answered 404", "planted too")), heard
    browser.complaints.clear()
