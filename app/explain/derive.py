"""Where any number of a trace comes from."""

from dataclasses import dataclass

from app.engine.network import Network
from app.engine.records import Trace
from app.explain.addresses import Address, parse, value
from app.explain.derivation import Condition, Equation, Rule, Told
from app.explain.expressions import Const, Node, Ref, refs
from app.explain.rounding import settled, textbook_first
from app.explain.rules import forward, gains, gradients, hidden, losses, output, updates
from app.explain.trees import Numbers


@dataclass(frozen=True, slots=True)
class Update:
    """One step of gradient descent: its learning rate, and the network after it."""

    learning_rate: float
    network: Network


@dataclass(frozen=True, slots=True)
class Derivation:
    """Where a number comes from.

    expression: a tree that evaluates to ``value`` within 1e-12 of it (1e-300 absolute): the textbook's where
    that keeps its digits, else a form of the same that does. formula: the textbook's tree, for the line of
    symbols. chain: the chain rule with its intermediate derivatives.
    conditions: why this case of the formula holds. parents: the numbers that it is made of and those that
    decided the case, in order, each once.
    """

    address: Address
    value: float
    rule: Rule
    expression: Node
    formula: Node
    chain: tuple[Equation, ...]
    conditions: tuple[Condition, ...]
    parents: tuple[Ref, ...]


def derive(trace: Trace, address: Address | str, update: Update | None = None) -> Derivation:
    """The derivation of one number.

    update: the step after the trace, for w_new and b_new. Raises AddressError.
    """
    at = parse(address) if isinstance(address, str) else address
    found = value(trace, at, None if update is None else update.network)
    told = _told(Numbers(trace, at.sample), at, found, update)
    written = told.expression if told.formula is None else textbook_first(told.formula, told.expression, found)
    expression = settled(written, found)
    sides = (side for row in told.conditions for side in (row.left, row.right))
    return Derivation(
        at,
        found,
        told.rule,
        expression,
        told.formula or told.expression,
        told.chain,
        told.conditions,
        refs(written, *sides),
    )


def _told(numbers: Numbers, at: Address, found: float, update: Update | None) -> Told:
    match at.quantity, at.indices:
        case "x" | "t" | "w" | "b", _:
            return Told("input", Const(found))
        case "z", (layer, i):
            return forward.weighted_sum(numbers, layer, i)
        case "a", (layer, i):
            return forward.activation(numbers, layer, i)
        case "da_dz", _ if numbers.trace.fixed_gains:
            return Told("gain", Const(found, "frozen"))
        case "da_dz", (layer, i, *column):
            return gains.gain(numbers, layer, i, *column)
        case "l", ():
            return losses.loss(numbers)
        case "L", ():
            return losses.total(numbers)
        case "dl_da", (layer, i) if layer == numbers.last:
            return output.at_output(numbers, i)
        case "dl_da", (layer, i):
            return hidden.sent_back(numbers, layer, i)
        case "dl_dx", (j,):
            return hidden.sent_back(numbers, 0, j)
        case "dl_dz", (layer, i) if layer == numbers.last:
            return output.into_output(numbers, i)
        case "dl_dz", (layer, i):
            return hidden.into_hidden(numbers, layer, i)
        case "dl_dw", (layer, i, j):
            return gradients.weight(numbers, layer, i, j)
        case "dl_db", (layer, i):
            return gradients.bias(numbers, layer, i)
        case ("dL_dw" | "dL_db") as quantity, indices:
            return gradients.over_samples(numbers, quantity, *indices)
        case ("w_new" | "b_new") as quantity, indices if update is not None:
            return updates.stepped(numbers, update.learning_rate, quantity[0], *indices)
        case _:
            raise AssertionError(f"{at} was looked up and has no rule")
