"""How the rows of a large batch are parted, and how little memory a wide pass then takes."""

import tracemalloc

import numpy as np
import pytest

from app.engine.blocks import MAX_NUMBERS, in_row_blocks, row_blocks
from app.engine.network import Layer, Network
from app.engine.passes import trace

MEGABYTE = 10**6


@pytest.mark.parametrize(
    "shape", [(1, 1), (4096, 1024), (878, 1024), (3, MAX_NUMBERS), (2, MAX_NUMBERS + 1), (1, 10**6)]
)
def test_blocks_are_all_the_rows_in_order_and_nearly_equal(shape):
    array = np.broadcast_to(0.0, shape)
    blocks = list(row_blocks(array))
    assert np.concatenate([np.arange(shape[0])[rows] for rows in blocks]).tolist() == list(range(shape[0]))
    lengths = {rows.stop - rows.start for rows in blocks}
    assert max(lengths) - min(lengths) <= 1
    assert max(lengths) == 1 or max(lengths) * shape[1] <= MAX_NUMBERS + shape[1]


def test_a_function_of_rows_sees_no_more_than_a_block_and_gives_all_of_them():
    seen = []

    @in_row_blocks
    def doubled(v, w):
        """Twice."""
        seen.append(v.shape)
        return v + w

    v = np.arange(3.0 * MAX_NUMBERS).reshape(-1, 128)
    assert (doubled(v, v) == 2.0 * v).all()
    assert seen == [(1024, 128)] * 3
    assert doubled.__doc__ == "Twice."
    assert doubled(v[:2], v[:2]).tolist() == (2.0 * v[:2]).tolist()
    assert seen[3:] == [(2, 128)]


def peak_of_trace(network, x, target):
    tracemalloc.start()
    trace(network, x, target)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def test_a_wide_softmax_over_many_samples_takes_little_more_memory_than_its_numbers():
    rng = np.random.default_rng(0)
    samples, n = 878, 1024
    layers = (
        Layer(rng.normal(size=(n, 1)), rng.normal(size=n), "softmax"),
        Layer(rng.normal(size=(1, n)), [0.1], "identity"),
    )
    network = Network(layers, "half_squared_error")
    kept = 4 * samples * n * 8  # z, a, dl_da, dl_dz
    assert kept < 29 * MEGABYTE
    assert peak_of_trace(network, rng.normal(size=(samples, 1)), rng.random((samples, 1))) < 36 * MEGABYTE


@pytest.mark.parametrize(
    ("activation", "loss"),
    [
        ("softmax", "cross_entropy"),
        ("softmax", "binary_cross_entropy"),
        ("identity", "softmax_cross_entropy"),
        ("identity", "binary_cross_entropy_with_logits"),
    ],
)
def test_a_cross_entropy_over_many_classes_takes_little_more_memory_than_its_numbers(activation, loss):
    rng = np.random.default_rng(0)
    samples, n = 878, 1024
    network = Network((Layer(rng.normal(size=(n, 1)), rng.normal(size=n), activation),), loss)
    peak = peak_of_trace(network, rng.normal(size=(samples, 1)), rng.random((samples, n)))
    assert peak < 45 * MEGABYTE  # z, a, target, dl_da, dl_dz and da_dz where it is kept: 36 or 43 of it
