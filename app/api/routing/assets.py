"""The page's own files, one set for the process."""

from functools import cache

from app.api.wire.assets import Assets
from app.places import is_installed, static_dir


@cache
def assets() -> Assets:
    """The files under /static, read when they are first wanted; those of a checkout may be edited meanwhile."""
    return Assets(static_dir(), changing=not is_installed())
