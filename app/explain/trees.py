"""Trees put together: a trace's numbers as leaves, and operations in the forms that the rules use."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from app.engine.records import Trace
from app.explain.addresses import Address, value
from app.explain.expressions import Const, Node, Op, Ref, evaluate

Leaf = TypeVar("Leaf", bound=Node)

ZERO = Const(0.0)
ONE = Const(1.0)
TWO = Const(2.0)
HALF = Const(0.5)

MOST_FOR_ONE_MINUS = 0.99
"""Up to here 1 - y keeps so many digits that the textbook's form stands."""

MOST_OF_SOFTMAX = 0.75
"""The same for a softmax, whose outputs sum to 1 only nearly."""


class Numbers:
    """The numbers of one sample of a trace, as leaves of trees."""

    def __init__(self, trace: Trace, sample: int) -> None:
        self.trace = trace
        self.network = trace.network
        self.sample = sample
        self.last = len(trace.network.layers)

    def ref(self, quantity: str, *indices: int) -> Ref:
        """A number of this sample, or one that all samples share."""
        address = Address(quantity, indices, self.sample)
        return Ref(address, value(self.trace, address))

    def shared(self, quantity: str, *indices: int) -> Ref:
        """A number that all samples share: a parameter or a gradient of L."""
        address = Address(quantity, indices)
        return Ref(address, value(self.trace, address))

    def came_in(self, layer: int, j: int) -> Ref:
        """What comes into a layer on its wire from neuron j: x or the activation before it."""
        return self.ref("x", j) if layer == 1 else self.ref("a", layer - 1, j)

    def outputs(self) -> list[Ref]:
        """y: the activations of the last layer."""
        return [self.ref("a", self.last, i) for i in range(self.network.sizes[-1])]

    def sums(self) -> list[Ref]:
        """z of the last layer."""
        return [self.ref("z", self.last, i) for i in range(self.network.sizes[-1])]

    def targets(self) -> list[Ref]:
        """t."""
        return [self.ref("t", i) for i in range(self.network.sizes[-1])]


def add(terms: Iterable[Node]) -> Node:
    """The sum from left to right; of one term itself, of none 0."""
    args = tuple(terms)
    if len(args) < 2:
        return args[0] if args else ZERO
    return Op("add", args)


def mul(*factors: Node) -> Node:
    """The product from left to right."""
    return Op("mul", factors)


def sub(a: Node, b: Node) -> Node:
    """a - b."""
    return Op("sub", (a, b))


def div(a: Node, b: Node) -> Node:
    """a / b."""
    return Op("div", (a, b))


def neg(a: Node) -> Node:
    """-a."""
    return Op("neg", (a,))


def square(a: Node) -> Node:
    """a²."""
    return Op("pow", (a, TWO))


def exp(a: Node) -> Node:
    """e^a."""
    return Op("exp", (a,))


def log(a: Node) -> Node:
    """ln a."""
    return Op("log", (a,))


def apply(function: str, a: Node) -> Node:
    """function(a)."""
    return Op("apply", (a,), function)


def one_minus(a: Node, otherwise: Node, most: float = MOST_FOR_ONE_MINUS) -> Node:
    """1 - a while that keeps its digits, else another form of the same."""
    return sub(ONE, a) if evaluate(a) <= most else otherwise


def others(nodes: Sequence[Leaf], own: int) -> list[Leaf]:
    """All but one."""
    return [node for index, node in enumerate(nodes) if index != own]


def top(nodes: Sequence[Ref]) -> Ref:
    """The largest; where one is not a number, that one."""
    for node in nodes:
        if node.value != node.value:
            return node
    return max(nodes, key=lambda node: node.value)
