"""Problems as RFC 9457 describes them: raised anywhere as `Problem`, sent as application/problem+json.

A problem carries codes, pointers and parameters of ours alone: nothing that the client wrote comes back.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any

import orjson
from pydantic import Field
from starlette.responses import Response
from typing_extensions import TypedDict

from app.api.wire.answer import closed
from app.api.wire.codes import CODES
from app.api.wire.suggest import meant
from app.words import DEFAULT_LANGUAGE, languages, translate, words

MEDIA_TYPE = "application/problem+json"
MAX_ERRORS = 20
"""At most so many errors stand in one answer; `errors_total` counts them all."""

Params = Mapping[str, Any]
Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: its code, the parameters of its sentence, and where in the body it is."""

    code: str
    params: Params = field(default_factory=dict)
    path: Path = ()


class Problem(Exception):
    """What makes an answer impossible. The first fault gives the answer its type and status."""

    def __init__(
        self, faults: Sequence[Fault], *, total: int | None = None, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(", ".join(fault.code for fault in faults))
        self.faults = tuple(faults)[:MAX_ERRORS]
        self.total = len(faults) if total is None else total
        self.headers = headers

    @classmethod
    def of(cls, code: str, path: Path = (), *, headers: Mapping[str, str] | None = None, **params: Any) -> "Problem":
        """A problem with a single fault."""
        return cls([Fault(code, params, path)], headers=headers)

    @property
    def status(self) -> int:
        """HTTP status of the answer."""
        return CODES[self.faults[0].code].status


def body_too_large(limit: int, actual: int, *, whole: bool = True) -> Problem:
    """The problem of a body with `actual` bytes, or unless it is `whole` at least that many, where `limit` are
    allowed."""
    params = {"limit": "body_bytes", "value": limit, "actual": actual, "fits": limit}
    return Problem([Fault("body-too-large", params if whole else {**params, "note": "may-be-longer"})])


def drop_traceback(problem: Problem) -> None:
    """Drop the traceback and the chained exceptions: they keep the request's body alive."""
    problem.__traceback__ = problem.__context__ = problem.__cause__ = None


def unknown_name(code: str, name: object, known: Iterable[str], path: Path = ()) -> Fault:
    """The fault of a name that does not exist: the names that do, and what may have been meant."""
    names = list(known)
    return Fault(code, {"known": names, **meant(code, name, names)}, path)


def known_language(code: str) -> str:
    """The code of a language of ours. Raises Problem for any other."""
    if code not in languages():
        raise Problem([unknown_name("unknown-language", code, languages())])
    return code


def pointer(path: Path) -> str:
    """RFC 6901 pointer as a URI fragment: `("layers", 1, "W")` is `#/layers/1/W`, the whole body is `#`."""
    return "#" + "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in path)


def sentence(fault: Fault, language: str = DEFAULT_LANGUAGE, *, of_a_file: bool = False) -> str:
    """What is wrong, as one sentence, and behind it what may have been meant, or that there is no such thing here.

    With `of_a_file` nothing speaks of a request: a file was opened.
    """
    params, own = fault.params, f"file.{fault.code}.detail"
    key = own if of_a_file and own in words(language) else f"problem.{fault.code}.detail"
    parts = [translate(language, key, **params)]
    if "suggestion" in params:
        parts.append(translate(language, "problem.suggestion", suggestion=params["suggestion"]))
    if "note" in params:
        parts.append(translate(language, f"problem.note.{params['note']}"))
    if "unavailable" in params:
        parts.append(translate(language, "problem.unavailable"))
    return "".join(parts)


@closed
class FaultAnswer(TypedDict):
    """One thing that is wrong."""

    code: str
    pointer: Annotated[str, Field(description="RFC 6901 pointer into the body, as a fragment; `#` is all of it.")]
    detail: Annotated[str, Field(description="One English sentence.")]
    params: Annotated[
        dict[str, Any], Field(description="What the sentence is made of, for saying it in another language.")
    ]


@closed
class ProblemAnswer(TypedDict):
    """A problem (RFC 9457)."""

    type: Annotated[str, Field(description="Path of the page that explains it.")]
    title: str
    status: int
    detail: Annotated[str, Field(description="That of the first error.")]
    errors: Annotated[list[FaultAnswer], Field(min_length=1, max_length=MAX_ERRORS)]
    errors_total: Annotated[int, Field(description="How many errors there are in all.")]


def problem_document(problem: Problem) -> ProblemAnswer:
    """The body of the answer."""
    first = problem.faults[0]
    return {
        "type": f"/problems/{first.code}",
        "title": translate(DEFAULT_LANGUAGE, f"problem.{first.code}.title"),
        "status": problem.status,
        "detail": sentence(first),
        "errors": [
            {
                "code": fault.code,
                "pointer": pointer(fault.path),
                "detail": sentence(fault),
                "params": dict(fault.params),
            }
            for fault in problem.faults
        ],
        "errors_total": problem.total,
    }


def problem_response(problem: Problem) -> Response:
    """The whole answer to a problem."""
    return Response(
        orjson.dumps(problem_document(problem)),
        status_code=problem.status,
        headers=dict(problem.headers or {}),
        media_type=MEDIA_TYPE,
    )
