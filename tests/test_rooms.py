"""Which way imports go between the rooms of the page: a module may use what lies in its own room and in those below."""

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from posixpath import normpath

JS = Path(__file__).parent.parent / "static" / "js"

FLOORS = (
    ("dom", "network"),
    ("language",),
    ("state",),
    ("server",),
    ("time",),
    ("stage",),
    ("export",),
    ("screens",),
    ("shell",),
    ("main.js",),
)
"""The rooms from the lowest floor to the highest; those of one floor know nothing of each other."""

IMPORT = re.compile(r'(?:^(?:import|export)\s(?:[^"\';]+\sfrom\s)?|[^*]\bimport\()"(\.[^"]+)"', re.MULTILINE)

EXPORT = re.compile(r"^export (?:async )?(?:function\*?|const|let|class) (\w+)", re.MULTILINE)
TYPE = re.compile(r"@(?:typedef|callback)\s+")
IMPORTED_TYPE = re.compile(r'import\("[^"]+"\)\.(\w+)(?:<\w+>)?')


def room(path: str) -> str:
    return PurePosixPath(path).parts[0]


def imports() -> Iterator[tuple[str, str]]:
    """Each module with each one that it imports; types, which no browser fetches, are left out."""
    for file in sorted(JS.rglob("*.js")):
        name = file.relative_to(JS).as_posix()
        text = re.sub(r"/\*.*?\*/", "", file.read_text("utf-8"), flags=re.DOTALL)
        for imported in IMPORT.findall(text):
            yield name, normpath(str(PurePosixPath(name).parent / imported))


def test_every_module_lies_in_a_room():
    rooms = {room for floor in FLOORS for room in floor}
    assert {room(file.relative_to(JS).as_posix()) for file in JS.rglob("*.js")} == rooms


def test_imports_go_down():
    floor = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}
    found = list(imports())
    assert len(found) > 500
    upward = [
        f"{name} -> {imported}"
        for name, imported in found
        if room(name) != room(imported) and floor[room(imported)] >= floor[room(name)]
    ]
    assert upward == []


def test_every_import_is_of_a_file_that_there_is():
    assert [pair for pair in imports() if not (JS / pair[1]).is_file()] == []


def types(text: str) -> Iterator[str]:
    """The names of the types that a module declares, without those that it imports under their own names."""
    comments = re.sub(r"\n\s*\*", " ", "\n".join(re.findall(r"/\*\*.*?\*/", text, re.DOTALL)))
    for found in TYPE.finditer(comments):
        rest, depth, end = comments[found.end() :], 0, 0
        while rest[0] == "{" and (end == 0 or depth > 0):
            depth += {"{": 1, "}": -1}.get(rest[end], 0)
            end += 1
        name = re.match(r"\s*(\w+)", rest[end:])
        imported = IMPORTED_TYPE.fullmatch(rest[1 : max(1, end - 1)].strip())
        if name and not (imported and imported[1] == name[1]):
            yield name[1]


def test_no_two_modules_have_the_same_name_for_what_they_export_or_declare_as_a_type():
    modules: dict[str, list[str]] = {}
    for file in sorted(JS.rglob("*.js")):
        text = file.read_text("utf-8")
        for name in {*EXPORT.findall(text), *types(text)}:
            modules.setdefault(name, []).append(file.relative_to(JS).as_posix())
    assert len(modules) > 400
    assert {name: files for name, files in modules.items() if len(files) > 1} == {}
