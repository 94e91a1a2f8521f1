"""POST /api/explain: every address answers where it comes from, and a wrong one what is wrong with it."""

import json
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from app.api.admission.settings import Settings
from app.api.endpoints.explain import prepare
from app.explain.printing.notation import NOTATIONS
from app.main import create_app
from tests.api.documented import assert_documented
from tests.api.expecting import assert_problem, chain, one_layer, post, promptly, two_two_one, wide

pytestmark = pytest.mark.anyio
PATH = "/api/explain"


async def explained(client: httpx.AsyncClient, body: dict[str, Any], query: str = "") -> dict[str, Any]:
    response = await post(client, PATH + query, body)
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    assert_documented(PATH, answer)
    return answer


async def test_a_hidden_gradient_is_told_in_four_lines(client: httpx.AsyncClient) -> None:
    answer = await explained(client, two_two_one(address="dl_dz.1.0"))
    assert answer["rule"] == "hidden"
    assert answer["address"] == "dl_dz.1.0"
    assert [line["kind"] for line in answer["lines"]] == ["symbolic", "chain", "numbers", "value"]
    assert answer["parents"] == ["da_dz.1.0", "w.2.0.0", "dl_dz.2.0"]
    assert answer["expression"]["op"] == "mul"
    assert answer["nonfinite"] is None
    assert "unrolled" not in answer


async def test_the_parts_of_a_line_joined_are_the_line_and_lead_to_its_numbers(
    client: httpx.AsyncClient,
) -> None:
    answer = await explained(client, two_two_one(address="dl_dw.1.0.1"))
    for line in answer["lines"]:
        assert "".join(part["tex"] for part in line["parts"]) == line["tex"]
    numbers = {line["kind"]: line for line in answer["lines"]}["numbers"]
    linked = [part["address"] for part in numbers["parts"] if part["address"]]
    assert linked == ["dl_dw.1.0.1", "x.1", "dl_dz.1.0"]


@pytest.mark.parametrize("notation", NOTATIONS)
async def test_every_notation_is_spoken(client: httpx.AsyncClient, notation: str) -> None:
    answer = await explained(client, two_two_one(address="dl_dz.1.0", notation=notation))
    assert answer["notation"] == notation
    expected = {"lecture": r"\frac", "delta": r"\delta", "matrix": r"[\boldsymbol{\delta}", "index": r"\frac"}
    assert answer["lines"][0]["tex"].startswith(expected[notation])


async def test_the_value_is_that_of_the_trace(client: httpx.AsyncClient) -> None:
    body = two_two_one(x=[[1.2, 0.5], [0.3, -0.4]], target=[[1.0], [0.5]])
    traced = (await post(client, "/api/trace", body)).json()
    answer = await explained(client, {**body, "address": "dl_dz.1.1@1"})
    assert answer["value"] == traced["layers"][0]["dl_dz"][1][1]


async def test_a_new_weight_is_told_with_a_learning_rate(client: httpx.AsyncClient) -> None:
    answer = await explained(client, two_two_one(address="w_new.1.0.0", learning_rate=0.5))
    assert (answer["rule"], answer["parents"]) == ("update", ["w.1.0.0", "dL_dw.1.0.0"])


async def test_a_signal_in_place_of_the_losss_gradient_is_given(client: httpx.AsyncClient) -> None:
    answer = await explained(client, two_two_one(address="dl_da.2.0", dl_dy=[[0.25]]))
    assert (answer["rule"], answer["value"], answer["parents"]) == ("input", 0.25, [])
    assert answer["expression"] == {"op": "const", "value": 0.25, "name": "signal"}


async def test_what_a_trace_request_may_say_besides_is_no_fault(client: httpx.AsyncClient) -> None:
    await explained(client, two_two_one(address="l", include=["steps", "per_sample"], fields=["z"], sample=0))


async def test_the_program_in_the_answer_runs(client: httpx.AsyncClient) -> None:
    answer = await explained(client, two_two_one(address="z.1.1"))
    names: dict[str, Any] = {}
    exec(answer["texts"]["numpy"], names)
    assert names["value"] == pytest.approx(answer["value"], rel=1e-12)
    assert answer["texts"]["latex"].startswith(r"\begin{align*}")
    assert answer["texts"]["plain"].startswith("z.1.1 = ")
    assert "| `x.0` | 1.2 |" in answer["texts"]["markdown"]


async def test_unrolled_a_number_tells_all_that_it_is_made_of(client: httpx.AsyncClient) -> None:
    answer = await explained(client, two_two_one(address="dl_dw.1.0.0"), "?depth=100")
    unrolled = answer["unrolled"]
    assert unrolled["complete"]
    told = {number["address"]: number for number in unrolled["numbers"]}
    assert unrolled["numbers"][0]["address"] == "dl_dw.1.0.0"
    for number in told.values():
        assert set(number["parents"]) <= set(told)
        assert number["parents"] or number["rule"] in ("input", "gain")
    near = (await explained(client, two_two_one(address="dl_dw.1.0.0"), "?depth=1"))["unrolled"]
    assert (near["complete"], near["paths"], len(near["numbers"])) == (False, 4, 3)


async def test_paths_beyond_what_readers_of_json_hold_leave_as_text(client: httpx.AsyncClient) -> None:
    body = wide([4] * 18)
    unrolled = (await explained(client, {**body, "address": "dl_dw.1.0.0"}, "?depth=1000"))["unrolled"]
    assert int(unrolled["paths"]) > 2**53
    assert isinstance(unrolled["paths"], str)


async def test_what_overflows_is_told_by_name(client: httpx.AsyncClient) -> None:
    body = one_layer([[1e308]], x=[[1e308]])
    answer = await explained(client, {**body, "address": "l"})
    assert answer["value"] == "Infinity"
    assert answer["nonfinite"]["first"] == {"address": "a.1.0"}


async def test_in_depth_the_first_number_that_overflows_is_named_wherever_it_stands(client: httpx.AsyncClient) -> None:
    body = chain(3, "tanh")
    body["layers"][0] = {"W": [[1e308]], "b": [1e308], "activation": "identity"}
    body |= {"x": [[9.0]], "address": "a.3.0"}
    assert (await explained(client, body))["nonfinite"] is None
    assert (await explained(client, body, "?depth=9"))["nonfinite"]["first"] == {"address": "z.1.0"}
    assert (await explained(client, body, "?depth=2"))["nonfinite"]["first"] == {"address": "z.2.0"}


@pytest.mark.parametrize(
    ("address", "part", "exists"),
    [
        ("dl_dw.9.0.0", "layer", "1–2"),
        ("z.1", "indices", "z.LAYER.NEURON"),
        ("z.1.-1", "text", "z.2.1@3"),
        ("z.1.0@99", "sample", "0"),
        ("z.1.0; drop", "text", "z.2.1@3"),
        ("z.1.2", "neuron", "0–1"),
        ("w.1.0.2", "source", "0–1"),
        ("da_dz.1.0.0", "indices", "da_dz.LAYER.NEURON"),
        ("w@1", "indices", "w.LAYER.NEURON.SOURCE"),
        ("w_new.1.0.0", "update", "w"),
        ("", "text", "z.2.1@3"),
        ("z" + ".1" * 99, "text", "z.2.1@3"),
    ],
)
async def test_a_wrong_address_is_told_which_part_is_wrong_and_what_there_is(
    client: httpx.AsyncClient, address: str, part: str, exists: str
) -> None:
    response = await promptly(client, PATH, two_two_one(address=address))
    assert_problem(response, "unknown-address", "#/address", part=part, exists=exists)
    assert "drop" not in response.text


async def test_an_address_of_an_unknown_quantity_is_told_all_there_are(client: httpx.AsyncClient) -> None:
    error = assert_problem(
        await promptly(client, PATH, two_two_one(address="dz_dl.1.0")), "unknown-address", "#/address"
    )
    assert "dl_dz" in error["params"]["exists"]


@pytest.mark.parametrize(
    ("address", "detail"),
    [
        ("z.1", "This address leads to no number because of its indices. What there is: z.LAYER.NEURON."),
        ("z.9999999999.0", "This address leads to no number because of its layer. What there is: 1–2."),
        (
            "w_new.1.0.0",
            "This address leads to no number because of its update. What there is: w. "
            "New weights and biases exist only where a “learning_rate” is given.",
        ),
        (
            "L@0",
            "This address leads to no number because of its sample. What there is: L. "
            "All samples share this number: its address has no @.",
        ),
    ],
)
async def test_what_is_wrong_with_an_address_is_said(client: httpx.AsyncClient, address: str, detail: str) -> None:
    error = assert_problem(await promptly(client, PATH, two_two_one(address=address)), "unknown-address", "#/address")
    assert error["detail"] == detail


async def test_a_frozen_parameter_has_no_new_value_and_is_said_to_be_frozen(client: httpx.AsyncClient) -> None:
    body = two_two_one(address="b_new.1.0", learning_rate=0.1)
    body["layers"][0]["frozen"] = ["b"]
    error = assert_problem(await promptly(client, PATH, body), "unknown-address", "#/address", note="frozen")
    assert error["detail"].endswith("What there is: b. What is frozen is moved by no update.")


@pytest.mark.parametrize(
    ("address", "suggestion"),
    [("dl_dW.1.0.0", "dl_dw"), ("dL_dW.1.0.0", "dL_dw"), ("Z.1.0", "z"), ("w_nw.1.0.0", "w_new"), ("y.0", None)],
)
async def test_a_quantity_that_does_not_exist_may_be_another(
    client: httpx.AsyncClient, address: str, suggestion: str | None
) -> None:
    response = await promptly(client, PATH, two_two_one(address=address))
    error = assert_problem(response, "unknown-address", "#/address", part="quantity")
    assert error["params"].get("suggestion") == suggestion
    assert address.partition(".")[0] not in error["detail"].replace(f"“{suggestion}”", "").split(", ")


@pytest.mark.parametrize("address", [7, None, ["z.1.0"], {"z": 1}, True])
async def test_an_address_is_a_text(client: httpx.AsyncClient, address: Any) -> None:
    assert_problem(await promptly(client, PATH, two_two_one(address=address)), "not-a-text", "#/address")


@pytest.mark.parametrize("path", [PATH, "/api/nudge", "/api/witness"])
async def test_a_text_longer_than_any_address_is_refused_for_its_length(client: httpx.AsyncClient, path: str) -> None:
    body = two_two_one(address="z" + ".1" * 100, **({"by": [1.0]} if path == "/api/nudge" else {}))
    assert_problem(await promptly(client, path, body), "text-too-long", "#/address", longest=200)


async def test_half_a_character_is_no_text(client: httpx.AsyncClient) -> None:
    body = two_two_one(address="HERE")
    content = json.dumps(body).replace("HERE", "\\ud800").encode()
    assert_problem(await promptly(client, PATH, content), "not-a-text", "#/address")


async def test_an_address_must_be_there(client: httpx.AsyncClient) -> None:
    assert_problem(await promptly(client, PATH, two_two_one()), "missing-field", "#/address", field="address")


async def test_an_unknown_notation_is_told_which_there_are(client: httpx.AsyncClient) -> None:
    response = await promptly(client, PATH, two_two_one(address="l", notation="lectrue"))
    assert_problem(
        response,
        "unknown-notation",
        "#/notation",
        known=["lecture", "delta", "matrix", "index"],
        suggestion="lecture",
    )


@pytest.mark.parametrize("depth", ["-1", "1.5", "", "x", "1001", "9" * 1000, "1&depth=2", "%31%00"])
async def test_a_depth_that_is_no_small_whole_number_is_refused(client: httpx.AsyncClient, depth: str) -> None:
    response = await promptly(client, f"{PATH}?depth={depth}", two_two_one(address="l"))
    assert_problem(response, "bad-query", "#", name="depth", most=1000)


async def test_an_answer_that_would_be_too_large_is_refused_before_anything_runs(
    client: httpx.AsyncClient,
) -> None:
    body = wide([150, 150, 10], samples=20, address="L")
    response = await promptly(client, PATH + "?depth=1000", body)
    assert_problem(response, "answer-too-large", "#", limit="numbers", value=250_000)
    assert (await post(client, PATH, body)).status_code == 200


@pytest.mark.parametrize("depth", [None, 1000])
async def test_no_answer_holds_more_numbers_than_were_announced(client: httpx.AsyncClient, depth: int | None) -> None:
    query = "" if depth is None else f"?depth={depth}"
    for body in (two_two_one(), chain(6), wide([3, 5, 4], samples=3)):
        for address in ("L", "l", "dl_dw.1.0.0", "dl_dz.1.0", "a.1.0"):
            value = {**body, "address": address}
            announced = prepare(value, 0, Settings(), depth=depth).cost.numbers
            assert len(list(held(await explained(client, value, query)))) <= announced


def held(value: Any) -> Iterator[Any]:
    """Every number and every address of an explanation."""
    if isinstance(value, dict):
        for name, member in value.items():
            if name in ("value", "address") and member is not None:
                yield member
            elif name == "parents":
                yield from member
            else:
                yield from held(member)
    elif isinstance(value, list):
        for member in value:
            yield from held(member)


@pytest.mark.no_cover  # which costs time
async def test_the_widest_layers_are_explained_within_a_second() -> None:
    transport = httpx.ASGITransport(app=create_app())
    async with httpx.AsyncClient(transport=transport, base_url="http://explorer.example") as client:
        body = wide([140, 1000, 5])
        body["layers"][0]["activation"] = "softmax"
        start = time.process_time()
        for address in ("a.1.0", "dl_dz.1.0"):
            assert (await post(client, PATH, {**body, "address": address})).status_code == 200
        assert time.process_time() - start < 5.0


async def test_unrolled_the_whole_formula_is_written_out(client: httpx.AsyncClient) -> None:
    body = two_two_one(address="dl_dw.1.0.0")
    backward = (await explained(client, body, "?depth=1000&gradients=1"))["unrolled"]
    assert backward["complete"]
    assert backward["written_depth"] == backward["deepest"] >= 2
    assert {number["address"].split(".")[0] for number in backward["numbers"]} <= {"dl_dw", "dl_dz", "dl_da"}
    for line in backward["lines"]:
        assert line["tex"] == "".join(part["tex"] for part in line["parts"])
    assert [line["kind"] for line in backward["lines"]] == ["symbolic", "numbers"]
    near = (await explained(client, body, "?depth=0&gradients=1"))["unrolled"]
    assert (near["written_depth"], near["paths"], near["complete"]) == (0, 1, False)
    response = await promptly(client, PATH + "?depth=1&gradients=2", body)
    assert_problem(response, "bad-query", "#", name="gradients", most=1)
