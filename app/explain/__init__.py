"""The numbers of a pass: their addresses, how each is derived from others, and the order of computation."""
