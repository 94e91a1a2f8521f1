"""What every test may ask for."""

import os
from pathlib import Path

import pytest

from app.process import configure_process

configure_process()  # before any test imports numpy

BROWSER_TESTS = Path(__file__).parent / "browser"


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """Tests marked `anyio` run on asyncio, which is what the server runs on."""
    return "asyncio"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests are marked, and come last: Playwright keeps an event loop in this thread until the
    session ends, and no `anyio` test could start its own beside it. In continuous integration one that fails
    is run once more, for a busy machine may let a page wait; the summary names it, and it is to be mended.

    What examples drawn by chance run through does not count as covered: it would be other lines each time.
    """
    for item in items:
        if BROWSER_TESTS in item.path.parents:
            item.add_marker("browser")
            if os.environ.get("CI"):
                item.add_marker(pytest.mark.flaky(reruns=1))
        if getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
            item.add_marker("no_cover")
    items.sort(key=lambda item: BROWSER_TESTS in item.path.parents)
