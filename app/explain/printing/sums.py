"""Long sums made short: the one term that stands for all, with a letter where its terms differ."""

from collections.abc import Sequence
from typing import NamedTuple

from app.explain.addresses import Address
from app.explain.expressions import Node, Op, Ref, leaves
from app.explain.printing.notation.common import ANY, NEURON_LETTER, SAMPLE_LETTER

MAX_TERMS = 6
"""A sum of more terms is abbreviated."""


class SumIndex(NamedTuple):
    """The index that runs in a sum."""

    letter: str
    """TeX."""
    values: tuple[int, ...]
    """What it takes, from 0, ascending."""

    @property
    def tex(self) -> str:
        """The sign: Σ with its bounds; Σ with what is left out, where something is."""
        first, last = self.values[0], self.values[-1]
        if len(self.values) == last - first + 1:
            return rf"\sum_{{{self.letter}={first + 1}}}^{{{last + 1}}}"
        left_out = sorted(set(range(last + 1)) - set(self.values))
        named = ", ".join(str(index + 1) for index in left_out)
        return rf"\sum_{{{self.letter} \ne {named}}}"


def generic_addresses(rows: Sequence[Sequence[Address]]) -> tuple[list[Address], SumIndex] | None:
    """The addresses of a term that stands for all, and the index that runs in it: ANY where they differ from term to
    term. rows: the addresses of each term. None where they do not all differ by the same numbers."""
    columns = list(zip(*rows, strict=True))
    running: tuple[int, ...] | None = None
    of_samples = False
    merged = []
    for column in columns:
        if len({(address.quantity, len(address.indices)) for address in column}) > 1:
            return None
        indices = []
        for place, first in enumerate(column[0].indices):
            values = tuple(address.indices[place] for address in column)
            if len(set(values)) == 1:
                indices.append(first)
            elif running is None or running == values:
                running = values
                indices.append(ANY)
            else:
                return None
        samples = tuple(address.sample for address in column)
        sample = samples[0]
        if len(set(samples)) > 1:
            if running is not None and running != samples:
                return None
            running, sample, of_samples = samples, ANY, True
        merged.append(Address(column[0].quantity, tuple(indices), sample))
    if running is None or list(running) != sorted(set(running)):
        return None
    return merged, SumIndex(SAMPLE_LETTER if of_samples else NEURON_LETTER, running)


def generic_term(terms: Sequence[Node]) -> tuple[Node, SumIndex] | None:
    """The one term that stands for terms of the same shape; None where they have no such."""
    shapes = {_shape(term) for term in terms}
    if len(terms) < 2 or len(shapes) > 1:
        return None
    found = generic_addresses([[leaf.address for leaf in leaves(term) if isinstance(leaf, Ref)] for term in terms])
    if found is None:
        return None
    merged, running = found
    return _with(terms[0], list(merged)), running


def alike_count(terms: Sequence[Node]) -> int:
    """How many terms from the first on have the same shape."""
    shape = _shape(terms[0])
    return next((count for count, term in enumerate(terms) if _shape(term) != shape), len(terms))


def _shape(node: Node) -> object:
    match node:
        case Op(op, args, function):
            return op, function, tuple(map(_shape, args))
        case Ref(address):
            return address.quantity, len(address.indices)
        case _:
            return node


def _with(node: Node, merged: list[Address]) -> Node:
    """The tree with other addresses, taken from the front of the list."""
    match node:
        case Op(op, args, function):
            return Op(op, tuple(_with(arg, merged) for arg in args), function)
        case Ref(_, value):
            return Ref(merged.pop(0), value)
        case _:
            return node
