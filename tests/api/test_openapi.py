"""The document says what the server does, and every example in it runs."""

import importlib
import json
import pkgutil
import re
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from starlette.routing import Mount

from app.api import endpoints
from app.api.admission.settings import LIMITS, Settings, described
from app.api.routes import ENDPOINTS
from app.api.routing.endpoint import Endpoint
from app.api.wire.codes import CODES
from app.engine.activations import ACTIVATIONS
from app.engine.losses import LOSSES
from app.engine.optimizers import OPTIMIZERS
from app.engine.records import LayerTrace
from app.explain.quantities import LAYER_FIELDS
from tests.api.documented import faults, places, places_in, resolved
from tests.api.expecting import assert_problem, post, two_two_one


@pytest.fixture
def document(app: FastAPI) -> dict[str, Any]:
    return app.openapi()


def references(value: Any) -> set[str]:
    if isinstance(value, dict):
        own = {value["$ref"]} if isinstance(value.get("$ref"), str) else set()
        return own.union(*map(references, value.values()))
    if isinstance(value, list):
        return set().union(*map(references, value))
    return set()


@pytest.mark.anyio
@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda endpoint: endpoint.id)
async def test_the_example_of_every_operation_runs(
    client: httpx.AsyncClient, document: dict[str, Any], endpoint: Endpoint
) -> None:
    told = document["paths"][endpoint.path][endpoint.method]
    path = endpoint.path.format(**{row["name"]: row["example"] for row in told.get("parameters", [])})
    example = told["requestBody"]["content"]["application/json"]["example"] if "requestBody" in told else None
    response = await client.request(endpoint.method, path, json=example)
    assert response.status_code == 200
    (media_type,) = told["responses"]["200"]["content"]
    assert response.headers["content-type"].split(";")[0] == media_type
    if endpoint.takes is not None:
        endpoint.takes.model_validate(example)


def test_every_route_is_in_the_document_and_nothing_else(app: FastAPI, document: dict[str, Any]) -> None:
    routed = {
        (route.path, method.lower())
        for route in app.routes
        if not isinstance(route, Mount)
        for method in route.methods - {"HEAD"}
    }
    told = {(path, method) for path, methods in document["paths"].items() for method in methods}
    assert routed == told


@pytest.mark.anyio
async def test_the_document_is_served(client: httpx.AsyncClient, document: dict[str, Any]) -> None:
    assert (await client.get("/openapi.json")).json() == json.loads(json.dumps(document))


def test_everything_that_is_referred_to_exists(document: dict[str, Any]) -> None:
    for reference in references(document):
        place: Any = document
        for part in reference.removeprefix("#/").split("/"):
            place = place[part]


def test_every_code_is_listed_with_its_status_title_and_parameters(document: dict[str, Any]) -> None:
    code = document["components"]["schemas"]["FaultAnswer"]["properties"]["code"]
    assert code["enum"] == list(CODES)
    for name, row in CODES.items():
        (line,) = re.findall(rf"^- `{name}` \({row.status}\): (.+)$", code["description"], re.MULTILINE)
        assert all(param in line for param in row.params)


@pytest.mark.anyio
async def test_a_problem_is_documented(client: httpx.AsyncClient) -> None:
    problem = (await post(client, "/api/trace", {})).json()
    schema = resolved("#/components/schemas/Problem")
    assert list(faults(problem, schema)) == []
    assert list(faults({**problem, "errors": [{**problem["errors"][0], "code": "no-code"}]}, schema)) != []
    assert set(places(schema)) <= set(places_in(problem))


def test_every_operation_lists_the_problems_that_it_can_have(document: dict[str, Any]) -> None:
    for endpoint in ENDPOINTS:
        responses = document["paths"][endpoint.path][endpoint.method]["responses"]
        assert {"200", "405", "413", "414", "500"} <= set(responses)
        if endpoint.method == "post":
            assert {"400", "415", "422", "503"} <= set(responses)
    assert {row.status for row in CODES.values()} == {int(status) for status in document["components"]["responses"]}


def test_every_setting_is_told_with_its_value_and_variable(document: dict[str, Any]) -> None:
    told = {row["name"]: row for row in document["info"]["x-settings"]}
    for setting in described():
        row = told[setting.name]
        assert row["value"] == getattr(Settings(), setting.name)
        assert row["environment"] == setting.environment == f"BACKPROP_{setting.name.upper()}"
        assert f"`{setting.environment}`" in document["info"]["description"]
    limits = document["components"]["schemas"]["LimitsBody"]["properties"]
    assert list(limits) == list(LIMITS)
    assert all(limits[name]["maximum"] == getattr(Settings(), name) for name in LIMITS)


def test_every_endpoint_that_a_file_has_is_listed() -> None:
    files = [file.name for file in pkgutil.iter_modules(endpoints.__path__)]
    modules = [importlib.import_module(f"{endpoints.__name__}.{name}") for name in files]
    found = {value.id for module in modules for value in vars(module).values() if isinstance(value, Endpoint)}
    assert found == {endpoint.id for endpoint in ENDPOINTS}


def test_every_endpoint_has_a_name_of_its_own() -> None:
    assert len({endpoint.id for endpoint in ENDPOINTS}) == len(ENDPOINTS)


def test_a_server_with_other_limits_tells_those() -> None:
    from app.api.openapi import openapi_document

    document = openapi_document(Settings(samples=7))
    assert document["components"]["schemas"]["LimitsBody"]["properties"]["samples"]["maximum"] == 7


def test_the_names_of_activations_and_losses_are_listed(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    assert schemas["LayerBody"]["properties"]["activation"]["enum"] == list(ACTIVATIONS)
    assert schemas["TraceRequest"]["properties"]["loss"]["enum"] == list(LOSSES)


def test_the_fields_of_a_layer_are_those_of_the_engine(document: dict[str, Any]) -> None:
    assert sorted(LAYER_FIELDS) == sorted(LayerTrace._fields)
    layer = document["components"]["schemas"]["LayerAnswer"]["properties"]
    assert list(layer) == ["layer", "activation", *LAYER_FIELDS]


@pytest.mark.anyio
@pytest.mark.parametrize(("name", "largest"), [("depth", 1_000), ("gradients", 1)])
async def test_the_largest_value_behind_a_path_is_the_servers(
    client: httpx.AsyncClient, document: dict[str, Any], name: str, largest: int
) -> None:
    told = {row["name"]: row["schema"] for row in document["paths"]["/api/explain"]["post"]["parameters"]}
    assert told[name] == {"type": "integer", "minimum": 0, "maximum": largest}
    body = two_two_one(address="dl_dz.1.0")
    assert (await post(client, f"/api/explain?{name}={largest}", body)).status_code == 200
    response = await post(client, f"/api/explain?{name}={largest + 1}", body)
    assert_problem(response, "bad-query", name=name, most=largest)


def test_the_settings_and_the_state_of_an_update_are_those_of_the_optimizers(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    fields = schemas["OptimizerBody"]["properties"]
    settings = {setting.name: setting for method in OPTIMIZERS.values() for setting in method.settings}
    assert fields.keys() == {"name", *settings}
    for method in OPTIMIZERS.values():
        for setting in method.settings:
            told = fields[setting.name]
            (bounds,) = (part for part in told.get("anyOf", [told]) if part.get("type") == "number")
            least = bounds["exclusiveMinimum" if setting.exclusive_minimum else "minimum"]
            assert (least, bounds.get("exclusiveMaximum")) == (setting.minimum, setting.upper_bound), setting
    slots = {slot.name for method in OPTIMIZERS.values() for slot in method.slots}
    assert schemas["WeightMemoryBody"]["properties"].keys() == {"step", *slots}
    assert schemas["BiasMemoryBody"]["properties"].keys() == {"step", *slots}
