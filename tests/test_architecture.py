"""Which way imports go: read from every file, those inside functions included."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]

WEB = {"fastapi", "numpy", "orjson", "pydantic", "pydantic_core", "starlette", "typing_extensions"}
API = {"app.api.wire", "app.api.admission", "app.api.endpoints"}
BELOW = {
    "app",
    "app.course",
    "app.glossary",
    "app.teaching",
    "app.words",
    "app.engine",
    "app.explain",
    "app.explain.published",
}

MAY_IMPORT = {
    "app": set(),
    "app.places": set(),
    "app.process": set(),
    "app.listening": set(),
    "app.words": {"app.places"},
    "app.course": {"app.places", "typing_extensions"},
    "app.glossary": {"app.places", "typing_extensions"},
    "app.teaching": {"app.course", "app.engine", "app.explain", "app.explain.published"},
    "app.engine": {"numpy"},
    "app.explain": {"app.engine", "numpy"},
    "app.explain.published": {"app.engine", "app.explain", "app.places", "numpy"},
    "app.api.wire": {"app.engine", "app.explain", "app.words", *WEB},
    "app.api.admission": {"app.api.wire", "app.engine", "app.explain", *WEB},
    "app.api.routing": {"app.api.wire", "app.api.admission", "app.places", "app.words", "jinja2", *WEB},
    "app.api.endpoints": {*BELOW, "app.api.wire", "app.api.admission", "app.api.routing", "markupsafe", *WEB},
    "app.api.routes": {*API, "app.api.routing", *WEB},
    "app.api.openapi": {*API, "app.api.routing", "app.api.routes", "app", "app.words", *WEB} - {"app.api.endpoints"},
    "app.network_file": {*API, "app.engine", "app.words"},
    "app.link": {"app.api.admission", "app.network_file", "app.words"},
    "app.main": {
        "app",
        "app.api.wire",
        "app.api.admission",
        "app.api.routing",
        "app.api.routes",
        "app.api.openapi",
        "fastapi",
        "starlette",
    },
    "app.serving": {"fastapi", "uvicorn"},
    "app.start": {
        "app",
        "app.api.admission",
        "app.link",
        "app.listening",
        "app.main",
        "app.network_file",
        "app.serving",
        "click",
    },
    "app.cli": {"app", "app.listening", "app.process", "app.start", "click"},
    "app.__main__": {"app.cli"},
}
"""What each part of the application may import besides itself and Python's own modules."""


class Import(NamedTuple):
    """A module, and one that it imports, both by their full names."""

    module: str
    imported: str


@cache
def modules(package: str) -> dict[str, Path]:
    """Every module below a folder of the project, by its full name."""
    paths = sorted((ROOT / package).rglob("*.py"))
    return {".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path for path in paths}


@cache
def imports(package: str) -> tuple[Import, ...]:
    """Every import in a folder; `from package import module` is an import of that module."""
    return tuple(Import(module, imported) for module, path in modules(package).items() for imported in _imported(path))


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: {ast.unparse(node)} does not say from where"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            known = modules((node.module or "").split(".")[0])
            yield from (name if name in known else node.module or "" for name in names)


def part(module: str) -> str:
    """The part of the application that a module belongs to, or a library's name."""
    names = module.split(".")
    parents = [".".join(names[:length]) for length in range(len(names), 1, -1)]
    return next((name for name in parents if name in MAY_IMPORT), names[0])


def is_pythons_own(module: str) -> bool:
    return module.split(".")[0] in sys.stdlib_module_names


def test_every_module_imports_only_what_its_part_may():
    wrong = {
        found
        for found in imports("app")
        if not is_pythons_own(found.imported)
        and part(found.imported) != part(found.module)
        and part(found.imported) not in MAY_IMPORT[part(found.module)]
    }
    assert wrong == set()


def test_every_module_belongs_to_a_part_and_every_part_has_one():
    assert {part(module) for module in modules("app")} - {"app"} == set(MAY_IMPORT) - {"app"}
    assert {module for module in modules("app") if part(module) == "app"} <= {"app", "app.api"}


def test_every_arrow_of_the_table_is_needed_by_somebody():
    allowed = {(one, other) for one, others in MAY_IMPORT.items() for other in others if other.startswith("app")}
    assert allowed - {(part(module), part(imported)) for module, imported in imports("app")} == set()


def test_no_modules_import_one_another_in_a_circle():
    graph: dict[str, set[str]] = {}
    for module, imported in imports("app"):
        graph.setdefault(module, set()).add(imported)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" <- ".join(error.args[1]))


def test_no_module_is_imported_by_a_name_that_is_made():
    made = {
        f"{path.relative_to(ROOT)}: {ast.unparse(node)}"
        for path in modules("app").values()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Name | ast.Attribute)
        and ast.unparse(node).split(".")[-1] in {"__import__", "import_module", "exec"}
    }
    assert made == set()


def test_neither_the_application_nor_the_bench_imports_a_test():
    found = imports("app") + imports("bench")
    assert [one for one in found if one.imported.split(".")[0] == "tests"] == []


def distributions(*folders: str) -> set[str]:
    """The packages of an index that these folders import from, or serve files of (`packages=` of StaticFiles)."""
    libraries = {found.imported.split(".")[0] for folder in folders for found in imports(folder)}
    libraries |= {
        entry.elts[0].value
        for folder in folders
        for path in modules(folder).values()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.keyword) and node.arg == "packages" and isinstance(node.value, ast.List)
        for entry in node.value.elts
    }
    named = packages_distributions()
    others = {name for name in libraries if not is_pythons_own(name)} - {"app", "bench", "tests"}
    return {normalised(named.get(name, [name])[0]) for name in others}


def normalised(requirement: str) -> str:
    """The name in a requirement, as an index compares names."""
    return re.sub(r"[-_.]+", "-", re.split(r"[<>=!~;\[ ]", requirement)[0]).lower()


def test_the_declared_dependencies_are_the_imported_ones_and_no_others():
    assert distributions("app") == {normalised(name) for name in PROJECT["dependencies"]}


def test_what_tests_and_bench_import_is_declared_in_an_extra():
    extras = PROJECT["optional-dependencies"]
    declared = {normalised(name) for group in (PROJECT["dependencies"], *extras.values()) for name in group}
    assert distributions("bench", "tests") - declared == set()
