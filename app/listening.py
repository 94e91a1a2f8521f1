"""The socket of the server: bound before anything else is loaded, so that a taken port is known at once."""

import errno
import os
import socket
from typing import Any

DEFAULT_PORT = 8000
NEXT_PORTS = 100
"""So many ports are tried from the default one on, when none was asked for."""


class CannotListen(Exception):
    """The address cannot be had; the message says why and how to mend it, in one line."""


def listen(host: str, port: int | None) -> socket.socket:
    """A listening socket: on `port` (0: any free one), or without one on the default port or the next free.

    Raises CannotListen.
    """
    if port is not None:
        return _bound(host, port)
    for candidate in range(DEFAULT_PORT, DEFAULT_PORT + NEXT_PORTS):
        try:
            return _bound(host, candidate)
        except PortTaken:
            continue
    return _bound(host, 0)


def url(listening: socket.socket) -> str:
    """Where a browser on this machine finds the server."""
    host, port = listening.getsockname()[:2]
    if listening.family == socket.AF_INET6:
        return f"http://[{'::1' if host == '::' else host}]:{port}/"
    return f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{port}/"


class PortTaken(CannotListen):
    """Another program listens there."""


def _bound(host: str, port: int) -> socket.socket:
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        return _listening_socket(family, address)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise PortTaken(
                f"port {port} is taken by another program; choose another, or --port 0 for any free one"
            ) from None
        if error.errno == errno.EACCES:
            raise CannotListen(f"port {port} is not allowed here; choose one from 1024 on") from None
        raise CannotListen(f"cannot listen on {host}: {error.strerror or error}") from None


def _listening_socket(family: int, address: Any) -> socket.socket:
    # asyncio sends without delay only on a socket that says it is TCP; on others most answers wait 40 ms.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name == "posix":
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen()
    except OSError:
        listening.close()
        raise
    return listening
