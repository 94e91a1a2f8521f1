"""Second looks are within the price of a gradient check: all of them, or as many as the limit leaves room for."""

from dataclasses import replace
from typing import Any

import orjson
import pytest

from app.api.admission.service import Job
from app.api.admission.settings import Settings
from app.api.endpoints import gradient_check
from app.engine.differences import verdict
from tests.api.admission.measuring import UNLIMITED, network, operations_of_first_looks, undecided


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The probes that have had a second look."""
    probes: list[Any] = []
    look = verdict.rounding_at_the_side
    monkeypatch.setattr(
        verdict, "rounding_at_the_side", lambda probe, found: probes.append(probe) or look(probe, found)
    )
    return probes


def priced(content: dict[str, Any], operations: int = UNLIMITED.operations) -> Job:
    """A check at a limit of operations."""
    return gradient_check.prepare(content, 0, replace(UNLIMITED, operations=operations))


def rows_of(answer: bytes) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = orjson.loads(answer)["gradients"]
    return rows


@pytest.mark.parametrize(
    ("samples", "part"),
    [(1, 0.0), (1, 0.3), (1, 1.0), (51, 0.3)],
    ids=["none", "some", "all", "some along directions"],
)
def test_there_are_as_many_second_looks_as_the_limit_leaves_room_for(
    looked_at: list[Any], samples: int, part: float
) -> None:
    content = undecided(samples)
    first, both = operations_of_first_looks(content), priced(content).cost.operations
    assert both > 2 * first
    limit = first + int(part * (both - first))
    job = priced(content, limit)
    assert job.cost.operations == limit
    answer = job.run()
    rows, looks = rows_of(answer), len(looked_at)
    assert {(row["verdict"], row["reason"]) for row in rows} == {("undecided", "step")}
    assert looks == pytest.approx(part * len(rows), rel=0.7)
    assert (looks == len(rows)) == (part == 1.0)
    assert job.run() == answer
    assert len(looked_at) == 2 * looks


def test_without_a_second_look_nothing_is_refuted_and_what_the_first_decides_stays() -> None:
    content = network([2, 3, 2], 2, loss="squared_error")
    content["layers"][0]["W"] = [[3e3, 1.0], [-2e3, 1.0], [1e3, 1.0]]
    content["x"] = [[1.0, 0.5], [1e-3, 0.5]]
    whole, without = (
        rows_of(priced(content, limit).run()) for limit in (UNLIMITED.operations, operations_of_first_looks(content))
    )
    pairs = list(zip(whole, without, strict=True))
    assert any(one != other for one, other in pairs)
    assert any(one == other for one, other in pairs)
    for one, other in pairs:
        assert one["numeric"] == other["numeric"]
        if one != other:
            assert (other["verdict"], other["reason"]) == ("undecided", "step")


def test_the_price_of_an_ordinary_network_has_room_for_a_second_look_at_each_gradient() -> None:
    content = network([20, 40, 20, 5], 50, "softplus")
    assert priced(content).cost.operations < Settings().operations
