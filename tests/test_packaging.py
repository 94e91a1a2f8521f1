import json
import os
import re
import site
import subprocess
import sys
import tarfile
import urllib.request
import venv
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app import __version__

ROOT = Path(__file__).parent.parent
SCRIPTS = "Scripts" if os.name == "nt" else "bin"
SERVED = ("app", "static", "templates")
LATER = ("learn", "makers", "matrices", "push")
BUNDLE = re.compile(rf"app/static/bundle/(?:main|page|(?:chunk|{'|'.join(LATER)})-[A-Z0-9]+)\.(?:js|css)(?:\.map)?")


def run(*command: str | Path) -> str:
    result = subprocess.run([str(part) for part in command], cwd=ROOT, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an sdist, and with the wheel that was made out of that sdist."""
    folder = tmp_path_factory.mktemp("built")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder)
    return folder


@pytest.fixture(scope="module")
def wheel(built: Path) -> Path:
    return next(built.glob("*.whl"))


@pytest.fixture(scope="module")
def sdist(built: Path) -> Path:
    return next(built.glob("*.tar.gz"))


def installed(folder: Path, *what: str | Path) -> Path:
    """A fresh environment with the project installed, and with this one's other packages within reach."""
    venv.create(folder, with_pip=False)
    python = folder / SCRIPTS / "python"
    own = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip())
    (own / "others.pth").write_text("\n".join(site.getsitepackages()))
    flags = ("--no-deps", "--no-index", "--no-build-isolation", "--ignore-installed", "--quiet")
    run(sys.executable, "-m", "pip", "--python", python, "install", *flags, *what)
    return folder


@contextmanager
def started(environment: Path, folder: Path) -> Iterator[str]:
    """The address of the command that the environment has, run where the checkout is not within reach."""
    command = [environment / SCRIPTS / "backprop-explorer", "--port", "0", "--no-browser"]
    clean = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=folder, env=clean) as server:
        assert server.stdout is not None
        try:
            yield next(line.strip() for line in server.stdout if line.startswith("http"))
        finally:
            server.terminate()


def fetched(address: str) -> bytes:
    with urllib.request.urlopen(address) as answer:
        return bytes(answer.read())


def assert_everything_is_served(environment: Path, folder: Path, package: Path) -> None:
    where = run(environment / SCRIPTS / "python", "-P", "-c", "import app; print(app.__file__)").strip()
    assert Path(where) == package / "__init__.py"
    with started(environment, folder) as address:
        assert b'id="boot"' in fetched(address)
        assert b"import" in fetched(address + "static/js/main.js")
        assert json.loads(fetched(address + "api/presets"))["presets"][0]["id"] == "lecture"
        assert json.loads(fetched(address + "api/locales/zh-Hans"))["words"]["language.name"] == "简体中文"
        assert json.loads(fetched(address + "api/locales/zh-Hant"))["words"]["language.name"] == "繁體中文"


def package_of(environment: Path) -> Path:
    python = environment / SCRIPTS / "python"
    return Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip()) / "app"


def test_the_command_of_an_installed_wheel_finds_its_pages_presets_and_words(wheel, tmp_path):
    environment = installed(tmp_path / "venv", wheel)
    assert_everything_is_served(environment, tmp_path, package_of(environment))


def test_an_editable_install_serves_the_checkout_itself(tmp_path):
    environment = installed(tmp_path / "venv", "--editable", ROOT)
    assert_everything_is_served(environment, tmp_path, ROOT / "app")
    assert not (package_of(environment)).exists()


def test_a_plain_pip_install_of_the_sdist_works(sdist, tmp_path):
    environment = installed(tmp_path / "venv", sdist)
    assert_everything_is_served(environment, tmp_path, package_of(environment))


def test_the_wheel_carries_every_file_that_is_served_and_no_test(wheel):
    with zipfile.ZipFile(wheel) as archive:
        carried = {name for name in archive.namelist() if ".dist-info/" not in name}
    files = (
        path.relative_to(ROOT)
        for folder in SERVED
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    )
    expected = {(path if path.parts[0] == "app" else "app" / path).as_posix() for path in files}
    bundled = {name for name in carried if BUNDLE.fullmatch(name)}
    assert carried - bundled == expected
    kinds = {re.split(r"[-.]", name.rpartition("/")[2])[0] for name in bundled}
    assert kinds in ({"main", "page", "chunk", *LATER}, set())  # all of it where there is Node


def test_the_sdist_carries_what_is_needed_to_test_it(sdist):
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {"Makefile", "README.md", "LICENSE", "pyproject.toml", "package.json", ".ci/run"} <= names
    assert {"tests/conftest.py", "tests/browser/conftest.py", "bench/__main__.py"} <= names


def test_the_version_stands_in_one_place(wheel):
    with zipfile.ZipFile(wheel) as archive:
        metadata = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        lines = archive.read(metadata).decode().splitlines()
    assert f"Version: {__version__}" in lines
