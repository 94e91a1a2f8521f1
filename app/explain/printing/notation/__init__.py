"""How numbers are lettered: the lecture's letters, δ, matrices, indices."""

from collections.abc import Mapping
from types import MappingProxyType

from app.explain.printing.notation.common import NetworkInfo, Notation
from app.explain.printing.notation.delta import DELTA
from app.explain.printing.notation.index import INDEX
from app.explain.printing.notation.lecture import LECTURE
from app.explain.printing.notation.matrix import MATRIX

__all__ = ["NOTATIONS", "NetworkInfo", "Notation"]

NOTATIONS: Mapping[str, Notation] = MappingProxyType(
    {notation.name: notation for notation in (LECTURE, DELTA, MATRIX, INDEX)}
)
"""Every notation by its name."""
