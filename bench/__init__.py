"""What the product's speed is measured with, on one thread of numpy's."""

import os

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # numpy reads it when it is imported, which is after this line
