"""The errors of the engine: each has a stable code, what it was about as numbers, and where it was found."""

from typing import ClassVar, Self

Param = int | float | str | list[str]
"""A number or name of an error's message; a list of names where it says what there is."""

PathPart = str | int
"""A step into the arguments: the name of a part, or an index from 0."""


class EngineError(ValueError):
    """Something that the engine does not compute. Its message is English, and never repeats the caller's text."""

    code: ClassVar[str] = "engine-error"
    """What kind of error it is; stable."""

    def __init__(self, message: str, *path: PathPart, **params: Param) -> None:
        super().__init__(message)
        self.path: tuple[PathPart, ...] = path
        """Leads to the offending part of the arguments, e.g. ``("layers", 1, "W")``."""
        self.params: dict[str, Param] = params
        """The numbers and names of the message, by which it can be said in another language."""

    def within(self, *prefix: PathPart) -> Self:
        """The same error seen from outside: ``prefix`` is put before its path."""
        self.path = (*prefix, *self.path)
        return self


class ShapeMismatch(EngineError):
    """An array has not the shape that its place demands.

    params: ``part`` (W, b, x, target, dl_dy, layers, or an array of an optimizer's state), ``axis`` (dimensions,
    rows, columns, length), ``expected``, ``actual``, and ``layer`` (from 1; 0 is the input) where a layer is concerned.
    """

    code = "shape-mismatch"


class UnknownActivation(EngineError):
    """No activation has that name. params: ``known``."""

    code = "unknown-activation"


class UnknownLoss(EngineError):
    """No loss has that name. params: ``known``."""

    code = "unknown-loss"


class UnknownReduction(EngineError):
    """Losses of samples are put together by ``sum`` or ``mean``. params: ``known``."""

    code = "unknown-reduction"


class TargetOutOfRange(EngineError):
    """A cross-entropy's target lies outside [0, 1].

    params: ``loss``, ``sample``, ``output``, ``low``, ``high`` (the first such target).
    """

    code = "target-out-of-range"


class LossNeedsIdentity(EngineError):
    """A loss on logits stands after a last layer whose activation is not identity.

    params: ``loss``, ``activation``, ``layer``.
    """

    code = "loss-needs-identity"


class UnknownOptimizer(EngineError):
    """No optimizer has that name. params: ``known``."""

    code = "unknown-optimizer"


class BadSetting(EngineError):
    """A setting has a value that means nothing.

    params: ``setting``, and ``allowed`` or ``known``; of a number in an optimizer's state its ``minimum`` or
    ``maximum`` too.
    """

    code = "bad-setting"
