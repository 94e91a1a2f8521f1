"""The README says what is: its commands, answers, keys, settings, routes and folders are run or compared."""

import json
import re
import shlex
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from app.api.admission.settings import described
from app.cli import main
from app.main import create_app
from app.places import static_dir
from app.words import words

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
MAX_PICTURE_BYTES = 1_500_000


def blocks(language: str, text: str = README) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def table(heading: str) -> list[list[str]]:
    """The rows of the first table under a heading, without its head."""
    section = re.split(r"^##+ ", README.partition(f"# {heading}\n")[2], flags=re.MULTILINE)[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def curl_examples() -> list[tuple[str, str]]:
    """Each curl command with the JSON block that follows it."""
    fenced = re.findall(r"^```(\w+)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    following = pairwise(fenced)
    return [(one, two) for (_, one), (kind, two) in following if one.startswith("curl") and kind == "json"]


def assert_part(said: Any, answered: Any, where: str = "") -> None:
    """Everything that is said is in the answer, which may hold more."""
    if isinstance(said, dict):
        for key, value in said.items():
            assert key in answered, f"{where}: {key}"
            assert_part(value, answered[key], f"{where}/{key}")
    elif isinstance(said, list):
        assert len(said) == len(answered), where
        for index, value in enumerate(said):
            assert_part(value, answered[index], f"{where}/{index}")
    else:
        assert said == answered, where


@pytest.mark.anyio
@pytest.mark.parametrize(("command", "said"), curl_examples())
async def test_a_request_of_the_readme_gets_the_answer_of_the_readme(command, said):
    _, url, *options = shlex.split(command)
    pairs = dict(zip(options[::2], options[1::2], strict=True))
    assert set(pairs) <= {"-H", "-d"}
    headers = dict([pairs["-H"].split(": ")]) if "-H" in pairs else {}
    method = "POST" if "-d" in pairs else "GET"
    transport = httpx.ASGITransport(app=create_app())
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as client:
        answer = await client.request(method, url, content=pairs.get("-d"), headers=headers)
    assert urlsplit(url).netloc == "127.0.0.1:8000"
    assert_part(json.loads(said), answer.json())


def test_every_curl_command_has_its_answer():
    assert len(curl_examples()) == len(re.findall(r"^curl ", README, re.MULTILINE)) >= 5


@pytest.mark.parametrize("code", blocks("python"))
def test_the_python_of_the_readme_runs(code):
    exec(compile(code, "README.md", "exec"), {})


def test_the_readme_begins_with_a_picture_and_a_film_that_load_quickly():
    pictures = re.findall(r"^!\[(.+)\]\((.+)\)$", README.partition("make run")[0], re.MULTILINE)
    assert [Path(file).suffix for _, file in pictures] == [".png", ".gif"]
    sizes = {file: (ROOT / file).stat().st_size for _, file in pictures}
    assert max(sizes.values()) < MAX_PICTURE_BYTES, sizes


def test_the_film_moves_and_ends_with_time_to_read_it():
    film = (ROOT / "tests" / "pictures" / "push.gif").read_bytes()
    assert film.startswith(b"GIF89a")
    waits = [int.from_bytes(wait, "little") for wait in re.findall(rb"\x21\xf9\x04.(..).\x00", film, re.DOTALL)]
    assert len(waits) > 20
    assert waits[-1] >= 300, "hundredths of a second"


def test_every_route_is_in_the_readme_and_no_other():
    documented = {
        (method.lower(), path) for row in table("The API") for method, path in re.findall(r"`(GET|POST) (\S+)`", row[0])
    }
    paths = create_app().openapi()["paths"]
    routed = {(method, path) for path, operations in paths.items() for method in operations}
    assert documented == routed - {("get", "/")}


def test_the_settings_table_is_the_servers():
    cores = "number of cores"
    expected = [
        [
            f"`{setting.environment}`",
            cores if setting.name == "workers" else str(setting.default),
            setting.unit,
            setting.meaning,
        ]
        for setting in described()
    ]
    assert table("Settings") == expected


def test_the_keys_are_those_that_the_page_shows():
    source = (static_dir() / "js" / "screens" / "explore" / "keys.js").read_text("utf-8")
    shown = [
        [" ".join(re.findall(r'"([^"]+)"', keys)), words("en")[word]]
        for keys, word in re.findall(r'shown: \[([^\]]+)\],\s+words: "(page\.keys\.\w+)"', source)
    ]
    assert table("Keys") == shown


def test_the_options_of_the_command_are_all_said():
    options = {option for parameter in main.params for option in parameter.opts if option.startswith("--")}
    usage = next(line for line in README.splitlines() if line.startswith("    backprop-explorer"))
    assert set(re.findall(r"--[\w-]+", usage)) == options - {"--version"}


def test_every_make_command_that_is_named_exists():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    for document in ("README.md", "CONTRIBUTING.md", "bench/README.md"):
        text = (ROOT / document).read_text("utf-8")
        named = re.findall(r"^    make ([a-z-]+)|`make ([a-z-]+)", text, re.MULTILINE)
        assert {one or two for one, two in named} <= targets, document


def test_the_readme_begins_with_the_two_commands():
    indented = [line.split()[:2] for line in README.splitlines()[:12] if line.startswith("    ")]
    assert indented == [["make", "run"], ["make", "test"]], "beneath its pictures"


def test_every_file_and_folder_that_is_named_exists():
    for document in ("README.md", "CONTRIBUTING.md"):
        text = (ROOT / document).read_text("utf-8")
        paths = re.findall(r"`((?:app|static|templates|tests|bench)/[\w./-]*)`", text)
        links = re.findall(r"\]\(([\w./-]+)\)", text)
        for path in (*paths, *links):
            assert (ROOT / path).exists(), f"{document}: {path}"
