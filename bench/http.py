"""POST /api/trace of 2-2-2 against a bare FastAPI endpoint under the same load: `python -m bench.http`.

Both servers run in processes of their own on loopback and are loaded in turn, round after round, so that a
busy neighbour disturbs both alike; what is compared is the median of the rounds.
"""

import asyncio
import json
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import click
from fastapi import FastAPI

BODY = json.dumps(
    {
        "layers": [
            {"W": [[0.15, 0.2], [0.25, 0.3]], "b": [0.35, 0.35], "activation": "sigmoid"},
            {"W": [[0.4, 0.45], [0.5, 0.55]], "b": [0.6, 0.6], "activation": "sigmoid"},
        ],
        "loss": "half_squared_error",
        "x": [[0.05, 0.1]],
        "target": [[0.01, 0.99]],
    }
).encode()

MIN_RATE = 0.70
MAX_P99 = 2.0


@dataclass(frozen=True)
class Round:
    """One burst of load: requests a second, and the seconds that each request took."""

    rate: float
    seconds: list[float]


def create_bare() -> FastAPI:
    """The yardstick: an endpoint that does nothing."""
    app = FastAPI()

    @app.post("/bare")
    async def bare() -> dict[str, bool]:
        return {"ok": True}

    return app


@contextmanager
def serving(factory: str) -> Iterator[int]:
    """A server of its own for an application; gives its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    command = [sys.executable, "-m", "uvicorn", "--factory", factory, "--port", str(port), "--log-level", "warning"]
    # Such a process is uvicorn's and sets nothing up; one thread for matrix products is what the README advises.
    server = subprocess.Popen(command, env={**os.environ, "OPENBLAS_NUM_THREADS": "1"})
    try:
        _wait_for(port, server)
        yield port
    finally:
        server.terminate()
        server.wait(20)


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    for _ in range(400):
        if server.poll() is not None:
            raise click.ClickException("The server did not start.")
        try:
            socket.create_connection(("127.0.0.1", port), 0.1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise click.ClickException("The server did not answer within 20 seconds.")


async def load(port: int, path: str, requests: int, connections: int) -> Round:
    """So many requests over so many connections that stay open; raises on any answer but 200."""
    request = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(BODY)}\r\n\r\n"
    ).encode() + BODY
    left = iter(range(requests))
    seconds: list[float] = []

    async def client() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for _ in left:
            start = time.perf_counter()
            writer.write(request)
            head = (await reader.readuntil(b"\r\n\r\n")).lower()
            if not head.startswith(b"http/1.1 200"):
                raise click.ClickException(f"{path} answered {head[:60]!r}")
            length = head.split(b"content-length:")[1].split(b"\r\n")[0]
            await reader.readexactly(int(length))
            seconds.append(time.perf_counter() - start)
        writer.close()
        await writer.wait_closed()

    start = time.perf_counter()
    await asyncio.gather(*(client() for _ in range(connections)))
    return Round(requests / (time.perf_counter() - start), seconds)


def percentile(seconds: list[float], share: float) -> float:
    """The time that this share of the requests stayed within, in seconds."""
    return sorted(seconds)[min(len(seconds) - 1, int(len(seconds) * share))]


def report(bare: list[Round], ours: list[Round]) -> None:
    """Prints both, and how they compare."""
    click.echo(f"{'':22}{'requests/s':>12}{'p50 ms':>10}{'p99 ms':>10}")
    for name, rounds in (("bare FastAPI endpoint", bare), ("POST /api/trace 2-2-2", ours)):
        rate = statistics.median(one.rate for one in rounds)
        middle, late = (
            statistics.median(percentile(one.seconds, share) * 1e3 for one in rounds) for share in (0.5, 0.99)
        )
        click.echo(f"{name:22}{rate:12,.0f}{middle:10.2f}{late:10.2f}")
    pairs = list(zip(bare, ours, strict=True))
    rate = statistics.median(our.rate / its.rate for its, our in pairs)
    late = statistics.median(percentile(our.seconds, 0.99) / percentile(its.seconds, 0.99) for its, our in pairs)
    click.echo(f"requests a second, ours / bare: {rate:.2f} (aim: at least {MIN_RATE:.2f})")
    click.echo(f"p99, ours / bare: {late:.2f} (aim: at most {MAX_P99:.2f})")


@click.command()
@click.option("--rounds", default=7, show_default=True, help="Bursts of load on each server.")
@click.option("--requests", default=3_000, show_default=True, help="Requests in a burst.")
@click.option("--connections", default=16, show_default=True, help="Connections at a time.")
def main(rounds: int, requests: int, connections: int) -> None:
    """Measure, print and stop."""
    bare: list[Round] = []
    ours: list[Round] = []
    with serving("bench.http:create_bare") as bare_port, serving("app.main:create_app") as our_port:
        for port, path in ((bare_port, "/bare"), (our_port, "/api/trace")):
            asyncio.run(load(port, path, requests // 4, connections))
        for _ in range(rounds):
            bare.append(asyncio.run(load(bare_port, "/bare", requests, connections)))
            ours.append(asyncio.run(load(our_port, "/api/trace", requests, connections)))
    report(bare, ours)


if __name__ == "__main__":
    main()
