"""A number unrolled: its parents, their parents, and so on down to inputs and parameters, each once."""

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
    found: dict[Address, Derivation] = {}
    level = [address]
    for _ in range(depth + 1):
        following: dict[Address, None] = {}
        for at in level:
            found[at] = derive(trace, at, update)
            following.update(dict.fromkeys(_followed(found[at], follow)))
        level = [at for at in following if at not in found]
        if not level:
            break
    return Unrolled(tuple(found.values()), _paths(address, found, follow), not level)


def _followed(derivation: Derivation, follow: Follow) -> list[Address]:
    """The parents that are unrolled too. What is given has none, and ends its path."""
    return [parent.address for parent in derivation.parents if follow is everything or follow(parent.address)]


def _paths(address: Address, found: dict[Address, Derivation], follow: Follow) -> int:
    """Σ over the parents of their own paths; 1 where a path ends."""
    paths: dict[Address, int] = {}
    waiting = [address]
    while waiting:
        at = waiting[-1]
        parents = _followed(found[at], follow) if at in found else []
        missing = [parent for parent in parents if parent not in paths]
        if missing:
            waiting += missing
        else:
            paths[at] = sum(paths[parent] for parent in parents) if parents else 1
            waiting.pop()
    return paths[address]
