"""A pass by whole layers, for networks with too many neurons to go through one by one.

A step writes and reads whole arrays. An array's address is that of its numbers without the places of
neurons: z.1 is all of z.1.0, z.1.1, …, dL_dw.2 every ∂L/∂w of layer 2, x@3 the whole fourth input.
"""

from app.engine.network import Network
from app.explain.order import stages
from app.explain.quantities import QUANTITIES, SHARED, WRITTEN, gradient
from app.explain.steps import Step


def layer_steps(
    network: Network, sample_count: int, sample: int = 0, learning_rate: bool = False, dl_dy: bool = False
) -> list[Step]:
    """The steps of one sample's pass, in the order of computation; a step's `neuron` and `source` are None.

    learning_rate: whether an update follows; dl_dy: whether a given signal drives the backward pass.
    """
    last = len(network.layers)
    others = [n for n in range(sample_count) if n != sample]
    found = []
    for stage in stages(network, updated=learning_rate):
        for quantity in stage.quantities:
            writes = [_whole(row.name, stage.layer, sample) for row in WRITTEN[quantity]]
            reads = [_whole(name, layer, sample) for name, layer in _reads(quantity, stage.layer, last, dl_dy)]
            if any(row.beside == quantity and row.shared for row in WRITTEN[quantity]):
                reads += [_whole(quantity, stage.layer, n) for n in others]  # they are summed
            found.append(Step(stage.phase, stage.layer, None, quantity, tuple(writes), tuple(reads)))
    return found


def _whole(quantity: str, layer: int, sample: int) -> str:
    at = f"@{sample}" if sample and quantity not in SHARED else ""
    return f"{quantity}.{layer}{at}" if QUANTITIES[quantity].layered else f"{quantity}{at}"


def _reads(quantity: str, layer: int, last: int, driven: bool) -> list[tuple[str, int]]:
    """The arrays, each with its layer, that a layer's quantity is computed from."""
    a_prev = ("x", 0) if layer == 1 else ("a", layer - 1)
    match quantity:
        case "z":
            return [("b", layer), ("w", layer), a_prev]
        case "a":
            return [("z", layer)]
        case "l":
            return [("a", last), ("t", 0)]
        case "dl_da" if layer == last:
            return [] if driven else [("a", last), ("t", 0)]
        case "dl_da" | "dl_dx":
            return [("w", layer + 1), ("dl_dz", layer + 1)]
        case "dl_dz":
            return [("da_dz", layer), ("dl_da", layer)]
        case "dl_dw":
            return [a_prev, ("dl_dz", layer)]
        case "dl_db":
            return [("dl_dz", layer)]
        case _:
            parameter = QUANTITIES[quantity].new_of
            assert parameter is not None
            return [(parameter, layer), (gradient("L", parameter), layer)]
