"""What things are called elsewhere: in PyTorch, Keras, TensorFlow, JAX and optax, scikit-learn, MATLAB, Caffe and
books. Names are compared without capitals, low lines, hyphens and spaces.

What an activation, a loss, an optimizer or a scheme is called stands in its own row of the engine's tables; the rest is
here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.engine.activations import ACTIVATIONS
from app.engine.initializers import SCHEMES
from app.engine.losses import LOSSES
from app.engine.optimizers import OPTIMIZERS

Names = tuple[str, ...]


@dataclass(frozen=True)
class Vocabulary:
    """Names of one sort of thing."""

    synonyms: Mapping[str, Names]
    """By the name here, the names elsewhere of what computes the same. A name here that a server does not know makes
    its synonyms unavailable."""
    absent: Names = ()
    """Names of what is computed nowhere here."""
    notes: Mapping[str, Names] = field(default_factory=dict)
    """By the key of its words (`problem.note.<key>`), the names elsewhere that differ from what is meant here in that
    way."""


_ACTIVATIONS = Vocabulary(
    {name: row.synonyms for name, row in ACTIVATIONS.items()},
    absent=(
        *("hard_sigmoid", "hard_tanh", "hard_swish", "hard_silu", "hard_shrink", "soft_shrink", "tanh_shrink"),
        *("log_sigmoid", "log_softmax", "softmin", "sparsemax", "gumbel_softmax", "softmax2d", "maxout"),
        *("relu6", "prelu", "rrelu", "crelu", "squared_relu", "thresholded_relu", "threshold", "squareplus"),
        *("gelu_tanh", "gelu_new", "gelu_fast", "gelu_approx", "gelu_approximate", "quick_gelu"),
        *("mish", "glu", "reglu", "geglu", "swiglu", "sparse_plus", "sparse_sigmoid"),
        *("sign", "sgn", "signum", "step", "binary_step", "heaviside", "hardlim", "hardlims", "perceptron"),
        *("exp", "exponential", "gaussian", "radbas", "rbf", "tribas", "sin", "sine", "siren", "cos", "cosine"),
        *("arctan", "atan", "isru", "isrlu", "satlin", "satlins", "bent_identity", "lecun_tanh", "compet"),
    ),
    notes={
        "leak": ("leaky_relu", "lrelu", "leaky", "leaky_rectified_linear", "leaky_rectified_linear_unit"),
        "alpha-one": ("celu",),
    },
)

_LOSSES = Vocabulary(
    {name: row.synonyms for name, row in LOSSES.items()},
    absent=(
        *("nll", "negative_log_likelihood", "gaussian_nll", "poisson", "poisson_nll", "ctc", "tweedie"),
        *("kl", "kl_div", "kl_divergence", "kullback_leibler", "kullback_leibler_divergence", "wasserstein"),
        *("hinge", "squared_hinge", "categorical_hinge", "hinge_embedding", "modified_huber", "perceptron"),
        *("margin_ranking", "multi_margin", "multi_label_margin", "soft_margin", "triplet", "triplet_margin"),
        *("cosine", "cosine_similarity", "cosine_embedding", "cosine_distance", "contrastive", "info_nce"),
        *("rmse", "root_mean_squared_error", "msle", "mean_squared_logarithmic_error", "log_cosh", "r2"),
        *("mape", "mean_absolute_percentage_error", "epsilon_insensitive", "squared_epsilon_insensitive"),
        *("focal", "sigmoid_focal", "binary_focal_crossentropy", "categorical_focal_crossentropy", "dice"),
        *("tversky", "iou", "quantile", "pinball", "exponential", "deviance", "zero_one"),
    ),
    notes={
        "mean-of-outputs": ("mean_squared_error", "mse", "mean_square_error", "mean_square"),
        "sum-of-outputs": (
            *("mae", "mean_absolute_error", "l1", "huber", "smooth_l1"),
            *("bce", "binary_crossentropy", "bce_with_logits", "multi_label_soft_margin"),
        ),
        "mean-of-samples": (*("quadratic", "euclidean", "cross_entropy_cost", "categorical_crossentropy", "cce"),),
        "class-numbers": (
            *("cross_entropy_loss", "softmax_loss", "softmax_with_loss", "sparse_categorical_crossentropy"),
            *("sparse_softmax_cross_entropy_with_logits", "softmax_cross_entropy_with_integer_labels"),
        ),
        "two-classes": ("log_loss", "binary_log_loss"),
        "half": ("sse", "sum_squared_error", "sum_of_squared_errors", "sum_of_squares", "squared_loss", "square_loss"),
    },
)

_OPTIMIZERS = Vocabulary(
    {name: row.synonyms for name, row in OPTIMIZERS.items()},
    absent=(
        *("adamax", "nadam", "radam", "adadelta", "amsgrad", "adabelief", "adafactor", "lion", "lamb", "lars"),
        *("lbfgs", "bfgs", "newton", "conjugate_gradient", "ftrl", "rprop", "asgd", "yogi", "muon", "sparse_adam"),
    ),
)

_SCHEMES = Vocabulary(
    {name: row.synonyms for name, row in SCHEMES.items()},
    absent=("orthogonal", "identity", "eye", "dirac", "sparse", "trunc_normal", "truncated_normal", "lsuv"),
    notes={"ones": ("ones", "one"), "spread": ("random_uniform", "rand", "random_normal", "gaussian", "randn")},
)

_NOTATIONS = Vocabulary(
    {
        "lecture": ("leibniz", "partial", "partial_derivatives"),
        "delta": ("nielsen", "deltas", "error_signal", "bishop"),
        "matrix": ("matrices", "vector", "vectors", "vectorized"),
        "index": ("indices", "indexed", "subscripts", "component", "components", "tensor"),
    }
)

_FIELDS = Vocabulary(
    {
        "target": ("y", "t", "targets", "label", "labels", "y_true", "y_train", "expected", "truth", "desired"),
        "x": ("input", "inputs", "data", "features", "x_train"),
        "layers": ("network", "net", "model"),
        "loss": ("loss_fn", "criterion", "cost", "objective", "error"),
        "learning_rate": ("lr", "eta", "alpha", "step_size", "rate", "η", "α"),
        "W": ("weight", "weights", "kernel", "coef", "coefs", "coefficients", "theta"),
        "b": ("bias", "biases", "intercept", "intercepts"),
        "activation": ("act", "fn", "f", "activation_fn", "nonlinearity", "transfer", "transfer_fcn"),
        "reduction": ("reduce", "averaging"),
        "optimizer": ("optim", "opt", "solver", "updater"),
        "scheme": ("init", "initializer", "initialization", "initialisation", "kernel_initializer", "weight_init"),
        "seed": ("random_state", "random_seed", "rng"),
        "sizes": ("layer_sizes", "hidden_layer_sizes", "shape", "units", "neurons_per_layer", "dims", "widths"),
        "std": ("sigma", "stddev", "standard_deviation", "scale"),
        "mean": ("mu", "loc"),
        "low": ("min", "minval", "minimum"),
        "high": ("max", "maxval", "maximum"),
        "dl_dy": ("grad_output", "upstream", "gradient", "cotangent"),
        "by": ("delta", "change", "changes", "amount"),
        "h": ("eps", "epsilon", "step_sizes"),
        "kind": ("type", "layer_type", "class_name"),
        "frozen": ("freeze", "fixed"),
    }
)

VOCABULARIES: Mapping[str, Vocabulary] = {
    "unknown-activation": _ACTIVATIONS,
    "unknown-loss": _LOSSES,
    "unknown-optimizer": _OPTIMIZERS,
    "unknown-scheme": _SCHEMES,
    "unknown-notation": _NOTATIONS,
    "unknown-field": _FIELDS,
    "unknown-reduction": Vocabulary(
        {"sum": ("total", "add"), "mean": ("avg", "average", "batchmean", "sum_over_batch_size")}, absent=("none",)
    ),
    "unknown-kind": Vocabulary(
        {"dense": ("linear", "fully_connected", "fc", "affine", "inner_product")},
        absent=(
            "conv",
            "conv1d",
            "conv2d",
            "convolution",
            "convolutional",
            "rnn",
            "lstm",
            "gru",
            "attention",
            "embedding",
            "dropout",
        ),
    ),
    "unknown-parameter": Vocabulary({"W": ("weight", "weights", "kernel"), "b": ("bias", "biases")}),
}
"""By the code of the fault that a name of this sort has when it is unknown."""
