"""The body of POST /api/trace, of which that of POST /api/explain is made."""

from typing import Annotated

from pydantic import Field

from app.api.admission.bodies import LearningRate, NetworkBody, SampleIndex
from app.api.wire.annotations import Matrix, OneOf
from app.explain.quantities import LAYER_FIELDS, PER_SAMPLE_FIELDS

INCLUDES = ("steps", "layer_steps", "per_sample", "costs")

_WITHOUT_SAMPLES = tuple(field for field in LAYER_FIELDS if field not in PER_SAMPLE_FIELDS)

Include = Annotated[str, OneOf("unknown-include", INCLUDES)]
LayerField = Annotated[str, OneOf("unknown-layer-field", LAYER_FIELDS)]


class TraceRequest(NetworkBody):
    """Body of POST /api/trace."""

    include: list[Include] = Field(
        default_factory=list, max_length=16, description="What is left out unless asked for."
    )
    fields: list[LayerField] | None = Field(
        None, max_length=32, description="The only fields that the layers of the answer are to have."
    )
    dl_dy: Matrix | None = Field(
        None, description="(N, n_L): drives the backward pass in place of the loss's gradient at the output."
    )
    gains_x: Matrix | None = Field(
        None,
        description="(N, n_0): freezes the gains of the backward pass as they are at these inputs. "
        "Where they differ from x, what comes back is no gradient of l any more.",
    )
    learning_rate: LearningRate | None = Field(None, description="Adds one step of gradient descent to the answer.")
    sample: SampleIndex = Field(0, description="Sample that `steps` are of.")


def layer_fields(body: TraceRequest) -> tuple[str, ...]:
    """The layer fields of the answer, in their order: per-sample gradients only when asked for."""
    given = LAYER_FIELDS if "per_sample" in body.include else _WITHOUT_SAMPLES
    return given if body.fields is None else tuple(field for field in given if field in body.fields)
