"""What is set for a whole process, where the process is the project's own: the command's, the bench's, the tests'.

Importing `app` or calling `create_app()` sets none of it: a notebook's interpreter belongs to the notebook.
"""

import ctypes
import os
import sys

if sys.platform != "win32":  # which has no such limit
    import resource

HANDOVER_SECONDS = 0.0005
"""After so long a computing thread hands the interpreter to the event loop, which needs it several times for
one small answer. Beside two large computations /healthz took up to 500 ms with Python's own 5 ms, and takes
75 with this."""

KEPT_BYTES = 32 * 2**20
"""Free memory that the C library keeps instead of giving it back: several times what a wide network's pass
takes (6 MB at 784-128-64-10, batch 256), which would otherwise fault its pages in again at each pass, for a
third of its time."""

RETURNED_BYTES = 2 * 2**20
"""A block of this size or more is given back as soon as it is free. The arrays of a pass are smaller (the
largest of that network, x, has 1.6 MB); long answers are larger, and among them memory would stay taken:
150 clients that did not read left 520 MB behind without this limit, and leave 90 with it."""

CONNECTIONS = 8_192
"""Connections that may be open at the same time. A class of 300 browsers opens 1,800; of the 1,024 files that a process
usually has, those were too many: the rest waited, each second of it with pages of tracebacks."""

_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD = -1, -3  # of glibc's malloc.h


def configure_process() -> None:
    """Set this process up for many small computations beside a few large ones.

    Call it before numpy is imported, which reads the number of threads at that moment.
    """
    # One thread for each matrix product: two of them, beside a busy neighbour, turn microseconds into 100 ms.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    sys.setswitchinterval(min(sys.getswitchinterval(), HANDOVER_SECONDS))
    if sys.platform != "win32":
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        unlimited = resource.RLIM_INFINITY
        wanted = CONNECTIONS if hard == unlimited else min(CONNECTIONS, hard)
        if soft != unlimited and soft < wanted:
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    # Without these, both limits follow the largest block that was ever given back.
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None) if sys.platform == "linux" else None
    if mallopt is not None:  # it is glibc's alone
        mallopt(_M_MMAP_THRESHOLD, RETURNED_BYTES)
        mallopt(_M_TRIM_THRESHOLD, KEPT_BYTES)
