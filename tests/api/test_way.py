"""The way of a request through the files is the one that CONTRIBUTING describes."""

import os
import re
import sys
from pathlib import Path
from types import FrameType
from typing import Any

import httpx
import pytest

from app.api.endpoints import trace_price
from tests.api.expecting import post, two_two_one

ROOT = Path(__file__).parent.parent.parent
API = str(ROOT / "app" / "api") + os.sep


def described() -> list[str]:
    """The numbered files under that heading."""
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    section = text.partition("## How a request goes\n")[2].partition("\n## ")[0]
    return re.findall(r"^\d+\. `(app/api/[\w/]+\.py)`", section, re.MULTILINE)


@pytest.mark.anyio
async def test_a_trace_enters_the_files_in_the_order_in_which_they_are_described(client: httpx.AsyncClient) -> None:
    entered: dict[str, None] = {}

    def note(frame: FrameType, event: str, argument: Any) -> None:
        if event == "call" and frame.f_code.co_filename.startswith(API):
            entered[os.path.relpath(frame.f_code.co_filename, ROOT)] = None

    assert (await post(client, "/api/trace", two_two_one())).status_code == 200
    trace_price._price.cache_clear()
    sys.setprofile(note)
    try:
        response = await post(client, "/api/trace", two_two_one())
    finally:
        sys.setprofile(None)
    assert response.status_code == 200
    assert list(entered) == described()
