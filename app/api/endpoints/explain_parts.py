"""What explanations are put together from: derivations, their lines, and all that a number is made of."""

from collections.abc import Iterator
from functools import partial
from itertools import chain
from typing import Annotated, Any

from pydantic import Field
from typing_extensions import TypedDict

from app.api.admission.workers import Pieces
from app.api.wire.answer import Float, closed
from app.api.wire.encoding import exactly
from app.engine.records import Trace
from app.explain.addresses import Address
from app.explain.derivation import Rule, SimplificationReason
from app.explain.derive import Derivation, Update, derive
from app.explain.expressions import to_json
from app.explain.order import first_of
from app.explain.printing.lines import Kind, Line, lines_written_out, simplification_lines
from app.explain.printing.notation import NetworkInfo, Notation
from app.explain.printing.pieces import Role
from app.explain.unroll import ancestry, unrolled
from app.explain.written_out import Follow, deepest, write_out


@closed
class PartAnswer(TypedDict):
    """A piece of a line, whole TeX by itself; joined, the pieces are the line."""

    tex: str
    address: Annotated[str | None, Field(description="Of the number that the piece shows, if one has an address.")]
    role: Role


@closed
class LineAnswer(TypedDict):
    """One line of a derivation."""

    kind: Kind
    tex: str
    parts: list[PartAnswer]


@closed
class SimplificationStepAnswer(TypedDict):
    """A number on the way from the product of its slopes to a short formula."""

    reason: Annotated[
        SimplificationReason,
        Field(
            description="What leads to it: the product of the slopes, each slope by its formula, what cancels, what is "
            "gathered, or that the targets sum to 1."
        ),
    ]
    symbolic: LineAnswer
    numbers: LineAnswer


@closed
class DerivationAnswer(TypedDict):
    """Where one number comes from."""

    address: str
    value: Float
    rule: Rule
    expression: Annotated[
        dict[str, Any],
        Field(
            description="A tree that evaluates to `value`: `op` is add, mul, neg, sub, div, pow, exp, log, max "
            "or apply (of `function`) with `args`, or a leaf: ref (`address`, `value`) or const (`value`, and "
            "`name` where it has one)."
        ),
    ]
    parents: Annotated[list[str], Field(description="Addresses of what it is made of, and of what decided its case.")]


@closed
class UnrolledAnswer(TypedDict):
    """All that a number is made of, each once, nearest first."""

    depth: int
    deepest: Annotated[int, Field(description="After so many levels nothing is left to be replaced.")]
    written_depth: Annotated[int, Field(description="How deep `lines` are written out: `depth`, or as deep as fits.")]
    lines: Annotated[list[LineAnswer], Field(description="The whole formula in symbols and in numbers, every term.")]
    complete: Annotated[bool, Field(description="true when it goes down to inputs, targets and parameters everywhere.")]
    paths: Annotated[int | str, Field(description="Ways from the number down to the last ones; a text above 2^53.")]
    numbers: list[DerivationAnswer]


def derivation_answer(one: Derivation) -> DerivationAnswer:
    """A derivation without its lines."""
    return {
        "address": str(one.address),
        "value": one.value,
        "rule": one.rule,
        "expression": to_json(one.expression),
        "parents": [str(parent.address) for parent in one.parents],
    }


def line_answer(line: Line) -> LineAnswer:
    """A line, whole and in pieces."""
    parts: list[PartAnswer] = [
        {"tex": part.tex, "address": None if part.address is None else str(part.address), "role": part.role}
        for part in line.parts
    ]
    return {"kind": line.kind, "tex": line.tex, "parts": parts}


def simplification_answer(own: Derivation, notation: Notation, info: NetworkInfo) -> list[SimplificationStepAnswer]:
    """The steps of a number's simplification, each in symbols and in numbers."""
    rows = zip(own.simplification, simplification_lines(own, notation, info), strict=True)
    return [
        {"reason": step.reason, "symbolic": line_answer(symbolic), "numbers": line_answer(numbers)}
        for step, (symbolic, numbers) in rows
    ]


def unrolled_answer(
    traced: Trace, own: Derivation, updated: Update | None, depth: int, follow: Follow, notation: Notation
) -> Pieces[tuple[UnrolledAnswer, Address | None]]:
    """All that a number is made of, derived number by number, and the first of it that is not finite."""
    derivations: list[Derivation] = []
    numbers: list[DerivationAnswer] = []
    for one in ancestry(traced, own.address, depth, updated, follow=follow):
        derivations.append(one)
        numbers.append(derivation_answer(one))
        yield
    whole = unrolled(derivations, follow)
    yield
    end = deepest(traced, own.address, updated, follow)
    yield
    written = write_out(own, partial(derive, traced, update=updated), depth, follow)
    answer: UnrolledAnswer = {
        "depth": depth,
        "deepest": end,
        "written_depth": written.depth,
        "lines": list(map(line_answer, lines_written_out(own, written.formula, notation, NetworkInfo.of(traced)))),
        "complete": whole.complete,
        "paths": exactly(whole.paths),
        "numbers": numbers,
    }
    yield
    return answer, first_of(traced.network, chain.from_iterable(map(addressed, derivations)))


def addressed(one: Derivation) -> Iterator[tuple[Address, float]]:
    """The numbers of a derivation that have addresses."""
    yield one.address, one.value
    for parent in one.parents:
        yield parent.address, parent.value
