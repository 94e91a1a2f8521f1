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
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from click.testing import CliRunner, Result

from app import __version__
from app.cli import main
from app.listening import DEFAULT_PORT, CannotListen, listen, url


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


def test_a_file_is_opened_by_the_address_that_is_printed_last(tmp_path):
    layer = {"W": [[1, 2]], "b": [0], "activation": "identity"}
    request = {"layers": [layer], "loss": "squared_error", "x": [[1, 1]] * 2, "target": [[0]] * 2}
    file = tmp_path / "network.json"
    file.write_text(json.dumps({**request, "dl_dy": [[1], [2]], "sample": 1}), "utf-8")
    with running(str(file), "--port", "0", "--no-browser") as (process, lines):
        assert lines[-1].partition("#")[2].startswith("sample=1&net=1.")
        code, out, err = ended(process, signal.SIGTERM)
    assert (code, out) == (0, "")
    assert err.startswith(f"{file}: The rows of its dl_dy differ.")
    assert err.count("\n") == 1


def test_a_setting_that_cannot_be_used_is_said_in_one_line(monkeypatch):
    monkeypatch.setenv("BACKPROP_LAYERS", "many")
    result = invoke("--port", "0")
    assert (result.exit_code, result.output.count("\n")) == (1, 1)
    assert "BACKPROP_LAYERS" in result.output


def test_no_browser_is_opened_by_a_script(monkeypatch):
    from app.cli import _is_interactive

    monkeypatch.setenv("DISPLAY", ":0")
    assert not _is_interactive()


def test_the_version_is_that_of_the_package():
    assert invoke("--version").output.split()[-1] == __version__


def test_help_does_not_load_the_application():
    code = (
        "import sys; from app.cli import main\nmain(['--help'], standalone_mode=False); print('numpy' in sys.modules)"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.endswith("False\n")
    assert "[FILE]" in result.stdout
