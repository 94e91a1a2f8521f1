"""While a film is recorded: its window is hidden, another network comes, the recorder breaks."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page

from tests.browser.test_pictures import open_dialog

OpenPage = Callable[..., Page]


HIDE = """(hidden) => {
    Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
}"""


def test_a_film_rests_while_its_window_is_hidden_and_shows_the_network_that_it_began_with(
    open_page: OpenPage,
) -> None:
    page = open_page(None)
    page.add_init_script(
        "for (const name of ['pause', 'resume']) {"
        " const own = MediaRecorder.prototype[name];"
        " MediaRecorder.prototype[name] = function () {"
        " (window.heard ??= []).push(name); own.call(this); }; }"
    )
    page.goto("/#grain=neuron&at=60")
    page.wait_for_selector("html[data-ready=true]")
    open_dialog(page)
    page.locator("[data-do=film-from][data-of=here]").click()
    page.locator("[data-do=film-speed][data-of='2']").click()
    with page.expect_download() as download:
        page.locator("[data-do=record]").click()
        page.wait_for_function("() => document.querySelector('progress')?.value > 0.1")
        page.evaluate(HIDE, True)
        page.wait_for_timeout(300)
        page.evaluate(HIDE, False)
        page.evaluate("location.hash = 'example=xor&at=3'")
    assert download.value.suggested_filename == "backprop-lecture.webm"
    assert page.evaluate("window.heard") == ["pause", "resume"]
    assert Path(download.value.path()).stat().st_size > 10_000
    page.evaluate(HIDE, True)
    assert page.evaluate("window.heard") == ["pause", "resume"], "a film that is done is left alone"


def test_a_recorder_that_breaks_is_said_to_have_failed(open_page: OpenPage) -> None:
    page = open_page(None)
    page.add_init_script(
        "const start = MediaRecorder.prototype.start;"
        "MediaRecorder.prototype.start = function (slice) { start.call(this, slice);"
        " setTimeout(() => { this.dispatchEvent(new Event('error')); this.stop(); }, 300); };"
    )
    page.goto("/#at=0")
    page.wait_for_selector("html[data-ready=true]")
    open_dialog(page)
    page.locator("[data-do=record]").click()
    page.get_by_text("This browser could not make it").wait_for(timeout=5_000)
    assert page.locator("progress").count() == 0
