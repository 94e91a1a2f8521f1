"""What the page takes over a slow network, and when a whole class opens it at once: `python -m bench.network`.

A proxy of its own delays what goes through it on loopback, as a line of 10 Mbit/s with a round trip of 100 ms would;
that TCP begins slowly is left out. A headless Chromium opens the page through it with nothing cached, and reloads it.
Then 300 simulated browsers, six connections each, fetch the page and all its files straight from the server. Both are
done for the modules of a wheel that was made without Node, and for the bundle of one that was made with it.
"""

import asyncio
import gzip
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page, sync_playwright

from bench.chromium import FLAGS, find_chromium

ROOT = Path(__file__).parent.parent
ROUND_TRIP = 0.1
BITS_A_SECOND = 10_000_000
RUNS = 5
BROWSERS = 300
CONNECTIONS = 6
AIMS = {"modules": (2.0, 0.6, 10.0), "bundle": (1.2, 0.6, 3.0)}
"""Seconds: opening the page, reloading it, and all browsers of a class."""

FILE = re.compile(rb'(?:src|href)="(/static/[^"]+\.(?:js|css))"')


class Line:
    """One direction of a line: what is sent waits for what was sent before it, and then travels."""

    def __init__(self, travel: float) -> None:
        self._travel = travel
        self._free = 0.0
        self.bytes = 0

    def arrival(self, length: int) -> float:
        """When the last of so many bytes arrives, if they are sent now."""
        self.bytes += length
        self._free = max(self._free, time.monotonic()) + 8 * length / BITS_A_SECOND
        return self._free + self._travel


class SlowProxy:
    """A proxy in a thread of its own, for one server on loopback. It counts the requests and bytes that go through."""

    def __init__(self, port: int, round_trip: float = ROUND_TRIP) -> None:
        self._target = port
        self._round_trip = round_trip
        self.up, self.down = Line(round_trip / 2), Line(round_trip / 2)
        self.requests = 0
        self._loop = asyncio.new_event_loop()
        self._server = self._loop.run_until_complete(asyncio.start_server(self._connected, "127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}/"
        threading.Thread(target=self._loop.run_forever, daemon=True).start()

    def forget(self) -> None:
        """Counts anew from here."""
        self.requests = self.up.bytes = self.down.bytes = 0

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_connection("127.0.0.1", self._target)
        # A connection takes a round trip before anything can be asked.
        opened = time.monotonic() + self._round_trip
        await asyncio.gather(self._carry(reader, back, self.up, opened), self._carry(there, writer, self.down, 0.0))

    async def _carry(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, line: Line, opened: float
    ) -> None:
        arriving: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()

        async def deliver() -> None:
            while True:
                when, part = await arriving.get()
                await asyncio.sleep(max(0.0, when - time.monotonic()))
                if not part:
                    return
                writer.write(part)

        delivering = asyncio.ensure_future(deliver())
        try:
            while part := await reader.read(16_384):
                if line is self.up:
                    self.requests += part.count(b" HTTP/1.1\r\n")
                arriving.put_nowait((max(line.arrival(len(part)), opened + self._round_trip / 2), part))
        except ConnectionError:
            pass
        arriving.put_nowait((time.monotonic() + self._round_trip / 2, b""))
        await delivering
        writer.close()


def unpacked_wheel(folder: Path, *, node: bool) -> Path:
    """A wheel of this checkout, with the bundle or without, unpacked into a folder."""
    path = os.environ["PATH"] if node else str(folder)
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, env={**os.environ, "PATH": path})
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as archive:
        archive.extractall(folder)
    return folder


@contextmanager
def serving(folder: Path) -> Iterator[int]:
    """The port of a server out of an unpacked wheel."""
    command = [sys.executable, "-m", "app", "--port", "0", "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=folder) as server:
        assert server.stdout is not None
        try:
            address = next(line.strip() for line in server.stdout if line.startswith("http"))
            yield urlsplit(address).port or 80
        finally:
            server.terminate()


def timed(page: Page, proxy: SlowProxy, address: str | None) -> tuple[float, int, int]:
    """Seconds until real numbers stand on the page, requests, and bytes in both directions; without an address, of a
    reload."""
    proxy.forget()
    begun = time.perf_counter()
    if address is None:
        page.reload(wait_until="commit")
    else:
        page.goto(address, wait_until="commit")
    page.wait_for_selector("html[data-ready=true]")
    taken = time.perf_counter() - begun
    page.wait_for_load_state("networkidle")
    return taken, proxy.requests, proxy.up.bytes + proxy.down.bytes


def slow_line(name: str, port: int) -> None:
    """Print the first opening and the reload over the slow line."""
    proxy = SlowProxy(port)
    found: dict[str, list[tuple[float, int, int]]] = {"first opening": [], "reload": []}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(FLAGS))
        for _ in range(RUNS):
            context = browser.new_context()
            page = context.new_page()
            found["first opening"].append(timed(page, proxy, proxy.address))
            found["reload"].append(timed(page, proxy, None))
            context.close()
        browser.close()
    for (what, runs), aim in zip(found.items(), AIMS[name], strict=False):
        seconds, requests, length = (statistics.median(one) for one in zip(*runs, strict=True))
        print(
            f"{name:<9}{what:<15}{seconds:6.2f} s (aim: {aim} s)   {requests:3.0f} requests   {length / 1000:4.0f} KB",
            flush=True,
        )


async def fetch(streams: tuple[asyncio.StreamReader, asyncio.StreamWriter], path: bytes) -> bytes:
    """The body of one file; raises on any answer but 200."""
    reader, writer = streams
    writer.write(b"GET " + path + b" HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\n\r\n")
    head = await reader.readuntil(b"\r\n\r\n")
    if not head.startswith(b"HTTP/1.1 200"):
        raise RuntimeError(f"{path!r} answered {head[:60]!r}")
    return await reader.readexactly(int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0]))


async def simulated_browser(port: int) -> None:
    """The page, then all its files over six connections."""
    first = await asyncio.open_connection("127.0.0.1", port)
    files = iter(sorted(set(FILE.findall(gzip.decompress(await fetch(first, b"/"))))))

    async def rest(streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None) -> None:
        streams = streams or await asyncio.open_connection("127.0.0.1", port)
        for path in files:
            await fetch(streams, path)
        streams[1].close()

    await asyncio.gather(rest(first), *(rest() for _ in range(CONNECTIONS - 1)))


async def a_class(port: int) -> float:
    """Seconds until a whole class has the page."""
    begun = time.perf_counter()
    await asyncio.gather(*(simulated_browser(port) for _ in range(BROWSERS)))
    return time.perf_counter() - begun


def main() -> None:
    """Print both, for the modules and for the bundle."""
    esbuild = (ROOT / "node_modules/esbuild").is_dir() and shutil.which("node")
    for name in ("modules", "bundle") if esbuild else ("modules",):
        with (
            tempfile.TemporaryDirectory() as folder,
            serving(unpacked_wheel(Path(folder), node=name == "bundle")) as port,
        ):
            slow_line(name, port)
            seconds = asyncio.run(a_class(port))
            print(f"{name:<9}{BROWSERS} at once    {seconds:6.2f} s (aim: {AIMS[name][2]} s)", flush=True)
    if not esbuild:
        print("The bundle is not measured: npm could not fetch esbuild.")


if __name__ == "__main__":
    main()
