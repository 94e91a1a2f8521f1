"""A number unrolled: its parents, their parents, and so on down to inputs and parameters, each told once."""

from dataclasses import dataclass

from app.engine.trace import Trace
from app.explain.addresses import Address
from app.explain.derive import Derivation, Update, derive


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
    trace: Trace, address: Address, depth: int, update: Update | None = None, *, driven: bool = False
) -> Unrolled:
    """The derivations of a number and its ancestors up to so many steps away. Raises AddressError."""
    found: dict[Address, Derivation] = {}
    level = [address]
    for _ in range(depth + 1):
        following: dict[Address, None] = {}
        for at in level:
            found[at] = told = derive(trace, at, update, driven=driven)
            following.update(dict.fromkeys(parent.address for parent in told.parents))
        level = [at for at in following if at not in found]
        if not level:
            break
    return Unrolled(tuple(found.values()), _paths(address, found), not level)


def _paths(address: Address, found: dict[Address, Derivation]) -> int:
    """Σ over the parents of their own paths; 1 where nothing is told any further."""
    counted: dict[Address, int] = {}
    waiting = [address]
    while waiting:
        at = waiting[-1]
        parents = [parent.address for parent in found[at].parents] if at in found else []
        missing = [parent for parent in parents if parent not in counted]
        if missing:
            waiting += missing
        else:
            counted[at] = sum(counted[parent] for parent in parents) if parents else 1
            waiting.pop()
    return counted[address]
