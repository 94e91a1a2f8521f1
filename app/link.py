"""A network in a file as a link that opens it: the form in which the page itself packs one (packing.js, link.js)."""

import base64
import json
import zlib
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from app.api.admission.settings import Settings
from app.network_file import UnusableFile, read_network
from app.words import DEFAULT_LANGUAGE, translate

FORM = 1
"""Version of the form in which a network stands in a link."""

MAX_LETTERS = 100_000
"""Letters of the longest link that is sure to pass a command line and the address bar of a browser."""

USUAL_LEARNING_RATE = 0.1
"""η of a network that says none."""


class Link(NamedTuple):
    """The part of the page's address after `#`, and what of the file it does not carry, in a sentence."""

    fragment: str
    left_out: str | None


def link_to(file: Path, settings: Settings) -> Link:
    """The link that opens the network in `file` with its samples, and with what drives or freezes its backward pass.

    Raises UnusableFile.
    """
    value = read_network(file, settings)
    pairs, left_out = [], None
    if "sample" in value:
        pairs.append(f"sample={value['sample']}")
    if (signals := value.get("dl_dy")) is not None:
        if all(row == signals[0] for row in signals):
            pairs.append(f"drive={_rows(signals[:1])}")
        else:
            left_out = translate(DEFAULT_LANGUAGE, "file.dl-dy-left-out")
    if (inputs := value.get("gains_x")) is not None:
        pairs.append(f"gains={_rows(inputs)}")
    pairs.append(f"net={FORM}.{_packed(_network(value))}")
    fragment = "&".join(pairs)
    if len(fragment) > MAX_LETTERS:
        letters, longest = f"{len(fragment):,}", f"{MAX_LETTERS:,}"
        raise UnusableFile(translate(DEFAULT_LANGUAGE, "file.link-too-long", letters=letters, longest=longest))
    return Link(fragment, left_out)


def _network(value: dict[str, Any]) -> dict[str, Any]:
    """The network of a trace request with its samples. Its only kind of layer goes without saying, and the rest says
    what an answer is to hold."""
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


def _rows(rows: list[list[float]]) -> str:
    """Numbers with commas between them, rows with semicolons."""
    return quote(";".join(",".join(map(str, row)) for row in rows), safe=",;")


def _packed(network: dict[str, Any]) -> str:
    text = json.dumps(network, separators=(",", ":"), allow_nan=False)
    deflate = zlib.compressobj(level=9, wbits=-zlib.MAX_WBITS)
    packed = base64.urlsafe_b64encode(deflate.compress(text.encode()) + deflate.flush())
    return packed.decode().rstrip("=")
