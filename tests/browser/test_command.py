"""What the command opens in the browser."""

import json
from pathlib import Path

from app.api.admission.settings import Settings
from app.link import link_to
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
    page = open_page(f"/#{link_to(file, Settings()).fragment}")
    page.keyboard.press("End")
    page.wait_for_function("() => /\\d/.test(numberOf('z.1.0@1')?.textContent ?? '')")
    shown = {address: float(written(text)) for address, text in numbers(page).items() if text[-1:].isdigit()}
    assert (shown["w.1.0.0"], shown["w.1.0.1"], shown["b.1.0"]) == (0.375, -1.5, -0.5)
    assert (shown["x.0@1"], shown["x.1@1"], shown["z.1.0@1"]) == (3, 4, -5.375)


def test_signals_and_gains_in_a_file_drive_the_reversed_network(open_page: OpenPage, tmp_path: Path) -> None:
    file = tmp_path / "network.json"
    layers = [
        {"W": [[2]], "b": [0], "activation": "relu"},
        {"W": [[3]], "b": [0], "activation": "identity"},
    ]
    request = {"layers": layers, "loss": "squared_error", "x": [[1], [2]], "target": [[1], [2]]}
    file.write_text(json.dumps({**request, "dl_dy": [[0.5], [0.5]], "gains_x": [[-1], [2]]}), "utf-8")
    page = open_page(f"/#{link_to(file, Settings()).fragment}")
    page.keyboard.press("End")
    page.wait_for_function("() => /\\d/.test(numberOf('dl_dz.1.0')?.textContent ?? '')")
    shown = {address: float(written(text)) for address, text in numbers(page).items() if text[-1:].isdigit()}
    assert (shown["dl_da.1.0"], shown["dl_dz.1.0"]) == (1.5, 0.0)
