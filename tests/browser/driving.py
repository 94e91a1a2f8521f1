"""Driving the reversed network: what the API says of it, and a hand that draws a number aside."""

from typing import Any

from playwright.sync_api import Page

from tests.browser.screen import agrees, numbers

AMPLIFIERS = [
    "dl_dz.3.0",
    "dl_dz.3.1",
    "dl_dz.2.0",
    "dl_dz.2.1",
    "dl_dz.1.0",
    "dl_dz.1.1",
    "dl_dx.0",
    "dl_dx.1",
]


def driven(page: Page, **more: Any) -> dict[str, Any]:
    """The API's answer for the lecture's network, driven like that."""
    problem = page.request.get("/api/presets/lecture").json()["request"]
    response = page.request.post("/api/trace", data=problem | more)
    assert response.ok, response.text()
    answer: dict[str, Any] = response.json()
    return answer


def check(page: Page, answer: dict[str, Any]) -> None:
    """Every amplifier of the drawing shows the API's number."""
    shown = numbers(page)
    for address in AMPLIFIERS:
        quantity, *place = address.split(".")
        value = (
            answer["input"]["dl_dx"][0][int(place[0])]
            if quantity == "dl_dx"
            else answer["layers"][int(place[0]) - 1]["dl_dz"][0][int(place[1])]
        )
        assert agrees(shown[address], value), (address, shown[address], value)


def drag(page: Page, of: str, by: int, down: int = 0) -> None:
    """Press a number of the drawing and draw it aside."""
    box = page.locator(of).bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    for part in range(1, 6):
        page.mouse.move(x + by * part / 5, y + down * part / 5)
