"""What the product's speed is measured with, in processes that are set up as the command's own."""

from app.process import configure_process

configure_process()  # before any module here imports numpy
