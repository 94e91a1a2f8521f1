"""Recipes that cannot be followed, and edits that lead nowhere."""

from typing import Any

import httpx
import pytest

from tests.api.admission.measuring import body
from tests.api.expecting import assert_problem, post, promptly
from tests.api.recipes import NUDGED, made, samples, written_out

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    ("changes", "code", "pointer", "params"),
    [
        ({"recipe": None}, "choose-one", "#", {"fields": ["layers", "recipe"]}),
        ({"layers": [{"W": [[1, 1, 1]], "b": [1], "activation": "tanh"}]}, "choose-one", "#", {}),
        ({"layers": []}, "list-too-short", "#/layers", {}),
        ({"recipe": []}, "not-an-object", "#/recipe", {}),
        ({"recipe": made(sizes=[3])}, "list-too-short", "#/recipe/sizes", {"shortest": 2}),
        ({"recipe": made(sizes=[3, 0, 2])}, "below-minimum", "#/recipe/sizes/1", {}),
        ({"recipe": made(sizes=[3, 4.5, 2])}, "not-a-whole-number", "#/recipe/sizes/1", {}),
        ({"recipe": made(sizes=[3, 2**53 - 1, 2])}, "too-many-neurons", "#/recipe/sizes/1", {"actual": 2**53 - 1}),
        ({"recipe": made(sizes=[3, 2**70, 2])}, "above-maximum", "#/recipe/sizes/1", {}),
        ({"recipe": made(sizes=[2**53 - 1, 2**53 - 1, 2])}, "row-length", "#/x/0", {"expected": 2**53 - 1}),
        (
            {"recipe": made(sizes=[3, 1024, 1024, 2], activations=["relu"] * 3)},
            "too-many-parameters",
            "#/recipe/sizes",
            {},
        ),
        ({"recipe": made(sizes=[3] * 100_000)}, "too-many-layers", "#/recipe/sizes", {"actual": 99_999}),
        ({"recipe": made(activations=["tanh"] * 100_000)}, "too-many-layers", "#/recipe/activations", {}),
        ({"frozen": [[]] * 100_000}, "too-many-layers", "#/frozen", {}),
        ({"recipe": made(activation="relu")}, "choose-one", "#/recipe", {"fields": ["activation", "activations"]}),
        ({"recipe": made(activations=None)}, "choose-one", "#/recipe", {}),
        ({"recipe": made(activations=["tanh"])}, "activation-count", "#/recipe/activations", {"expected": 2}),
        ({"recipe": made(activations=["tanh", "rulu"])}, "unknown-activation", "#/recipe/activations/1", {}),
        ({"recipe": made(scheme="he")}, "unknown-scheme", "#/recipe/scheme", {"suggestion": "he_normal"}),
        ({"recipe": made(size=[1])}, "unknown-field", "#/recipe/size", {"suggestion": "sizes"}),
        ({"recipe": made(limits={})}, "unknown-field", "#/recipe/limits", {}),
        ({"recipe": made(std=1.0)}, "unused-setting", "#/recipe/std", {"scheme": "he_normal"}),
        ({"recipe": made(scheme="uniform", low=2.0)}, "low-above-high", "#/recipe/low", {}),
        ({"recipe": made(scheme="normal", std=-1.0)}, "below-minimum", "#/recipe/std", {}),
        ({"recipe": made(scheme="normal", mean=1.7e308, std=1.7e308)}, "weights-not-finite", "#/recipe/std", {}),
        ({"frozen": [["b"]]}, "frozen-count", "#/frozen", {"expected": 2, "actual": 1}),
        ({"frozen": [["b"], ["c"]]}, "unknown-parameter", "#/frozen/1/0", {}),
        ({"loss": "softmax_cross_entropy"}, "loss-needs-identity", "#/recipe/activations/1", {}),
        (
            {"loss": "softmax_cross_entropy", "recipe": made(activations=None, activation="tanh")},
            "loss-needs-identity",
            "#/recipe/activation",
            {"activation": "tanh"},
        ),
        ({"edits": []}, "not-an-object", "#/edits", {}),
        ({"edits": {"w.1.0.0": "1"}}, "not-a-number", "#/edits/w.1.0.0", {}),
        ({"edits": {"w.1.0.0": None}}, "not-a-number", "#/edits/w.1.0.0", {}),
        ({"edits": {"w.1.0.0": 10**400}}, "not-finite", "#/edits/w.1.0.0", {}),
        ({"edits": {"x.0": 1}}, "unknown-address", "#/edits/x.0", {"part": "quantity", "exists": "w, b"}),
        ({"edits": {"z.1.0": 1}}, "unknown-address", "#/edits/z.1.0", {"part": "quantity"}),
        ({"edits": {"W.1.0.0": 1}}, "unknown-address", "#/edits/W.1.0.0", {"part": "quantity", "suggestion": "w"}),
        ({"edits": {"w_new.1.0.0": 1}}, "unknown-address", "#/edits/w_new.1.0.0", {"part": "quantity"}),
        ({"edits": {"w.9.0.0": 1}}, "unknown-address", "#/edits/w.9.0.0", {"part": "layer", "exists": "1–2"}),
        ({"edits": {"w.0.0.0": 1}}, "unknown-address", "#/edits/w.0.0.0", {"part": "layer"}),
        ({"edits": {"w.1.4.0": 1}}, "unknown-address", "#/edits/w.1.4.0", {"part": "neuron", "exists": "0–3"}),
        ({"edits": {"w.1.0.999999": 1}}, "unknown-address", "#/edits/w.1.0.999999", {"part": "source"}),
        ({"edits": {"b.2.2": 1}}, "unknown-address", "#/edits/b.2.2", {"part": "neuron", "exists": "0–1"}),
        ({"edits": {"w.1.0": 1}}, "unknown-address", "#/edits/w.1.0", {"part": "indices"}),
        ({"edits": {"w.1.0.0@1": 1}}, "unknown-address", "#/edits/w.1.0.0@1", {"part": "sample", "note": "no-sample"}),
        ({"edits": {"b.1.0@0": 1}}, "unknown-address", "#/edits/b.1.0@0", {"part": "sample"}),
        ({"edits": {"w.1.-1.0": 1}}, "unknown-address", "#/edits", {"part": "text"}),
        ({"edits": {"w.01.0.0": 1}}, "unknown-address", "#/edits/w.01.0.0", {"part": "text"}),
        ({"edits": {"": 1}}, "unknown-address", "#/edits", {"part": "quantity"}),
        ({"edits": {"<b>" * 5_000: 1}}, "unknown-address", "#/edits", {"part": "quantity"}),
        ({"edits": {"__proto__": 1}}, "unknown-address", "#/edits", {"part": "quantity"}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_what_cannot_be_followed_is_refused_at_its_place(
    client: httpx.AsyncClient, changes: dict[str, Any], code: str, pointer: str, params: dict[str, Any]
) -> None:
    for path in ("/api/trace", "/api/nudge"):
        more = NUDGED if path == "/api/nudge" else {}
        response = await promptly(client, path, {**samples(**more), "recipe": made(), **changes})
        assert_problem(response, code, pointer, **params)


@pytest.mark.parametrize("field", ["edits", "frozen"])
async def test_what_belongs_to_a_recipe_is_refused_beside_layers(client: httpx.AsyncClient, field: str) -> None:
    layers = await written_out(client, made())
    content = samples(layers=layers, **{field: {} if field == "edits" else []})
    assert_problem(await promptly(client, "/api/trace", content), "needs-recipe", f"#/{field}", field=field)
    assert (await post(client, "/api/trace", {**content, field: None})).status_code == 200


async def test_all_wrong_edits_are_counted(client: httpx.AsyncClient) -> None:
    for count in (30, 4_000):
        content = samples(recipe=made(), edits={f"v.1.{index}": 0 for index in range(count)})
        response = await promptly(client, "/api/trace", content)
        assert response.json()["errors_total"] == count
        assert_problem(response, "unknown-address", "#/edits/v.1.0")


async def test_the_reader_bounds_the_edits(client: httpx.AsyncClient) -> None:
    addresses = [f"w.1.{i}.{j}" for i in range(70) for j in range(70)]
    content = samples(recipe=made(sizes=[70, 70], activations=["tanh"]), x=[[0.5] * 70], target=[[0.5] * 70])
    for count, status in ((4_096, 200), (4_097, 400)):
        response = await post(client, "/api/trace", {**content, "edits": dict.fromkeys(addresses[:count], 0.5)})
        assert response.status_code == status
    assert_problem(response, "too-much-structure")
    most = b'{"edits": {' + b",".join(b'"w.1.%d.0": 1' % index for index in range(200_000)) + b"}}"
    assert_problem(await promptly(client, "/api/trace", most), "too-much-structure")


async def test_an_edit_that_stands_twice_is_refused(client: httpx.AsyncClient) -> None:
    content = body(samples(recipe=made(), edits={"w.1.0.0": 1}))
    twice = content.replace(b'"w.1.0.0":1', b'"w.1.0.0":1,"w.1.0.0":1')
    assert_problem(await post(client, "/api/trace", twice), "duplicate-key")
