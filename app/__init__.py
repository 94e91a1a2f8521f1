"""Backprop Explorer: a network's forward and backward pass over REST, and a page to step through it."""

__version__ = "0.1.0"
