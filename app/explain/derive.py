"""Where any number of a trace comes from."""

from dataclasses import dataclass, replace

from app.engine.network import Network
from app.engine.records import Trace
from app.explain.addresses import Address, parse, value
from app.explain.derivation import Condition, Equation, Rule, RuleResult, SimplificationStep
from app.explain.expressions import Const, Node, Ref, refs
from app.explain.numbers import Numbers
from app.explain.quantities import QUANTITIES
from app.explain.rounding import prefer_textbook_form, with_rounding_term
from app.explain.rules import forward, gradients, hidden, losses, output, totals, updates
from app.explain.rules.simplification import simplification


@dataclass(frozen=True, slots=True)
class Update:
    """One step of gradient descent."""

    learning_rate: float
    """η."""
    network: Network
    """The network after it."""


@dataclass(frozen=True, slots=True)
class Derivation:
    """Where a number comes from."""

    address: Address
    """The number's address."""
    value: float
    """The number, as the trace has it."""
    rule: Rule
    """The case that it belongs to."""
    expression: Node
    """A tree that evaluates to the value within 1e-12 of it (1e-300 absolute): the textbook's where that keeps its
    digits, else a form of the same that does."""
    formula: Node
    """The textbook's tree, for the line of symbols."""
    chain: tuple[Equation, ...]
    """The chain rule with its intermediate derivatives."""
    conditions: tuple[Condition, ...]
    """Why this case of the formula holds."""
    parents: tuple[Ref, ...]
    """The numbers that it is made of and those that decided the case, in order, each once."""
    simplification: tuple[SimplificationStep, ...] = ()
    """How the product of the slopes comes to the formula, where that takes some steps; each evaluates to the value
    within 1e-9 of it."""


def derive(trace: Trace, address: Address | str, update: Update | None = None) -> Derivation:
    """The derivation of one number.

    update: the step after the trace, for w_new and b_new. Raises AddressError; UnexplainedNumber where the
    rule gives another number.
    """
    at = parse(address) if isinstance(address, str) else address
    found = value(trace, at, None if update is None else update.network)
    result = _rule_result(Numbers(trace, at.sample), at, found, update)
    formula = result.expression if result.formula is None else result.formula
    chosen = prefer_textbook_form(formula, result.expression, found)
    sides = (side for condition in result.conditions for side in (condition.left, condition.right))
    return Derivation(
        address=at,
        value=found,
        rule=result.rule,
        expression=with_rounding_term(chosen, found, at),
        formula=formula,
        chain=result.chain,
        conditions=result.conditions,
        parents=refs(chosen, *sides),
        simplification=result.simplification,
    )


def _rule_result(numbers: Numbers, at: Address, found: float, update: Update | None) -> RuleResult:
    match at.quantity, at.indices:
        case "x" | "t" | "w" | "b", _:
            return RuleResult("input", Const(found))
        case "z", (layer, i):
            return forward.weighted_sum(numbers, layer, i)
        case "a", (layer, i):
            return forward.activation(numbers, layer, i)
        case "da_dz", _ if numbers.trace.fixed_gains:
            derive(_pass_of_gains(numbers.trace), at)
            return RuleResult("gain", Const(found, "frozen"))
        case "da_dz", (layer, i, *column):
            return forward.gain(numbers, layer, i, *column)
        case "l", ():
            return RuleResult("loss", *losses.rule_of(numbers).value(numbers))
        case "L", ():
            return totals.total_loss(numbers)
        case "dl_da", (layer, i) if layer == numbers.last:
            return output.dl_da_output(numbers, i)
        case "dl_da", (layer, i):
            return hidden.dl_da_hidden(numbers, layer, i)
        case "dl_dx", (j,):
            return hidden.dl_da_hidden(numbers, 0, j)
        case "dl_dz", (layer, i) if layer == numbers.last:
            return replace(output.dl_dz_output(numbers, i), simplification=simplification(numbers, i, found))
        case "dl_dz", (layer, i):
            return hidden.dl_dz_hidden(numbers, layer, i)
        case "dl_dw", (layer, i, j):
            return gradients.weight(numbers, layer, i, j)
        case "dl_db", (layer, i):
            return gradients.bias(numbers, layer, i)
        case "dL_dw", (layer, i, j):
            return totals.weight_gradient(numbers, layer, i, j)
        case "dL_db", (layer, i):
            return totals.bias_gradient(numbers, layer, i)
        case quantity, indices:
            parameter = QUANTITIES[quantity].new_of
            assert update is not None, f"{at} was looked up and has no rule"
            assert parameter is not None
            return updates.stepped(numbers, update.learning_rate, parameter, *indices)


def _pass_of_gains(trace: Trace) -> Trace:
    """The trace with the forward pass whose slopes its gains are: they are explained there, though its other numbers
    have no addresses here."""
    moved = zip(trace.layers, trace.forward.z, trace.forward.a, strict=True)
    layers = tuple(traced._replace(z=z, a=a) for traced, z, a in moved)
    return replace(trace, layers=layers, fixed_gains=False)
