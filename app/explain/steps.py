"""The order in which a pass is told: a step is one neuron's quantity, and names all it writes and reads."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.engine.activations import ACTIVATIONS
from app.engine.losses import LOSSES
from app.engine.network import Network


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the story.

    phase: forward, loss, backward, gradient or update; layer: from 1 (0 is the input); neuron: from 0, or
    None where the step belongs to the whole layer; quantity: what it finds; writes, reads: addresses;
    source: for a weight's step, the neuron of the layer before from which its wire comes.
    """

    phase: str
    layer: int
    neuron: int | None
    quantity: str
    writes: tuple[str, ...]
    reads: tuple[str, ...]
    source: int | None = None


def steps(
    network: Network, sample_count: int, sample: int = 0, learning_rate: bool = False, dl_dy: bool = False
) -> list[Step]:
    """The steps of one sample's pass, in order.

    learning_rate: whether an update follows; dl_dy: whether a given signal drives the backward pass.
    """
    story = _Story(network, sample_count, sample)
    told = [*story.forward(), story.loss(), *story.backward(dl_dy), *story.gradient()]
    return [*told, *story.update()] if learning_rate else told


class _Story:
    """The addresses of one sample of one network, told phase by phase."""

    def __init__(self, network: Network, sample_count: int, sample: int) -> None:
        self.layers = network.layers
        self.sizes = network.sizes
        self.loss_name = network.loss
        self.at = f"@{sample}" if sample else ""
        self.others = [f"@{n}" if n else "" for n in range(sample_count) if n != sample]

    def forward(self) -> Iterator[Step]:
        for number, layer in enumerate(self.layers, start=1):
            neurons, sources = range(self.sizes[number]), range(self.sizes[number - 1])
            for i in neurons:
                reads = [f"b.{number}.{i}"]
                for j in sources:
                    reads += [f"w.{number}.{i}.{j}", self._input(number, j)]
                yield Step("forward", number, i, "z", (f"z.{number}.{i}{self.at}",), tuple(reads))
            couples = ACTIVATIONS[layer.activation].couples
            for i in neurons:
                gains = [f"da_dz.{number}.{i}.{k}" for k in neurons] if couples else [f"da_dz.{number}.{i}"]
                writes = (f"a.{number}.{i}{self.at}", *(gain + self.at for gain in gains))
                reads = [f"z.{number}.{k}{self.at}" for k in (neurons if couples else (i,))]
                yield Step("forward", number, i, "a", writes, tuple(reads))

    def loss(self) -> Step:
        last = len(self.layers)
        outputs = range(self.sizes[-1])
        reads = [f"a.{last}.{i}{self.at}" for i in outputs] + [f"t.{i}{self.at}" for i in outputs]
        reads += [f"l{other}" for other in self.others]
        return Step("loss", last, None, "l", (f"l{self.at}", "L"), tuple(reads))

    def backward(self, driven: bool) -> Iterator[Step]:
        last = len(self.layers)
        for number in range(last, 0, -1):
            neurons = range(self.sizes[number])
            for i in neurons:
                reads = ([] if driven else self._loss_reads(i)) if number == last else self._sent_back(number, i)
                yield Step("backward", number, i, "dl_da", (f"dl_da.{number}.{i}{self.at}",), tuple(reads))
            couples = ACTIVATIONS[self.layers[number - 1].activation].couples
            for i in neurons:
                if not couples:
                    reads = [f"da_dz.{number}.{i}{self.at}", f"dl_da.{number}.{i}{self.at}"]
                else:
                    reads = [f"da_dz.{number}.{k}.{i}{self.at}" for k in neurons]
                    reads += [f"dl_da.{number}.{k}{self.at}" for k in neurons]
                yield Step("backward", number, i, "dl_dz", (f"dl_dz.{number}.{i}{self.at}",), tuple(reads))
        for j in range(self.sizes[0]):
            yield Step("backward", 0, j, "dl_dx", (f"dl_dx.{j}{self.at}",), tuple(self._sent_back(0, j)))

    def gradient(self) -> Iterator[Step]:
        for number in range(1, len(self.layers) + 1):
            for i in range(self.sizes[number]):
                delta = f"dl_dz.{number}.{i}{self.at}"
                for j in range(self.sizes[number - 1]):
                    reads = (self._input(number, j), delta)
                    yield self._gradient_step("dl_dw", number, i, j, reads)
                yield self._gradient_step("dl_db", number, i, None, (delta,))

    def update(self) -> Iterator[Step]:
        for number, layer in enumerate(self.layers, start=1):
            for i in range(self.sizes[number]):
                if "W" not in layer.frozen:
                    for j in range(self.sizes[number - 1]):
                        place = f"{number}.{i}.{j}"
                        yield Step(
                            "update",
                            number,
                            i,
                            "w_new",
                            (f"w_new.{place}",),
                            (f"w.{place}", f"dL_dw.{place}"),
                            j,
                        )
                if "b" not in layer.frozen:
                    place = f"{number}.{i}"
                    yield Step("update", number, i, "b_new", (f"b_new.{place}",), (f"b.{place}", f"dL_db.{place}"))

    def _input(self, number: int, j: int) -> str:
        return f"x.{j}{self.at}" if number == 1 else f"a.{number - 1}.{j}{self.at}"

    def _loss_reads(self, i: int) -> list[str]:
        last = len(self.layers)
        needed = range(self.sizes[-1]) if LOSSES[self.loss_name].couples_outputs else (i,)
        return [f"a.{last}.{k}{self.at}" for k in needed] + [f"t.{k}{self.at}" for k in needed]

    def _sent_back(self, number: int, i: int) -> list[str]:
        after = number + 1
        return [
            address
            for k in range(self.sizes[after])
            for address in (f"w.{after}.{k}.{i}", f"dl_dz.{after}.{k}{self.at}")
        ]

    def _gradient_step(self, quantity: str, number: int, i: int, j: int | None, reads: tuple[str, ...]) -> Step:
        place = f"{number}.{i}" if j is None else f"{number}.{i}.{j}"
        writes = (f"{quantity}.{place}{self.at}", f"{quantity.replace('dl', 'dL')}.{place}")
        others = tuple(f"{quantity}.{place}{other}" for other in self.others)
        return Step("gradient", number, i, quantity, writes, (*reads, *others), j)
