"""The steps of a pass: complete, without repetition, and never ahead of themselves."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.engine.activations import ACTIVATIONS
from app.engine.losses import LOSSES
from app.engine.network import Layer, Network
from app.explain.addresses import Address, addresses, parse
from app.explain.layer_steps import layer_steps
from app.explain.quantities import GIVEN
from app.explain.steps import steps
from tests.engine.networks import last_activation

PHASES = ["forward", "loss", "backward", "gradient", "update"]


def lecture():
    return Network(tuple(Layer(np.ones((2, 2)), np.ones(2), "sigmoid") for _ in range(3)), "half_squared_error")


@st.composite
def passes(draw):
    """A network, and what its steps are asked for."""
    sizes = draw(st.lists(st.integers(1, 4), min_size=2, max_size=5))
    loss = draw(st.sampled_from(list(LOSSES)))
    names = [draw(st.sampled_from(list(ACTIVATIONS))) for _ in sizes[1:]]
    names[-1] = last_activation(names[-1], loss)
    frozen = st.sets(st.sampled_from(["W", "b"]))
    layers = tuple(
        Layer(np.ones((n, m)), np.ones(n), name, frozenset(draw(frozen)))
        for m, n, name in zip(sizes[:-1], sizes[1:], names, strict=True)
    )
    samples = draw(st.integers(1, 4))
    sample = draw(st.integers(0, samples - 1))
    return Network(layers, loss), samples, sample, draw(st.booleans()), draw(st.booleans())


def test_the_lectures_network_has_63_steps_and_12_more_with_an_update():
    found = steps(lecture(), 1)
    assert Counter(step.phase for step in found) == {"forward": 12, "loss": 1, "backward": 14, "gradient": 18}
    assert len(steps(lecture(), 1, learning_rate=True)) == 63


@settings(max_examples=150, deadline=None)
@given(passes())
def test_every_number_is_written_exactly_once(one_pass):
    network, samples, sample, learning_rate, driven = one_pass
    found = steps(network, samples, sample, learning_rate, driven)
    written = Counter(address for step in found for address in step.writes)
    every = addresses(network, samples, sample=sample, updated=learning_rate)
    assert written == Counter(str(address) for address in every if address.quantity not in GIVEN)


@settings(max_examples=150, deadline=None)
@given(passes())
def test_every_number_is_there_before_it_is_read(one_pass):
    network, samples, sample, learning_rate, driven = one_pass
    existing = set(map(str, addresses(network, samples)))
    there = {str(a) for a in addresses(network, samples, sample=sample) if a.quantity in GIVEN}
    for step in steps(network, samples, sample, learning_rate, driven):
        assert len(set(step.reads)) == len(step.reads)
        for address in step.reads:
            read = parse(address)
            if read.quantity in ("l", "dl_dw", "dl_db") and read.sample != sample:
                assert address in existing
            else:
                assert address in there, (step, address)
        there.update(step.writes)


@settings(max_examples=60, deadline=None)
@given(passes())
def test_phases_come_in_their_order(one_pass):
    found = steps(*one_pass)
    order = [PHASES.index(step.phase) for step in found]
    assert order == sorted(order)
    assert Counter(order)[PHASES.index("loss")] == 1


def test_a_step_names_its_place_its_numbers_and_nothing_else():
    found = {step.writes[0]: step for step in steps(lecture(), 1, learning_rate=True)}

    def assert_step(first, phase, layer, neuron, quantity, writes, reads, source=None):
        step = found[first]
        assert (step.phase, step.layer, step.neuron, step.quantity, step.source) == (
            phase,
            layer,
            neuron,
            quantity,
            source,
        )
        assert list(step.writes) == writes
        assert sorted(step.reads) == sorted(reads)

    assert_step("z.1.1", "forward", 1, 1, "z", ["z.1.1"], ["w.1.1.0", "w.1.1.1", "x.0", "x.1", "b.1.1"])
    assert_step("z.2.0", "forward", 2, 0, "z", ["z.2.0"], ["w.2.0.0", "w.2.0.1", "a.1.0", "a.1.1", "b.2.0"])
    assert_step("a.2.0", "forward", 2, 0, "a", ["a.2.0", "da_dz.2.0"], ["z.2.0"])
    assert_step("l", "loss", 3, None, "l", ["l", "L"], ["a.3.0", "a.3.1", "t.0", "t.1"])
    assert_step("dl_da.3.1", "backward", 3, 1, "dl_da", ["dl_da.3.1"], ["a.3.1", "t.1"])
    assert_step(
        "dl_da.2.1",
        "backward",
        2,
        1,
        "dl_da",
        ["dl_da.2.1"],
        ["w.3.0.1", "dl_dz.3.0", "w.3.1.1", "dl_dz.3.1"],
    )
    assert_step("dl_dz.2.1", "backward", 2, 1, "dl_dz", ["dl_dz.2.1"], ["da_dz.2.1", "dl_da.2.1"])
    assert_step("dl_dx.0", "backward", 0, 0, "dl_dx", ["dl_dx.0"], ["w.1.0.0", "dl_dz.1.0", "w.1.1.0", "dl_dz.1.1"])
    assert_step(
        "dl_dw.2.1.0",
        "gradient",
        2,
        1,
        "dl_dw",
        ["dl_dw.2.1.0", "dL_dw.2.1.0"],
        ["a.1.0", "dl_dz.2.1"],
        source=0,
    )
    assert_step(
        "dl_dw.1.1.0",
        "gradient",
        1,
        1,
        "dl_dw",
        ["dl_dw.1.1.0", "dL_dw.1.1.0"],
        ["x.0", "dl_dz.1.1"],
        source=0,
    )
    assert_step("dl_db.2.1", "gradient", 2, 1, "dl_db", ["dl_db.2.1", "dL_db.2.1"], ["dl_dz.2.1"])
    assert_step("w_new.2.1.0", "update", 2, 1, "w_new", ["w_new.2.1.0"], ["w.2.1.0", "dL_dw.2.1.0"], source=0)
    assert_step("b_new.2.1", "update", 2, 1, "b_new", ["b_new.2.1"], ["b.2.1", "dL_db.2.1"])


def test_a_layer_goes_quantity_by_quantity_neuron_by_neuron():
    found = [step.writes[0] for step in steps(lecture(), 1)]
    assert found[:8] == ["z.1.0", "z.1.1", "a.1.0", "a.1.1", "z.2.0", "z.2.1", "a.2.0", "a.2.1"]
    assert found[12:18] == ["l", "dl_da.3.0", "dl_da.3.1", "dl_dz.3.0", "dl_dz.3.1", "dl_da.2.0"]
    assert found[25:30] == ["dl_dx.0", "dl_dx.1", "dl_dw.1.0.0", "dl_dw.1.0.1", "dl_db.1.0"]


def test_softmax_reads_its_whole_layer_and_writes_a_row_of_its_jacobian():
    network = Network((Layer(np.ones((3, 1)), np.ones(3), "softmax"),), "cross_entropy")
    found = {step.writes[0]: step for step in steps(network, 1)}
    assert found["a.1.1"].writes == ("a.1.1", "da_dz.1.1.0", "da_dz.1.1.1", "da_dz.1.1.2")
    assert found["a.1.1"].reads == ("z.1.0", "z.1.1", "z.1.2")
    assert found["dl_dz.1.1"].reads == (
        "da_dz.1.0.1",
        "da_dz.1.1.1",
        "da_dz.1.2.1",
        "dl_da.1.0",
        "dl_da.1.1",
        "dl_da.1.2",
    )


def test_a_softmax_cross_entropys_gradient_reads_every_output():
    network = Network((Layer(np.ones((2, 1)), np.ones(2), "identity"),), "softmax_cross_entropy")
    found = {step.writes[0]: step for step in steps(network, 1)}
    assert found["dl_da.1.0"].reads == ("a.1.0", "a.1.1", "t.0", "t.1")


def test_a_driven_backward_pass_begins_by_reading_nothing():
    found = {step.writes[0]: step for step in steps(lecture(), 1, dl_dy=True)}
    assert found["dl_da.3.0"].reads == ()
    assert found["dl_da.2.0"].reads != ()


def test_another_samples_steps_carry_its_suffix_and_read_the_others_only_to_sum():
    found = {step.writes[0]: step for step in steps(lecture(), 3, sample=2)}
    assert found["z.1.0@2"].reads == ("b.1.0", "w.1.0.0", "x.0@2", "w.1.0.1", "x.1@2")
    assert found["l@2"].writes == ("l@2", "L")
    assert found["l@2"].reads[-2:] == ("l", "l@1")
    assert found["dl_dw.1.0.1@2"].writes == ("dl_dw.1.0.1@2", "dL_dw.1.0.1")
    assert found["dl_dw.1.0.1@2"].reads == ("x.1@2", "dl_dz.1.0@2", "dl_dw.1.0.1", "dl_dw.1.0.1@1")
    strangers = [read for step in found.values() for read in step.reads if parse(read).sample == 1]
    assert {parse(read).quantity for read in strangers} == {"l", "dl_dw", "dl_db"}


@pytest.mark.parametrize("frozen", [{"W"}, {"b"}, {"W", "b"}])
def test_a_frozen_parameter_has_no_step_of_the_update(frozen):
    network = Network((Layer(np.ones((2, 2)), np.ones(2), "relu", frozenset(frozen)),), "huber")
    updated = {step.quantity for step in steps(network, 1, learning_rate=True) if step.phase == "update"}
    assert updated == {"w_new", "b_new"} - {"w_new" if name == "W" else "b_new" for name in frozen}


def test_every_address_of_a_step_is_one():
    for step in steps(lecture(), 2, sample=1, learning_rate=True):
        for address in (*step.writes, *step.reads):
            assert isinstance(parse(address), Address)
            assert str(parse(address)) == address


def whole(address):
    """The address of the array in which a number stands."""
    found = parse(address)
    kept = (found.layer,) if found.layer else ()
    at = f"@{found.sample}" if found.sample else ""
    return ".".join([found.quantity, *map(str, kept)]) + at


@settings(max_examples=150, deadline=None)
@given(passes())
def test_the_steps_of_whole_layers_are_the_steps_of_neurons_put_together(one_pass):
    network, samples, sample, learning_rate, driven = one_pass
    expected = {}
    for step in steps(network, samples, sample, learning_rate, driven):
        group = expected.setdefault((step.phase, step.layer, step.quantity), (set(), set()))
        for addresses_, found in zip((step.writes, step.reads), group, strict=True):
            found.update(whole(address) for address in addresses_)
    found = layer_steps(network, samples, sample, learning_rate, driven)
    assert {(step.phase, step.layer, step.quantity): (set(step.writes), set(step.reads)) for step in found} == expected
    assert all(step.neuron is None and step.source is None for step in found)
