"""A number that its derivation does not come to is an error of ours: 500, with its address in the log."""

import logging
from dataclasses import replace
from functools import partial
from typing import Any

import httpx
import pytest

from app.api.endpoints import explain
from app.engine.passes import trace
from app.engine.rules import RIGHT
from tests.api.expecting import assert_problem, post, two_two_one

pytestmark = pytest.mark.anyio

WITHOUT_WEIGHTS = replace(RIGHT, back=lambda dl_dz, W, at: dl_dz @ (0.0 * W + 1.0))


def request(**changes: Any) -> dict[str, Any]:
    """Two samples, of which the second's ∂l/∂a.1.0 lacks its weight."""
    return two_two_one(x=[[1.2, 0.5], [1.0, 1.0]], target=[[1.0], [0.5]], sample=1, **changes)


async def test_it_is_answered_as_an_internal_error_and_logged_with_its_address(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(explain, "trace", partial(trace, rules=WITHOUT_WEIGHTS))
    with caplog.at_level(logging.ERROR, "backprop_explorer"):
        response = await post(client, "/api/explain", request(address="dl_da.1.0@1"))
    assert response.status_code == 500
    assert_problem(response, "internal-error")
    assert "dl_da" not in response.text
    (record,) = [record for record in caplog.records if record.name == "backprop_explorer"]
    assert record.exc_info is not None
    assert str(record.exc_info[1]).startswith("dl_da.1.0@1 is ")
    assert "but its derivation gives" in caplog.text


async def test_by_the_same_wrong_rule_what_is_made_of_wrong_parents_is_explained(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(explain, "trace", partial(trace, rules=WITHOUT_WEIGHTS))
    for address in ("dl_dw.1.0.1@1", "dL_dw.1.0.1", "da_dz.1.0@1", "dl_dz.2.0@1"):
        response = await post(client, "/api/explain", request(address=address))
        assert response.status_code == 200, response.text


async def test_unrolled_down_to_it_it_is_refused_too(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(explain, "trace", partial(trace, rules=WITHOUT_WEIGHTS))
    response = await post(client, "/api/explain?depth=3", request(address="dl_dw.1.0.1@1"))
    assert response.status_code == 500
    assert_problem(response, "internal-error")
