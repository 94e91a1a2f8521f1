"""The worked examples, and each number that their sources print beside the one computed here.

An example is `app/presets/<id>.json`: a whole trace request, where it comes from, and its cases (the request
with some fields changed) with the numbers published for them: as text, because the printed digits count.
"""

import json
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from functools import cache
from math import isfinite
from types import MappingProxyType
from typing import Any, Literal

from app.engine.network import Layer, Network
from app.engine.optimizers import optimizer, update
from app.engine.passes import trace
from app.engine.records import Trace
from app.explain.addresses import parse, value
from app.places import presets_dir

Verdict = Literal["match", "truncated", "differs"]
"""How a computed number agrees with a printed one: see `verdict`."""


@dataclass(frozen=True)
class PrintedNumber:
    """One number as its source prints it."""

    address: str
    """Its address."""
    after_updates: int
    """How many steps of gradient descent were taken before it."""
    printed: str
    """Its digits."""
    erratum: str | None = None
    """Key of the words that explain what is wrong with it; None where nothing is."""


@dataclass(frozen=True)
class Case:
    """What is published for an example's request with some fields changed."""

    id: str
    """Its name within the example."""
    changes: Mapping[str, Any]
    """Laid over the request, field by field."""
    numbers: tuple[PrintedNumber, ...]
    """In the order of the source."""


@dataclass(frozen=True)
class Preset:
    """A worked example."""

    id: str
    """Its name in URLs."""
    order: int
    """Its place in the menu."""
    source: Mapping[str, str | int]
    """Author, title, year, URL."""
    request: Mapping[str, Any]
    """A body for POST /api/trace, with a learning rate."""
    cases: tuple[Case, ...]
    """The first is the request as it is."""


@dataclass(frozen=True)
class Comparison:
    """A published number beside the one computed here."""

    published: PrintedNumber
    """As the source prints it."""
    ours: float
    """As the engine computes it."""
    verdict: Verdict
    """How they agree."""


Comparisons = Mapping[str, tuple[Comparison, ...]]
"""Each case of an example by its id, with its published numbers compared in the order of the source."""


@cache
def presets() -> Mapping[str, Preset]:
    """Every worked example by its id, in the order of the menu; the first one opens the page."""
    found = [_preset(json.loads(path.read_text("utf-8"))) for path in presets_dir().glob("*.json")]
    return MappingProxyType({preset.id: preset for preset in sorted(found, key=lambda preset: preset.order)})


def _preset(data: Mapping[str, Any]) -> Preset:
    cases = tuple(
        Case(case["id"], case["changes"], tuple(PrintedNumber(**number) for number in case["numbers"]))
        for case in data["cases"]
    )
    return Preset(data["id"], data["order"], data["source"], data["request"], cases)


def compare(preset_id: str) -> Generator[None, None, Comparisons]:
    """Computes an example's comparisons in short pieces: pauses after every update, and returns them at the end.

    The longest takes 10,000 updates. Raises KeyError for an unknown example.
    """
    preset = presets()[preset_id]
    compared = {}
    for case in preset.cases:
        ours = yield from _compute(_request(preset, case), case.numbers)
        compared[case.id] = tuple(
            Comparison(number, ours[number], verdict(number.printed, ours[number])) for number in case.numbers
        )
    return MappingProxyType(compared)


def _request(preset: Preset, case: Case) -> Mapping[str, Any]:
    return {**preset.request, **case.changes}


def _compute(
    request: Mapping[str, Any], numbers: Sequence[PrintedNumber]
) -> Generator[None, None, Mapping[PrintedNumber, float]]:
    """The engine's value of each published number, on one walk of as many updates as any needs."""
    network, sgd = _network(request), optimizer("sgd", learning_rate=request["learning_rate"])
    ours = {}
    for taken in range(max((number.after_updates for number in numbers), default=-1) + 1):
        here = _trace(network, request)
        updated = update(network, here, sgd).network
        for number in numbers:
            if number.after_updates == taken:
                ours[number] = value(here, parse(number.address), updated)
        network = updated
        yield
    return ours


def _trace(network: Network, request: Mapping[str, Any]) -> Trace:
    """The trace of a request, with its own network or what updates made of that."""
    dl_dy, gains_x = request.get("dl_dy"), request.get("gains_x")
    return trace(network, request["x"], request["target"], dl_dy=dl_dy, gains_x=gains_x)


def _network(request: Mapping[str, Any]) -> Network:
    return Network(tuple(map(_layer, request["layers"])), request["loss"], request.get("reduction", "sum"))


def _layer(layer: Mapping[str, Any]) -> Layer:
    return Layer(
        layer["W"], layer["b"], layer["activation"], frozenset(layer.get("frozen", ())), layer.get("kind", "dense")
    )


def verdict(printed: str, ours: float) -> Verdict:
    """How a computed number agrees with a printed one.

    `match`: rounded to as many decimals as are printed, it is the printed number (a tie may go either way,
    and 1e-12 relative is left for float64's own rounding); `truncated`: cut off there, it is; else `differs`.
    """
    if not isfinite(ours):
        return "differs"
    theirs, exact = Decimal(printed), Decimal(ours)
    unit = Decimal(1).scaleb(int(theirs.as_tuple().exponent))
    if abs(exact - theirs) <= unit / 2 + abs(exact) * Decimal("1e-12"):
        return "match"
    if exact.quantize(unit, ROUND_DOWN) == theirs:
        return "truncated"
    return "differs"
