"""A number unrolled: its parents, their parents, and so on down to inputs and parameters, each once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.engine.records import Trace
from app.explain.addresses import Address
from app.explain.derive import Derivation, Update, derive
from app.explain.written_out import Follow, everything


@dataclass(frozen=True, slots=True)
class Unrolled:
    """A number and what it is made of."""

    derivations: tuple[Derivation, ...]
    """Of each once, nearest first."""
    paths: int
    """In how many ways one comes from the number to the ends, from parent to parent: so many terms and factors it has
    when it is all written out."""
    complete: bool
    """Whether all ends are given numbers."""


def unroll(
    trace: Trace,
    address: Address,
    depth: int,
    update: Update | None = None,
    *,
    follow: Follow = everything,
) -> Unrolled:
    """The derivations of a number and its ancestors up to so many steps away; ``follow`` says of which
    parents. Raises AddressError."""
    return unrolled(list(ancestry(trace, address, depth, update, follow=follow)), follow)


def ancestry(
    trace: Trace,
    address: Address,
    depth: int,
    update: Update | None = None,
    *,
    follow: Follow = everything,
) -> Iterator[Derivation]:
    """The derivations that ``unroll`` gathers, one by one: the number's own comes first."""
    found: set[Address] = set()
    level = [address]
    for _ in range(depth + 1):
        following: dict[Address, None] = {}
        for at in level:
            found.add(at)
            derivation = derive(trace, at, update)
            yield derivation
            following.update(dict.fromkeys(_followed(derivation, follow)))
        level = [at for at in following if at not in found]


def unrolled(derivations: Sequence[Derivation], follow: Follow = everything) -> Unrolled:
    """An ancestry, and what there is to say of it as a whole."""
    followed = {one.address: _followed(one, follow) for one in derivations}
    complete = all(parent in followed for parents in followed.values() for parent in parents)
    return Unrolled(tuple(derivations), _paths(derivations[0].address, followed), complete)


def _followed(derivation: Derivation, follow: Follow) -> list[Address]:
    """The parents that are unrolled too. What is given has none, and ends its path."""
    return [parent.address for parent in derivation.parents if follow is everything or follow(parent.address)]


def _paths(address: Address, followed: Mapping[Address, Sequence[Address]]) -> int:
    """Σ over the parents of their own paths; 1 where a path ends."""
    paths: dict[Address, int] = {}
    waiting = [address]
    while waiting:
        at = waiting[-1]
        parents = followed.get(at, ())
        missing = [parent for parent in parents if parent not in paths]
        if missing:
            waiting += missing
        else:
            paths[at] = sum(paths[parent] for parent in parents) if parents else 1
            waiting.pop()
    return paths[address]
