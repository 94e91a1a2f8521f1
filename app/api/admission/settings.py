"""What the operator of a server may set, each by one environment variable, and what a caller may lower.

`Settings` is the one table: name, default, unit and meaning of every setting stand at its field, and the
OpenAPI document, the page and the tests read them from there.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any


class SettingsError(ValueError):
    """An environment variable that cannot be used; the message names it and says what it must be."""


def _setting(default: int, unit: str, meaning: str, *, limit: bool) -> Any:
    return field(default=default, metadata={"unit": unit, "meaning": meaning, "limit": limit})


@dataclass(frozen=True)
class Settings:
    """Every setting of the server, a whole number of at least 1 each."""

    body_bytes: int = _setting(4 * 1024 * 1024, "bytes", "length of a request's body", limit=True)
    parameters: int = _setting(150_000, "parameters", "weights and biases of a network", limit=True)
    layers: int = _setting(64, "layers", "layers of a network", limit=True)
    neurons: int = _setting(1_024, "neurons", "neurons of a layer, and inputs of the network", limit=True)
    samples: int = _setting(4_096, "samples", "samples of a request", limit=True)
    numbers: int = _setting(250_000, "numbers", "numbers and addresses in an answer", limit=True)
    bytes: int = _setting(256 * 1024 * 1024, "bytes", "memory of a request at its peak", limit=True)
    operations: int = _setting(
        2_000_000_000, "operations", "work of a request, in operations of about a nanosecond", limit=True
    )
    workers: int = _setting(os.cpu_count() or 1, "threads", "large computations that run at the same time", limit=False)
    waiting: int = _setting(64, "computations", "large computations that may wait for a thread or memory", limit=False)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        """The defaults, overridden by the BACKPROP_… variables that are set.

        Raises SettingsError for a value that is not a whole number of at least 1.
        """
        given = {}
        for setting in described():
            text = environment.get(setting.environment, "").strip()
            if text:
                if not (text.isascii() and text.isdigit() and len(text) <= 18 and int(text) >= 1):
                    raise SettingsError(f"{setting.environment} must be a whole number of at least 1.")
                given[setting.name] = int(text)
        return cls(**given)

    def lowered(self, limits: Mapping[str, int]) -> "Settings":
        """These settings with a caller's own limits; none of those may be above ours (the caller checks)."""
        return replace(self, **limits)


@dataclass(frozen=True)
class Setting:
    """One row of the table of settings."""

    name: str
    default: int
    unit: str
    meaning: str
    limit: bool

    @property
    def environment(self) -> str:
        """The environment variable that sets it."""
        return f"BACKPROP_{self.name.upper()}"


def described() -> tuple[Setting, ...]:
    """The table of settings in its order."""
    return tuple(Setting(row.name, getattr(Settings, row.name), **row.metadata) for row in fields(Settings))


LIMITS: tuple[str, ...] = tuple(setting.name for setting in described() if setting.limit)
"""Names of the settings that a request may lower for itself."""
