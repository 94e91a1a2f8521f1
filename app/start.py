"""What the command does once it has its socket: make the application, serve it, and show the page."""

import socket
import threading
import webbrowser
from pathlib import Path

import click

from app import __version__
from app.api.admission.settings import Settings, SettingsError
from app.link import link_to
from app.listening import url
from app.main import create_app
from app.network_file import UnusableFile
from app.serving import serve


def start(listening: socket.socket, file: Path | None, *, opens_browser: bool, access_log: bool) -> None:
    """Serve on `listening` until a signal ends it; the last line that is printed is the address of the page.

    Raises ClickException, whose message is one line, for a file or a setting that cannot be used.
    """
    try:
        settings = Settings.from_environment()
        link = link_to(file, settings) if file else None
    except SettingsError as error:
        raise click.ClickException(str(error)) from None
    except UnusableFile as error:
        raise click.ClickException(f"{_in_one_line(file)}: {error}") from None
    address = url(listening) + (f"#{link.fragment}" if link else "")
    if link and link.left_out:
        click.echo(f"{_in_one_line(file)}: {link.left_out}", err=True)

    def announce() -> None:
        click.echo(f"Backprop Explorer {__version__} is running; Ctrl-C ends it.\n{address}")
        if opens_browser:
            threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()

    serve(create_app(settings), listening, announce, access_log=access_log)


def _in_one_line(file: Path | None) -> str:
    """The name of a file, which may hold line breaks and what a terminal takes for commands."""
    return "".join(letter if letter.isprintable() else "?" for letter in click.format_filename(file or ""))
