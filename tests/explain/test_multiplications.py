"""The counts against runs that count: four ways to all gradients, on numbers that keep a tally."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.engine.activations import ACTIVATIONS
from app.engine.passes import gains
from app.engine.records import Trace
from app.explain.multiplications import Multiplications, multiplications
from tests.explain.cases import small

H = 1e-5


class Tally:
    """How many multiplications were made."""

    def __init__(self) -> None:
        self.count = 0


class Counted:
    """A number that counts its multiplications."""

    def __init__(self, value: float, tally: Tally) -> None:
        self.value, self.tally = float(value), tally

    def __mul__(self, other: "Counted") -> "Counted":
        self.tally.count += 1
        return Counted(self.value * other.value, self.tally)

    def __add__(self, other: "Counted") -> "Counted":
        return Counted(self.value + other.value, self.tally)


class Run:
    """A traced network whose numbers count, and the four ways to its gradients by layer, neuron, source."""

    def __init__(self, trace: Trace) -> None:
        self.trace, self.tally = trace, Tally()
        self.last = len(trace.layers)
        self.sizes = trace.network.sizes

    def number(self, value: float) -> Counted:
        return Counted(value, self.tally)

    def total(self, terms: list[Counted]) -> Counted:
        total = self.number(0.0)
        for term in terms:
            total = total + term
        return total

    def w(self, layer: int, i: int, j: int) -> Counted:
        return self.number(self.trace.network.layers[layer - 1].W[i, j])

    def a(self, layer: int, j: int) -> Counted:
        return self.number(self.trace.layers[layer - 1].a[0, j] if layer else self.trace.x[0, j])

    def dl_dy(self, i: int) -> Counted:
        return self.number(self.trace.layers[-1].dl_da[0, i])

    def gains(self, layer: int, i: int) -> list[tuple[int, Counted]]:
        """Which a of the layer z_i moves, and how much."""
        da_dz = gains(self.trace, layer - 1)[0]
        if da_dz.ndim == 1:
            return [(i, self.number(da_dz[i]))]
        return [(k, self.number(da_dz[k, i])) for k in range(self.sizes[layer])]

    def parameters(self) -> list[tuple[int, ...]]:
        found: list[tuple[int, ...]] = []
        for layer in range(1, self.last + 1):
            found += product([layer], range(self.sizes[layer]), range(self.sizes[layer - 1]))
            found += product([layer], range(self.sizes[layer]))
        return found

    def sweep(self) -> dict[tuple[int, ...], float]:
        dl_da = [self.dl_dy(i) for i in range(self.sizes[-1])]
        found = {}
        for layer in range(self.last, 0, -1):
            neurons = range(self.sizes[layer])
            dl_dz = [self.total([g * dl_da[k] for k, g in self.gains(layer, i)]) for i in neurons]
            for i in neurons:
                found[layer, i] = dl_dz[i].value
                for j in range(self.sizes[layer - 1]):
                    found[layer, i, j] = (self.a(layer - 1, j) * dl_dz[i]).value
            if layer > 1:
                dl_da = [
                    self.total([self.w(layer, k, i) * dl_dz[k] for k in neurons]) for i in range(self.sizes[layer - 1])
                ]
        return found

    def _dl_da(self, layer: int, i: int) -> Counted:
        if layer == self.last:
            return self.dl_dy(i)
        after = range(self.sizes[layer + 1])
        return self.total([self.w(layer + 1, k, i) * self._dl_dz(layer + 1, k) for k in after])

    def _dl_dz(self, layer: int, i: int) -> Counted:
        return self.total([gain * self._dl_da(layer, k) for k, gain in self.gains(layer, i)])

    def recursion(self) -> dict[tuple[int, ...], float]:
        found = {}
        for at in self.parameters():
            delta = self._dl_dz(at[0], at[1])
            found[at] = (self.a(at[0] - 1, at[2]) * delta if len(at) == 3 else delta).value
        return found

    def _walks(self, layer: int, i: int) -> list[list[Counted]]:
        """Every path from z_i to an output, as its factors."""
        found = []
        for k, gain in self.gains(layer, i):
            if layer == self.last:
                found.append([gain, self.dl_dy(k)])
            else:
                for after in range(self.sizes[layer + 1]):
                    for rest in self._walks(layer + 1, after):
                        found.append([gain, self.w(layer + 1, after, k), *rest])
        return found

    def paths(self) -> dict[tuple[int, ...], float]:
        found = {}
        for at in self.parameters():
            terms = []
            for factors in self._walks(at[0], at[1]):
                own = [self.a(at[0] - 1, at[2])] if len(at) == 3 else []
                term, *others = [*own, *factors]
                for other in others:
                    term = term * other
                terms.append(term)
            found[at] = self.total(terms).value
        return found

    def _loss(self, moved: tuple[int, ...], by: float) -> float:
        a = [self.number(v) for v in self.trace.x[0]]
        for layer in range(1, self.last + 1):
            z = []
            for i in range(self.sizes[layer]):
                terms = []
                for j, came_in in enumerate(a):
                    step = by if moved == (layer, i, j) else 0.0
                    terms.append((self.w(layer, i, j) + self.number(step)) * came_in)
                b = self.trace.network.layers[layer - 1].b[i] + (by if moved == (layer, i) else 0.0)
                z.append((self.total(terms) + self.number(b)).value)
            f = ACTIVATIONS[self.trace.network.layers[layer - 1].activation].forward
            a = [self.number(v) for v in f(np.array([z]))[0]]
        return sum(0.5 * (y.value - t) ** 2 for y, t in zip(a, self.trace.target[0], strict=True))

    def differences(self) -> dict[tuple[int, ...], float]:
        half = self.number(0.5 / H)
        return {at: (self.number(self._loss(at, H) - self._loss(at, -H)) * half).value for at in self.parameters()}


@settings(max_examples=25, deadline=None)
@given(
    sizes=st.lists(st.integers(1, 3), min_size=2, max_size=5),
    names=st.lists(st.sampled_from(["sigmoid", "tanh", "softmax"]), min_size=4, max_size=4),
)
def test_the_counts_are_those_of_runs_that_count(sizes: list[int], names: list[str]) -> None:
    activations = tuple(names[: len(sizes) - 1])
    traced = small(tuple(sizes), activations)
    counted = multiplications(sizes, activations)
    for way in ("sweep", "recursion", "paths", "differences"):
        run = Run(traced)
        found = getattr(run, way)()
        assert run.tally.count == getattr(counted, way), way
        for (layer, i, *j), gradient in found.items():
            record = traced.layers[layer - 1]
            expected = record.dL_dW[i, j[0]] if j else record.dL_db[i]
            assert gradient == pytest.approx(expected, rel=1e-6, abs=1e-9), way


def test_the_lectures_network_counts_as_on_paper() -> None:
    assert multiplications((2, 2, 2, 2), ("sigmoid",) * 3) == Multiplications(
        forward=12, sweep=26, recursion=126, differences=450, paths=190
    )


def test_a_backward_sweep_costs_about_what_a_forward_pass_costs_twice_and_paths_explode() -> None:
    sizes, activations = (8,) * 11, ("relu",) * 10
    counted = multiplications(sizes, activations)
    assert counted.sweep < 2.2 * counted.forward
    assert counted.paths > counted.recursion > counted.differences > counted.sweep
    assert multiplications((8,) * 12, ("relu",) * 11).paths > 8 * counted.paths
    assert counted.paths > 2**32


def test_one_neuron_is_the_same_every_way_but_differences() -> None:
    assert multiplications((1, 1), ("sigmoid",)) == Multiplications(
        forward=1, sweep=2, recursion=3, differences=6, paths=3
    )
