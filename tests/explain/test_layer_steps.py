"""The steps by whole layers: one pass, written out."""

import numpy as np

from app.engine.network import Layer, Network
from app.explain.layer_steps import layer_steps

NETWORK = Network(
    (Layer(np.ones((3, 2)), np.ones(3), "tanh", frozenset({"W"})), Layer(np.ones((1, 3)), np.ones(1), "sigmoid")),
    "half_squared_error",
)


def written(**options: bool) -> list[str]:
    """Each step as `phase layer: what it writes <- what it reads`, for the second of two samples."""
    return [
        f"{step.phase} {step.layer}: {' '.join(step.writes)} <- {' '.join(step.reads)}"
        for step in layer_steps(NETWORK, 2, sample=1, **options)
    ]


def test_a_whole_pass_by_layers():
    assert written(learning_rate=True) == [
        "forward 1: z.1@1 <- b.1 w.1 x@1",
        "forward 1: a.1@1 da_dz.1@1 <- z.1@1",
        "forward 2: z.2@1 <- b.2 w.2 a.1@1",
        "forward 2: a.2@1 da_dz.2@1 <- z.2@1",
        "loss 2: l@1 L <- a.2@1 t@1 l",
        "backward 2: dl_da.2@1 <- a.2@1 t@1",
        "backward 2: dl_dz.2@1 <- da_dz.2@1 dl_da.2@1",
        "backward 1: dl_da.1@1 <- w.2 dl_dz.2@1",
        "backward 1: dl_dz.1@1 <- da_dz.1@1 dl_da.1@1",
        "backward 0: dl_dx@1 <- w.1 dl_dz.1@1",
        "gradient 1: dl_dw.1@1 dL_dw.1 <- x@1 dl_dz.1@1 dl_dw.1",
        "gradient 1: dl_db.1@1 dL_db.1 <- dl_dz.1@1 dl_db.1",
        "gradient 2: dl_dw.2@1 dL_dw.2 <- a.1@1 dl_dz.2@1 dl_dw.2",
        "gradient 2: dl_db.2@1 dL_db.2 <- dl_dz.2@1 dl_db.2",
        "update 1: b_new.1 <- b.1 dL_db.1",
        "update 2: w_new.2 <- w.2 dL_dw.2",
        "update 2: b_new.2 <- b.2 dL_db.2",
    ]


def test_without_a_learning_rate_nothing_is_updated_and_a_given_signal_reads_nothing():
    assert [step for step in written() if step.startswith("update")] == []
    assert "backward 2: dl_da.2@1 <- " in written(dl_dy=True)
