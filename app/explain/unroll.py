"""A number unrolled: its parents, their parents, and so on down to inputs and parameters, each told once."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.engine.records import Trace
from app.explain.addresses import Address
from app.explain.derive import Derivation, Update, derive
from app.explain.written_out import Follow, everything


@dataclass(frozen=True, slots=True)
class Unrolled:
    """The derivations of a number and of what it is made of, nearest first.

    paths: in how many ways one comes from the number down to those at the end, following parents: so many
    terms and factors it has when it is all written out. complete: whether all at the end are given.
    """

    derivations: tuple[Derivation, ...]
    paths: int
    complete: bool


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
    return unrolled(ancestry(trace, address, depth, update, follow=follow), follow)


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
            told = derive(trace, at, update)
            yield told
            following.update(dict.fromkeys(_followed(told, follow)))
        level = [at for at in following if at not in found]


def unrolled(derivations: Iterable[Derivation], follow: Follow = everything) -> Unrolled:
    """An ancestry, and what there is to say of it as a whole."""
    found = {told.address: told for told in derivations}
    complete = all(at in found for told in found.values() for at in _followed(told, follow))
    return Unrolled(tuple(found.values()), _paths(next(iter(found)), found, follow), complete)


def _followed(told: Derivation, follow: Follow) -> list[Address]:
    """The parents that are told too. What is given has none, and ends its path."""
    return [parent.address for parent in told.parents if follow is everything or follow(parent.address)]


def _paths(address: Address, found: dict[Address, Derivation], follow: Follow) -> int:
    """Σ over the parents of their own paths; 1 where nothing is told any further."""
    counted: dict[Address, int] = {}
    waiting = [address]
    while waiting:
        at = waiting[-1]
        parents = _followed(found[at], follow) if at in found else []
        missing = [parent for parent in parents if parent not in counted]
        if missing:
            waiting += missing
        else:
            counted[at] = sum(counted[parent] for parent in parents) if parents else 1
            waiting.pop()
    return counted[address]
