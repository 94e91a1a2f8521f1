"""How long one waits: from the command to the first answer, from opening the page to real numbers on it."""

import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import sync_playwright

from bench.chromium import FLAGS, find_chromium

RUNS = 7
COMMAND = [sys.executable, "-m", "app", "--port", "0", "--no-browser"]


@contextmanager
def running() -> Iterator[str]:
    """A server of its own process, and its address."""
    with subprocess.Popen(COMMAND, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            yield next(line.strip() for line in server.stdout if line.startswith("http"))
        finally:
            server.terminate()


def first_answer() -> float:
    """Seconds from the command to the whole page as its first answer."""
    begun = time.perf_counter()
    with running() as address, urllib.request.urlopen(address) as answer:
        answer.read()
        return time.perf_counter() - begun


def numbers_on_the_page() -> list[float]:
    """Seconds from opening the page to real numbers on it, each time with nothing cached."""
    taken = []
    with running() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(FLAGS))
        for _ in range(RUNS):
            context = browser.new_context()
            page = context.new_page()
            begun = time.perf_counter()
            page.goto(address, wait_until="commit")
            page.wait_for_selector("html[data-ready=true]")
            taken.append(time.perf_counter() - begun)
            context.close()
        browser.close()
    return taken


def main() -> None:
    """Print both, the median of several runs and the slowest of them."""
    first_answer()  # the first run of all also compiles and reads from disk
    for name, taken in (
        ("command to first answer", [first_answer() for _ in range(RUNS)]),
        ("opening the page to numbers on it", numbers_on_the_page()),
    ):
        print(f"{name:<36}{statistics.median(taken):7.3f} s   slowest {max(taken):.3f} s   (aim: under 1 s)")


if __name__ == "__main__":
    main()
