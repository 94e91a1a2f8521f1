"""The same requests get the same answers, byte for byte, whichever process answers them."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent

PROGRAM = """
import asyncio, hashlib, httpx
from app.engine.optimizers import OPTIMIZERS
from app.explain.addresses import addresses
from app.explain.printing.notation import NOTATIONS
from app.main import create_app
from tests.engine.networks import mixed_problem

def requests():
    for index in range(50):
        p = mixed_problem(index)
        layers = [{"W": l.W.tolist(), "b": l.b.tolist(), "activation": l.activation} for l in p.network.layers]
        body = {"layers": layers, "loss": p.network.loss, "reduction": p.network.reduction,
                "x": p.x.tolist(), "target": p.target.tolist()}
        known = [str(at) for at in addresses(p.network, len(p.x)) if at.quantity not in ("x", "t", "w", "b")]
        optimizer = {"name": list(OPTIMIZERS)[index % len(OPTIMIZERS)], "learning_rate": 0.1}
        explained = {"address": known[37 * index % len(known)], "notation": list(NOTATIONS)[index % len(NOTATIONS)]}
        yield "/api/trace", body | {"learning_rate": 0.5, "include": ["steps", "per_sample"]}
        yield "/api/explain", body | explained
        yield "/api/gradient-check", body
        yield "/api/update", body | {"optimizer": optimizer}

async def main():
    transport = httpx.ASGITransport(app=create_app())
    async with httpx.AsyncClient(transport=transport, base_url="http://explorer") as client:
        for path, body in requests():
            answer = await client.post(path, json=body)
            print(path, answer.status_code, hashlib.sha256(answer.content).hexdigest())

asyncio.run(main())
"""


def answering(hash_seed: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    )


def test_two_hundred_requests_get_the_same_bytes_in_two_processes() -> None:
    first, second = (process.communicate()[0].splitlines() for process in (answering("1"), answering("2")))
    assert first == second
    assert len(first) == 200
    assert {line.split()[1] for line in first} == {"200"}
    assert len({line.split()[2] for line in first}) == 200
