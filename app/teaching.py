"""An hour's plan for a teacher, and the link to the very moment at which a text of a lesson is told.

The plan names texts of lessons and nothing else: titles, examples and moments come out of the lessons themselves.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from app.course import Text, lessons
from app.engine.network import Layer, Network
from app.explain.published import presets
from app.explain.quantities import SHARED
from app.explain.steps import Step, steps

USUAL_EXAMPLE = "lecture"
"""What a text is told on that names no example."""


@dataclass(frozen=True)
class Block:
    """Some minutes of the hour."""

    id: str
    minutes: int
    texts: tuple[str, ...]
    """What is told, in Learn."""
    shown: str
    """The text whose moment is put on the screen for everybody."""
    asked: tuple[str, ...]
    """What is likely to be asked."""


PLAN = (
    Block("goal", 8, ("chapter-1.what", "chapter-1.gradient", "chapter-2.one"), "chapter-1.gradient", ("theta",)),
    Block("keys", 10, ("chapter-3.chain", "chapter-3.two-keys", "chapter-4.input"), "chapter-4.input", ("two-keys",)),
    Block(
        "formula",
        15,
        ("chapter-5.slope", "chapter-5.shares", "chapter-5.weights", "chapter-5.together"),
        "chapter-5.together",
        ("which-neurons", "why-sum", "why-product"),
    ),
    Block(
        "machine",
        10,
        ("chapter-6.turned-round", "chapter-6.by-hand", "chapter-6.two-add"),
        "chapter-6.by-hand",
        ("what-is-linear",),
    ),
    Block(
        "back",
        7,
        ("chapter-7.case-one", "chapter-7.case-two", "chapter-8.once"),
        "chapter-7.case-two",
        ("start-from-back", "why-not-zero-dash"),
    ),
    Block(
        "step",
        10,
        ("chapter-9.summary", "chapter-9.update", "chapter-9.yours"),
        "chapter-9.update",
        ("sign-of-gradient", "backprop-or-descent"),
    ),
)


def text_of(name: str) -> Text:
    """A text by its whole name. Raises LookupError where there is no such text."""
    lesson, _, wanted = name.partition(".")
    for text in lessons()[lesson]:
        if text["id"] == wanted:
            return text
    raise LookupError(f"no text {name!r}")


def learn_link(name: str) -> str:
    """What stands behind # to open a text."""
    text_of(name)
    return f"screen=learn&lesson={name}"


def explore_link(name: str, present: bool = False) -> str:
    """What stands behind # to open the moment of a text alone."""
    text = text_of(name)
    example = text.get("example", USUAL_EXAMPLE)
    request = _request(example, text.get("case"))
    sample = text.get("sample", 0)
    fields: dict[str, Any] = {
        "example": example,
        "case": text.get("case"),
        "at": _moment(text.get("glide", text["at"]), request, sample),
        "sample": sample,
        "grain": text.get("grain"),
        "view": text.get("view"),
        "chosen": _resolved(text["chosen"], request, sample) if "chosen" in text else None,
        "drive": ",".join(f"{signal:g}" for signal in text.get("drive", [])),
        "present": "true" if present else None,
        "drawer": None if present else text.get("section"),
    }
    return "&".join(f"{key}={quote(str(value), safe='@,.')}" for key, value in fields.items() if value)


def _request(example: str, case: str | None) -> Mapping[str, Any]:
    preset = presets()[example]
    changes = next((one.changes for one in preset.cases if one.id == case), preset.cases[0].changes)
    return {**preset.request, **changes}


def _sizes(request: Mapping[str, Any]) -> list[int]:
    layers = request["layers"]
    return [len(layers[0]["W"][0]), *(len(layer["b"]) for layer in layers)]


def _resolved(template: str, request: Mapping[str, Any], sample: int) -> str:
    """The address in this network: F is its first layer, H the last hidden one, O the output layer."""
    last = len(_sizes(request)) - 1
    layer = {"F": 1, "H": last - 1, "O": last}
    address = re.sub(r"(?<=\.)[FHO](?=\.)", lambda found: str(layer[found[0]]), template)
    return address if address.split(".")[0] in SHARED or not sample else f"{address}@{sample}"


def _moment(time: str, request: Mapping[str, Any], sample: int) -> int:
    """How many steps are done then."""
    layers = (
        Layer(layer["W"], layer["b"], layer["activation"], frozenset(layer.get("frozen", ())))
        for layer in request["layers"]
    )
    network = Network(tuple(layers), request["loss"], request.get("reduction", "sum"))
    found = steps(network, len(request["x"]), sample, learning_rate="learning_rate" in request)
    if time in ("start", "end"):
        return 0 if time == "start" else len(found)
    side, what = time.split(" ")
    meant = [index for index, step in enumerate(found) if _is_meant(step, what, request, sample)]
    return meant[0] if side == "before" else meant[-1] + 1


def _is_meant(step: Step, what: str, request: Mapping[str, Any], sample: int) -> bool:
    return step.phase == what or _resolved(what, request, sample) in step.writes
