"""Names from elsewhere lead to what computes the same here, or are said to be missing; never to something else."""

from collections import Counter
from typing import Any

import numpy as np
import pytest

from app.api.admission.bodies import Body, LayerBody
from app.api.endpoints.trace_request import TraceRequest
from app.api.routes import ENDPOINTS
from app.api.wire.problems import sentence, unknown_name
from app.api.wire.suggest import bare, meant
from app.api.wire.vocabulary import VOCABULARIES
from app.engine.activations import ACTIVATIONS
from app.engine.initializers import SCHEMES
from app.engine.losses import LOSSES
from app.engine.network import KINDS, PARAMETERS, REDUCTIONS, Layer, Network
from app.engine.passes import trace
from app.explain.printing.notation import NOTATIONS
from app.words import languages, words

OPTIMIZERS = ("sgd", "momentum", "nesterov", "rmsprop", "adagrad", "adam", "adamw")
"""Every optimizer that the contract names, whether this version has it or not."""

KNOWN: dict[str, tuple[str, ...]] = {
    "unknown-activation": tuple(ACTIVATIONS),
    "unknown-loss": tuple(LOSSES),
    "unknown-optimizer": OPTIMIZERS,
    "unknown-scheme": tuple(SCHEMES),
    "unknown-notation": tuple(NOTATIONS),
    "unknown-reduction": REDUCTIONS,
    "unknown-kind": KINDS,
    "unknown-parameter": PARAMETERS,
}

LOSS_NAMES = [
    ("mse", "mean_squared_error", "mean-of-outputs"),
    ("MSE", "mean_squared_error", "mean-of-outputs"),
    ("MSELoss", "mean_squared_error", "mean-of-outputs"),
    ("nn.MSELoss", "mean_squared_error", "mean-of-outputs"),
    ("mse_loss", "mean_squared_error", "mean-of-outputs"),
    ("MeanSquaredError", "mean_squared_error", "mean-of-outputs"),
    ("keras.losses.MeanSquaredError", "mean_squared_error", "mean-of-outputs"),
    ("mae", "absolute_error", "sum-of-outputs"),
    ("L1Loss", "absolute_error", "sum-of-outputs"),
    ("l1_loss", "absolute_error", "sum-of-outputs"),
    ("MeanAbsoluteError", "absolute_error", "sum-of-outputs"),
    ("SmoothL1Loss", "huber", "sum-of-outputs"),
    ("smooth_l1_loss", "huber", "sum-of-outputs"),
    ("HuberLoss", "huber", "sum-of-outputs"),
    ("sse", "squared_error", "half"),
    ("sum of squares", "squared_error", "half"),
    ("l2_loss", "half_squared_error", None),
    ("QuadraticCost", "half_squared_error", "mean-of-samples"),
    ("EuclideanLoss", "half_squared_error", "mean-of-samples"),
    ("BCELoss", "binary_cross_entropy", "sum-of-outputs"),
    ("binary_crossentropy", "binary_cross_entropy", "sum-of-outputs"),
    ("BinaryCrossentropy", "binary_cross_entropy", "sum-of-outputs"),
    ("CrossEntropyCost", "binary_cross_entropy", "mean-of-samples"),
    ("log_loss", "binary_cross_entropy", "two-classes"),
    ("BCEWithLogitsLoss", "binary_cross_entropy_with_logits", "sum-of-outputs"),
    ("sigmoid_cross_entropy_with_logits", "binary_cross_entropy_with_logits", None),
    ("sigmoid_binary_cross_entropy", "binary_cross_entropy_with_logits", None),
    ("MultiLabelSoftMarginLoss", "binary_cross_entropy_with_logits", "sum-of-outputs"),
    ("categorical_crossentropy", "cross_entropy", "mean-of-samples"),
    ("CategoricalCrossentropy", "cross_entropy", "mean-of-samples"),
    ("SparseCategoricalCrossentropy", "cross_entropy", "class-numbers"),
    ("CrossEntropyLoss", "softmax_cross_entropy", "class-numbers"),
    ("softmax_cross_entropy_with_logits", "softmax_cross_entropy", None),
    ("sparse_softmax_cross_entropy_with_logits", "softmax_cross_entropy", "class-numbers"),
    ("SoftmaxWithLoss", "softmax_cross_entropy", "class-numbers"),
    *((name, None, None) for name in ("NLLLoss", "KLDivLoss", "kl_divergence", "hinge", "HingeEmbeddingLoss")),
    *((name, None, None) for name in ("squared_hinge", "poisson", "PoissonNLLLoss", "CTCLoss", "log_cosh", "rmse")),
    *((name, None, None) for name in ("cosine_similarity", "TripletMarginLoss", "focal_loss", "MSLE", "pinball")),
]

ACTIVATION_NAMES = [
    ("linear", "identity", None),
    ("nn.Identity", "identity", None),
    ("purelin", "identity", None),
    ("logistic", "sigmoid", None),
    ("logsig", "sigmoid", None),
    ("expit", "sigmoid", None),
    ("tansig", "tanh", None),
    ("Tanh", "tanh", None),
    ("torch.nn.ReLU()", "relu", None),
    ("RELU", "relu", None),
    ("poslin", "relu", None),
    ("lrelu", "leaky_relu", "leak"),
    ("LeakyReLU", "leaky_relu", "leak"),
    ("leaky-relu", "leaky_relu", "leak"),
    ("celu", "elu", "alpha-one"),
    ("swish", "silu", None),
    ("SiLU", "silu", None),
    ("softmax ", "softmax", None),
    ("softargmax", "softmax", None),
    ("elliotsig", "softsign", None),
    ("soft plus", "softplus", None),
    *((name, None, None) for name in ("hard_sigmoid", "HardTanh", "Hardswish", "log_softmax", "LogSigmoid", "sign")),
    *(
        (name, None, None)
        for name in ("gelu_tanh", "mish", "relu6", "ReLU6", "prelu", "step", "Softmin", "GLU", "sine")
    ),
]

OTHER_NAMES = [
    ("unknown-optimizer", "SGD", "sgd", None),
    ("unknown-optimizer", "gradient descent", "sgd", None),
    ("unknown-optimizer", "sgd_momentum", "momentum", None),
    ("unknown-optimizer", "NAG", "nesterov", None),
    ("unknown-optimizer", "RMSprop", "rmsprop", None),
    ("unknown-optimizer", "AdamOptimizer", "adam", None),
    ("unknown-optimizer", "AdamW", "adamw", None),
    ("unknown-optimizer", "Adadelta", None, None),
    ("unknown-optimizer", "LBFGS", None, None),
    ("unknown-scheme", "glorot_uniform", "xavier_uniform", None),
    ("unknown-scheme", "GlorotNormal", "xavier_normal", None),
    ("unknown-scheme", "xavier_uniform_", "xavier_uniform", None),
    ("unknown-scheme", "kaiming_normal_", "he_normal", None),
    ("unknown-scheme", "kaiming_uniform", "he_uniform", None),
    ("unknown-scheme", "zeros_", "zeros", None),
    ("unknown-scheme", "ones", "constant", "ones"),
    ("unknown-scheme", "random_normal", "normal", "spread"),
    ("unknown-scheme", "truncated_normal", None, None),
    ("unknown-scheme", "orthogonal", None, None),
    ("unknown-notation", "nielsen", "delta", None),
    ("unknown-notation", "vectorized", "matrix", None),
    ("unknown-reduction", "avg", "mean", None),
    ("unknown-reduction", "none", None, None),
    ("unknown-kind", "Dense", "dense", None),
    ("unknown-kind", "nn.Linear", "dense", None),
    ("unknown-kind", "Conv2D", None, None),
    ("unknown-parameter", "weight", "W", None),
    ("unknown-parameter", "bias", "b", None),
]

NAMES = [
    *(("unknown-loss", *row) for row in LOSS_NAMES),
    *(("unknown-activation", *row) for row in ACTIVATION_NAMES),
    *OTHER_NAMES,
]


@pytest.mark.parametrize(("code", "written", "suggestion", "note"), NAMES)
def test_a_name_from_elsewhere_leads_to_the_same_thing_or_to_nothing(
    code: str, written: str, suggestion: str | None, note: str | None
) -> None:
    expected: dict[str, Any] = {"unavailable": True} if suggestion is None else {"suggestion": suggestion}
    assert meant(code, written, KNOWN[code]) == expected | ({} if note is None else {"note": note})


def test_a_name_here_that_this_server_does_not_have_is_missing_and_not_like_another() -> None:
    assert meant("unknown-optimizer", "adam", ("sgd",)) == {"unavailable": True}
    assert meant("unknown-optimizer", "SGD_momentum", ("sgd",)) == {"unavailable": True}


FIELDS = [
    *((name, "target") for name in ("y", "t", "targets", "labels", "y_true", "Y")),
    *((name, "learning_rate") for name in ("lr", "eta", "alpha", "learningRate", "learning-rate", "step_size")),
    *((name, "loss") for name in ("loss_fn", "criterion", "cost", "cost_function", "objective")),
    *((name, "x") for name in ("X", "inputs", "input", "data")),
]


@pytest.mark.parametrize(("written", "field"), FIELDS)
def test_a_field_from_elsewhere_is_suggested_only_where_the_object_has_it(written: str, field: str) -> None:
    trace, layer = tuple(TraceRequest.model_fields), tuple(LayerBody.model_fields)
    assert meant("unknown-field", written, trace) == {"suggestion": field}
    assert meant("unknown-field", written, layer) == {}


@pytest.mark.parametrize(
    ("written", "field"),
    [
        *((name, "W") for name in ("weights", "weight", "kernel", "w", "coefs_")),
        *((name, "b") for name in ("bias", "biases", "intercepts")),
        *((name, "activation") for name in ("act", "fn", "activation_fn", "activationFunction")),
        ("type", "kind"),
    ],
)
def test_a_field_of_a_layer_is_suggested_in_a_layer(written: str, field: str) -> None:
    assert meant("unknown-field", written, tuple(LayerBody.model_fields)) == {"suggestion": field}
    assert meant("unknown-field", written, tuple(TraceRequest.model_fields)) == {}


@pytest.mark.parametrize("code", VOCABULARIES)
def test_no_name_is_claimed_twice(code: str) -> None:
    vocabulary = VOCABULARIES[code]
    ours = set(vocabulary.synonyms) | set(KNOWN.get(code, ()))
    names = [*ours, *vocabulary.absent, *(name for synonyms in vocabulary.synonyms.values() for name in synonyms)]
    assert [name for name, count in Counter(map(bare, names)).items() if count > 1] == []


@pytest.mark.parametrize("code", KNOWN)
def test_a_synonym_is_one_of_something_that_there_is(code: str) -> None:
    assert set(VOCABULARIES[code].synonyms) <= set(KNOWN[code])


def test_a_field_that_is_suggested_is_one_of_a_request() -> None:
    bodies = [endpoint.takes for endpoint in ENDPOINTS if endpoint.takes is not None] + Body.__subclasses__()
    assert set(VOCABULARIES["unknown-field"].synonyms) <= {name for body in bodies for name in body.model_fields}


@pytest.mark.parametrize("code", VOCABULARIES)
def test_a_note_has_its_words_and_speaks_of_a_name_that_leads_somewhere(code: str) -> None:
    for note, names in VOCABULARIES[code].notes.items():
        assert all(f"problem.note.{note}" in words(language) for language in languages())
        for name in names:
            assert meant(code, name, KNOWN[code])["note"] == note, name


def test_the_sentence_says_all_of_it() -> None:
    fault = unknown_name("unknown-loss", "MSELoss", ["huber", "mean_squared_error"])
    assert sentence(fault) == (
        "No loss has this name. There are: huber, mean_squared_error. Did you mean “mean_squared_error”? It is the "
        "mean over the outputs of one sample; with “reduction”: “mean” the samples are averaged as well, as PyTorch "
        "and Keras do."
    )


Y = np.array([[0.7, 0.2, 0.4], [0.1, 0.9, 0.3]])
T = np.array([[1.0, 0.0, 1.0], [0.0, 0.5, 1.0]])
Z = np.array([[0.3, -2.0, 1.5], [2.0, 0.0, -0.4]])
P = np.exp(Z) / np.exp(Z).sum(axis=1, keepdims=True)
S = 1 / (1 + np.exp(-Z))


def entropies(p: Any) -> Any:
    return -T * np.log(p) - (1 - T) * np.log(1 - p)


ELSEWHERE = [
    ("MSELoss", Y, ((Y - T) ** 2).mean()),
    ("L1Loss", Y, np.abs(Y - T).mean()),
    ("SmoothL1Loss", 3 * Y, np.where(np.abs(3 * Y - T) < 1, (3 * Y - T) ** 2 / 2, np.abs(3 * Y - T) - 0.5).mean()),
    ("BCELoss", Y, entropies(Y).mean()),
    ("BCEWithLogitsLoss", Z, entropies(S).mean()),
    ("QuadraticCost", Y, ((Y - T) ** 2).sum() / (2 * len(Y))),
    ("CrossEntropyCost", Y, entropies(Y).sum() / len(Y)),
    ("CategoricalCrossentropy", P, -(T * np.log(P)).sum() / len(P)),
    ("CrossEntropyLoss", Z, -(T * np.log(P)).sum() / len(Z)),
]
"""A loss's name elsewhere, outputs, and what it computes for them by default, out of its documentation's formula."""


@pytest.mark.parametrize(("written", "output", "expected"), ELSEWHERE)
def test_what_a_note_says_of_averages_is_so(written: str, output: Any, expected: float) -> None:
    found = meant("unknown-loss", written, KNOWN["unknown-loss"])
    layer = Layer(np.eye(3), np.zeros(3), "identity")
    L = trace(Network((layer,), found["suggestion"], "mean"), output, T).L
    outputs = T.shape[1] if found["note"] == "sum-of-outputs" else 1
    assert L / outputs == pytest.approx(expected, rel=1e-14)
