"""Case 2: the gradients of a hidden layer, and of the input, out of those of the layer after it."""

from app.explain.addresses import Address
from app.explain.derivation import ChainSum, Equation, Slope, Told
from app.explain.expressions import Node, Ref
from app.explain.trees import Numbers, add, mul


def sent_back(numbers: Numbers, layer: int, i: int) -> Told:
    """∂l/∂a_i = Σ_k w_ki ∂l/∂z_k over the wires into the next layer; ∂l/∂x_i for layer 0."""
    return Told("hidden", _over_wires(numbers, layer, i), chain=(_wire_chain(numbers, layer, i),))


def into_hidden(numbers: Numbers, layer: int, i: int) -> Told:
    """∂l/∂z_i = f'(z_i) Σ_k w_ki ∂l/∂z_k; behind a softmax the sum over its Jacobian's column."""
    if numbers.network.layers[layer - 1].activation == "softmax":
        return through_activation(numbers, layer, i)
    gain, signal = numbers.ref("da_dz", layer, i), numbers.ref("dl_da", layer, i)
    ways = ChainSum(((_gain_slope(numbers, layer, i, i, gain), signal),))
    chain = (Equation((numbers.ref("dl_dz", layer, i), ways)), _wire_chain(numbers, layer, i))
    return Told("hidden", mul(gain, _over_wires(numbers, layer, i)), chain=chain)


def through_activation(numbers: Numbers, layer: int, i: int) -> Told:
    """∂l/∂z_i = Σ_k ∂a_k/∂z_i ∂l/∂a_k, for a softmax over its whole layer."""
    softmax = numbers.network.layers[layer - 1].activation == "softmax"
    pairs = []
    ways = []
    for k in range(numbers.network.sizes[layer]) if softmax else (i,):
        gain = numbers.ref("da_dz", layer, k, i) if softmax else numbers.ref("da_dz", layer, i)
        signal = numbers.ref("dl_da", layer, k)
        pairs.append(mul(gain, signal))
        ways.append((_gain_slope(numbers, layer, k, i, gain), signal))
    chain = Equation((numbers.ref("dl_dz", layer, i), ChainSum(tuple(ways))))
    return Told("hidden", add(pairs), chain=(chain,))


def _over_wires(numbers: Numbers, layer: int, i: int) -> Node:
    after = layer + 1
    return add(
        mul(numbers.shared("w", after, k, i), numbers.ref("dl_dz", after, k))
        for k in range(numbers.network.sizes[after])
    )


def _wire_chain(numbers: Numbers, layer: int, i: int) -> Equation:
    """∂l/∂a = Σ_k ∂z_k/∂a ∂l/∂z_k."""
    after = layer + 1
    came_in = numbers.came_in(after, i).address
    here = numbers.ref("dl_da", layer, i) if layer else numbers.ref("dl_dx", i)
    ways = []
    for k in range(numbers.network.sizes[after]):
        z = Address("z", (after, k), numbers.sample)
        ways.append((Slope(z, came_in, numbers.shared("w", after, k, i)), numbers.ref("dl_dz", after, k)))
    return Equation((here, ChainSum(tuple(ways))))


def _gain_slope(numbers: Numbers, layer: int, k: int, i: int, gain: Ref) -> Slope:
    n = numbers.sample
    return Slope(Address("a", (layer, k), n), Address("z", (layer, i), n), gain)
