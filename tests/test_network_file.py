"""FILE of the command line: what is read, what is refused and how it is said, and the link that opens it."""

import asyncio
import base64
import json
import os
import zlib
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import httpx
import pytest
from click.testing import CliRunner, Result

from app.api.admission.settings import Settings
from app.cli import main
from app.explain.published import presets
from app.link import link_to
from app.main import create_app
from app.network_file import UnusableFile, read_network
from app.places import presets_dir

LECTURE = presets()["lecture"].request
TEXT = json.dumps(LECTURE)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "network.json"


def holding(file: Path, content: Any) -> Path:
    """The file with this in it: bytes as they are, a text in UTF-8, all else as JSON."""
    text = content if isinstance(content, str | bytes) else json.dumps(content)
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def opened(file: Path) -> dict[str, str]:
    """What stands in the link of a file, by key."""
    return {key: values[0] for key, values in parse_qs(link_to(file, Settings()).fragment).items()}


def unpacked(net: str) -> dict[str, object]:
    version, _, data = net.partition(".")
    assert version == "1"
    raw = base64.urlsafe_b64decode(data + "=" * (-len(data) % 4))
    return dict(json.loads(zlib.decompress(raw, wbits=-zlib.MAX_WBITS)))


def refused(file: Path, **limits: int) -> str:
    with pytest.raises(UnusableFile) as error:
        read_network(file, Settings(**limits))
    return str(error.value)


def command(file: Path) -> Result:
    return CliRunner().invoke(main, [str(file), "--port", "0"])


def test_a_file_opens_as_the_link_that_the_page_would_make(file: Path) -> None:
    layers = [{**layer, "kind": "dense"} for layer in LECTURE["layers"]]
    beside = {"sample": 0, "include": ["steps"], "limits": {"layers": 9}}
    link = opened(holding(file, {**LECTURE, "layers": layers, "x": [[-0.0, 0.1]], **beside}))
    assert set(link) == {"sample", "net"}
    network = unpacked(link["net"])
    assert network == {**LECTURE, "x": [[-0.0, 0.1]]}
    assert str(network["x"]) == "[[-0.0, 0.1]]"


def test_a_file_with_a_recipe_opens_with_its_layers(file: Path) -> None:
    recipe = {"sizes": [2, 2, 1], "activation": "tanh", "scheme": "constant"}
    rest = {name: LECTURE[name] for name in LECTURE if name != "layers"}
    rest |= {"x": [[1, 2]], "target": [[0]]}
    edits = {"w.1.0.1": -0.0, "b.2.0": 2}
    link = opened(holding(file, {**rest, "recipe": recipe, "edits": edits, "frozen": [["b", "W"], []]}))
    assert unpacked(link["net"]) == {
        **rest,
        "layers": [
            {"W": [[0.5, 0.0], [0.5, 0.5]], "b": [0.0, 0.0], "activation": "tanh", "frozen": ["W", "b"]},
            {"W": [[0.5, 0.5]], "b": [2.0], "activation": "tanh"},
        ],
    }
    assert "-0.0" in str(unpacked(link["net"])["layers"])
    holding(file, {**rest, "recipe": recipe, "edits": {"w.9.0.0": 1}})
    assert refused(file).endswith("(#/edits/w.9.0.0)")
    assert refused(holding(file, rest)) == "Exactly one of these must be given: layers, recipe."
    assert "request" not in refused(holding(file, {**rest, "layers": LECTURE["layers"], "edits": {}}))


@pytest.mark.parametrize(
    "text",
    [
        b"\xef\xbb\xbf" + TEXT.encode(),
        *(mark + TEXT.encode(encoding) for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))),
        b"\xff\xfe\0\0" + TEXT.encode("utf-32-le"),
        b"\0\0\xfe\xff" + TEXT.encode("utf-32-be"),
    ],
    ids=["UTF-8", "UTF-16, little end", "UTF-16, big end", "UTF-32, little end", "UTF-32, big end"],
)
def test_a_byte_order_mark_says_how_a_file_is_to_be_read(file: Path, text: bytes) -> None:
    assert read_network(holding(file, text), Settings()) == LECTURE


def test_the_answer_about_a_worked_example_opens_as_that_example(file: Path) -> None:
    async def answer() -> bytes:
        transport = httpx.ASGITransport(app=create_app())
        async with httpx.AsyncClient(transport=transport, base_url="http://explorer.example") as client:
            return (await client.get("/api/presets/mazur")).content

    assert read_network(holding(file, asyncio.run(answer())), Settings()) == presets()["mazur"].request
    assert unpacked(opened(file)["net"])["x"] == [[0.05, 0.1]]


@pytest.mark.parametrize("preset", presets())
def test_the_file_of_a_worked_example_opens_as_that_example(preset: str) -> None:
    assert read_network(presets_dir() / f"{preset}.json", Settings()) == presets()[preset].request


def test_what_is_wrong_with_a_worked_example_is_said_at_its_place(file: Path) -> None:
    said = refused(holding(file, {"id": "mine", "request": {**LECTURE, "taget": [[1]]}}))
    assert said.endswith("Did you mean “target”? (#/request/taget)")


def test_what_drives_and_freezes_the_backward_pass_is_kept(file: Path) -> None:
    network = {**LECTURE, "x": [[1, -1], [0.5, 0]], "target": [[1, 0], [0, 1]]}
    link = opened(holding(file, {**network, "dl_dy": [[1e30, -0.5]] * 2, "gains_x": [[1, -1e-7], [0.25, 3]]}))
    assert link["drive"] == "1e+30,-0.5"
    assert link["gains"] == "1,-1e-07;0.25,3"
    assert unpacked(link["net"])["x"] == network["x"]


def test_signals_that_a_link_cannot_carry_are_left_out_with_a_word(file: Path) -> None:
    network = {**LECTURE, "x": [[1, -1], [0.5, 0]], "target": [[1, 0], [0, 1]], "dl_dy": [[1, 0], [0, 1]]}
    link = link_to(holding(file, network), Settings())
    assert "drive=" not in link.fragment
    assert link.left_out == (
        "The rows of its dl_dy differ. The page drives every sample with the same signals, so they are left out."
    )


BAD_FILES = {
    "not JSON": ("{", "The file stops being JSON at line 1, column 2."),
    "empty": ("", "The file is empty."),
    "blank": (" \n", "The file is empty."),
    "a mark and nothing else": (b"\xef\xbb\xbf", "The file is empty."),
    "UTF-16 without a mark": (TEXT.encode("utf-16-le"), "The file is not text in UTF-8; UTF-16 and UTF-32 are read"),
    "half of UTF-16": (b"\xff\xfe" + TEXT.encode("utf-16-le")[:-1], "The file is not text in UTF-8;"),
    "two marks": (b"\xef\xbb\xbf" * 2 + TEXT.encode(), "The file is not text in UTF-8;"),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00", "The file is not text in UTF-8;"),
    "a name twice": ('{"x":1,"x":2}', "An object in the file has the same name twice."),
    "too deep": ("[" * 100_000, "The file nests deeper, or holds more lists"),
    "no network": ("[]", "This must be an object: names and values in braces."),
    "a limit raised": ({**LECTURE, "limits": {"layers": 65}}, "here; a file can only lower it. (#/limits/layers)"),
    "a shape that does not fit": ({**LECTURE, "x": [[1, 2, 3]]}, "has 3 numbers, but the network needs 2. (#/x/0)"),
    "a misspelt field": ({**LECTURE, "taget": [[1, 0]]}, "Did you mean “target”? (#/taget)"),
    "three misspelt fields": ({**LECTURE, "y": 1, "lr": 1, "X": 1}, "Did you mean “target”? (#/y, and 2 more)"),
    "an infinite number": (TEXT.replace("-2", "1e999", 1), "(#/layers/0/W"),
    "a target that the loss does not take": (
        {**LECTURE, "loss": "binary_cross_entropy", "target": [[2, 0]]},
        "#/target",
    ),
}


@pytest.mark.parametrize(("content", "expected"), BAD_FILES.values(), ids=BAD_FILES.keys())
def test_a_file_that_the_api_would_refuse_is_refused_in_one_line(file: Path, content: Any, expected: str) -> None:
    result = command(holding(file, content))
    assert result.exit_code == 1
    assert result.output.startswith(f"Error: {file}: ")
    assert expected in result.output
    assert "(#)" not in result.output
    assert result.output.count("\n") == 1
    assert "request" not in result.output
    assert "body" not in result.output


def test_a_file_that_is_not_there_is_said_in_one_line(file: Path) -> None:
    result = command(file)
    assert (result.exit_code, result.output.count("\n")) == (1, 1)
    assert "No such file" in result.output


def test_the_name_of_a_file_stays_in_its_line(tmp_path: Path) -> None:
    result = command(tmp_path / "a\nb\x1b[2J.json")
    assert (result.exit_code, result.output.count("\n")) == (1, 1)
    assert "a?b?[2J.json" in result.output


def test_no_more_of_a_file_is_read_than_a_request_may_hold(file: Path) -> None:
    with file.open("wb") as sparse:
        sparse.truncate(1_500_000_000)
    assert refused(file) == "The file has 1500000000 bytes; the limit is 4194304."
    holding(file, TEXT + " " * (2_000 - len(TEXT)))
    assert read_network(file, Settings(body_bytes=2_000)) == LECTURE
    assert refused(file, body_bytes=1_999).startswith("The file has 2000 bytes; the limit is 1999.")


def test_only_a_regular_file_is_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "pipe", Path("/dev/zero")):
        assert refused(path) == "It is a folder, a pipe or a device; a network is read from a regular file."


def test_a_network_too_large_for_a_link_is_said_in_one_line(file: Path) -> None:
    numbers = [[((7919 * i + 104729 * j) % 1_000_003) / 1_000_003 for j in range(200)] for i in range(200)]
    layer = {"W": numbers, "b": [0] * 200, "activation": "relu"}
    request = {"layers": [layer], "loss": "squared_error", "x": [[0] * 200], "target": [[0] * 200]}
    result = command(holding(file, request))
    assert (result.exit_code, result.output.count("\n")) == (1, 1)
    assert "letters, and 100,000 are the most." in result.output
