"""The page's own files, one set for the process."""

from functools import cache

from app.api.wire.assets import Assets
from app.places import is_installed, static_dir


@cache
def assets() -> Assets:
    """The files under /static, read when they are first wanted; those of a checkout may be edited meanwhile."""
    return Assets(static_dir(), changing=not is_installed())


def is_bundled() -> bool:
    """Whether the page's modules and styles are there as one file each (`hatch_build.py`). What may be edited is served
    as it is."""
    return is_installed() and "bundle/main.js" in assets()
