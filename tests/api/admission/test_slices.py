"""A long computation is a row of short ones: others come between, and it ends where nobody waits for it any more."""

import asyncio
import contextlib
import time
from collections.abc import Generator
from threading import Event
from typing import Any

import numpy as np
import orjson
import pytest

from app.api.admission import service, workers
from app.api.admission.service import Prepare, Service
from app.api.admission.settings import Settings
from app.api.admission.workers import Workers, finished, in_pieces
from app.api.endpoints import explain, gradient_check, learning_rates, nudge, witness
from app.api.wire.problems import Problem
from app.explain.published import compare
from tests.api.expecting import chain, one_layer, two_two_one

pytestmark = pytest.mark.anyio

BATCH = two_two_one(x=[[1.2, 0.5], [0.3, 0.9]], target=[[1.0], [0.2]])
OVERFLOWING = one_layer([[1e200]], x=[[1e200]])
IN_PIECES: list[tuple[Prepare, dict[str, Any]]] = [
    (gradient_check.prepare, BATCH),
    (gradient_check.prepare, OVERFLOWING),
    (witness.prepare, {**BATCH, "address": "dl_dz.1.0@1"}),
    (witness.prepare, {**OVERFLOWING, "address": "dL_dw.1.0.0"}),
    (nudge.prepare, {**BATCH, "address": "w.1.0.0", "by": [-0.5, 0.0, 0.5]}),
    (nudge.prepare, {**OVERFLOWING, "address": "x.0", "by": [1e308, 1.0]}),
    (learning_rates.prepare, {**BATCH, "rates": [0.0, 0.1, 2.0]}),
    (learning_rates.prepare, {**OVERFLOWING, "rates": [0.1, 1.0]}),
    (lambda *given: explain.prepare(*given, depth=9), {**chain(4), "address": "dl_dw.1.0.0"}),
    (lambda *given: explain.prepare(*given, depth=9), {**OVERFLOWING, "address": "L"}),
]


def pieces(name: str, count: int, done: list[str]) -> Generator[None, None, str]:
    """So many pieces of 10 ms, each written down."""
    for _ in range(count):
        time.sleep(0.01)
        done.append(name)
        yield
    return name


async def test_a_short_computation_does_not_wait_for_the_long_ones_before_it() -> None:
    one_thread, done = Workers(Settings(workers=1)), list[str]()
    order = ("long", 100), ("longer", 150), ("middle", 8)
    running = [asyncio.ensure_future(one_thread.run(lambda row=row: pieces(*row, done), 0)) for row in order]
    assert await running[2] == "middle"
    assert len(done) <= 60
    assert await asyncio.gather(*running) == ["long", "longer", "middle"]
    assert {name: done.count(name) for name, _ in order} == dict(order)


async def test_who_stops_waiting_stops_the_computation() -> None:
    one_thread, done = Workers(Settings(workers=1, waiting=1)), list[str]()
    running = asyncio.ensure_future(one_thread.run(lambda: pieces("long", 1_000, done), 0))
    while not done:
        await asyncio.sleep(0.01)
    running.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await running
    assert await one_thread.run(lambda: "next", 0) == "next"
    so_far = len(done)
    await asyncio.sleep(0.05)
    assert len(done) == so_far < 50


async def test_who_stops_waiting_before_it_began_lets_it_never_begin() -> None:
    one_thread, release, done = Workers(Settings(workers=1)), Event(), list[str]()
    first = asyncio.ensure_future(one_thread.run(release.wait, 0))
    second = asyncio.ensure_future(one_thread.run(lambda: done.append("begun"), 0))
    await asyncio.sleep(0)
    second.cancel()
    await asyncio.wait([second])
    release.set()
    await first
    assert await one_thread.run(lambda: list(done), 0) == []


async def test_a_computation_counts_until_it_has_ended_even_if_nobody_waits_for_it() -> None:
    one_thread, release = Workers(Settings(workers=1, waiting=1)), Event()
    left = [asyncio.ensure_future(one_thread.run(release.wait, 0)) for _ in range(2)]
    await asyncio.sleep(0.01)
    for task in left:
        task.cancel()
    await asyncio.gather(*left, return_exceptions=True)
    with pytest.raises(Problem, match="busy"):
        await one_thread.run(lambda: "too early", 0)
    release.set()
    while one_thread._pending:
        await asyncio.sleep(0.01)
    assert await one_thread.run(lambda: "room again", 0) == "room again"


async def test_a_computation_in_pieces_counts_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_SLICE_SECONDS", 0.0)
    one_thread, done = Workers(Settings(workers=1, waiting=1)), list[str]()
    running = [asyncio.ensure_future(one_thread.run(lambda n=n: pieces(n, 20, done), 0)) for n in "ab"]
    for _ in range(10):
        await asyncio.sleep(0.01)
        with pytest.raises(Problem, match="busy"):
            await one_thread.run(lambda: None, 0)
    assert await asyncio.gather(*running) == ["a", "b"]
    assert done[:6] == list("ababab")
    assert not one_thread._pending


async def test_an_error_in_a_later_piece_reaches_its_waiter_and_leaves_room() -> None:
    def failing() -> Generator[None, None, None]:
        yield
        raise ZeroDivisionError

    one_thread = Workers(Settings(workers=1, waiting=1))
    for _ in range(5):
        with pytest.raises(ZeroDivisionError):
            await one_thread.run(failing, 0)


@pytest.mark.parametrize(("prepare", "body"), IN_PIECES)
async def test_in_slices_the_answer_is_the_same_to_the_last_byte(
    monkeypatch: pytest.MonkeyPatch, prepare: Prepare, body: dict[str, Any]
) -> None:
    at_once = prepare(body, 0, Settings()).run()
    monkeypatch.setattr(workers, "_SLICE_SECONDS", 0.0)
    monkeypatch.setattr(service, "_INLINE_SECONDS", 0.0)
    assert await Service(Settings(workers=2)).answer(orjson.dumps(body), prepare) == at_once
    monkeypatch.setattr(service, "_INLINE_BYTES", 0)
    assert await Service(Settings(workers=2)).answer(orjson.dumps(body), prepare) == at_once


@pytest.mark.parametrize(("prepare", "body"), IN_PIECES)
def test_between_two_pieces_numpy_warns_as_it_did_before(prepare: Prepare, body: dict[str, Any]) -> None:
    before = np.geterr()
    count = 0
    for _ in in_pieces(prepare(body, 0, Settings()).work):
        assert np.geterr() == before
        count += 1
    assert count >= 2


def test_a_worked_example_is_compared_in_pieces() -> None:
    before = np.geterr()
    count = 0
    for _ in compare("mazur"):
        assert np.geterr() == before
        count += 1
        if count == 100:
            break
    assert count == 100


def test_work_is_the_same_with_and_without_pieces() -> None:
    assert finished(lambda: "at once") == finished(lambda: pieces("at once", 2, [])) == "at once"
