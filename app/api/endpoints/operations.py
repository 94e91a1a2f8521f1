"""Every operation of the API: what it does, what goes in, what comes out, and an example that runs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from app.api.endpoints import answers, explain_answers, requests, witness_answers

RELU_2_2_1: Mapping[str, Any] = {
    "layers": [
        {"W": [[0.6, 0.8], [0.3, 0.4]], "b": [0.2, 0.1], "activation": "relu"},
        {"W": [[0.6, -0.2]], "b": [0.1], "activation": "relu"},
    ],
    "loss": "half_squared_error",
    "x": [[1.2, 0.5]],
    "target": [[1.0]],
}


@dataclass(frozen=True)
class Operation:
    """One method of one path. `request` and `answer` are shapes; no answer shape means an HTML page.

    `path_values` are examples of the parameters in the path, `query_values` of whole numbers behind it with
    what they do, and `example` is a body that the server accepts.
    """

    method: str
    path: str
    id: str
    tag: str
    summary: str
    description: str
    answer: type[BaseModel] | None = None
    request: type[BaseModel] | None = None
    example: Mapping[str, Any] | None = None
    path_values: Mapping[str, str] = field(default_factory=dict)
    query_values: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    problems: tuple[int, ...] = ()


_COMPUTING = (400, 413, 415, 422, 503)

OPERATIONS: tuple[Operation, ...] = (
    Operation(
        "post",
        "/api/trace",
        "trace",
        "Computing",
        "Forward and backward pass",
        "Every z, a, gain and gradient of a network on its samples. `include` adds the steps that tell the "
        "passes in order (`steps` by neurons, `layer_steps` by whole layers), each sample's own parameter "
        "gradients, and what all gradients cost in four ways; "
        "`fields` narrows the layers; `dl_dy` drives the backward pass with a signal of your own, `gains_x` "
        "freezes its gains as they are at other inputs; "
        "`learning_rate` adds one step of gradient descent.",
        answers.TraceAnswer,
        requests.TraceRequest,
        {**RELU_2_2_1, "learning_rate": 0.1, "include": ["per_sample"]},
        problems=_COMPUTING,
    ),
    Operation(
        "post",
        "/api/explain",
        "explain",
        "Computing",
        "Where a number comes from",
        "The derivation of one address: symbols, chain rule, numbers and value as lines of TeX in four "
        "notations, each line also as pieces that lead on; a tree that evaluates to the number; the numbers "
        "that it is made of; and the whole as LaTeX, Markdown, text and a program. The body is a trace "
        "request with an `address`.",
        explain_answers.ExplainAnswer,
        requests.ExplainRequest,
        {**RELU_2_2_1, "address": "dl_dz.1.0"},
        query_values={
            "depth": (
                2,
                "Tells its parents as well, and theirs, up to so many steps away: each number once, and in "
                "how many ways one comes down to the last ones; and writes the whole formula out.",
            ),
            "gradients": (
                1,
                "With `depth`: 1 follows gradients only, so that what the forward pass has computed stays "
                "as it is; 0 follows everything.",
            ),
        },
        problems=_COMPUTING,
    ),
    Operation(
        "post",
        "/api/gradient-check",
        "checkGradients",
        "Computing",
        "Every gradient against a central difference",
        "Moves each parameter and each input a little to either side and compares the change of the loss "
        "with the gradient. Verdicts: match, close, kink (a formula changes between the two sides, so that "
        "no derivative spans them), mismatch, and undecided, which neither confirms nor accuses: `reason` is "
        "nonfinite (a number overflows or has no value), rounding (half or twice the gradient would have passed "
        "too) or step (the loss bends too much within h). Above 2,000 parameters or inputs, 20 random directions "
        "stand for all of them.",
        answers.GradientCheckAnswer,
        requests.GradientCheckRequest,
        RELU_2_2_1,
        problems=_COMPUTING,
    ),
    Operation(
        "post",
        "/api/witness",
        "witnessGradient",
        "Computing",
        "One gradient against central differences of many steps",
        "Moves the number by which the gradient is taken (of a neuron's ∂l/∂z its z) by each h to either "
        "side and runs forward. A long step misses the bend of the curve, an error that falls with h²; a "
        "short one subtracts two nearly equal losses, and rounding grows with 1/h.",
        witness_answers.WitnessAnswer,
        requests.WitnessRequest,
        {**RELU_2_2_1, "address": "dl_dz.1.0", "h": [0.1, 1e-3, 1e-5, 1e-7, 1e-9]},
        problems=_COMPUTING,
    ),
    Operation(
        "post",
        "/api/nudge",
        "nudge",
        "Computing",
        "The loss when one number is moved, and its forecast",
        "The true loss after each change, beside l + gradient · change, which is what a derivative promises: "
        "the two part as the change grows.",
        witness_answers.NudgeAnswer,
        requests.NudgeRequest,
        {**RELU_2_2_1, "address": "w.1.0.0", "by": [-0.5, -0.05, 0.05, 0.5]},
        problems=_COMPUTING,
    ),
    Operation(
        "post",
        "/api/update",
        "update",
        "Computing",
        "One step of an optimizer",
        "The network after θ ← θ − η ∇L(θ), and its loss before and after. Frozen parameters stay the same.",
        answers.UpdateAnswer,
        requests.UpdateRequest,
        {**RELU_2_2_1, "optimizer": {"name": "sgd", "learning_rate": 0.1}},
        problems=_COMPUTING,
    ),
    Operation(
        "post",
        "/api/networks",
        "createNetwork",
        "Computing",
        "First weights by a scheme and a seed",
        "The same recipe gives the same numbers on every machine and in every version.",
        answers.NetworkAnswer,
        requests.NetworkRequest,
        {"sizes": [2, 3, 1], "activations": ["tanh", "sigmoid"], "scheme": "xavier_uniform", "seed": 7},
        problems=_COMPUTING,
    ),
    Operation(
        "get",
        "/api/presets",
        "listPresets",
        "What there is",
        "Worked examples",
        "All worked examples in the order of the page's menu.",
        answers.PresetsAnswer,
    ),
    Operation(
        "get",
        "/api/presets/{id}",
        "getPreset",
        "What there is",
        "One worked example",
        "A whole trace request, its source, and the published numbers beside ours.",
        answers.PresetAnswer,
        path_values={"id": "lecture"},
        problems=(404, 503),
    ),
    Operation(
        "get",
        "/api/activations",
        "listActivations",
        "What there is",
        "Activation functions",
        "Each with its formula, its derivative and its curve.",
        answers.ActivationsAnswer,
    ),
    Operation(
        "get",
        "/api/losses",
        "listLosses",
        "What there is",
        "Loss functions",
        "Each with its formula, its gradient and what it asks of outputs and targets.",
        answers.LossesAnswer,
    ),
    Operation(
        "get",
        "/api/locales/{code}",
        "getLocale",
        "What there is",
        "All words of a language",
        "The catalogue that the page and the pages of problems are written from.",
        answers.LocaleAnswer,
        path_values={"code": "zh-Hans"},
        problems=(404,),
    ),
    Operation(
        "get",
        "/healthz",
        "health",
        "Server",
        "Alive",
        "Answers at once, whatever is being computed.",
        answers.HealthAnswer,
    ),
    Operation(
        "get",
        "/openapi.json",
        "openapi",
        "Server",
        "This document",
        "The description of the API that you are reading.",
        answers.OpenApiAnswer,
    ),
    Operation("get", "/", "explorer", "Pages", "The page", "The explorer itself."),
    Operation(
        "get",
        "/embed",
        "embeddedExplorer",
        "Pages",
        "The page for a frame",
        "The explorer for a frame in another page: `hide` leaves parts of it out, a list of "
        "`inspector`, `views`, `columns`, `controls`, `track`, `settings`, `sentence`, `timeline` with "
        "commas; `theme` is light or dark.",
    ),
    Operation("get", "/docs", "docs", "Pages", "This document as a page", "Every operation, to be tried out."),
    Operation(
        "get",
        "/problems/{code}",
        "explainProblem",
        "Pages",
        "What a problem means",
        "Cause and cure of a problem; the `type` of every problem leads here.",
        path_values={"code": "shape-mismatch"},
        problems=(404,),
    ),
)
