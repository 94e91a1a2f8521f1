"""How far a reader walks with a request: the files of app/ that it enters, the switches between them, the calls;
and how many lines app/ has. Run it with ``python -m bench.route``.

Counted on the second of two equal requests, by `sys.setprofile`, from the bytes of a request to the bytes of its answer
through the whole application, its guard included. What Python counts as a call is counted: comprehensions are calls
up to Python 3.11.
"""

import asyncio
import os
import sys
from itertools import groupby
from pathlib import Path
from types import FrameType
from typing import Any, NamedTuple

import httpx

from app.main import create_app
from app.places import PACKAGE

NETWORK: dict[str, Any] = {
    "layers": [
        {"W": [[0.6, 0.8], [0.3, 0.4]], "b": [0.2, 0.1], "activation": "sigmoid"},
        {"W": [[0.6, -0.2]], "b": [0.1], "activation": "sigmoid"},
    ],
    "loss": "half_squared_error",
    "x": [[1.2, 0.5]],
    "target": [[1.0]],
}
REQUESTS = {
    "trace": ("/api/trace", NETWORK),
    "trace + learning rate + steps": ("/api/trace", NETWORK | {"learning_rate": 0.5, "include": ["steps"]}),
    "explain dl_dz.1.0": ("/api/explain", NETWORK | {"address": "dl_dz.1.0"}),
}


class Route(NamedTuple):
    """One request's way: different files, times that a file was entered from another one, calls."""

    files: int
    switches: int
    calls: int


def route(path: str, body: dict[str, Any]) -> Route:
    """The way of a POST request, the second time that it is made."""
    entered: list[str] = []
    package = f"{PACKAGE}{os.sep}"

    def note(frame: FrameType, event: str, argument: object) -> None:
        if event == "call" and frame.f_code.co_filename.startswith(package):
            entered.append(frame.f_code.co_filename)

    async def twice() -> None:
        transport = httpx.ASGITransport(app=create_app())
        async with httpx.AsyncClient(transport=transport, base_url="http://explorer") as client:
            (await client.post(path, json=body)).raise_for_status()
            sys.setprofile(note)
            try:
                await client.post(path, json=body)
            finally:
                sys.setprofile(None)

    asyncio.run(twice())
    return Route(len(set(entered)), len(list(groupby(entered))), len(entered))


def lines(files: list[Path]) -> int:
    """The lines of these files together."""
    return sum(file.read_text("utf-8").count("\n") for file in files)


def main() -> None:
    """Print one line a request, and one for app/."""
    print(f"{'2-2-1':32}{'files':>8}{'switches':>10}{'calls':>8}")
    for name, (path, body) in REQUESTS.items():
        found = route(path, body)
        print(f"{name:32}{found.files:8}{found.switches:10}{found.calls:8,}")
    files = list(PACKAGE.rglob("*.py"))
    print(f"app/: {len(files)} files, {lines(files):,} lines")


if __name__ == "__main__":
    main()
