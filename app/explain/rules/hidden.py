"""Case 2: the gradients of a hidden layer, and of the input, out of those of the layer after it."""

from app.explain import trees as tree
from app.explain.derivation import ChainSum, Equation, RuleResult, Slope
from app.explain.expressions import Node, Ref
from app.explain.numbers import Numbers, Wire
from app.explain.rules.activations import rule_of


def dl_da_hidden(numbers: Numbers, layer: int, j: int) -> RuleResult:
    """∂l/∂a_j = Σ_k w_kj ∂l/∂z_k over the wires into the next layer; ∂l/∂x_j for layer 0."""
    wires = numbers.wires_out(layer, j)
    return RuleResult("hidden", _over(numbers, wires), chain=(_wire_chain(numbers, layer, j, wires),))


def dl_dz_hidden(numbers: Numbers, layer: int, i: int) -> RuleResult:
    """∂l/∂z_i = f'(z_i) Σ_k w_ki ∂l/∂z_k; where the layer couples its neurons the sum over its Jacobian's column."""
    if numbers.couples(layer):
        return dl_dz_by_gains(numbers, layer, i)
    gains, wires = numbers.gains(layer, i), numbers.wires_out(layer, i)
    ((_, gain),) = gains
    chain = (gain_chain(numbers, layer, i, gains), _wire_chain(numbers, layer, i, wires))
    return RuleResult("hidden", tree.mul(gain, _over(numbers, wires)), chain=chain)


def dl_dz_by_gains(numbers: Numbers, layer: int, i: int) -> RuleResult:
    """∂l/∂z_i = Σ_k ∂a_k/∂z_i ∂l/∂a_k over the activations that depend on z_i."""
    gains = numbers.gains(layer, i)
    textbook = tree.add(tree.mul(gain, numbers.ref("dl_da", layer, k)) for k, gain in gains)
    pullback = rule_of(numbers, layer).pullback
    chain = (gain_chain(numbers, layer, i, gains),)
    if pullback is None:
        return RuleResult("hidden", textbook, chain=chain)
    return RuleResult("hidden", pullback(numbers, layer, i), textbook, chain=chain)


def gain_chain(numbers: Numbers, layer: int, i: int, gains: list[tuple[int, Ref]]) -> Equation:
    """∂l/∂z_i = Σ_k ∂a_k/∂z_i ∂l/∂a_k."""
    z = numbers.address("z", layer, i)
    ways = [(Slope(numbers.address("a", layer, k), z, gain), numbers.ref("dl_da", layer, k)) for k, gain in gains]
    return Equation((numbers.ref("dl_dz", layer, i), ChainSum(tuple(ways))))


def _wire_chain(numbers: Numbers, layer: int, j: int, wires: list[Wire]) -> Equation:
    """∂l/∂a_j = Σ_k ∂z_k/∂a_j ∂l/∂z_k."""
    here = numbers.ref("dl_da", layer, j) if layer else numbers.ref("dl_dx", j)
    ways = []
    for wire in wires:
        z = numbers.address("z", wire.layer, wire.to)
        ways.append((Slope(z, wire.source.address, wire.factor), numbers.ref("dl_dz", wire.layer, wire.to)))
    return Equation((here, ChainSum(tuple(ways))))


def _over(numbers: Numbers, wires: list[Wire]) -> Node:
    """Σ w ∂l/∂z over wires."""
    return tree.add(tree.mul(wire.factor, numbers.ref("dl_dz", wire.layer, wire.to)) for wire in wires)
