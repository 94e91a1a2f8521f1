"""The command line: start the server, say where it answers, and open the page in a browser."""

import os
import sys
from pathlib import Path

import click

from app import __version__
from app.listening import DEFAULT_PORT, CannotListen, listen
from app.process import configure_process


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    show_default=f"{DEFAULT_PORT}, or the next free one",
    help="Port to listen on; 0 takes any free one.",
)
@click.option("--no-browser", is_flag=True, help="Do not open the page in a browser.")
@click.option("--access-log", is_flag=True, help="Print a line for every request.")
@click.version_option(__version__, message="%(prog)s %(version)s")
def main(file: Path | None, host: str, port: int | None, no_browser: bool, access_log: bool) -> None:
    """Start Backprop Explorer. FILE is a network to open: JSON, as POST /api/trace takes it."""
    try:
        listening = listen(host, port)
    except CannotListen as error:
        raise click.ClickException(str(error)) from None
    with listening:
        configure_process()
        # Imported here, so that --help and a taken port do not wait for numpy and FastAPI.
        from app.start import start

        start(listening, file, opens_browser=not no_browser and _is_interactive(), access_log=access_log)


def _is_interactive() -> bool:
    """Whether a person at a desktop has started this, and not a script, a service or a remote shell."""
    desktop = sys.platform in ("darwin", "win32") or any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY")))
    return sys.stdout.isatty() and desktop
