"""The letters that the page's own are compared with are what the server says today."""

import json

from tests.js.make_letters import FILE, letters


def test_the_kept_letters_are_the_servers() -> None:
    assert json.loads(FILE.read_text("utf-8")) == letters()
