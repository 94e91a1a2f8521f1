"""PyTorch's answer to the same question: autograd in float64 over forward formulas written anew."""

from typing import Any

import numpy as np
import torch
import torch.nn.functional as F

from app.engine.network import Network

torch.set_num_threads(1)

ACTIVATIONS: dict[str, Any] = {
    "identity": lambda z: z * 1.0,
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "relu": torch.relu,
    "leaky_relu": F.leaky_relu,
    "elu": F.elu,
    "selu": F.selu,
    # torch's own softplus turns linear above 20, which is wrong by 2e-9 there.
    "softplus": lambda z: torch.logaddexp(z, torch.zeros_like(z)),
    "softsign": F.softsign,
    "gelu": F.gelu,
    "silu": F.silu,
    "softmax": lambda z: torch.softmax(z, dim=1),
}

LOSSES: dict[str, Any] = {
    "half_squared_error": lambda y, t: 0.5 * ((y - t) ** 2).sum(1),
    "squared_error": lambda y, t: ((y - t) ** 2).sum(1),
    "mean_squared_error": lambda y, t: F.mse_loss(y, t, reduction="none").mean(1),
    "absolute_error": lambda y, t: F.l1_loss(y, t, reduction="none").sum(1),
    "huber": lambda y, t: F.huber_loss(y, t, reduction="none").sum(1),
    "binary_cross_entropy": lambda y, t: F.binary_cross_entropy(y, t, reduction="none").sum(1),
    "cross_entropy": lambda y, t: -(t * torch.log(y)).sum(1),
    "binary_cross_entropy_with_logits": lambda y, t: F.binary_cross_entropy_with_logits(y, t, reduction="none").sum(1),
    "softmax_cross_entropy": lambda y, t: F.cross_entropy(y, t, reduction="none"),
}


def witness(network: Network, x: np.ndarray, target: np.ndarray) -> dict[str, Any]:
    """l, L and dl_dx, and for each layer z, a, dl_da, dl_dz, dL_dW and dL_db, as numpy arrays."""
    inputs = torch.tensor(x, requires_grad=True)
    parameters, zs, activations = [], [], []
    a = inputs
    for layer in network.layers:
        W = torch.tensor(layer.W, requires_grad=True)
        b = torch.tensor(layer.b, requires_grad=True)
        z = F.linear(a, W, b)
        a = ACTIVATIONS[layer.activation](z)
        z.retain_grad()
        a.retain_grad()
        parameters.append((W, b))
        zs.append(z)
        activations.append(a)
    l = LOSSES[network.loss](a, torch.tensor(target))
    l.sum().backward()
    share = len(x) if network.reduction == "mean" else 1
    return {
        "l": l.detach().numpy(),
        "L": float(l.detach().sum()) / share,
        "dl_dx": inputs.grad.numpy(),
        "layers": [
            {
                "z": z.detach().numpy(),
                "a": a.detach().numpy(),
                "dl_da": a.grad.numpy(),
                "dl_dz": z.grad.numpy(),
                "dL_dW": W.grad.numpy() / share,
                "dL_db": b.grad.numpy() / share,
            }
            for (W, b), z, a in zip(parameters, zs, activations, strict=True)
        ],
    }
