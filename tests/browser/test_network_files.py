"""A network in a file is opened by button, by drop and by paste, and what is saved opens from the command line too."""

import json
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from app.api.admission.settings import Settings
from app.explain.published import presets
from app.network_file import read_network
from tests.browser.conftest import Complaints
from tests.browser.screen import numbers

OpenPage = Callable[..., Page]
NETWORK = {
    "layers": [{"W": [[0.375, -1.5, 2]], "b": [-0.5], "activation": "tanh", "frozen": ["b"]}],
    "loss": "squared_error",
    "x": [[1, 2, 3], [3, 4, 5]],
    "target": [[1], [0.30000000000000004]],
    "learning_rate": 0.03,
}

PASTE = """(text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', text);
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
}"""
DROP = """(text) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([text], 'mine.json', { type: 'application/json' }));
    const send = (name) =>
        document.body.dispatchEvent(new DragEvent(name, { dataTransfer, bubbles: true, cancelable: true }));
    send('dragover');
    return new Promise((done) => setTimeout(() => {
        const words = document.querySelector('[data-part=notices]').textContent;
        send('drop');
        done(words);
    }, 100));
}"""


def test_a_file_is_chosen_and_its_learning_rate_comes_with_it(open_page: OpenPage, tmp_path: Path) -> None:
    file = tmp_path / "mine.json"
    file.write_text(json.dumps(NETWORK), "utf-8")
    page = open_page("/#drawer=network")
    page.get_by_role("textbox", name="Learning rate").fill("50")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Open a file…").click()
    chooser.value.set_files(file)
    expect(page.locator('.drawer [data-number="w.1.0.2"]')).to_have_value("2")
    expect(page.get_by_role("textbox", name="Learning rate")).to_have_value("0.03")
    assert "mine.json" in page.locator("#toast").inner_text()
    assert page.get_by_role("checkbox", name="leaves b alone").is_checked()
    page.locator("[data-part=scroller]").focus()
    page.keyboard.press("Control+z")
    expect(page.get_by_role("textbox", name="Learning rate")).to_have_value("50")


def test_a_file_is_dropped_and_a_network_is_pasted(open_page: OpenPage) -> None:
    page = open_page("/#drawer=network")
    assert "Let go" in page.evaluate(DROP, json.dumps(NETWORK))
    expect(page.locator('.drawer [data-number="w.1.0.1"]')).to_have_value("-1.5")
    page.evaluate(PASTE, json.dumps({"request": presets()["mazur"].request}))
    expect(page.locator('.drawer [data-number="w.1.0.1"]')).to_have_value("0.2")


def test_what_is_wrong_with_a_file_is_said_with_its_place(
    open_page: OpenPage, complaints: Complaints, axe_violations: Callable[[Page], list[str]]
) -> None:
    complaints.allow("422")
    complaints.allow("400")
    page = open_page("/")
    before = numbers(page)
    page.evaluate(PASTE, json.dumps({**NETWORK, "taget": [[1]]}))
    notice = page.locator("[data-part=notices] [role=alert]")
    expect(notice).to_contain_text("Did you mean “target”? (#/taget)")
    assert axe_violations(page) == []
    page.evaluate(PASTE, '{"layers": [}')
    expect(notice).to_contain_text("The file stops being JSON at line 1, column 13.")
    notice.get_by_role("button", name="Close").click()
    expect(notice).to_have_count(0)
    assert numbers(page) == before


def test_what_is_saved_or_copied_is_the_same_network_to_the_command_line(open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page("/#example=mazur&drawer=network", permissions=["clipboard-read", "clipboard-write"])
    page.locator('.drawer [data-number="w.1.0.0"]').fill("0.30000000000000004")
    page.keyboard.press("Enter")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save JSON").click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    network = read_network(file, Settings())
    expected = presets()["mazur"].request
    assert network["layers"][0]["W"][0][0] == 0.30000000000000004
    assert {**network, "layers": network["layers"][1:]} == {**expected, "layers": expected["layers"][1:]}
    page.get_by_role("button", name="Copy JSON").click()
    page.wait_for_function("() => document.querySelector('#toast')?.textContent.includes('JSON')")
    assert page.evaluate("() => navigator.clipboard.readText()") == file.read_text("utf-8")
