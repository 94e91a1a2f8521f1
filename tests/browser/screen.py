"""Reading the page: the numbers that stand on it, held against those that the API answers."""

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from playwright.sync_api import Page

ADDRESS = re.compile(r"^(?:[xt]\.\d+|l|L|dl_dx\.\d+|(?:[a-zA-Z]+_)?[a-zA-Z]+(?:\.\d+){2,3})(?:@\d+)?$")
DASH = "–"
RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")


def numbers(page: Page) -> dict[str, str]:
    """Every number of the drawing as it is written there, by its address."""
    texts = page.evaluate(
        "() => Object.fromEntries([...document.querySelectorAll('svg.figure [data-address]')]"
        ".map((element) => [element.dataset.address, element.textContent]))"
    )
    return {address: text.strip() for address, text in texts.items() if ADDRESS.match(address)}


def written(text: str) -> Decimal:
    """The number that a text on the page stands for."""
    mantissa, _, power = text.replace("−", "-").partition("×10")
    return Decimal(mantissa) * Decimal(10) ** int(power.translate(RAISED) or 0)


def agrees(text: str, value: float) -> bool:
    """Whether `text` is `value`, rounded to the digits that it shows."""
    shown = written(text)
    exact = Decimal(repr(value))
    if shown == exact:
        return True
    exponent = shown.as_tuple().exponent
    assert isinstance(exponent, int)
    # Digits that end in 0 are dropped on the page, so a rounder number may have been rounded further left.
    place = max(exponent, exact.adjusted() - 3)
    return exact.quantize(Decimal(1).scaleb(place), ROUND_HALF_UP) == shown.quantize(Decimal(1).scaleb(place))


def trace(page: Page, **changes: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """The lecture's problem and the API's trace of it, both as JSON."""
    problem = page.request.get("/api/presets/lecture").json()["request"] | changes
    answer = page.request.post("/api/trace", data=problem | {"include": ["steps", "per_sample"]})
    assert answer.ok, answer.text()
    return problem, answer.json()


def value(problem: dict[str, Any], trace: dict[str, Any], address: str) -> float:
    """The number of an address, out of a request and its answer."""
    path, _, sample = address.partition("@")
    quantity, *rest = path.split(".")
    n = int(sample or 0)
    indices = [int(part) for part in rest]
    if quantity in ("l", "L"):
        return trace["l"][n] if quantity == "l" else trace["L"]
    if quantity in ("x", "t"):
        return problem["x" if quantity == "x" else "target"][n][indices[0]]
    if quantity == "dl_dx":
        return trace["input"]["dl_dx"][n][indices[0]]
    layer, *place = indices
    given, computed = problem["layers"][layer - 1], trace["layers"][layer - 1]
    source: Any = {
        "w": lambda: given["W"],
        "b": lambda: given["b"],
        "w_new": lambda: trace["update"]["layers"][layer - 1]["W_new"],
        "b_new": lambda: trace["update"]["layers"][layer - 1]["b_new"],
        "dl_dw": lambda: computed["dl_dW"][n],
        "dl_db": lambda: computed["dl_db"][n],
    }.get(quantity, lambda: computed[quantity][n])()
    for index in place:
        source = source[index]
    return float(source)


PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
    "is_mobile": True,
    "reduced_motion": "reduce",
}
"""What a browser says of a phone in the hand."""


def settle(page: Page) -> None:
    """Wait until nothing moves, nothing is on its way and everything is drawn."""
    drawn = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))"
    page.wait_for_function(drawn)
    page.wait_for_function("() => !document.querySelector('[data-coming]')")
    page.wait_for_function(drawn)


def moment(page: Page) -> float:
    """Where time stands."""
    return float(page.locator("[role=slider]").get_attribute("aria-valuenow") or "nan")
