"""`python -m bench`: every measurement, each in a process of its own so that none inherits a state."""

import os
import platform
import subprocess
import sys

PARTS = ("route", "engine", "http", "startup", "network", "frames", "hand")


def main() -> None:
    """Run the parts one after another and print what they print."""
    versions = f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}"
    print(f"{versions}; load {os.getloadavg()[0]:.1f}", flush=True)
    failed = []
    for part in PARTS:
        print(f"\n{part}", flush=True)
        if subprocess.run([sys.executable, "-m", f"bench.{part}"]).returncode != 0:
            failed.append(part)
    if failed:
        sys.exit(f"failed: {', '.join(failed)}")


if __name__ == "__main__":
    main()
