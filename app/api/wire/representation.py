"""Bytes that many are sent: as they are or compressed, each form with a tag of its own, and not at all to whoever has
them."""

import gzip
import hashlib
from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

Headers = list[tuple[bytes, bytes]]

_OF_THE_BODY = (b"content-type", b"content-length", b"content-encoding")


class Answer(NamedTuple):
    """What is sent to one client."""

    status: int
    headers: Headers
    body: bytes


class _Form(NamedTuple):
    """One of the two forms, and the two answers that there are with it."""

    tag: bytes
    whole: Answer
    unchanged: Answer


class Representation:
    """What an address answers with, for as long as it stays the same. `headers` are those of every form; `vary` are
    the request's headers that chose it."""

    def __init__(self, content: bytes, headers: Headers, vary: str = "") -> None:
        self.content = content
        self.digest = hashlib.sha256(content).hexdigest()[:16]
        names = ", ".join(filter(None, (vary, "Accept-Encoding")))
        self._headers = [*headers, (b"vary", names.encode("ascii"))]

    def answer(self, request_headers: Iterable[tuple[bytes, bytes]]) -> Answer:
        """The whole or, to a client that has it, that it is unchanged."""
        accepted, held = b"", b""
        for name, value in request_headers:
            if name == b"accept-encoding":
                accepted += b"," + value
            elif name == b"if-none-match":
                held += b"," + value
        form = self._compressed if accepted and accepts_gzip(accepted) else self._plain
        return form.unchanged if held and _is_among(form.tag, held) else form.whole

    @cached_property
    def _plain(self) -> _Form:
        return self._form(self.content, self.digest, [])

    @cached_property
    def _compressed(self) -> _Form:
        body = gzip.compress(self.content, 9, mtime=0)
        if len(body) >= len(self.content):
            return self._plain
        return self._form(body, f"{self.digest}-gzip", [(b"content-encoding", b"gzip")])

    def _form(self, body: bytes, name: str, headers: Headers) -> _Form:
        tag = f'"{name}"'.encode("ascii")
        headers = [*self._headers, *headers, (b"etag", tag)]
        unchanged = [pair for pair in headers if pair[0] not in _OF_THE_BODY]
        whole = [*headers, (b"content-length", b"%d" % len(body))]
        return _Form(tag, Answer(200, whole, body), Answer(304, unchanged, b""))


def accepts_gzip(accepted: bytes) -> bool:
    """Whether an Accept-Encoding header takes gzip (RFC 9110 §12.5.3)."""
    for part in accepted.lower().split(b","):
        coding, _, weight = part.partition(b";")
        if coding.strip() == b"gzip":
            return not weight.replace(b" ", b"").rstrip(b"0.").endswith(b"q=")
    return False


def _is_among(tag: bytes, held: bytes) -> bool:
    """Whether an If-None-Match header names a tag, compared weakly (RFC 9110 §13.1.2)."""
    tags = [one.strip().removeprefix(b"W/") for one in held.split(b",")]
    return tag in tags or b"*" in tags
