"""The page's files out of memory, under addresses that change with them: what has such an address is kept for good."""

import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from starlette.exceptions import HTTPException
from starlette.types import Receive, Scope, Send

from app.api.wire.guard import PAGE_POLICY, SECURITY_HEADERS
from app.api.wire.representation import Answer, Headers, Representation

PREFIX = "/static/"

# What the machine's own tables say of these is not always so, and a module of another type is not run.
_TYPES = {
    ".js": b"text/javascript; charset=utf-8",
    ".css": b"text/css; charset=utf-8",
    ".svg": b"image/svg+xml",
    ".map": b"application/json",
}
_POLICY = (b"content-security-policy", PAGE_POLICY.encode("ascii"))
_KEPT = (b"cache-control", b"public, max-age=31536000, immutable")
_REVALIDATED = (b"cache-control", b"no-cache")

_CSS = "css/"
_ORDER = f"{_CSS}order.txt"
_JOINED = f"{_CSS}page.css"

_VERSIONED = re.compile(r"([0-9a-f]{16})/(.+)", re.DOTALL)


class _Asset(NamedTuple):
    """A file under both of its addresses."""

    kept: Representation
    revalidated: Representation


class Assets:
    """The files of a folder, by their paths in it.

    `/static/<version>/js/main.js` is kept by browsers for a year and not asked for again: `version` is a hash of all
    files, so that a module's relative imports stay among those that it was made with. `/static/js/main.js`, and an
    address of another version, are asked for again every time. The files of a `changing` folder are looked at again
    with every page: an edit is there after a reload. `css/page.css` is all style sheets one after another, as
    `css/order.txt` lists them: one request in place of some fifty.
    """

    def __init__(self, folder: Path, *, changing: bool) -> None:
        self._folder = folder
        self._changing = changing
        self._stamps: dict[str, tuple[int, int]] = {}
        self._assets: dict[str, _Asset] = {}
        self.version = ""
        self._read()

    def __contains__(self, path: str) -> bool:
        return path in self._assets

    def text(self, path: str) -> str:
        """What stands in a file. Raises KeyError."""
        return self._assets[path].kept.content.decode("utf-8")

    def address(self, path: str) -> str:
        """Where a file is kept by browsers."""
        return f"{PREFIX}{self.version}/{path}"

    def refresh(self) -> None:
        """Looks for edits, where there can be any."""
        if self._changing:
            self._read()

    def simple(self, scope: Scope) -> Answer | None:
        """The answer to a plain request for a file: without a query or a body, which are a matter of the guard."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            return None
        path = scope["path"].removeprefix(scope.get("root_path", ""))
        if not path.startswith(PREFIX) or scope["query_string"]:
            return None
        if any(name in (b"content-length", b"transfer-encoding") for name, _ in scope["headers"]):
            return None
        return self._answer(path.removeprefix(PREFIX), scope)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request that has come by way of the routes. Raises HTTPException."""
        answer = self._answer(scope["path_params"]["path"], scope)
        if answer is None:
            raise HTTPException(404)
        await send_answer(answer, scope, send)

    def _answer(self, path: str, scope: Scope) -> Answer | None:
        versioned = _VERSIONED.fullmatch(path)
        if versioned and versioned[1] == self.version:
            asset = self._assets.get(versioned[2])
            return asset and asset.kept.answer(scope["headers"])
        self.refresh()
        asset = self._assets.get(versioned[2] if versioned else path)
        return asset and asset.revalidated.answer(scope["headers"])

    def _read(self) -> None:
        """Reads what is new or has changed."""
        stamps = dict(_stamps(self._folder))
        if stamps == self._stamps:
            return
        self._assets = {
            path: self._assets[path] if self._stamps.get(path) == stamp else _asset(self._folder / path)
            for path, stamp in sorted(stamps.items())
        }
        self._stamps = stamps
        if _ORDER in self._assets:
            sheets = [self._assets.get(f"{_CSS}{sheet}") for sheet in self.text(_ORDER).split()]
            joined = b"".join(sheet.kept.content for sheet in sheets if sheet is not None)
            self._assets[_JOINED] = _asset_of(joined, ".css")
        listed = "".join(f"{path} {asset.kept.digest}\n" for path, asset in self._assets.items())
        self.version = hashlib.sha256(listed.encode("utf-8")).hexdigest()[:16]


async def send_answer(answer: Answer, scope: Scope, send: Send) -> None:
    """Sends an answer, of which HEAD gets the headers alone."""
    await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else answer.body})


def _stamps(folder: Path) -> Iterator[tuple[str, tuple[int, int]]]:
    """Each file's path in the folder, and what an edit changes of it."""
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if not name.startswith("."):
                path = os.path.join(place, name)
                found = os.stat(path)
                yield Path(path).relative_to(folder).as_posix(), (found.st_mtime_ns, found.st_size)


def _asset(path: Path) -> _Asset:
    return _asset_of(path.read_bytes(), path.suffix)


def _asset_of(content: bytes, suffix: str) -> _Asset:
    headers: Headers = [(b"content-type", _TYPES.get(suffix, b"application/octet-stream")), *SECURITY_HEADERS]
    # A picture can be opened as a document of its own; of modules and styles no browser heeds a policy.
    kept = [_KEPT, _POLICY] if suffix == ".svg" else [_KEPT]
    return _Asset(Representation(content, headers + kept), Representation(content, [*headers, _REVALIDATED, _POLICY]))
