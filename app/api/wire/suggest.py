"""'Did you mean': the known name that is nearest to what was written."""

from collections.abc import Iterable
from difflib import SequenceMatcher

_LONGEST = 64
"""Longer texts are nobody's slip of the pen, and comparing them costs time."""

_LEAST_LIKENESS = 0.6


def nearest(written: object, known: Iterable[str]) -> str | None:
    """The known name most like `written`, or None when none is; what was written is never given back.

    Capitals count only between names that are equally alike without them: dL_dw is dL_dW rather than dl_dW.
    """
    if not isinstance(written, str) or len(written) > _LONGEST:
        return None
    likeness, _, name = max(
        ((_likeness(written.lower(), name.lower()), _likeness(written, name), name) for name in known),
        default=(0.0, 0.0, ""),
    )
    return name if likeness >= _LEAST_LIKENESS else None


def _likeness(one: str, other: str) -> float:
    """From 0, nothing in common, to 1, the same."""
    return SequenceMatcher(None, one, other).ratio()
