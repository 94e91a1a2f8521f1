"""The same story as `steps`, told by whole layers: for networks with too many neurons to tell one by one.

A step writes and reads whole arrays. An array's address is that of its numbers without the places of
neurons: z.1 is all of z.1.0, z.1.1, …, dL_dw.2 every ∂L/∂w of layer 2, x@3 the whole fourth input.
"""

from collections.abc import Iterator

from app.engine.network import Network
from app.explain.steps import Step


def layer_steps(
    network: Network, sample_count: int, sample: int = 0, learning_rate: bool = False, dl_dy: bool = False
) -> list[Step]:
    """The steps of one sample's pass, in order; a step's `neuron` and `source` are None.

    learning_rate: whether an update follows; dl_dy: whether a given signal drives the backward pass.
    """
    at = f"@{sample}" if sample else ""
    others = [f"@{n}" if n else "" for n in range(sample_count) if n != sample]
    told = [
        *_forward(network, at),
        _loss(len(network.layers), at, others),
        *_backward(len(network.layers), at, dl_dy),
        *_gradient(len(network.layers), at, others),
    ]
    return [*told, *_update(network)] if learning_rate else told


def _step(phase: str, layer: int, quantity: str, writes: list[str], reads: list[str]) -> Step:
    return Step(phase, layer, None, quantity, tuple(writes), tuple(reads))


def _input(number: int, at: str) -> str:
    return f"x{at}" if number == 1 else f"a.{number - 1}{at}"


def _forward(network: Network, at: str) -> Iterator[Step]:
    for number in range(1, len(network.layers) + 1):
        reads = [f"b.{number}", f"w.{number}", _input(number, at)]
        yield _step("forward", number, "z", [f"z.{number}{at}"], reads)
        yield _step("forward", number, "a", [f"a.{number}{at}", f"da_dz.{number}{at}"], [f"z.{number}{at}"])


def _loss(last: int, at: str, others: list[str]) -> Step:
    reads = [f"a.{last}{at}", f"t{at}", *(f"l{other}" for other in others)]
    return _step("loss", last, "l", [f"l{at}", "L"], reads)


def _backward(last: int, at: str, driven: bool) -> Iterator[Step]:
    for number in range(last, 0, -1):
        given = [] if driven else [f"a.{last}{at}", f"t{at}"]
        reads = given if number == last else [f"w.{number + 1}", f"dl_dz.{number + 1}{at}"]
        yield _step("backward", number, "dl_da", [f"dl_da.{number}{at}"], reads)
        reads = [f"da_dz.{number}{at}", f"dl_da.{number}{at}"]
        yield _step("backward", number, "dl_dz", [f"dl_dz.{number}{at}"], reads)
    yield _step("backward", 0, "dl_dx", [f"dl_dx{at}"], ["w.1", f"dl_dz.1{at}"])


def _gradient(last: int, at: str, others: list[str]) -> Iterator[Step]:
    for number in range(1, last + 1):
        signal = f"dl_dz.{number}{at}"
        for name, reads in (("dw", [_input(number, at), signal]), ("db", [signal])):
            own = f"dl_{name}.{number}"
            more = [f"{own}{other}" for other in others]
            yield _step("gradient", number, f"dl_{name}", [f"{own}{at}", f"dL_{name}.{number}"], reads + more)


def _update(network: Network) -> Iterator[Step]:
    for number, layer in enumerate(network.layers, start=1):
        for parameter, name in (("W", "w"), ("b", "b")):
            if parameter not in layer.frozen:
                reads = [f"{name}.{number}", f"dL_d{name}.{number}"]
                yield _step("update", number, f"{name}_new", [f"{name}_new.{number}"], reads)
