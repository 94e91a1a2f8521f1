"""Where a computation runs: small ones in the event loop, large ones in as many threads as there are cores,
with a bounded queue before them.

A long computation yields between its pieces, and is a row of short ones for the threads: no one who waits behind it
waits for all of it.
"""

import asyncio
import random
import threading
from collections.abc import Callable, Generator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from time import monotonic
from types import GeneratorType
from typing import Any, Generic, TypeVar, cast

import numpy as np

from app.api.admission.settings import Settings
from app.api.wire.problems import Problem

Result = TypeVar("Result")

Pieces = Generator[None, None, Result]
"""A computation that yields between its pieces and returns its result at the end."""

Work = Callable[[], Result | Pieces[Result]]
"""A computation to be called: it gives its result, or its pieces."""

_MAX_RETRY_SECONDS = 5

_SLICE_SECONDS = 0.05
"""After so long a computation in pieces goes back to the end of the queue."""


def in_pieces(work: Work[Result]) -> Pieces[Result]:
    """Any work as pieces; that which gives its result at once is a single one."""
    begun = work()
    return (yield from begun) if isinstance(begun, GeneratorType) else cast(Result, begun)


def finished(work: Work[Result]) -> Result:
    """The result of any work, computed here and now."""
    begun = work()
    if not isinstance(begun, GeneratorType):
        return cast(Result, begun)
    while True:
        try:
            next(begun)
        except StopIteration as end:
            result: Result = end.value
            return result


def silence() -> None:
    """Lets overflow be a result, and no warning of numpy's, for all that is computed in this context or thread from now
    on: to say so at every request would take a tenth of the time of a small trace."""
    np.seterr(all="ignore")


class Workers:
    """A pool of threads that says `busy` instead of letting its queue grow without end."""

    def __init__(self, settings: Settings) -> None:
        self._max_pending = settings.workers + settings.waiting
        self._pending = 0
        self._lock = threading.Lock()
        self._pool = ThreadPoolExecutor(settings.workers, thread_name_prefix="computation", initializer=silence)

    async def run(self, work: Work[Result]) -> Result:
        """The result of `work`, computed in a thread slice by slice. Whoever stops waiting for it (is cancelled) stops
        it before its next piece.

        Raises Problem `busy` when too many wait already; its Retry-After is random, so that those who were
        turned away do not come back all at once.
        """
        with self._lock:
            if self._pending >= self._max_pending:
                seconds = random.randint(1, _MAX_RETRY_SECONDS)
                raise Problem.of("busy", headers={"Retry-After": str(seconds)}, retry_after=seconds)
            self._pending += 1
        computation = _Computation(work)
        self._pool.submit(self._slice, computation)
        return await asyncio.wrap_future(computation.result)

    def _slice(self, computation: "_Computation[Any]") -> None:
        """One slice; the next one waits behind all that waits now. Work counts as pending until it has ended, even if
        nobody waits for it any more."""
        if computation.advance():
            self._pool.submit(self._slice, computation)
            return
        with self._lock:
            self._pending -= 1
        computation.deliver()


class _Computation(Generic[Result]):
    """A computation on its way. `result` is what its waiter waits for, and may cancel."""

    def __init__(self, work: Work[Result]) -> None:
        self.result: Future[Result] = Future()
        self._pieces = in_pieces(work)
        self._set: Callable[[], None]

    def advance(self) -> bool:
        """Computes for one slice; whether there is more to do."""
        end = monotonic() + _SLICE_SECONDS
        try:
            while not self.result.cancelled():
                next(self._pieces)
                if monotonic() >= end:
                    return True
        except StopIteration as ended:
            self._set = partial(self.result.set_result, ended.value)
        except BaseException as error:
            # Without this frame, from which the error could be reached again, it goes when its reader has gone.
            trace = error.__traceback__
            error.__traceback__ = trace.tb_next if trace else None
            self._set = partial(self.result.set_exception, error)
        return False

    def deliver(self) -> None:
        """Gives the result, or the error, to whoever waits for it."""
        if self.result.set_running_or_notify_cancel():
            self._set()
