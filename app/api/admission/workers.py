"""Where a computation runs: small ones in the event loop, large ones in as many threads as there are cores,
with a bounded queue before them."""

import asyncio
import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from app.api.admission.settings import Settings
from app.api.wire.problems import Problem

Result = TypeVar("Result")

_LONGEST_RETRY_SECONDS = 5


class Workers:
    """A pool of threads that says `busy` instead of letting its queue grow without end."""

    def __init__(self, settings: Settings) -> None:
        self._most = settings.workers + settings.waiting
        self._pending = 0
        self._pool = ThreadPoolExecutor(settings.workers, thread_name_prefix="computation")

    async def run(self, work: Callable[[], Result]) -> Result:
        """What `work` returns, computed in a thread.

        Raises Problem `busy` when too many wait already; its Retry-After is random, so that those who were
        turned away do not come back all at once.
        """
        if self._pending >= self._most:
            seconds = random.randint(1, _LONGEST_RETRY_SECONDS)
            raise Problem.of("busy", headers={"Retry-After": str(seconds)}, retry_after=seconds)
        self._pending += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._pool, work)
        finally:
            self._pending -= 1
