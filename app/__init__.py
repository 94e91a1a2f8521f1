"""Backprop Explorer: backpropagation as a machine that can be run, stopped, opened and driven."""

import os

__version__ = "0.1.0"

# One thread for each matrix product: two of them, beside a busy neighbour, turn microseconds into 100 ms.
# numpy reads this when it is imported, which is after this line for all that the project itself starts.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
