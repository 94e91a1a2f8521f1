"""From a request's bytes to an answer's bytes, on the event loop or beside it."""

from collections.abc import Callable
from contextvars import copy_context
from typing import Any, NamedTuple

import numpy as np

from app.api.admission.cost import Cost
from app.api.admission.limits import check_lengths, max_structure
from app.api.admission.memory import reading_bytes
from app.api.admission.settings import Settings
from app.api.admission.workers import Weighed, Work, Workers, finished, in_pieces, silence
from app.api.wire.engine_errors import problem_of
from app.api.wire.problems import Problem, drop_traceback
from app.api.wire.reading import read_json
from app.engine.errors import EngineError

_INLINE_BYTES = 32 * 1024
"""A body of so many bytes is read and checked in under a millisecond; longer ones are read in a thread."""

_INLINE_SECONDS = 0.002
"""What is as fast as this is computed in the event loop: handing it to a thread would cost more."""


class Job(NamedTuple):
    """A checked request: what it will cost, and the computation of its answer."""

    cost: Cost
    work: Work[bytes]

    def run(self) -> bytes:
        """The answer, computed here and now. Raises EngineError."""
        with np.errstate(all="ignore"):
            return finished(self.work)


Prepare = Callable[[Any, int, Settings], Job]
"""Checks the value of a body of so many bytes against the settings and makes a job of it. Raises Problem,
EngineError."""


class Service:
    """What every computing route shares: the settings and the threads."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.workers = Workers(settings)
        self._max_structure = max_structure(settings)
        self._silent = copy_context()
        self._silent.run(silence)

    async def answer(self, body: bytes, prepare: Prepare) -> bytes:
        """The answer to a request's body. Raises Problem."""
        try:
            if len(body) > _INLINE_BYTES:
                to_read = min(reading_bytes(len(body)), self.settings.bytes)
                return await self.workers.run(lambda: self._whole(body, prepare), to_read)
            job = self._prepared(body, prepare)
            if job.cost.seconds <= _INLINE_SECONDS:
                return self._silent.copy().run(finished, job.work)  # a copy: each can be entered once at a time
            return await self.workers.run(job.work, job.cost.bytes)
        except EngineError as error:
            raise problem_of(error) from error

    def _whole(self, body: bytes, prepare: Prepare) -> Weighed[bytes]:
        """Checks and computes, in a thread; a refusal leaves it alone, without the values. What it takes of memory is
        known once the body has been read."""
        try:
            job = self._prepared(body, prepare)
            yield job.cost.bytes
            return (yield from in_pieces(job.work))
        except Problem as problem:
            drop_traceback(problem)
            raise

    def _prepared(self, body: bytes, prepare: Prepare) -> Job:
        value = read_json(body, self._max_structure)
        check_lengths(value, self.settings)
        return prepare(value, len(body), self.settings)
