"""`python -m app` is the command `backprop-explorer`."""

from app.cli import main

main(prog_name="backprop-explorer")
