"""How numbers are lettered: the lecture's letters, δ, matrices, indices."""

from collections.abc import Mapping
from types import MappingProxyType

from app.explain.notation.common import Notation, Scene
from app.explain.notation.delta import DELTA
from app.explain.notation.index import INDEX
from app.explain.notation.lecture import LECTURE
from app.explain.notation.matrix import MATRIX

__all__ = ["NOTATIONS", "Notation", "Scene"]

NOTATIONS: Mapping[str, Notation] = MappingProxyType(
    {notation.name: notation for notation in (LECTURE, DELTA, MATRIX, INDEX)}
)
"""Every notation by its name."""
