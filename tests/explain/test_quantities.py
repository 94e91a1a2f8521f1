"""The table of quantities agrees with the records and with the numbers there are; nothing else reads names."""

import re
from pathlib import Path

import numpy as np
import pytest

from app.engine.records import LayerTrace
from app.explain.addresses import stored
from app.explain.quantities import (
    AFTER_LOSS,
    GIVEN,
    GRADIENTS,
    LAYER_FIELDS,
    MOVABLE,
    ONE_A_NEURON_FIELDS,
    PARAMETERS,
    PER_SAMPLE_FIELDS,
    QUANTITIES,
    SHARED,
    STEPS,
    WRITTEN,
    gradient,
)
from tests.explain.cases import small

APP = Path(__file__).parents[2] / "app"


def test_a_derivatives_name_says_of_what_and_by_what() -> None:
    derivatives = [row for row in QUANTITIES.values() if row.of is not None]
    assert [row.name for row in derivatives] == [f"d{row.of}_d{row.by}" for row in derivatives]
    assert {row.name for row in derivatives} == {name for name in QUANTITIES if name.startswith("d")}


def test_the_gradients_are_the_derivatives_of_a_loss() -> None:
    assert GRADIENTS == ("dl_da", "dl_dz", "dl_dx", "dl_dw", "dl_db", "dL_dw", "dL_db")
    assert [gradient("l", by) for by in "azxwb"] == list(GRADIENTS[:5])
    assert [gradient("L", by) for by in PARAMETERS] == ["dL_dw", "dL_db"]
    with pytest.raises(KeyError):
        gradient("L", "z")


def test_what_is_given_shared_and_computed_after_the_loss_is_what_the_contract_says() -> None:
    assert {"x", "t", "w", "b"} == GIVEN
    assert {"w", "b", "L", "dL_dw", "dL_db", "w_new", "b_new"} == SHARED
    assert {*GRADIENTS, "w_new", "b_new"} == AFTER_LOSS


def test_what_can_be_moved_is_what_a_loss_has_a_gradient_by() -> None:
    assert MOVABLE == {"x": "x", "w": "W", "b": "b", "z": "z", "a": "a"}


def test_the_fields_of_a_layer_are_those_of_its_record_in_their_order() -> None:
    assert LayerTrace._fields == LAYER_FIELDS
    assert PER_SAMPLE_FIELDS == ("dl_dW", "dl_db")
    by_field = {row.field: row.name for row in QUANTITIES.values()}
    assert [by_field[field] for field in LAYER_FIELDS[-4:]] == ["dL_dw", "dL_db", "dl_dw", "dl_db"]


def test_each_phase_has_its_steps_and_each_computed_quantity_is_written_in_one_of_them() -> None:
    assert STEPS == {
        "forward": ("z", "a"),
        "loss": ("l",),
        "backward": ("dl_da", "dl_dz", "dl_dx"),
        "gradient": ("dl_dw", "dl_db"),
        "update": ("w_new", "b_new"),
    }
    assert list(WRITTEN) == [name for names in STEPS.values() for name in names]
    assert sorted(row.name for rows in WRITTEN.values() for row in rows) == sorted(QUANTITIES.keys() - GIVEN)
    assert {name: [row.name for row in rows[1:]] for name, rows in WRITTEN.items() if len(rows) > 1} == {
        "a": ["da_dz"],
        "l": ["L"],
        "dl_dw": ["dL_dw"],
        "dl_db": ["dL_db"],
    }


def test_the_fields_with_one_number_a_neuron_are_as_large_as_z() -> None:
    traced = small((2, 3, 4), ("tanh", "softmax"), samples=5)
    as_large = {
        row.field
        for row in QUANTITIES.values()
        if row.field in LAYER_FIELDS and np.shape(stored(traced, row, 2, traced.network)) == (5, 4)
    }
    assert ONE_A_NEURON_FIELDS == as_large - {"da_dz"} == {"z", "a", "dl_da", "dl_dz", "dl_db"}


def test_a_quantitys_array_has_the_axes_that_the_table_says() -> None:
    sizes = (2, 3, 4)
    traced = small(sizes, ("tanh", "relu"), samples=5)
    lengths = {"neuron": 3, "source": 2, "input": 2, "output": 4}
    for row in QUANTITIES.values():
        array = stored(traced, row, 1, traced.network)
        if row.name == "dl_dw":
            assert array is None  # a trace that was not asked for it
            continue
        expected = [lengths[index] for index in row.elementwise_indices if index != "layer"]
        assert np.shape(array) == tuple(expected if row.shared else [5, *expected]), row.name


TAKING_NAMES_APART = re.compile(
    r"""split\(["']_d|(?:starts|ends)with\(["'](?:d[lLa]_?|[wb]|_new|W)["']"""
    r"""|remove(?:pre|suf)fix\(["'](?:d[lLa]|_new|_d)|replace\(["'](?:d?[lLwW])["']|quantity\[|[dD][lL]_d\{|\}_new"""
)
"""A part of a quantity's name asked for, exchanged, or put together."""


def test_no_other_file_takes_a_quantitys_name_apart() -> None:
    found = {
        str(path.relative_to(APP))
        for path in APP.rglob("*.py")
        if path.name != "quantities.py" and TAKING_NAMES_APART.search(path.read_text("utf-8"))
    }
    assert found == set()


@pytest.mark.parametrize(
    "code",
    [
        'quantity.split("_d")[1]',
        'name.replace("W", "w")',
        'quantity.replace("dl", "dL")',
        'quantity.startswith("dL")',
        'quantity.startswith("w")',
        'name.endswith("_new")',
        'name.endswith("W")',
        "quantity[0]",
        'f"dl_d{letter}"',
        'f"dL_d{letter}"',
        'f"{letter}_new"',
        'quantity.removesuffix("_new")',
    ],
)
def test_every_way_to_take_a_name_apart_is_found(code: str) -> None:
    assert TAKING_NAMES_APART.search(code)
