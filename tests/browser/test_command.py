"""What the command opens in the browser."""

import json
from pathlib import Path

from app.api.admission.settings import Settings
from app.link import fragment_of
from tests.browser.conftest import OpenPage
from tests.browser.screen import numbers, written


def test_a_file_given_to_the_command_is_the_network_on_the_page(open_page: OpenPage, tmp_path: Path) -> None:
    file = tmp_path / "network.json"
    layer = {"W": [[0.375, -1.5]], "b": [-0.5], "activation": "identity", "frozen": ["b"]}
    request = {
        "layers": [layer],
        "loss": "squared_error",
        "x": [[1, 2], [3, 4]],
        "target": [[1], [2]],
        "sample": 1,
    }
    file.write_text(json.dumps(request), "utf-8")
    page = open_page(f"/#{fragment_of(file, Settings())}")
    page.keyboard.press("End")
    page.wait_for_function("() => /\\d/.test(document.getElementById('z.1.0@1')?.textContent ?? '')")
    shown = {address: float(written(text)) for address, text in numbers(page).items() if text[-1:].isdigit()}
    assert (shown["w.1.0.0"], shown["w.1.0.1"], shown["b.1.0"]) == (0.375, -1.5, -0.5)
    assert (shown["x.0@1"], shown["x.1@1"], shown["z.1.0@1"]) == (3, 4, -5.375)
