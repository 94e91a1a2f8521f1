import asyncio
import statistics
import threading
import time

import httpx
import pytest

from app.api.admission.settings import Settings
from app.api.admission.workers import Workers
from app.api.wire.problems import Problem
from app.main import create_app
from tests.api.expecting import assert_problem, post, wide

pytestmark = pytest.mark.anyio


async def test_work_is_done_beside_the_event_loop() -> None:
    assert await Workers(Settings()).run(threading.get_ident, 0) != threading.get_ident()


async def test_no_more_threads_run_than_there_are_workers() -> None:
    workers = Workers(Settings(workers=2))
    running, most = 0, 0
    lock = threading.Lock()

    def work() -> None:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        time.sleep(0.02)
        with lock:
            running -= 1

    await asyncio.gather(*(workers.run(work, 0) for _ in range(8)))
    assert most == 2


async def test_who_finds_the_queue_full_is_told_when_to_come_back() -> None:
    workers = Workers(Settings(workers=1, waiting=1))
    release = threading.Event()
    busy = [asyncio.ensure_future(workers.run(release.wait, 0)) for _ in range(2)]
    await asyncio.sleep(0)
    with pytest.raises(Problem) as caught:
        await workers.run(release.wait, 0)
    release.set()
    await asyncio.gather(*busy)
    assert caught.value.status == 503
    assert caught.value.headers is not None
    assert 1 <= int(caught.value.headers["Retry-After"]) <= 5
    assert await workers.run(lambda: "room again", 0) == "room again"


async def test_work_that_fails_leaves_room_for_the_next() -> None:
    workers = Workers(Settings(workers=1, waiting=1))

    def fail() -> None:
        raise ZeroDivisionError

    for _ in range(5):
        with pytest.raises(ZeroDivisionError):
            await workers.run(fail, 0)


async def test_a_full_server_answers_503_and_stays_alive() -> None:
    app = create_app(Settings(workers=1, waiting=1))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://e") as client:
        body = wide([100, 100, 100], samples=200, fields=["dL_db"])
        crowd = asyncio.gather(*(post(client, "/api/trace", body) for _ in range(6)))
        waited = []
        while not crowd.done():
            start = time.perf_counter()
            assert (await client.get("/healthz")).status_code == 200
            waited.append(time.perf_counter() - start)
            await asyncio.sleep(0.005)
        answers = await crowd
    refused = [answer for answer in answers if answer.status_code != 200]
    assert 1 <= len(refused) <= 4
    for answer in refused:
        assert_problem(answer, "busy", retry_after=int(answer.headers["retry-after"]))
    assert statistics.median(waited) < 0.1
