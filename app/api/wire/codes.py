"""Every code that a problem may have: its HTTP status and the parameters that its sentence is made of.

Codes are a promise to programs: none is renamed, and the OpenAPI document lists them all. The words of a code
stand in the catalogues as `problem.<code>.title`, `.detail`, `.cause` and `.cure`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Code:
    """What a code stands for."""

    status: int
    """HTTP status of a problem."""
    params: tuple[str, ...] = ()
    """Names of its parameters; those of OPTIONAL_PARAMS are there only when they say something."""
    setting: str | None = None
    """The setting that it went beyond, if any."""


OPTIONAL_PARAMS = ("suggestion", "note", "unavailable")
"""What may have been meant; the key of a sentence that stands behind it (`problem.note.<note>`), such as how that
differs from what the name means elsewhere; and whether the name is that of something that there is elsewhere but not
here."""

_NAME = ("known", *OPTIONAL_PARAMS)
_LIMIT = ("limit", "value", "actual", "fits")

CODES: Mapping[str, Code] = MappingProxyType(
    {
        # The request as a whole.
        "bad-request": Code(400),
        "empty-body": Code(400),
        "malformed-json": Code(400, ("line", "column")),
        "duplicate-key": Code(400),
        "not-utf-8": Code(400),
        "too-much-structure": Code(400),
        "not-found": Code(404),
        "unknown-lesson": Code(404, _NAME),
        "unknown-preset": Code(404, _NAME),
        "unknown-language": Code(404, _NAME),
        "method-not-allowed": Code(405, ("allowed",)),
        "body-too-large": Code(413, (*_LIMIT, "note"), "body_bytes"),
        "query-too-long": Code(414, ("longest",)),
        "unsupported-media-type": Code(415, ("expected",)),
        "unsupported-encoding": Code(415),
        "internal-error": Code(500),
        "busy": Code(503, ("retry_after",)),
        # What stands at one place of the body.
        "not-a-number": Code(422),
        "not-finite": Code(422),
        "not-a-whole-number": Code(422),
        "not-a-text": Code(422),
        "not-a-boolean": Code(422),
        "not-a-list": Code(422),
        "not-an-object": Code(422),
        "list-too-short": Code(422, ("shortest",)),
        "list-too-long": Code(422, ("longest",)),
        "text-too-short": Code(422, ("shortest",)),
        "text-too-long": Code(422, ("longest",)),
        "below-minimum": Code(422, ("minimum",)),
        "above-maximum": Code(422, ("maximum",)),
        "not-above": Code(422, ("bound",)),
        "not-below": Code(422, ("bound",)),
        "not-allowed": Code(422),
        "missing-field": Code(422, ("field",)),
        "unknown-field": Code(422, _NAME),
        "choose-one": Code(422, ("fields",)),
        "needs-recipe": Code(422, ("field",)),
        # What stands behind the path.
        "bad-query": Code(422, ("name", "most")),
        "unknown-query": Code(422, _NAME),
        # Names of things.
        "unknown-activation": Code(422, _NAME),
        "unknown-loss": Code(422, _NAME),
        "unknown-reduction": Code(422, _NAME),
        "unknown-kind": Code(422, _NAME),
        "unknown-parameter": Code(422, _NAME),
        "unknown-include": Code(422, _NAME),
        "unknown-layer-field": Code(422, _NAME),
        "unknown-optimizer": Code(422, _NAME),
        "unknown-scheme": Code(422, _NAME),
        "unknown-notation": Code(422, _NAME),
        "unknown-value": Code(422, _NAME),
        "unknown-address": Code(422, ("part", "exists", "suggestion", "note")),
        # Shapes.
        "ragged-matrix": Code(422, ("row", "expected", "actual")),
        "shape-mismatch": Code(422, ("layer", "previous", "expected", "actual")),
        "bias-length": Code(422, ("layer", "expected", "actual")),
        "row-length": Code(422, ("field", "row", "expected", "actual")),
        "row-count": Code(422, ("field", "expected", "actual")),
        "activation-count": Code(422, ("expected", "actual")),
        "frozen-count": Code(422, ("expected", "actual")),
        "weights-transposed": Code(422),
        # Meaning.
        "target-out-of-range": Code(422, ("loss", "minimum", "maximum")),
        "loss-needs-identity": Code(422, ("loss", "activation")),
        "sample-out-of-range": Code(422, ("samples",)),
        "unused-setting": Code(422, ("scheme", "field")),
        "low-above-high": Code(422),
        "weights-not-finite": Code(422),
        "unused-optimizer-setting": Code(422, ("optimizer", "field", "known")),
        "wrong-state": Code(422, ("optimizer", "known")),
        "state-length": Code(422, ("expected", "actual")),
        # Limits: which, its value, the request's value, and the largest value that would do.
        "too-many-parameters": Code(422, _LIMIT, "parameters"),
        "too-many-layers": Code(422, _LIMIT, "layers"),
        "too-many-neurons": Code(422, _LIMIT, "neurons"),
        "too-many-samples": Code(422, _LIMIT, "samples"),
        "answer-too-large": Code(422, _LIMIT, "numbers"),
        "too-much-memory": Code(422, _LIMIT, "bytes"),
        "too-much-work": Code(422, _LIMIT, "operations"),
        "limit-raised": Code(422, ("limit", "value", "fits")),
    }
)
