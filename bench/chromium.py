"""The Chromium that the browser tests and the bench drive: found, and installed where there is none.

`python -m bench.chromium` makes sure that there is one and prints where.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# The fonts are for Chinese words and for mathematical signs in screenshots.
DEBIAN_PACKAGES = ("chromium", "fonts-noto-cjk", "fonts-dejavu-extra")

# How it is started: nothing of its own may leave the machine, and containers lack what its sandbox needs.
FLAGS = (
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)


def find_chromium() -> str | None:
    """Path of a Chromium that starts: $CHROMIUM, else one on the PATH, else Playwright's own, else None."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named
    on_path = (shutil.which(name) for name in NAMES)
    return next((path for path in on_path if path and starts(path)), None) or _playwrights_own()


def starts(path: str) -> bool:
    """A distribution's `chromium-browser` may be no more than a hint to install something else."""
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=60).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def install_chromium() -> None:
    """Debian's package where apt-get may be used, else Playwright's own."""
    if not (installed_by_apt(*DEBIAN_PACKAGES) and find_chromium()):
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


def installed_by_apt(*packages: str) -> bool:
    """Whether apt-get may be used and has installed these of Debian's packages."""
    if shutil.which("apt-get") is None:
        return False
    as_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if as_root and not _succeeds([*as_root, "true"]):
        return False
    # One unreachable source makes an update fail, and need not matter.
    _succeeds([*as_root, "apt-get", "-q", "update"])
    return _succeeds([*as_root, "apt-get", "-qy", "--no-install-recommends", "install", *packages])


def _succeeds(command: list[str]) -> bool:
    quietly = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        return subprocess.run(command, env=quietly).returncode == 0
    except OSError:
        return False


def main() -> None:
    """Make sure that there is a Chromium."""
    if find_chromium() is None:
        install_chromium()
    print(f"Chromium: {find_chromium() or 'none; the browser tests cannot run'}")


if __name__ == "__main__":
    main()
