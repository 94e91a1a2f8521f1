"""A formula written out: each number in it replaced by its own formula, level by level.

For a gradient of the first layer that is the whole product of sums: the gain of each amplifier on the way,
times the weights and signals behind it, out to the loss.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.engine.records import Trace
from app.explain.addresses import Address
from app.explain.derive import Derivation, Update, derive
from app.explain.expressions import Node, Op, Ref, leaves
from app.explain.quantities import AFTER_LOSS, GIVEN

MAX_LEAVES = 150
"""A formula with more numbers in it is not written: nobody could read it."""

Follow = Callable[[Address], bool]
"""Whether a number is replaced by its own formula."""


def everything(at: Address) -> bool:
    """Whether it is computed from other numbers: down to what is given."""
    return at.quantity not in GIVEN


def gradients(at: Address) -> bool:
    """Whether it is computed after the loss: what the forward pass has computed stays as it is."""
    return at.quantity in AFTER_LOSS


@dataclass(frozen=True, slots=True)
class WrittenOut:
    """A formula whose numbers are replaced by their own."""

    formula: Node
    """The tree."""
    depth: int
    """How many levels deep."""


def write_out(
    derivation: Derivation, derivation_of: Callable[[Address], Derivation], depth: int, follow: Follow
) -> WrittenOut:
    """The number's formula, each number in it that is to be followed replaced by its own, to ``depth`` or as
    deep as MAX_LEAVES allows."""
    formula, level = derivation.formula, 0
    while level < depth:
        deeper = _replaced(formula, derivation_of, follow)
        if deeper is None or deeper == formula:
            break
        formula, level = deeper, level + 1
    return WrittenOut(formula, level)


def _replaced(node: Node, derivation_of: Callable[[Address], Derivation], follow: Follow) -> Node | None:
    """The tree one level deeper; None where it would have too many leaves."""
    formulas: dict[Address, Node] = {}
    count = 0
    for leaf in leaves(node):
        if isinstance(leaf, Ref) and follow(leaf.address):
            if leaf.address not in formulas:
                formulas[leaf.address] = derivation_of(leaf.address).formula
            count += sum(1 for _ in leaves(formulas[leaf.address]))
        else:
            count += 1
        if count > MAX_LEAVES:
            return None
    return _with(node, formulas)


def _with(node: Node, formulas: Mapping[Address, Node]) -> Node:
    match node:
        case Op(op, args, function):
            replaced = [_with(arg, formulas) for arg in args]
            if op in ("add", "mul"):  # a product in a product needs no brackets
                replaced = [part for arg in replaced for part in _parts(arg, op)]
            return Op(op, tuple(replaced), function)
        case Ref(address, _) if address in formulas:
            return formulas[address]
        case _:
            return node


def _parts(node: Node, op: str) -> tuple[Node, ...]:
    return node.args if isinstance(node, Op) and node.op == op else (node,)


def deepest(
    trace: Trace,
    address: Address,
    update: Update | None,
    follow: Follow,
) -> int:
    """How many levels it takes until nothing is left to be replaced. One number of each quantity in each layer is
    looked at: those of a layer have formulas alike."""
    heights: dict[tuple[str, int], int] = {}
    waiting = [address]
    while waiting:
        at = waiting[-1]
        formula = derive(trace, at, update).formula
        parents = {
            _group(leaf.address): leaf.address
            for leaf in leaves(formula)
            if isinstance(leaf, Ref) and follow(leaf.address)
        }
        missing = [parent for group, parent in parents.items() if group not in heights]
        if missing:
            waiting += missing
        else:
            heights[_group(at)] = max((1 + heights[group] for group in parents), default=0)
            waiting.pop()
    return heights[_group(address)]


def _group(at: Address) -> tuple[str, int]:
    """What the numbers whose formulas are alike have in common: the quantity and the layer."""
    return at.quantity, at.layer
