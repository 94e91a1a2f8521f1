"""Running the application on a socket until a signal ends it."""

import logging
import signal
import socket
import sys
from collections.abc import Callable
from types import FrameType

import uvicorn
from fastapi import FastAPI

GRACE = 5
"""Seconds that requests in progress are left when the server is told to stop."""


class _AnnouncingServer(uvicorn.Server):
    """A server that says when it has begun to answer."""

    def __init__(self, config: uvicorn.Config, announce: Callable[[], None]) -> None:
        super().__init__(config)
        self._announce = announce

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._announce()


def serve(app: FastAPI, listening: socket.socket, announce: Callable[[], None], *, access_log: bool = False) -> None:
    """Answer on `listening` until Ctrl-C or SIGTERM, which both end it with exit status 0.

    `announce` is called once, when the server answers. Warnings and errors go to stderr; with `access_log`
    there is a line on stdout for every request.
    """
    config = uvicorn.Config(
        app,
        access_log=access_log,
        log_level="warning",
        server_header=False,
        timeout_graceful_shutdown=GRACE,
        ws="none",
    )
    if access_log:
        logging.getLogger("uvicorn.access").setLevel(logging.INFO)
    # The server repeats a signal once it has shut down, which must not end the process with a traceback.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _end)
    _AnnouncingServer(config, announce).run([listening])


def _end(number: int, frame: FrameType | None) -> None:
    sys.exit(0)
