"""'Did you mean': the known name that is nearest to what was written."""

from collections.abc import Iterable
from difflib import get_close_matches

_LONGEST = 64
"""Longer texts are nobody's slip of the pen, and comparing them costs time."""


def nearest(written: object, known: Iterable[str]) -> str | None:
    """The known name most like `written`, or None when none is; what was written is never given back."""
    if not isinstance(written, str) or len(written) > _LONGEST:
        return None
    by_lower = {name.lower(): name for name in known}
    found = get_close_matches(written.lower(), by_lower, n=1, cutoff=0.6)
    return by_lower[found[0]] if found else None
