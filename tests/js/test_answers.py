"""The answers that the page's own tests are made with are what the server says today."""

import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent


def _maker() -> Any:
    spec = importlib.util.spec_from_file_location("make_answers", HERE / "make_answers.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _agree(ours: Any, theirs: Any, where: str) -> None:
    if isinstance(ours, float) or isinstance(theirs, float):
        assert ours == pytest.approx(theirs, rel=1e-12, abs=1e-300), where
    elif isinstance(ours, dict):
        assert ours.keys() == theirs.keys(), where
        for key in ours:
            _agree(ours[key], theirs[key], f"{where}/{key}")
    elif isinstance(ours, list):
        assert len(ours) == len(theirs), where
        for index, (one, other) in enumerate(zip(ours, theirs, strict=True)):
            _agree(one, other, f"{where}/{index}")
    else:
        assert ours == theirs, where


@pytest.mark.anyio
@pytest.mark.parametrize("path", sorted((HERE / "answers").glob("*.json")), ids=lambda path: path.stem)
async def test_a_kept_answer_is_what_the_server_says_today(path: Path) -> None:
    kept = json.loads(path.read_text("utf-8"))
    _agree(await _maker().answer(kept["request"]), kept["answer"], "")
