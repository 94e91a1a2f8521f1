"""What is set for the processes that are the project's own, and for nobody else's."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from app.process import CONNECTIONS, HANDOVER_SECONDS

ROOT = Path(__file__).parent.parent

STATE = """
import gc, json, locale, logging, mimetypes, os, signal, sys, threading
mimetypes.add_type("text/plain", ".js")
def state():
    import numpy
    return {
        "environment": dict(os.environ),
        "switch interval": sys.getswitchinterval(),
        "recursion limit": sys.getrecursionlimit(),
        "threads": threading.active_count(),
        "signals": [str(signal.getsignal(number)) for number in sorted(signal.valid_signals())],
        "media types": mimetypes.guess_type("a.js"),
        "logging": [logging.root.level, len(logging.root.handlers), logging.root.manager.disable],
        "collector": gc.get_threshold(),
        "locale": locale.setlocale(locale.LC_ALL),
        "floating-point errors": numpy.geterr(),
        "folder": os.getcwd(),
    }
"""
"""A program's beginning: what others in the same interpreter would notice if it changed."""

KEPT = """
import json, numpy, os
def kept(count, megabytes):
    resident = lambda: int(open("/proc/self/statm").read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    pins = []
    def once():
        blocks = []
        for _ in range(count):
            blocks.append(numpy.full(int(megabytes * 2**17), 1.0))
            pins.append(bytes(1000))
    before = resident()
    once()
    once()
    return (resident() - before) / 2**20
print(json.dumps([kept(3, 1.6), kept(20, 3)]))
"""
"""A program that prints how many megabytes it still has of a wide pass and of long answers that it has let go:
blocks of such sizes, with something small that stays behind each of them."""


def printed(program: str, **environment: str) -> Any:
    """The JSON that a Python of its own prints, in an environment that sets no number of threads."""
    clean = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    command = [sys.executable, "-c", program]
    result = subprocess.run(command, cwd=ROOT, env=clean | environment, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


def started(**environment: str) -> Any:
    """What the command has set when it begins to load numpy and FastAPI."""
    program = """
import json, os, sys, types
def start(*ignored, **options):
    print(json.dumps([os.environ["OPENBLAS_NUM_THREADS"], sys.getswitchinterval(), "numpy" in sys.modules]))
sys.modules["app.start"] = types.SimpleNamespace(start=start)
from app.cli import main
main(["--port", "0", "--no-browser"])
"""
    return printed(program, **environment)


def test_making_the_application_in_a_notebook_changes_nothing_there():
    before, after = printed(
        STATE + "before = state(); import app.main; app.main.create_app(); print(json.dumps([before, state()]))"
    )
    assert before == after
    assert before["switch interval"] == 0.005
    assert "OPENBLAS_NUM_THREADS" not in before["environment"]


def test_the_command_sets_its_process_up_before_numpy_is_there():
    assert started() == ["1", HANDOVER_SECONDS, False]


def test_a_number_of_threads_that_somebody_has_chosen_stands():
    assert started(OPENBLAS_NUM_THREADS="2")[0] == "2"


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such limit")
@pytest.mark.parametrize(
    ("limits", "expected"), [((256, 9_000), CONNECTIONS), ((256, 512), 512), ((8_500, 9_000), 8_500)]
)
def test_as_many_connections_are_taken_as_a_class_opens(limits, expected):
    program = f"""
import json, resource
resource.setrlimit(resource.RLIMIT_NOFILE, {limits})
import app.process
app.process.configure_process()
print(json.dumps(resource.getrlimit(resource.RLIMIT_NOFILE)))
"""
    assert printed(program) == [expected, limits[1]]


def test_the_tests_own_process_is_set_up_like_the_commands():
    assert os.environ["OPENBLAS_NUM_THREADS"]
    assert sys.getswitchinterval() == HANDOVER_SECONDS


@pytest.mark.skipif("CS_GNU_LIBC_VERSION" not in getattr(os, "confstr_names", {}), reason="glibc's allocator")
def test_a_wide_passs_memory_is_kept_and_a_long_answers_is_given_back():
    ours = printed("import app.process\napp.process.configure_process()" + KEPT)
    usual = printed(KEPT)
    assert (ours[0] > 4.5, usual[0] > 4.5) == (True, False), (ours, usual)
    assert (ours[1] > 3, usual[1] > 3) == (False, True), (ours, usual)
