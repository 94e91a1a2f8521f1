"""One address for every number: written, read, listed, looked up, and refused where there is none."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.engine.network import Layer, Network
from app.engine.optimizers import optimizer, update
from app.engine.passes import gains, trace
from app.explain.addresses import Address, AddressError, addresses, check, number, parse, value
from app.explain.quantities import QUANTITIES

X, TARGET = [[1.0, -1.0], [0.5, 2.0]], [[0.2, 0.8], [1.0, 0.0]]


@pytest.fixture(scope="module")
def network():
    rng = np.random.default_rng(1)
    return Network(
        (
            Layer(rng.normal(size=(3, 2)), rng.normal(size=3), "tanh", frozenset({"b"})),
            Layer(rng.normal(size=(2, 3)), rng.normal(size=2), "softmax"),
        ),
        "cross_entropy",
    )


def forms():
    """Addresses of every form, whether or not a network has them."""

    def of(quantity):
        row = QUANTITIES[quantity]
        lengths = {len(row.indices), len(row.elementwise_indices)}
        indices = st.one_of([st.tuples(*[st.integers(0, 10**9 - 1)] * length) for length in lengths])
        shared = quantity in SHARED_NAMES
        return st.builds(Address, st.just(quantity), indices, st.just(0) if shared else st.integers(0, 5000))

    return st.sampled_from(sorted(QUANTITIES)).flatmap(of)


@given(forms())
def test_what_is_printed_is_read_back(address):
    assert parse(str(address)) == address


@pytest.mark.parametrize(
    "text",
    [
        "x.0",
        "z.2.1",
        "a.2.1",
        "w.2.1.0",
        "b.2.1",
        "t.0",
        "l",
        "L",
        "da_dz.2.1",
        "da_dz.2.1.0",
        "dl_da.2.1",
        "dl_dz.2.1",
        "dl_dx.0",
        "dl_dw.2.1.0",
        "dl_db.2.1",
        "dL_dw.2.1.0",
        "dL_db.2.1",
        "w_new.2.1.0",
        "b_new.2.1",
        "z.2.1@3",
        "l@1",
        "x.0@12",
    ],
)
def test_the_contracts_addresses_are_addresses(text):
    assert str(parse(text)) == text


def test_sample_zero_may_be_written_and_is_not_printed():
    assert parse("z.1.0@0") == Address("z", (1, 0))
    assert str(parse("z.1.0@0")) == "z.1.0"


def test_every_address_of_a_network_is_listed_once_and_has_a_number(network):
    traced = trace(network, X, TARGET)
    updated, _ = update(network, traced, optimizer("sgd", learning_rate=0.1))
    listed = addresses(network, 2, updated=True)
    assert len(set(map(str, listed))) == len(listed)
    assert all(isinstance(value(traced, address, updated), float) for address in listed)
    # w, dL_dw and w_new of 12 weights; b and dL_db of 5, b_new of 2; L; for each of 2 samples x, dl_dx, t, l,
    # five numbers a neuron, 3 + 4 gains and 12 dl_dw.
    assert len(listed) == 3 * 12 + 2 * 5 + 2 + 1 + 2 * (2 + 2 + 2 + 1 + 5 * 5 + 7 + 12)
    of_one = addresses(network, 2, sample=1, updated=True)
    assert set(of_one) == {one for one in listed if one.sample == 1 or one.quantity in SHARED_NAMES}
    assert not any(one.quantity.endswith("_new") for one in addresses(network, 2))


SHARED_NAMES = ("w", "b", "L", "dL_dw", "dL_db", "w_new", "b_new")


def test_an_address_finds_its_number(network):
    traced = trace(network, X, TARGET, per_sample=True)
    updated, _ = update(network, traced, optimizer("sgd", learning_rate=0.1))
    first, last = traced.layers
    assert value(traced, "x.1@1") == 2.0
    assert value(traced, "t.0") == 0.2
    assert value(traced, "l@1") == traced.l[1]
    assert value(traced, "L") == traced.L
    assert value(traced, "dl_dx.0@1") == traced.dl_dx[1, 0]
    assert value(traced, "z.1.2") == first.z[0, 2]
    assert value(traced, "a.2.1@1") == last.a[1, 1]
    assert value(traced, "da_dz.1.2@1") == first.da_dz[1, 2]
    assert value(traced, "da_dz.2.1.0@1") == gains(traced, 1)[1, 1, 0]
    assert value(traced, "dl_da.2.0") == last.dl_da[0, 0]
    assert value(traced, "dl_dz.2.0@1") == last.dl_dz[1, 0]
    assert value(traced, "dL_dw.2.1.2") == last.dL_dW[1, 2]
    assert value(traced, "dL_db.1.0") == first.dL_db[0]
    assert value(traced, "w.2.1.2") == network.layers[1].W[1, 2]
    assert value(traced, "b.1.0") == network.layers[0].b[0]
    assert value(traced, "w_new.2.1.2", updated) == updated.layers[1].W[1, 2]
    assert value(traced, "b_new.2.0", updated) == updated.layers[1].b[0]


def test_an_address_has_a_layer_and_a_place_in_it():
    assert (parse("w.2.1.0").layer, parse("w.2.1.0").place) == (2, (1, 0))
    assert (parse("dl_dx.3").layer, parse("dl_dx.3").place) == (0, (3,))
    assert (parse("L").layer, parse("L").place) == (0, ())


def test_a_number_that_exists_is_found_unchecked_as_it_is_found_checked(network):
    traced = trace(network, X, TARGET)
    updated, _ = update(network, traced, optimizer("sgd", learning_rate=0.1))
    for address in addresses(network, 2, updated=True):
        assert number(traced, address, updated) == value(traced, address, updated)
    with pytest.raises(IndexError):
        number(traced, Address("z", (1, 99)))


def test_per_sample_gradients_have_addresses_even_when_the_trace_does_not_keep_them(network):
    kept, not_kept = trace(network, X, TARGET, per_sample=True), trace(network, X, TARGET)
    for n in range(2):
        for depth, layer in enumerate(kept.layers, start=1):
            for i, j in np.ndindex(layer.dL_dW.shape):
                assert value(not_kept, Address("dl_dw", (depth, i, j), n)) == layer.dl_dW[n, i, j]
            for i in range(len(layer.dL_db)):
                assert value(not_kept, Address("dl_db", (depth, i), n)) == layer.dl_db[n, i]


@pytest.mark.parametrize(
    ("text", "part", "exists"),
    [
        ("z.1.0; drop", "text", "z.2.1@3"),
        ("z.1.-1", "text", "z.2.1@3"),
        ("", "text", "z.2.1@3"),
        ("z.1.0\n", "text", "z.2.1@3"),
        ("z.01.0", "text", "z.2.1@3"),
        ("z.1.0@", "text", "z.2.1@3"),
        ("z.1.0@-1", "text", "z.2.1@3"),
        ("z..0", "text", "z.2.1@3"),
        ("z.1.0@1@2", "text", "z.2.1@3"),
        ("z.１.0", "text", "z.2.1@3"),
        ("∂.1.0", "text", "z.2.1@3"),
        ("z." + "9" * 10_000, "text", "z.2.1@3"),
        ("__proto__.1", "text", "z.2.1@3"),
        ("y.0", "quantity", ", ".join(QUANTITIES)),
        ("Z.1.0", "quantity", ", ".join(QUANTITIES)),
        ("z.1.0" + ".1" * 6, "indices", "z.LAYER.NEURON"),
        ("z.1.0" + ".1" * 7, "text", "z.2.1@3"),
        ("z.1", "indices", "z.LAYER.NEURON"),
        ("z", "indices", "z.LAYER.NEURON"),
        ("w.1.0", "indices", "w.LAYER.NEURON.SOURCE"),
        ("l.0", "indices", "l"),
        ("da_dz.1", "indices", "da_dz.LAYER.NEURON.COLUMN"),
        ("da_dz.1.0.0", "indices", "da_dz.LAYER.NEURON"),
        ("da_dz.2.0", "indices", "da_dz.LAYER.NEURON.COLUMN"),
        ("dl_dw.9.0.0", "layer", "1–2"),
        ("z.0.0", "layer", "1–2"),
        ("z.9999999999999999.0", "layer", "1–2"),
        ("z.1.0@9007199254740993", "sample", "0–1"),
        ("z.1.3", "neuron", "0–2"),
        ("w.2.1.3", "source", "0–2"),
        ("da_dz.2.0.2", "column", "0–1"),
        ("x.2", "input", "0–1"),
        ("dl_dx.2", "input", "0–1"),
        ("t.2", "output", "0–1"),
        ("z.1.0@99", "sample", "0–1"),
        ("l@2", "sample", "0–1"),
        ("w.1.0.0@1", "sample", "w"),
        ("w.1.0.0@0", "sample", "w"),
        ("L@1", "sample", "L"),
        ("w_new.1.0.0", "update", "w"),
    ],
)
def test_an_address_without_a_number_is_refused_with_what_there_is(network, text, part, exists):
    with pytest.raises(AddressError) as caught:
        value(trace(network, X, TARGET), text)
    assert caught.value.code == "unknown-address"
    assert {"part": part, "exists": exists}.items() <= caught.value.params.items()
    assert set(caught.value.params) <= {"part", "exists", "note"}


def test_a_frozen_parameter_has_no_new_value(network):
    traced = trace(network, X, TARGET)
    updated, _ = update(network, traced, optimizer("sgd", learning_rate=0.1))
    with pytest.raises(AddressError, match="frozen"):
        value(traced, "b_new.1.0", updated)


@pytest.mark.parametrize(
    "address", [Address("y", (1,)), Address("z", (1,)), Address("z", (1, 0), -1), Address("w", (1, 0, 0), 1)]
)
def test_an_address_made_by_hand_is_checked_too(network, address):
    with pytest.raises(AddressError):
        check(address, network, 2)


@settings(max_examples=200)
@given(st.text(max_size=30))
def test_any_text_is_an_address_or_an_error(text):
    try:
        address = parse(text)
    except AddressError:
        return
    assert parse(str(address)) == address
