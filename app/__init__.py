"""Backprop Explorer: backpropagation as a machine that can be run, stopped, opened and driven."""

__version__ = "0.1.0"
