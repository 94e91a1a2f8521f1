"""All computations that have begun take, together, no more memory than as many requests at their limit as there are
threads, and each of them gets its turn."""

import asyncio
import contextlib
import gc
import random
import threading
import time
import tracemalloc
from collections.abc import Iterator
from typing import Any

import pytest

from app.api.admission import workers
from app.api.admission.memory import reading_bytes
from app.api.admission.service import Service
from app.api.admission.settings import Settings
from app.api.admission.workers import Weighed, Workers, finished
from app.api.endpoints import gradient_check, trace
from app.api.wire.problems import Problem
from tests.api.admission.measuring import SERVICE, body, network, price
from tests.api.expecting import wide

pytestmark = pytest.mark.anyio

LIMIT = 1_000_000
ONE, TWO = Settings(workers=1, bytes=LIMIT), Settings(workers=2, bytes=LIMIT)


@pytest.fixture(autouse=True)
def slices_of_one_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_SLICE_SECONDS", 0.0)


@pytest.fixture
def release() -> Iterator[threading.Event]:
    """Ends what would be computed without end; at the latest at the end of the test."""
    event = threading.Event()
    yield event
    event.set()


class Memory:
    """Buffers that computations hold, and the most that they came to."""

    def __init__(self) -> None:
        self.now = self.most = 0
        self._lock = threading.Lock()

    def _add(self, bytes: int) -> None:
        with self._lock:
            self.now += bytes
            self.most = max(self.most, self.now)

    @contextlib.contextmanager
    def held(self, bytes: int) -> Iterator[bytearray]:
        self._add(bytes)
        try:
            yield bytearray(bytes)
        finally:
            self._add(-bytes)

    def work(self, bytes: int, pieces: int = 5, until: threading.Event | None = None) -> Weighed[int]:
        """Holds a buffer of that size for so many pieces, or until it is told to end."""
        with self.held(bytes) as buffer:
            while not until.is_set() if until else pieces > 0:
                pieces -= 1
                time.sleep(0.001)
                yield None
            return len(buffer)

    async def reaches(self, bytes: int) -> None:
        async with asyncio.timeout(5):
            while self.now != bytes:
                await asyncio.sleep(0.001)


def start(pool: Workers, memory: Memory, bytes: int, **more: Any) -> "asyncio.Future[int]":
    return asyncio.ensure_future(pool.run(lambda: memory.work(bytes, **more), bytes))


async def test_whatever_comes_and_goes_they_take_no_more_than_the_threads_may() -> None:
    pool, memory, rng = Workers(TWO), Memory(), random.Random(0)
    sizes = [rng.choice([rng.randint(1, LIMIT), rng.randint(1, LIMIT // 20), LIMIT]) for _ in range(60)]
    running = [start(pool, memory, size, pieces=rng.randint(0, 9)) for size in sizes]
    for left in running[5::7]:
        await asyncio.sleep(0.005)
        left.cancel()
    async with asyncio.timeout(10):
        ended = await asyncio.gather(*running, return_exceptions=True)
    assert sum(result == size for result, size in zip(ended, sizes, strict=True)) >= 50
    assert 1.5 * LIMIT < memory.most <= 2 * LIMIT
    await memory.reaches(0)
    assert await start(pool, memory, LIMIT) == LIMIT
    assert not pool._pending


@pytest.mark.parametrize(
    "content",
    [wide([3, 55, 55, 1], samples=667), network([180, 100, 12], 120), wide([2, 60, 60, 1], samples=1_200)],
    ids=["read before it begins", "takes less than its reading may", "takes more than its reading may"],
)
async def test_many_requests_at_their_limit_take_no_more_and_are_all_answered(content: dict[str, Any]) -> None:
    raw = body(content)
    one = price(gradient_check.prepare, raw).bytes
    alone = await Service(Settings(workers=1, bytes=one)).answer(raw, gradient_check.prepare)
    ours = Service(Settings(workers=2, bytes=one))
    gc.collect()
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    tracemalloc.reset_peak()
    answers = await asyncio.gather(*(ours.answer(raw, gradient_check.prepare) for _ in range(12)))
    taken = tracemalloc.get_traced_memory()[1] - before
    tracemalloc.stop()
    print(f"{len(raw)} bytes, read in {reading_bytes(len(raw))}, priced at {one}: {taken / one:.2f} times that taken")
    assert set(answers) == {alone}
    assert 0.8 * one < taken <= 2 * one


@pytest.mark.parametrize("rows", [b"[0],", b"[],", b"9,", b'"",'])
@pytest.mark.parametrize("around", [(b'{"x":[', b"0]}"), (b'{"layers":[{"W":[', b"0]}]}")], ids=["x", "W"])
@pytest.mark.parametrize("length", [100_000, 1_100_000])
def test_reading_takes_no_more_than_is_set_aside_for_it(rows: bytes, around: tuple[bytes, bytes], length: int) -> None:
    raw = around[0] + rows * (length // len(rows)) + around[1]
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    with pytest.raises(Problem):
        finished(lambda: SERVICE._whole(raw, trace.prepare))
    taken = tracemalloc.get_traced_memory()[1] - before + len(raw)
    tracemalloc.stop()
    print(f"{taken / reading_bytes(len(raw)):.2f}")
    assert taken <= reading_bytes(len(raw))


async def test_a_small_one_that_fits_goes_before_a_large_one_that_does_not(release: threading.Event) -> None:
    pool, memory = Workers(TWO), Memory()
    long = [start(pool, memory, size, until=release) for size in (LIMIT, LIMIT // 2)]
    large = start(pool, memory, LIMIT)
    async with asyncio.timeout(5):
        assert await start(pool, memory, LIMIT // 4) == LIMIT // 4
        assert not large.done()
        release.set()
        assert await large == LIMIT
        await asyncio.gather(*long)


async def test_a_large_one_does_not_starve_behind_small_ones() -> None:
    pool, memory = Workers(TWO), Memory()
    before = [start(pool, memory, LIMIT * 2 // 3, pieces=20) for _ in range(2)]
    large = start(pool, memory, LIMIT)
    small = []

    async def one_after_another() -> None:
        while not large.done() and len(small) < 1_000:
            small.append(await start(pool, memory, LIMIT // 3))

    await asyncio.gather(*(one_after_another() for _ in range(9)), *before)
    assert await large == LIMIT
    assert 1 <= len(small) <= 200


async def test_what_fails_or_is_cancelled_gives_back_what_it_held(release: threading.Event) -> None:
    pool, memory = Workers(TWO), Memory()

    def failing() -> Weighed[int]:
        yield from memory.work(LIMIT)
        raise ZeroDivisionError

    for _ in range(3):
        long = [start(pool, memory, LIMIT, until=release) for _ in range(2)]
        await memory.reaches(2 * LIMIT)
        failed = [asyncio.ensure_future(pool.run(failing, LIMIT)) for _ in range(3)]
        await asyncio.sleep(0.01)
        for task in long:
            task.cancel()
        async with asyncio.timeout(5):
            ended = await asyncio.gather(*long, *failed, return_exceptions=True)
        assert [type(error) for error in ended] == [asyncio.CancelledError] * 2 + [ZeroDivisionError] * 3
    assert (memory.now, memory.most, pool._pending) == (0, 2 * LIMIT, [])


async def test_what_is_cancelled_before_it_begins_makes_way_at_once(release: threading.Event) -> None:
    pool, memory = Workers(Settings(workers=2, waiting=2, bytes=LIMIT)), Memory()
    long = [start(pool, memory, LIMIT * 51 // 100, pieces=20), start(pool, memory, LIMIT * 51 // 100, until=release)]
    large = start(pool, memory, LIMIT)
    beside = start(pool, memory, LIMIT * 9 // 10, until=release)
    await memory.reaches(LIMIT * 192 // 100)
    await long[0]
    behind = start(pool, memory, LIMIT // 5)
    await asyncio.sleep(0.05)
    assert not behind.done()
    with pytest.raises(Problem, match="busy"):
        await start(pool, memory, 1)
    large.cancel()
    async with asyncio.timeout(5):
        assert await behind == LIMIT // 5
        assert await start(pool, memory, 1) == 1
        release.set()
        assert await asyncio.gather(long[1], beside) == [LIMIT * 51 // 100, LIMIT * 9 // 10]
    assert memory.most < 2 * LIMIT


async def test_what_takes_less_than_it_began_with_makes_way_at_once(release: threading.Event) -> None:
    pool, memory = Workers(ONE), Memory()

    def shrinking() -> Weighed[int]:
        yield from memory.work(LIMIT)
        yield LIMIT // 10
        return (yield from memory.work(LIMIT // 10, until=release))

    long = asyncio.ensure_future(pool.run(shrinking, LIMIT))
    async with asyncio.timeout(5):
        assert await start(pool, memory, LIMIT * 9 // 10) == LIMIT * 9 // 10
        release.set()
        assert await long == LIMIT // 10
    assert memory.most == LIMIT


async def test_those_that_take_more_than_they_began_with_do_not_wait_for_each_other() -> None:
    pool, memory, called = Workers(TWO), Memory(), []

    def growing() -> Weighed[int]:
        called.append(None)
        with memory.held(LIMIT * 4 // 10) as buffer:
            yield None
            yield LIMIT
            return len(buffer) + (yield from memory.work(LIMIT * 6 // 10))

    running = [asyncio.ensure_future(pool.run(growing, LIMIT * 4 // 10)) for _ in range(12)]
    async with asyncio.timeout(5):
        assert await asyncio.gather(*running) == [LIMIT] * 12
    assert len(called) > 12
    assert memory.most <= 2 * LIMIT
    assert memory.now == 0


async def test_what_takes_more_than_there_is_runs_alone() -> None:
    pool, memory = Workers(ONE), Memory()
    running = [start(pool, memory, size) for size in (9 * LIMIT, LIMIT, 9 * LIMIT, 1)]
    async with asyncio.timeout(5):
        await asyncio.gather(*running)
    assert memory.most == 9 * LIMIT
