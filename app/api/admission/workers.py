"""Where a computation runs: small ones in the event loop, large ones in as many threads as there are cores,
with a bounded queue before them.

A long computation yields between its pieces, and is a row of short ones for the threads: no one who waits behind it
waits for all of it. All that have begun and not ended take, as they say, no more memory than that of as many requests
at their limit as there are threads; those that do not fit yet wait to begin.
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

Weighed = Generator[int | None, None, Result]
"""The same, where a number that it yields is what it takes of memory from now on, in bytes. If it has to wait for that,
it is called anew."""

Work = Callable[[], Result | Weighed[Result]]
"""A computation to be called: it gives its result, or its pieces."""

_MAX_RETRY_SECONDS = 5

_SLICE_SECONDS = 0.05
"""After so long a computation in pieces goes back to the end of the queue."""


def in_pieces(work: Work[Result]) -> Weighed[Result]:
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
        self._max_bytes = settings.workers * settings.bytes
        self._pending: list[_Computation[Any]] = []  # in the order in which they came
        self._lock = threading.Lock()
        self._pool = ThreadPoolExecutor(settings.workers, thread_name_prefix="computation", initializer=silence)

    async def run(self, work: Work[Result], bytes: int) -> Result:
        """The result of `work`, which takes so many bytes of memory, computed in a thread slice by slice. Whoever stops
        waiting for it (is cancelled) stops it before its next piece.

        Raises Problem `busy` when too many wait already; its Retry-After is random, so that those who were
        turned away do not come back all at once.
        """
        computation = _Computation(work, min(bytes, self._max_bytes))
        with self._lock:
            if len(self._pending) >= self._max_pending:
                seconds = random.randint(1, _MAX_RETRY_SECONDS)
                raise Problem.of("busy", headers={"Retry-After": str(seconds)}, retry_after=seconds)
            self._pending.append(computation)
            self._begin()
        try:
            return await asyncio.wrap_future(computation.result)
        except asyncio.CancelledError:
            with self._lock:
                self._begin()  # without it, if it has not begun
            raise

    def _begin(self) -> None:
        """Begins, under the lock, those that fit, in the order in which they came. After the first that does not,
        others begin only beside what it needs: once all that came before it have ended, it fits."""
        self._pending = [one for one in self._pending if one.begun or not one.result.cancelled()]
        free = self._max_bytes - sum(one.held for one in self._pending)
        first = True
        for index, one in enumerate(self._pending):
            if one.begun:
                continue
            if one.bytes <= free:
                free -= one.bytes
                one.begun, one.held = True, one.bytes
                self._pool.submit(self._slice, one)
            elif first:
                first = False
                free = min(free, self._max_bytes - one.bytes - sum(later.held for later in self._pending[index:]))

    def _slice(self, computation: "_Computation[Any]") -> None:
        """One slice; the next one waits behind all that waits now. Work counts as pending until it has ended, even if
        nobody waits for it any more."""
        end = monotonic() + _SLICE_SECONDS
        while computation.advance():
            if computation.bytes != computation.held and not self._goes_on(computation):
                return
            if monotonic() >= end:
                self._pool.submit(self._slice, computation)
                return
        with self._lock:
            self._pending.remove(computation)
            self._begin()
        computation.deliver()

    def _goes_on(self, computation: "_Computation[Any]") -> bool:
        """Takes note of what a computation takes from now on. One that takes more waits for it without what it has:
        two that kept theirs could wait for each other."""
        with self._lock:
            if computation.bytes < computation.held:
                computation.held = computation.bytes
                self._begin()
                return True
            computation.begun, computation.held = False, 0
            self._begin()
            if not computation.begun:
                computation.reset()
            return False


class _Computation(Generic[Result]):
    """A computation on its way. `result` is what its waiter waits for, and may cancel."""

    def __init__(self, work: Work[Result], bytes: int) -> None:
        self.result: Future[Result] = Future()
        self.bytes = bytes
        """What it takes of memory, as it says."""
        self.held = 0
        """What of that is set aside for it, once it has begun."""
        self.begun = False
        self._work = work
        self._pieces = in_pieces(work)
        self._set: Callable[[], None]

    def advance(self) -> bool:
        """Computes the next piece; whether there is more to do."""
        try:
            if not self.result.cancelled():
                self.bytes = next(self._pieces) or self.bytes
                return True
            self._pieces.close()
        except StopIteration as ended:
            self._set = partial(self.result.set_result, ended.value)
        except BaseException as error:
            # Without this frame, from which the error could be reached again, it goes when its reader has gone.
            trace = error.__traceback__
            error.__traceback__ = trace.tb_next if trace else None
            self._set = partial(self.result.set_exception, error)
        return False

    def reset(self) -> None:
        """Lets go of all that has been computed."""
        self._pieces.close()
        self._pieces = in_pieces(self._work)

    def deliver(self) -> None:
        """Gives the result, or the error, to whoever waits for it."""
        if self.result.set_running_or_notify_cancel():
            self._set()
