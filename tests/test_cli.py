import base64
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from click.testing import CliRunner, Result

from app import __version__
from app.cli import main
from app.explain.published import presets
from app.listening import DEFAULT_PORT, CannotListen, listen, url

LECTURE = presets()["lecture"].request


def invoke(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


@contextmanager
def running(*arguments: str) -> Iterator[tuple[subprocess.Popen[str], list[str]]]:
    """The command as a person starts it, and the lines that it has printed up to the address."""
    command = [sys.executable, "-m", "app", *arguments]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True) as process:
        assert process.stdout is not None
        lines = []
        for line in process.stdout:
            lines.append(line.rstrip("\n"))
            if line.startswith("http"):
                break
        try:
            yield process, lines
        finally:
            process.kill()


def ended(process: subprocess.Popen[str], how: signal.Signals) -> tuple[int, str, str]:
    process.send_signal(how)
    out, err = process.communicate(timeout=10)
    return process.returncode, out, err


def unpacked(fragment: str) -> dict[str, object]:
    version, _, data = fragment.partition("net=")[2].partition(".")
    assert version == "1"
    raw = base64.urlsafe_b64decode(data + "=" * (-len(data) % 4))
    return dict(json.loads(zlib.decompress(raw, wbits=-zlib.MAX_WBITS)))


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as other:
        yield other.getsockname()[1]


def test_the_last_line_is_the_address_and_it_answers_at_once():
    with running("--port", "0", "--no-browser") as (process, lines):
        with urllib.request.urlopen(lines[-1]) as answer:
            assert answer.status == 200
            assert b"<html" in answer.read()
        with urllib.request.urlopen(lines[-1] + "api/presets") as answer:
            assert json.load(answer)["presets"][0]["id"] == "lecture"
        assert ended(process, signal.SIGTERM) == (0, "", "")


def test_control_c_ends_it_without_a_word():
    with running("--port", "0", "--no-browser") as (process, _):
        assert ended(process, signal.SIGINT) == (0, "", "")


def test_an_answer_does_not_wait_for_the_acknowledgement_of_its_headers():
    with running("--port", "0", "--no-browser") as (_, lines):
        host = lines[-1].removeprefix("http://").rstrip("/")
        connection = http.client.HTTPConnection(host)
        taken = []
        for _ in range(5):
            begun = time.perf_counter()
            connection.request("GET", "/healthz")
            connection.getresponse().read()
            taken.append(time.perf_counter() - begun)
        connection.close()
    assert min(taken[1:]) < 0.03


def test_requests_are_logged_only_when_asked_for():
    with running("--port", "0", "--no-browser", "--access-log") as (process, lines):
        urllib.request.urlopen(lines[-1] + "healthz").close()
        code, out, err = ended(process, signal.SIGTERM)
    assert (code, err) == (0, "")
    assert '"GET /healthz HTTP/1.1" 200' in out


def test_an_idle_connection_does_not_hold_up_the_end():
    with running("--port", "0", "--no-browser") as (process, lines):
        port = int(lines[-1].rstrip("/").rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port)) as idle:
            idle.sendall(b"GET / HTTP/1.1\r\n")
            assert ended(process, signal.SIGTERM)[0] == 0


def test_without_a_port_the_default_one_is_taken_or_the_next_free():
    with listen("127.0.0.1", None) as first, listen("127.0.0.1", None) as second:
        ports = [listening.getsockname()[1] for listening in (first, second)]
    assert DEFAULT_PORT <= ports[0] < ports[1]


def test_a_port_that_was_asked_for_and_is_taken_is_said_in_one_line(taken_port):
    result = invoke("--port", str(taken_port))
    assert result.exit_code == 1
    mend = "choose another, or --port 0 for any free one"
    assert result.output == f"Error: port {taken_port} is taken by another program; {mend}\n"


def test_an_address_that_is_not_this_machines_is_said_in_one_line():
    with pytest.raises(CannotListen, match=r"^cannot listen on 203\.0\.113\.1: "):
        listen("203.0.113.1", 0)


@pytest.mark.parametrize(("host", "shown"), [("127.0.0.1", "127.0.0.1"), ("0.0.0.0", "127.0.0.1")])
def test_the_address_is_one_that_a_browser_on_this_machine_can_open(host, shown):
    with listen(host, 0) as listening:
        assert url(listening) == f"http://{shown}:{listening.getsockname()[1]}/"


@pytest.mark.skipif(not socket.has_ipv6 or not os.path.exists("/proc/net/if_inet6"), reason="no IPv6 here")
def test_an_ipv6_address_stands_in_brackets():
    with listen("::1", 0) as listening:
        assert url(listening) == f"http://[::1]:{listening.getsockname()[1]}/"


def test_a_file_opens_as_the_link_that_the_page_would_make(tmp_path):
    file = tmp_path / "network.json"
    request = {**LECTURE, "x": [[-0.0, 0.1]], "sample": 0, "include": ["steps"]}
    file.write_text(json.dumps(request), "utf-8")
    with running(str(file), "--port", "0", "--no-browser") as (_, lines):
        address, _, fragment = lines[-1].partition("#")
    assert address.startswith("http://127.0.0.1:")
    network = unpacked(fragment)
    assert network == {**LECTURE, "x": [[-0.0, 0.1]]}
    assert str(network["x"]) == "[[-0.0, 0.1]]"


BAD_FILES = {
    "not JSON": ("{", "line 1"),
    "no network": ("[]", "object"),
    "a shape that does not fit": (json.dumps({**LECTURE, "x": [[1, 2, 3]]}), "#/"),
    "a misspelt field": (json.dumps({**LECTURE, "taget": [[1, 0]]}), "target"),
    "an infinite number": (json.dumps(LECTURE).replace("-2", "1e999", 1), "#/layers/0/W"),
    "a target that the loss does not take": (
        json.dumps({**LECTURE, "loss": "binary_cross_entropy", "target": [[2, 0]]}),
        "#/target",
    ),
}


@pytest.mark.parametrize(("text", "said"), BAD_FILES.values(), ids=BAD_FILES.keys())
def test_a_file_that_the_api_would_refuse_is_refused_in_one_line(tmp_path, text, said):
    file = tmp_path / "network.json"
    file.write_text(text, "utf-8")
    result = invoke(str(file), "--port", "0")
    assert result.exit_code == 1
    assert result.output.startswith(f"Error: {file}: ")
    assert said in result.output
    assert result.output.count("\n") == 1


def test_a_file_that_is_not_there_is_said_in_one_line(tmp_path):
    result = invoke(str(tmp_path / "none.json"), "--port", "0")
    assert (result.exit_code, result.output.count("\n")) == (1, 1)
    assert "No such file" in result.output


def test_a_network_too_large_for_a_link_is_said_in_one_line(tmp_path):
    numbers = [[((7919 * i + 104729 * j) % 1_000_003) / 1_000_003 for j in range(200)] for i in range(200)]
    layer = {"W": numbers, "b": [0] * 200, "activation": "relu"}
    request = {"layers": [layer], "loss": "squared_error", "x": [[0] * 200], "target": [[0] * 200]}
    file = tmp_path / "large.json"
    file.write_text(json.dumps(request), "utf-8")
    result = invoke(str(file), "--port", "0")
    assert (result.exit_code, result.output.count("\n")) == (1, 1)
    assert "100,000 are the most" in result.output


def test_a_setting_that_cannot_be_used_is_said_in_one_line(monkeypatch):
    monkeypatch.setenv("BACKPROP_LAYERS", "many")
    result = invoke("--port", "0")
    assert (result.exit_code, result.output.count("\n")) == (1, 1)
    assert "BACKPROP_LAYERS" in result.output


def test_no_browser_is_opened_by_a_script(monkeypatch):
    from app.cli import _a_person_is_there

    monkeypatch.setenv("DISPLAY", ":0")
    assert not _a_person_is_there()


def test_the_version_is_that_of_the_package():
    assert invoke("--version").output.split()[-1] == __version__


def test_help_does_not_load_the_application():
    code = (
        "import sys; from app.cli import main\nmain(['--help'], standalone_mode=False); print('numpy' in sys.modules)"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.endswith("False\n")
    assert "[FILE]" in result.stdout
