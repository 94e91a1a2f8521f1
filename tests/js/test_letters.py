"""The letters that the page's own are compared with are what the server says today."""

import json

from tests.js.make_letters import FILE, PIECES, letters, pieces


def test_the_kept_letters_are_the_servers() -> None:
    assert json.loads(FILE.read_text("utf-8")) == letters()


def test_the_kept_pieces_are_the_servers() -> None:
    assert list(map(json.loads, PIECES.read_text("utf-8").splitlines())) == pieces()
