"""Whether a request is let in, and where it runs: settings, limits, shapes, prices and workers."""
