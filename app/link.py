"""A network in a file as a link that opens it: the form in which the page itself packs one (packing.js)."""

import base64
import json
import zlib
from pathlib import Path
from typing import Any

from app.api.admission.limits import body_too_large, check_lengths
from app.api.admission.settings import Settings
from app.api.endpoints.trace import prepare
from app.api.wire.engine_errors import problem_of
from app.api.wire.problems import Problem, pointer, sentence
from app.api.wire.reading import read_json
from app.engine.errors import EngineError

FORM = 1
"""Version of the form in which a network stands in a link."""

LONGEST = 100_000
"""Letters of the longest link that is sure to pass a command line and the address bar of a browser."""

USUAL_LEARNING_RATE = 0.1
"""η of a network that says none."""


class UnusableFile(Exception):
    """The file cannot be opened as a network; the message says why in one line."""


def fragment_of(file: Path, settings: Settings) -> str:
    """The part of the page's address after `#` that opens the network in `file`, a body of POST /api/trace.

    The file is held to the same rules and limits as a request. Raises UnusableFile.
    """
    try:
        body = file.read_bytes()
    except OSError as error:
        raise UnusableFile(error.strerror or str(error)) from None
    try:
        if len(body) > settings.body_bytes:
            raise body_too_large(settings.body_bytes, len(body))
        value = read_json(body, settings)
        check_lengths(value, settings)
        prepare(value, len(body), settings).run()
    except (Problem, EngineError) as error:
        raise UnusableFile(_told(error if isinstance(error, Problem) else problem_of(error))) from None
    link = _packed(_network(value))
    if "sample" in value:
        link = f"sample={value['sample']}&{link}"
    if len(link) > LONGEST:
        raise UnusableFile(f"its link would have {len(link):,} letters, and {LONGEST:,} are the most")
    return link


def _told(problem: Problem) -> str:
    first, more = problem.faults[0], problem.total - 1
    return f"{sentence(first)} ({pointer(first.path)}{f', and {more} more' if more else ''})"


def _network(value: dict[str, Any]) -> dict[str, Any]:
    """What of a trace request a link carries: the rest says what an answer is to hold."""
    rate = value.get("learning_rate")
    return {
        "layers": [
            {key: layer[key] for key in ("W", "b", "activation", "frozen") if layer.get(key)}
            for layer in value["layers"]
        ],
        "loss": value["loss"],
        "reduction": value.get("reduction", "sum"),
        "x": value["x"],
        "target": value["target"],
        "learning_rate": USUAL_LEARNING_RATE if rate is None else rate,
    }


def _packed(network: dict[str, Any]) -> str:
    text = json.dumps(network, separators=(",", ":"), allow_nan=False)
    deflate = zlib.compressobj(level=9, wbits=-zlib.MAX_WBITS)
    packed = base64.urlsafe_b64encode(deflate.compress(text.encode()) + deflate.flush())
    return f"net={FORM}.{packed.decode().rstrip('=')}"
